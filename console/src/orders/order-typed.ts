import type { WholeReferral } from '../api/queries.ts';
import { type OrderTyped, resultName } from './order-body.ts';

export type OrderStored = NonNullable<WholeReferral['submission']>;

type Tree = { [name: string]: unknown };

type Result = OrderStored['observations'][number];

/** LOINC: body weight, body height; with the unit in which the form has them. */
const measures: Readonly<Record<string, readonly [field: string, unit: string]>> = {
  '29463-7': ['weight', 'kg'],
  '8302-2': ['height', 'cm'],
};

/** Of each code the newest result: the form has room for one. */
const newest = (observations: readonly Result[]): readonly Result[] => {
  const byDay = observations.toSorted((a, b) => (a.on ?? '').localeCompare(b.on ?? ''));
  return [...new Map(byDay.map((one) => [one.code, one])).values()];
};

const observedAs = ({ observations }: OrderStored): OrderTyped =>
  Object.fromEntries(
    newest(observations).flatMap(({ code, on = '', value }): [string, string][] => {
      const measure = measures[code];
      if (measure)
        // One in another unit is none of the form: it is not read as so many kilograms.
        return value && 'value' in value && value.unit === measure[1]
          ? [
              [measure[0], value.value],
              ['weightOn', on],
            ]
          : [];
      const field = resultName([code]);
      if (!value) return [];
      return 'coded' in value
        ? [
            [field, value.coded],
            [`${field}.on`, on],
          ]
        : [
            [field, value.value],
            [`${field}.unit`, value.unit],
            [`${field}.on`, on],
          ];
    }),
  );

const courseAs = ({ order }: OrderStored): OrderTyped => {
  const [first, steady] = order.phases ?? [];
  const days = order.frequency?.loadingDays ?? first?.days ?? [];
  const every = order.frequency?.intervalDays ?? steady?.every?.value;
  const loading =
    order.loadingDose?.value ??
    (first?.dose?.value === order.dose?.value ? '' : first?.dose?.value);
  return {
    dose: order.dose?.value ?? '',
    unit: order.dose?.unit ?? '',
    loadingDose: loading ?? '',
    loadingDays: days.join(', '),
    everyDays: every === undefined ? '' : String(every),
    steadyFrom: steady?.startsOnDay === undefined ? '' : String(steady.startsOnDay),
  };
};

const allergiesAs = ({ allergies }: OrderStored): OrderTyped => {
  if (allergies === undefined) return {};
  if (allergies === 'none-known') return { allergies };
  const list = allergies.map(({ substance }) => substance).join('\n');
  return { allergies: 'some', allergyList: list };
};

const yesOrNo = (is: boolean | undefined): string => (is === undefined ? '' : is ? 'yes' : 'no');

/** An order that stands, as it is typed in the form: what `orderBody` makes of that is the same order. */
export const orderTyped = (stored: OrderStored): OrderTyped => {
  const { practice, prescriber, patient, coverages, diagnoses, order, placement } = stored;
  const [coverage] = coverages;
  return {
    therapy: order.therapyId ?? '',
    product: order.drug,
    urgency: stored.urgency === 'urgent' ? 'urgent' : '',
    diagnosis: diagnoses[0]?.code ?? '',
    given: patient.name.given,
    family: patient.name.family,
    birthDate: patient.birthDate,
    sex: patient.sex,
    chart: patient.identifiers[0]?.value ?? '',
    phone: patient.phone ?? '',
    street: patient.address?.line?.join('\n') ?? '',
    city: patient.address?.city ?? '',
    state: patient.address?.state ?? '',
    postalCode: patient.address?.postalCode ?? '',
    language: patient.language === 'en' ? '' : patient.language,
    residence: placement?.residence ?? '',
    payerId: coverage?.payerId ?? '',
    memberId: coverage?.memberId ?? '',
    ...courseAs(stored),
    doses: order.doses === undefined ? '' : String(order.doses),
    startOn: order.startOn ?? '',
    firstDose: yesOrNo(order.firstDose),
    premedications: order.premedications?.join('\n') ?? '',
    reactionOrders: yesOrNo(order.reactionOrders),
    lineType: order.lineType ?? '',
    ...allergiesAs(stored),
    ...observedAs(stored),
    priorTherapies: stored.priorTherapies
      .map(({ drug, outcome }) => (outcome ? `${drug}: ${outcome}` : drug))
      .join('\n'),
    practiceName: practice.name,
    practicePhone: practice.phone ?? '',
    practiceEmail: practice.email ?? '',
    prescriberName: prescriber?.name ?? '',
    prescriberNpi: prescriber?.npi ?? '',
  };
};

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What changed between two orders of the form, as a merge patch (RFC 7396): what the form does not ask
 * for is in neither, and stays as it stands. Lists are replaced whole.
 */
