import { conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { earliestDate, latestDate, shortened, wholeDate } from '../../fhir/values.ts';
import { addDays, daysBetween } from '../../platform/days.ts';
import { lookup } from '../../platform/lookup.ts';
import type { Medicine } from '../clinical-claims.ts';
import type { Submission } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { deniedByList } from './clinical.ts';
import { observationsCoded } from './coded.ts';
import { sameDrug } from './doses-given.ts';
import { readDrug } from './medication.ts';
import { foundBy } from './taken-on.ts';

/** Where medicines are told. */
const kinds = [
  'MedicationRequest',
  'MedicationStatement',
  'MedicationDispense',
  'MedicationAdministration',
] as const;
type Kind = (typeof kinds)[number];
type Placed<T extends Kind> = PlacedResource<T>;
type Taken = Pick<Medicine, 'state' | 'since' | 'until' | 'reason'>;

const requestStates = lookup<Medicine['state']>({
  active: 'taken',
  'on-hold': 'taken',
  draft: 'planned',
  completed: 'ended',
  stopped: 'ended',
  cancelled: 'ended',
});
const statementStates = lookup<Medicine['state']>({
  active: 'taken',
  'on-hold': 'taken',
  intended: 'planned',
  completed: 'ended',
  stopped: 'ended',
  'not-taken': 'not-taken',
});
const dispenseStates = lookup<Medicine['state']>({
  preparation: 'planned',
  'in-progress': 'planned',
  'on-hold': 'planned',
  stopped: 'ended',
  cancelled: 'not-taken',
  declined: 'not-taken',
});

/** Days that a supply lasts where it is not said, and days more that it may be eked out; own rule. */
const supplied = { days: 90, more: 30 } as const;
/** Days after an infusion in which it counts as going on: the longest usual interval. Own rule. */
const infusedDays = 56;

/** What is given with an infusion, and is no medicine of the patient. */
const givenWithIt =
  /acetaminophen|paracetamol|diphenhydramine|cetirizine|loratadine|famotidine|hydrocortisone|methylprednisolone|dexamethasone|prednisone|ondansetron|epinephrine|sodium chloride|saline|flush|lidocaine|albuterol|oxygen/i;

const noMedicines = '787481004';

/** What is written beside the drug: how it is taken, and remarks. */
const saidBeside = (resource: Readonly<Record<string, unknown>>): string[] =>
  ['dosageInstruction', 'dosage', 'note']
    .flatMap((element) => resource[element] ?? [])
    .map((one) => {
      const { text } = (one ?? {}) as { text?: unknown };
      return typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '';
    })
    .filter((words) => words !== '')
    .map((words) => shortened(words, 500))
    .slice(0, 5);

const medicineOf = <T extends Kind>(
  reading: BundleReading,
  { at, resource }: Placed<T>,
  taken: Taken,
): Medicine[] => {
  const { name, named } = readDrug(reading, resource);
  if (!name) {
    reading.doubt(at, 'names no medicine');
    return [];
  }
  reading.use(at, 'medicines');
  const rxnorm = named.rxnorm.map((code) => code.slice(0, 20)).slice(0, 5);
  const otherNames = named.words.slice(1, 5).filter((words) => words !== name);
  const said = saidBeside(resource);
  return [
    {
      name: shortened(name, 200),
      ...(rxnorm.length > 0 ? { rxnorm } : {}),
      ...(otherNames.length > 0
        ? { alsoNamed: otherNames.map((words) => shortened(words, 200)) }
        : {}),
      ...(said.length > 0 ? { said } : {}),
      ...taken,
      from: at,
      ...(reading.ownerOf({ resource }) === 'untold' ? { untied: true } : {}),
    },
  ];
};

const partsOf = ({
  since,
  until,
  reason,
}: Partial<Record<'since' | 'until' | 'reason', string | undefined>>) => ({
  ...(since ? { since } : {}),
  ...(until ? { until } : {}),
  ...(reason ? { reason: shortened(reason, 200) } : {}),
});

const requested = (reading: BundleReading, one: Placed<'MedicationRequest'>): Medicine[] => {
  const { status, intent, authoredOn, statusReason } = one.resource;
  const planned = ['proposal', 'plan', 'option'].includes(intent ?? '');
  const state = requestStates[status ?? ''] ?? 'unknown';
  return medicineOf(reading, one, {
    state: planned && state === 'taken' ? 'planned' : state,
    ...partsOf({ since: earliestDate(authoredOn), reason: conceptWords(statusReason)[0] }),
  });
};

const stated = (reading: BundleReading, one: Placed<'MedicationStatement'>): Medicine[] => {
  const { status = '', effectivePeriod, effectiveDateTime, statusReason } = one.resource;
  const until = wholeDate(effectivePeriod?.end);
  const state = statementStates[status] ?? 'unknown';
  const isOver = until !== undefined && until < reading.asOf;
  // Said to be taken, and to have ended: nobody knows which.
  return medicineOf(reading, one, {
    state: isOver && (state === 'taken' || state === 'planned') ? 'unknown' : state,
    ...partsOf({
      since: earliestDate(effectivePeriod?.start ?? effectiveDateTime),
      until,
      reason: conceptWords(statusReason?.[0])[0],
    }),
  });
};

const dispensed = (reading: BundleReading, one: Placed<'MedicationDispense'>): Medicine[] => {
  const { status = '', whenHandedOver, whenPrepared, daysSupply } = one.resource;
  const since = latestDate(whenHandedOver ?? whenPrepared, reading.asOf);
  const until = since && addDays(since, Math.ceil(daysSupply?.value ?? supplied.days));
  const lasts = until === undefined || addDays(until, supplied.more) >= reading.asOf;
  const state = status === 'completed' ? (lasts ? 'taken' : 'ended') : dispenseStates[status];
  return medicineOf(reading, one, {
    state: state ?? 'unknown',
    ...partsOf({ since, until: state === 'ended' ? until : undefined }),
  });
};

const administered = (
  reading: BundleReading,
  one: Placed<'MedicationAdministration'>,
): Medicine[] => {
  const { status = '', effectiveDateTime, effectivePeriod } = one.resource;
  const on = latestDate(
    effectivePeriod?.end ?? effectiveDateTime ?? effectivePeriod?.start,
    reading.asOf,
  );
  const lasts = on === undefined || daysBetween(on, reading.asOf) <= infusedDays;
  const state = status === 'not-done' ? 'not-taken' : lasts ? 'unknown' : 'ended';
  return medicineOf(reading, one, {
    state,
    ...partsOf({ since: on, until: state === 'ended' ? on : undefined }),
  });
};

/** LOINC of levels in the blood, each of a drug that somebody takes. */
const levels = lookup<string>({
  '4086-5': 'valproate',
  '3968-5': 'phenytoin',
  '14334-7': 'lithium',
  '10535-3': 'digoxin',
  '11253-2': 'tacrolimus',
  '3520-4': 'cyclosporine',
});

/** Drugs of which a level was measured lately, though no list has them. */
const measuredIn = (reading: BundleReading): Medicine[] =>
  observationsCoded(reading, 'loinc', Object.keys(levels)).flatMap(({ at, resource }) => {
    const { code, status, valueQuantity } = resource;
    const [name] = readCodes(code, systems.loinc).flatMap((one) => levels[one] ?? []);
    const on = foundBy(resource);
    const isLate = on === undefined || daysBetween(on, reading.asOf) > supplied.days;
    if (!name || isLate || status === 'entered-in-error' || !((valueQuantity?.value ?? 0) > 0))
      return [];
    return [
      {
        name,
        said: ['a level of it was measured'],
        state: 'unknown' as const,
        since: on,
        from: at,
      },
    ];
  });

/**
 * Every other drug of the bundle, as ordered, told of, handed out or given; `orders` are those of the drugs
 * of the visit, `beside` those that stand with them, `replaced` those that another has taken the place of.
 */
export const medicinesFrom = (
  reading: BundleReading,
  orders: readonly Placed<'MedicationRequest'>[],
  beside: readonly Placed<'MedicationRequest'>[],
  replaced: readonly Placed<'MedicationRequest'>[],
): Submission['medicines'] => {
  const ordered = orders.map(({ resource }) => readDrug(reading, resource));
  const isInError = ({ at, resource }: Placed<Kind>): boolean => {
    if (resource.status !== 'entered-in-error') return false;
    reading.leave(at, 'was entered in error');
    return true;
  };
  const isWithIt = ({ resource }: Placed<Kind>) =>
    givenWithIt.test(readDrug(reading, resource).named.words.join(' '));
  const isAnother = ({ resource }: Placed<Kind>) =>
    ordered.every((one) => sameDrug(one, readDrug(reading, resource)) === 'different');
  const requests = reading
    .all('MedicationRequest')
    .filter((one) => !orders.some(({ at }) => at === one.at))
    .filter((one) => one.resource.status !== 'entered-in-error')
    .filter((one) => !replaced.some(({ at }) => at === one.at))
    .filter((one) => !beside.some(({ at }) => at === one.at) || !isWithIt(one));
  let denied = deniedByList(reading, 'medicines');
  const statements = reading.all('MedicationStatement').filter((one) => {
    if (isInError(one)) return false;
    const { medicationCodeableConcept } = one.resource;
    if (!readCodes(medicationCodeableConcept, systems.snomed).includes(noMedicines)) return true;
    denied ||= reading.ownerOf(one) === 'patient';
    reading.use(one.at, 'medicines');
    return false;
  });
  const isMedicine = (one: Placed<Kind>): boolean => {
    if (isInError(one)) return false;
    const isOne = isAnother(one) && !isWithIt(one);
    if (!isOne) reading.pass(one.at, 'is of the ordered drug, or of what is given with it');
    return isOne;
  };
  const found = [
    ...requests.flatMap((one) => requested(reading, one)),
    ...statements.flatMap((one) => stated(reading, one)),
    ...reading
      .all('MedicationDispense')
      .filter(isMedicine)
      .flatMap((one) => dispensed(reading, one)),
    ...reading
      .all('MedicationAdministration')
      .filter((one) => isAnother(one) && isMedicine(one))
      .flatMap((one) => administered(reading, one)),
  ];
  found.push(...measuredIn(reading));
  if (found.length > 0) return found.slice(0, 200);
  // One that could not be read may be a medicine.
  return denied && !kinds.some(reading.isUnread) ? 'none-known' : undefined;
};
