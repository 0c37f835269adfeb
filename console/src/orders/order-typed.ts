import type { WholeReferral } from '../api/queries.ts';
import { type OrderTyped, resultName } from './order-body.ts';

export type OrderStored = NonNullable<WholeReferral['submission']>;

type Tree = { [name: string]: unknown };

/** LOINC: body weight, body height. */
const measures: Readonly<Record<string, string>> = { '29463-7': 'weight', '8302-2': 'height' };

const observedAs = ({ observations }: OrderStored): OrderTyped =>
  Object.fromEntries(
    observations.flatMap(({ code, on = '', value }): [string, string][] => {
      const measure = measures[code];
      if (measure)
        return value && 'value' in value
          ? [
              [measure, value.value],
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
 * for is in neither, and stays as it stands.
 */
export const patchBetween = (before: Tree, after: Tree): Tree => {
  const changed: Tree = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    changed[name] = isTree(was) && isTree(is) ? patchBetween(was, is) : (is ?? null);
  }
  return changed;
};

/** Results that the form does not ask for stay beside those that it does: a list is replaced whole. */
export const withOtherResults = (patch: Tree, stored: OrderStored): Tree => {
  const { observations } = patch;
  if (!Array.isArray(observations)) return patch;
  const own = new Set(observations.map(({ code }: { code: string }) => code));
  return {
    ...patch,
    observations: [...stored.observations.filter(({ code }) => !own.has(code)), ...observations],
  };
};