const patchBetween = (before: Tree, after: Tree): Tree => {
  const changed: Tree = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    changed[name] = isTree(was) && isTree(is) ? patchBetween(was, is) : (is ?? null);
  }
  return changed;
};

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const listIn = (tree: Tree, name: string): readonly Tree[] => {
  const list = tree[name];
  return Array.isArray(list) ? list : [];
};

/** Of results only those that were typed anew take the place of what stood. */
const resultsAfter = (
  before: Tree,
  after: Tree,
  { observations }: OrderStored,
): readonly unknown[] => {
  const [was, is] = [listIn(before, 'observations'), listIn(after, 'observations')];
  const gone = was.filter((one) => !is.some((other) => isSame(one, other)));
  const shown = newest(observations).filter(({ code }) => gone.some((one) => one.code === code));
  const typed = is.filter((one) => !was.some((other) => isSame(one, other)));
  return [...observations.filter((one) => !shown.includes(one)), ...typed];
};

/** The form has payer and member of the first coverage: what else is told of it stays while its payer does. */
const coveragesAfter = (after: Tree, { coverages }: OrderStored): readonly unknown[] => {
  const [stood, ...others] = coverages;
  const [first] = listIn(after, 'coverages');
  if (!first) return others;
  return stood && first.payerId === stood.payerId
    ? [{ ...stood, memberId: first.memberId }, ...others]
    : [{ ...first, rank: stood?.rank ?? first.rank }, ...others];
};

/** The form has the first number of the patient; whose number it is, stays. */
const identifiersAfter = (patient: Tree, stored: OrderStored): readonly unknown[] => {
  const [stood, ...others] = stored.patient.identifiers;
  return [
    ...listIn(patient, 'identifiers').map((one) => ({
      ...one,
      ...(stood && { system: stood.system }),
    })),
    ...others,
  ];
};

/** An allergy that is still there keeps what is told of it. */
const allergiesAfter = (after: Tree, { allergies }: OrderStored): unknown => {
  if (!Array.isArray(after.allergies)) return after.allergies;
  const stood = Array.isArray(allergies) ? allergies : [];
  return after.allergies.map(
    (one: Tree) => stood.find(({ substance }) => substance === one.substance) ?? one,
  );
};

const orNone = (list: readonly unknown[]): unknown => (list.length > 0 ? list : null);

/**
 * What is sent to change an order that stands. A merge patch replaces a list whole, and of some lists the
 * form shows a part: what it does not show goes along as it stands.
 *
 * @param before what the form makes of the order that stands, and `after` what it makes now
 */
export const correctionOf = (before: Tree, after: Tree, stored: OrderStored): Tree => {
  const patch = patchBetween(before, after);
  const { patient } = patch;
  if ('observations' in patch) patch.observations = orNone(resultsAfter(before, after, stored));
  if ('coverages' in patch) patch.coverages = orNone(coveragesAfter(after, stored));
  if ('diagnoses' in patch)
    patch.diagnoses = orNone([...listIn(after, 'diagnoses'), ...stored.diagnoses.slice(1)]);
  if ('allergies' in patch) patch.allergies = allergiesAfter(after, stored) ?? null;
  if (isTree(patient) && 'identifiers' in patient)
    patient.identifiers = orNone(identifiersAfter(patient, stored));
  return patch;
};
