import { conceptWords, holdsOn, type Identifier, readCodes, systems } from '../../fhir/elements.ts';
import { earliestDate, latestDate, shortened } from '../../fhir/values.ts';
import { daysBetween } from '../../platform/days.ts';
import { lookup } from '../../platform/lookup.ts';
import { readProgram } from '../checks/enrollment-programs.ts';
import type { Enrollment, Pregnancy, Vaccination } from '../clinical-claims.ts';
import { plain } from '../facts/result-words.ts';
import { vaccineKind } from '../facts/vaccines.ts';
import type { Submission } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { observationsCoded } from './coded.ts';
import { readDrug } from './medication.ts';
import type { FhirResource } from './resources.ts';

type Placed = { at: string; resource: Readonly<Record<string, unknown>> };

const originOf = (reading: BundleReading, { at, resource }: Placed) => ({
  from: at,
  ...(reading.ownerOf({ resource }) === 'untold' ? { untied: true } : {}),
});

/** Days in which it matters how lately a vaccine was given, with room for a start that is put off. Own rule. */
const nearDays = 60;

/** When a vaccine was given: of a month or a year that is near, its last day, as it may be live. */
const vaccinatedOn = (text: string | undefined, asOf: string): string | undefined => {
  const latest = latestDate(text, asOf);
  return latest && daysBetween(latest, asOf) < nearDays ? latest : earliestDate(text);
};

export const vaccinationsFrom = (reading: BundleReading): Submission['vaccinations'] => {
  const found = reading.all('Immunization').flatMap((placed): Vaccination[] => {
    const { at, resource } = placed;
    const { status, vaccineCode, occurrenceDateTime, isSubpotent } = resource;
    if (status === 'entered-in-error') {
      reading.leave(at, 'was entered in error');
      return [];
    }
    const [cvx] = readCodes(vaccineCode, systems.cvx);
    // A code that nobody knows here may be of a live vaccine: it is kept as its name.
    const [name = vaccineCode?.coding?.[0]?.code] = conceptWords(vaccineCode);
    if (!cvx && !name) {
      reading.doubt(at, 'names no vaccine');
      return [];
    }
    reading.use(at, 'vaccinations');
    const on = vaccinatedOn(occurrenceDateTime, reading.asOf);
    return [
      {
        ...(cvx ? { cvx: cvx.slice(0, 10) } : {}),
        ...(name ? { name: shortened(name, 200) } : {}),
        ...(on ? { on } : {}),
        given: status !== 'not-done',
        ...originOf(reading, placed),
        // Half a dose protects nobody, and may be live all the same.
        ...(isSubpotent || status !== 'completed' ? { untied: true } : {}),
      },
    ];
  });
  found.push(...vaccinesAmongMedicines(reading));
  return found.length > 0 ? found.slice(0, 200) : undefined;
};

const vaccineWords = /\bvaccin\w*|\bvacuna\b|\btoxoid\b/i;
const notGiven = ['not-done', 'not-taken', 'entered-in-error', 'intended', 'cancelled', 'declined'];

/** Vaccines that a system keeps among the medicines: what was given, handed out or told of. */
const vaccinesAmongMedicines = (reading: BundleReading): Vaccination[] =>
  [
    ...reading.all('MedicationAdministration'),
    ...reading.all('MedicationDispense'),
    ...reading.all('MedicationStatement'),
  ].flatMap((placed): Vaccination[] => {
    const { resource } = placed;
    const { name, named } = readDrug(reading, resource);
    const words = [name ?? '', ...named.words].join(' ');
    const isLive = vaccineKind({ name: words, given: true }) === 'live';
    if (!name || !(isLive || vaccineWords.test(words)) || notGiven.includes(resource.status ?? ''))
      return [];
    const { effectiveDateTime, effectivePeriod, whenHandedOver } = resource as {
      effectiveDateTime?: string;
      effectivePeriod?: { start?: string; end?: string };
      whenHandedOver?: string;
    };
    const on = vaccinatedOn(
      effectiveDateTime ?? effectivePeriod?.end ?? effectivePeriod?.start ?? whenHandedOver,
      reading.asOf,
    );
    return [
      {
        name: shortened(words.trim(), 200),
        ...(on ? { on } : {}),
        given: true,
        ...originOf(reading, placed),
        // It may be told of twice; that it protects is for the immunizations to say.
        untied: true,
      },
    ];
  });

const answers = lookup<Pregnancy['state']>({
  '77386006': 'pregnant',
  '255409004': 'pregnant',
  'LA15173-0': 'pregnant',
  '60001007': 'not-pregnant',
  'LA26683-5': 'not-pregnant',
  '152231000119106': 'possible',
  '102874004': 'possible',
});
const asked = ['82810-3', '11449-6'];
const dueDates = ['11778-8', '11779-6', '11781-2'];
const nursing = '63895-7';

