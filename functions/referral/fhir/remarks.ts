import { conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { earliestDate, shortened } from '../../fhir/values.ts';
import { daysBetween } from '../../platform/days.ts';
import type { ConditionClaimed } from '../clinical-claims.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { observationsCoded } from './coded.ts';
import { readDrug } from './medication.ts';
import { toldInAnswers } from './told-in-answers.ts';

/** Words on one line, in pieces that a claim holds. */
export const inPieces = (words: string): string[] =>
  words
    .replace(/\s+/g, ' ')
    .trim()
    .match(/\S.{0,998}\S(?=\s|$)|\S{1,1000}/gu) ?? [];

type State = ConditionClaimed['state'];
export type Remark = {
  at: string;
  resource: Readonly<Record<string, unknown>>;
  words: readonly string[];
  snomed?: readonly string[];
  /** Undefined where it tells nothing of the patient; then `why`. */
  state: State | undefined;
  since?: string | undefined;
  why?: string;
};

/** Days after which something that was done is of the past; own rule. */
const recentDays = 90;

const examination =
  /\b(tests?|testing|screen\w*|cultures?|swab|assay|panel|counsel\w*|education|assessments?|x-?ray|imaging|scan|mri|ct|ultrasound|biops\w+|exam\w*|evaluation|measurements?|collection|specimen|vaccin\w*|immuni[sz]ation)\b/i;

/** Whether a procedure only looks: what it found is told by its result. */
export const isExamination = ({ code }: PlacedResource<'Procedure'>['resource']): boolean =>
  conceptWords(code).some((words) => examination.test(words));

const notesOf = (note: { text?: string | undefined }[] | undefined) =>
  (note ?? []).flatMap(({ text }) => text ?? []);

const ofProcedure =
  (asOf: string) =>
  ({ at, resource }: PlacedResource<'Procedure'>): Remark => {
    const { status = '', performedPeriod, performedDateTime } = resource;
    const since = earliestDate(performedPeriod?.end ?? performedDateTime ?? performedPeriod?.start);
    const isPast =
      status === 'completed' && since !== undefined && daysBetween(since, asOf) > recentDays;
    const isNone = ['not-done', 'entered-in-error'].includes(status);
    const onlyLooks = isExamination(resource);
    return {
      ...{ at, resource, since },
      why: isNone ? 'was not done' : 'is an examination: what it found is told by its result',
      words: [...conceptWords(resource.code), ...notesOf(resource.note)],
      snomed: readCodes(resource.code, systems.snomed),
      state: isNone || onlyLooks ? undefined : isPast ? 'past' : 'active',
    };
  };

/** The drugs that are suspected, in the words of the event: "Anaphylaxis to Remicade". */
const ofAdverseEvent =
  (reading: BundleReading) =>
  ({ at, resource }: PlacedResource<'AdverseEvent'>): Remark => {
    const suspects = (resource.suspectEntity ?? []).flatMap(({ instance }): string[] => {
      const medication = reading.get('Medication', instance)?.resource.code;
      const given =
        reading.get('MedicationAdministration', instance) ??
        reading.get('MedicationStatement', instance) ??
        reading.get('MedicationRequest', instance);
      return [
        ...(given ? readDrug(reading, given.resource).named.words : conceptWords(medication)),
        ...(instance?.display ? [instance.display] : []),
      ];
    });
    const event = [resource.event, resource.seriousness, resource.severity].flatMap(
      (concept) => conceptWords(concept)[0] ?? [],
    );
    const by = suspects.length > 0 ? ` to ${[...new Set(suspects)].join(', ')}` : '';
    return {
      ...{ at, resource, since: earliestDate(resource.date) },
      words: event.length + suspects.length > 0 ? [`${event.join(', ') || 'Reaction'}${by}`] : [],
      state: resource.actuality === 'potential' ? undefined : 'past',
      why: 'did not happen',
    };
  };

const ofFlag =
  (asOf: string) =>
  ({ at, resource }: PlacedResource<'Flag'>): Remark => {
    const { status, period } = resource;
    const isOver = status === 'inactive' || (period?.end ?? '9999') < asOf;
    return {
      ...{ at, resource, words: conceptWords(resource.code), why: 'was entered in error' },
      since: earliestDate(period?.start),
      state: status === 'entered-in-error' ? undefined : isOver ? 'past' : 'active',
    };
  };

const ofIssue = ({ at, resource }: PlacedResource<'DetectedIssue'>): Remark => ({
  ...{ at, resource, since: earliestDate(resource.identifiedDateTime) },
  words: [...conceptWords(resource.code), ...(resource.detail ? [resource.detail] : [])],
  state: ['entered-in-error', 'cancelled'].includes(resource.status ?? '') ? undefined : 'possible',
  why: 'was taken back',
});

const ofImpression = ({ at, resource }: PlacedResource<'ClinicalImpression'>): Remark => ({
  ...{ at, resource },
  words: [
    ...(resource.finding ?? []).flatMap((one) => conceptWords(one.itemCodeableConcept)),
    ...[resource.summary, resource.description].flatMap((one) => one ?? []),
    ...notesOf(resource.note),
  ],
  state: resource.status === 'entered-in-error' ? undefined : 'possible',
  why: 'was entered in error',
});

/** Classes of heart failure, and how much of its blood a heart throws out: LOINC names. */
const heartClasses = ['88020-3', '88021-1'];
const ejectionFractions =
  '10230-1 8806-2 8807-0 8808-8 18043-0 18044-8 18045-5 18046-3 18047-1 18048-9 18049-7 77889-4 79991-6 79992-4 79993-2'.split(
    ' ',
  );

/** Findings about the heart that are told as observations: the newest of each kind. */
const ofHeart = (reading: BundleReading): Remark[] =>
  [heartClasses, ejectionFractions].flatMap((codes) => {
    const [newest] = observationsCoded(reading, 'loinc', codes)
      .filter(
        ({ resource: { status = 'final' } }) => !['entered-in-error', 'cancelled'].includes(status),
      )
      .map((one) => ({ ...one, since: earliestDate(one.resource.effectiveDateTime) }))
      .sort((a, b) => ((a.since ?? '') < (b.since ?? '') ? 1 : -1));
    if (!newest) return [];
    const { at, resource, since } = newest;
    const { valueCodeableConcept: concept, valueString, valueQuantity: amount } = resource;
    const share = amount?.value === undefined ? [] : [`ejection fraction ${amount.value} %`];
    return [
      {
        ...{ at, resource, since, state: 'active' as const },
        words: [...conceptWords(concept), ...(valueString ? [valueString] : []), ...share],
        snomed: readCodes(concept, systems.snomed),
      },
    ];
  });

/**
 * What other resources tell of the patient's conditions: what was done, what went wrong, flags, issues
 * and impressions. Words that no rule knows do no harm; those that name nothing are not understood.
 */
export const remarkedConditions = (reading: BundleReading): ConditionClaimed[] => {
  const { asOf } = reading;
  const remarks = [
    ...reading.all('Procedure').map(ofProcedure(asOf)),
    ...reading.all('AdverseEvent').map(ofAdverseEvent(reading)),
    ...reading.all('Flag').map(ofFlag(asOf)),
    ...reading.all('DetectedIssue').map(ofIssue),
    ...reading.all('ClinicalImpression').map(ofImpression),
    ...ofHeart(reading),
    ...toldInAnswers(reading),
  ];
  return remarks.flatMap(({ at, resource, words, snomed = [], state, since, why }) => {
    const [name, ...said] = words.flatMap(inPieces);
    if (!state) reading.leave(at, why ?? 'tells nothing of the patient');
    else if (!name) reading.doubt(at, 'names nothing that can be read');
    else {
      reading.use(at, state === 'past' ? 'history' : 'conditions');
      return [
        {
          ...(snomed.length > 0
            ? { snomed: snomed.filter((one) => one.length <= 20).slice(0, 5) }
            : {}),
          name: shortened(name, 200),
          ...(said.length > 0 || name.length > 200
            ? { said: [...(name.length > 200 ? [name] : []), ...said].slice(0, 20) }
            : {}),
          state,
          ...(since ? { since } : {}),
          from: at,
          ...(reading.ownerOf({ resource }) === 'untold' ? { untied: true } : {}),
        },
      ];
    }
    return [];
  });
};