/** What words say of a pregnancy; those that no row knows may say that there is one. */
const pregnancyWords: readonly [RegExp, Pregnancy['state']][] = [
  [/^(unknown|not (asked|known|told|applicable)|n\/?a|desconocid[oa])\.?$/, 'unknown'],
  [
    /^(no|not (currently )?pregnant|negative|no embarazada|false|(surgically )?post-?menopausal|(total )?hysterectomy|history of hysterectomy)\.?$/,
    'not-pregnant',
  ],
  [/^((currently )?pregnant|yes|positive|embarazada|true)\.?$/, 'pregnant'],
  [/./, 'possible'],
];
const saidOf = (resource: FhirResource<'Observation'>): Pregnancy['state'] => {
  const { valueCodeableConcept: concept, valueString, valueBoolean, status = 'final' } = resource;
  const codes = (concept?.coding ?? []).map(({ code }) => answers[code ?? '']).filter(Boolean);
  const words = [...conceptWords(concept), valueString ?? '', String(valueBoolean ?? '')]
    .map((one) => plain(one))
    .filter(Boolean);
  const read = words.map((one) => pregnancyWords.find(([row]) => row.test(one))?.[1]);
  const said = new Set(codes.length > 0 ? codes : read);
  for (const state of ['pregnant', 'possible', 'unknown'] as const)
    if (said.has(state)) return state;
  const isFinal = ['final', 'amended', 'corrected', 'appended'].includes(status);
  return said.has('not-pregnant') && isFinal ? 'not-pregnant' : 'unknown';
};

/** Whoever does not say that there is none is nursing. */
const isNursing = ({
  valueCodeableConcept: concept,
  valueString,
  valueBoolean,
}: FhirResource<'Observation'>): boolean => {
  if (valueBoolean !== undefined) return valueBoolean;
  const words = [...conceptWords(concept), valueString ?? '']
    .map((one) => plain(one))
    .filter(Boolean);
  const codes = (concept?.coding ?? []).map(({ code }) => code ?? '');
  if (codes.includes('69840006')) return true;
  const denies =
    /^(no|never|not\b.*|stopped|weaned|unknown|n\/?a|none|formula( fed)?|bottle( fed)?)\.?$/;
  return (
    words.length > 0 &&
    !words.some((one) => denies.test(one)) &&
    !codes.some((code) => ['LA32-8', 'UNK', '261665006'].includes(code))
  );
};

/** A word against a pregnancy counts from the first day that it may be of, any other until the last. */
const pregnantOn = (resource: FhirResource<'Observation'>, asOf: string): string | undefined => {
  const said = resource.effectiveDateTime ?? resource.effectivePeriod?.start;
  return saidOf(resource) === 'not-pregnant' ? earliestDate(said) : latestDate(said, asOf);
};

/** The newest word on pregnancy and nursing; a due date that lies ahead means pregnant. */
export const pregnancyFrom = (reading: BundleReading): Pregnancy | undefined => {
  const told = observationsCoded(reading, 'loinc', [...asked, ...dueDates, nursing])
    .filter(({ resource }) => !['entered-in-error', 'cancelled'].includes(resource.status ?? ''))
    .map(({ at, resource }) => ({
      at,
      resource,
      codes: readCodes(resource.code, systems.loinc),
      on: pregnantOn(resource, reading.asOf),
    }))
    .sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? 1 : -1));
  const about = (codes: readonly string[]) =>
    told.filter((one) => one.codes.some((code) => codes.includes(code)));
  const statuses = about(asked);
  // What nobody knew on one day does not undo what was known before.
  const status = statuses.find(({ resource }) => saidOf(resource) !== 'unknown') ?? statuses[0];
  const [due] = about(dueDates);
  const [milk] = about([nursing]);
  for (const one of [...statuses, due, milk]) if (one) reading.use(one.at, 'pregnancy and nursing');
  const ahead = (due?.resource.valueDateTime ?? '') > reading.asOf;
  const lactating = milk !== undefined && isNursing(milk.resource);
  if (!status && !ahead && !milk) return undefined;
  const on = status?.on ?? due?.on;
  return {
    state: ahead ? 'pregnant' : status ? saidOf(status.resource) : 'unknown',
    ...(on ? { on } : {}),
    ...(lactating ? { lactating } : {}),
  };
};

/** The programs that somebody is enrolled in, by the numbers that they carry for them. */
const enrolledBy = (
  identifiers: readonly Identifier[] = [],
  who: Enrollment['who'],
  asOf: string,
): Enrollment[] =>
  identifiers.flatMap((identifier): Enrollment[] => {
    const { period, value, system = '', type } = identifier;
    const words = [...conceptWords(type), system].join(' ').trim();
    const isProgram = readProgram(words) ?? /\brems\b|\bnct\d{8}\b/.test(plain(words));
    if (!isProgram || !value) return [];
    const [on, until] = [earliestDate(period?.start), earliestDate(period?.end)];
    return [
      {
        program: words.slice(0, 100),
        number: value.slice(0, 60),
        ...(who ? { who } : {}),
        ...(holdsOn(identifier, asOf) ? {} : { state: (on ?? '') > asOf ? 'pending' : 'ended' }),
        ...(until ? { until } : {}),
      },
    ];
  });

/** Programs that the patient and the prescriber are enrolled in; what has ended is told as such. */
export const enrollmentsFrom = (
  { resource }: PlacedResource<'Patient'>,
  prescriber: readonly Identifier[],
  asOf: string,
): Submission['enrollments'] => {
  const found = [
    ...enrolledBy(resource.identifier, undefined, asOf),
    ...enrolledBy(prescriber, 'prescriber', asOf),
  ];
  return found.length > 0 ? found.slice(0, 20) : undefined;
};
