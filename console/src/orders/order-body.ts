import type { ApiBody } from '../api/routes.ts';

export type CatalogueEntry = ApiBody<'GET /therapies'>['items'][number];
export type CheckedOrder = ApiBody<'POST /referrals/check'>;
type OrderFinding = CheckedOrder['findings'][number];

/** What stands in the form, by the name of its field. */
export type OrderTyped = Readonly<Record<string, string>>;

type Tree = { [name: string]: unknown };

/** Without what is empty, however deep. */
const filled = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const all = value.map(filled).filter((each) => each !== undefined);
    return all.length > 0 ? all : undefined;
  }
  if (value !== null && typeof value === 'object') {
    const all = Object.entries(value)
      .map(([name, each]) => [name, filled(each)] as const)
      .filter(([, each]) => each !== undefined);
    return all.length > 0 ? Object.fromEntries(all) : undefined;
  }
  return value === '' ? undefined : value;
};

/** A number that is counted. What is none goes as it was typed: the API then asks for it, and nothing is lost. */
const count = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

const counts = (text: string | undefined): (number | string)[] =>
  (text ?? '')
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(count);

const counted = (text: string | undefined): number | string | undefined =>
  text?.trim() ? count(text.trim()) : undefined;

/** LOINC: body weight, body height. */
const weight = { code: '29463-7', text: 'Body weight', unit: 'kg' };
const height = { code: '8302-2', text: 'Body height', unit: 'cm' };

/** A result with the name of its field: where the API complains of it, that field is led to. */
type Observed = { field: string; sent: Tree };

const measured = (
  field: 'weight' | 'height',
  { code, text, unit }: typeof weight,
  typed: OrderTyped,
): Observed[] => {
  const value = typed[field]?.trim();
  return value ? [{ field, sent: { code, text, on: typed.weightOn, value: { value, unit } } }] : [];
};

/** A result as it is typed: a word that is coded, or a number with its unit. */
const resultValue = (typed: string, unit: string | undefined): Tree =>
  /^\d+(\.\d+)?$/.test(typed) ? { value: typed, ...(unit && { unit }) } : { coded: typed };

/** Each test that is asked for has a field, named by the first of its codes. */
export const resultName = (codes: readonly string[]): string => `result.${codes[0]}`;

const resultsOf = (typed: OrderTyped, therapy: CatalogueEntry | undefined): Observed[] =>
  (therapy?.results ?? [])
    .flatMap(({ tests }) => tests)
    .flatMap(({ called, codes }) => {
      const field = resultName(codes);
      const value = typed[field]?.trim();
      if (!value) return [];
      const on = typed[`${field}.on`];
      const sent = { code: codes[0], text: called, on };
      return [{ field, sent: { ...sent, value: resultValue(value, typed[`${field}.unit`]) } }];
    });

const observedIn = (typed: OrderTyped, therapy: CatalogueEntry | undefined): Observed[] => [
  ...measured('weight', weight, typed),
  ...measured('height', height, typed),
  ...resultsOf(typed, therapy),
];

const lines = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);

const allergiesOf = (typed: OrderTyped): unknown => {
  if (typed.allergies === 'none-known') return 'none-known';
  const told = typed.allergies === 'some' ? lines(typed.allergyList) : [];
  return told.length > 0 ? told.map((substance) => ({ substance })) : undefined;
};

const quantity = (value: string | undefined, unit: string | undefined): Tree | undefined =>
  value ? { value, unit } : undefined;

/** When its doses fall. A steady rhythm that begins on a day of its own is a second part of the course. */
const courseOf = (typed: OrderTyped): Tree => {
  const dose = quantity(typed.dose, typed.unit);
  const loadingDose = quantity(typed.loadingDose, typed.unit);
  const loadingDays = counts(typed.loadingDays);
  const intervalDays = counted(typed.everyDays);
  const startsOnDay = counted(typed.steadyFrom);
  if (startsOnDay === undefined)
    return { dose, loadingDose, frequency: { loadingDays, intervalDays } };
  const every = intervalDays === undefined ? undefined : { value: intervalDays, unit: 'd' };
  return {
    dose,
    phases: [
      { dose: loadingDose ?? dose, days: loadingDays },
      { dose, every, startsOnDay },
    ],
  };
};

/** The choice for a payer whom our list does not have. */
export const otherPayer = 'other';

const payerOf = ({ payerId, payerName }: OrderTyped): string | undefined =>
  payerId === otherPayer ? payerName : payerId;

const yes = (text: string | undefined): boolean | undefined =>
  text === 'yes' ? true : text === 'no' ? false : undefined;

/**
 * An order in the native form, of what was typed: what is empty is left out, so that the check names it.
 *
 * @param signedAt when the prescriber signs it; a check before tells of that too
 */
export const orderBody = (
  typed: OrderTyped,
  therapy: CatalogueEntry | undefined,
  practiceNpi: string,
  signedAt?: string,
): Tree => {
  const patientId = typed.chart?.trim();
  const product = therapy?.products.find(({ called }) => called === typed.product);
  const all = {
    urgency: typed.urgency,
    practice: {
      npi: practiceNpi,
      name: typed.practiceName,
      phone: typed.practicePhone,
      email: typed.practiceEmail,
    },
    prescriber: { npi: typed.prescriberNpi, name: typed.prescriberName },
    patient: {
      name: { given: typed.given, family: typed.family },
      birthDate: typed.birthDate,
      sex: typed.sex,
      identifiers: patientId
        ? [{ system: `urn:dripline:practice:${practiceNpi}:chart`, value: patientId }]
        : undefined,
      address: {
        line: lines(typed.street),
        city: typed.city,
        state: typed.state?.toUpperCase(),
        postalCode: typed.postalCode,
      },
      phone: typed.phone,
      language: typed.language,
    },
    coverages:
      typed.payerId || typed.memberId
        ? [
            {
              rank: 'primary',
              payerId: payerOf(typed),
              payerName: payerOf(typed),
              memberId: typed.memberId,
              relationship: 'self',
            },
          ]
        : [],
    diagnoses: typed.diagnosis ? [{ code: typed.diagnosis.trim().toUpperCase() }] : [],
    order: {
      therapyId: therapy?.therapyId,
      drug: product?.called ?? therapy?.called,
      route: therapy?.route,
      ...courseOf(typed),
      doses: counted(typed.doses),
      startOn: typed.startOn,
      signedAt,
      firstDose: yes(typed.firstDose),
      premedications: lines(typed.premedications),
      reactionOrders: yes(typed.reactionOrders),
      lineType: typed.lineType,
    },
    observations: observedIn(typed, therapy).map(({ sent }) => sent),
    allergies: allergiesOf(typed),
    priorTherapies: lines(typed.priorTherapies).map((line) => {
      const [drug = '', ...outcome] = line.split(':');
      return { drug: drug.trim(), outcome: outcome.join(':').trim() };
    }),
    placement: { residence: typed.residence },
  };
  const whole = filled(all) as Tree;
  const patient = (whole.patient ?? {}) as Tree;
  // Of a patient who is not named yet, each thing that is needed is asked for, and not “a patient”.
  return { ...whole, patient: { ...patient, name: patient.name ?? {} } };
};

/** An amount that is a range is left to the prescriber. */
const amount = (text = ''): string => (/^\d+(\.\d+)?$/.test(text) ? text : '');

/** A regimen of the catalogue, as it stands in the form. */
export const regimenTyped = (regimen: CatalogueEntry['regimens'][number]): OrderTyped => ({
  dose: amount(regimen.dose),
  loadingDose: amount(regimen.loadingDose),
  unit: regimen.unit,
  loadingDays: regimen.loadingDays?.join(', ') ?? '',
  steadyFrom: regimen.steadyFrom ? String(regimen.steadyFrom) : '',
  everyDays: regimen.everyDays ? String(regimen.everyDays) : '',
});

const ofTherapy = [
  'product',
  'dose',
  'loadingDose',
  'unit',
  'loadingDays',
  'steadyFrom',
  'everyDays',
];

/** What stands in the form once a field is typed: the dose of one drug is never that of another. */
export const withTyped = (typed: OrderTyped, name: string, value: string): OrderTyped => ({
  ...typed,
  ...(name === 'therapy' && Object.fromEntries(ofTherapy.map((each) => [each, '']))),
  [name]: value,
});

/** Which field answers a finding, by where it points; the first that fits. */
const fieldsAt: readonly (readonly [pointer: RegExp, field: string])[] = [
  [/^\/order\/doses/, 'doses'],
  [/^\/order\/dose\/unit/, 'unit'],
  [/^\/order\/dose/, 'dose'],
  [/^\/order\/(frequency\/loadingDays|phases\/0\/days)/, 'loadingDays'],
  [/^\/order\/(loadingDose|phases\/0)/, 'loadingDose'],
  [/^\/order\/phases\/1\/startsOnDay/, 'steadyFrom'],
  [/^\/order\/(frequency|phases)/, 'everyDays'],
  [/^\/order\/signedAt/, 'sign'],
  [/^\/order\/premedications/, 'premedications'],
  [/^\/order\/reactionOrders/, 'reactionOrders'],
  [/^\/order\/(drug|therapyId)/, 'therapy'],
  [/^\/order\/(\w+)/, '$1'],
  [/^\/patient\/name\/given/, 'given'],
  [/^\/patient\/name/, 'family'],
  [/^\/patient\/address\/(city|state|postalCode)/, '$1'],
  [/^\/patient\/address/, 'street'],
  [/^\/patient\/identifiers/, 'chart'],
  [/^\/patient\/(\w+)/, '$1'],
  [/^\/patient/, 'given'],
  [/^\/coverages\/\d+\/payer(Id|Name)/, 'payerId'],
  [/^\/coverages/, 'memberId'],
  [/^\/diagnoses/, 'diagnosis'],
  [/^\/prescriber\/npi/, 'prescriberNpi'],
  [/^\/prescriber/, 'prescriberName'],
  [/^\/keyed\/(\w+)/, '$1'],
  [/^\/keyed/, 'way'],
  [/^\/practice\/npi/, 'practiceNpi'],
  [/^\/practice\/email/, 'practiceEmail'],
  [/^\/practice\/phone/, 'practicePhone'],
  [/^\/practice\/name/, 'practiceName'],
  [/^\/practice/, 'practiceNpi'],
  [/^\/allergies/, 'allergies'],
  [/^\/priorTherapies/, 'priorTherapies'],
  [/^\/placement/, 'residence'],
];

/** @returns undefined for what no field of the form answers */
export const fieldOf = (
  { pointer, code }: Pick<OrderFinding, 'pointer' | 'code'>,
  typed: OrderTyped,
  therapy: CatalogueEntry | undefined,
): string | undefined => {
  const sent = /^\/observations\/(\d+)/.exec(pointer);
  if (sent) return observedIn(typed, therapy)[Number(sent[1])]?.field;
  const asked = therapy?.results.find(({ item }) => code.startsWith(`${item}-`));
  if (asked) return resultName(asked.tests[0]?.codes ?? []);
  // One name alone: the other is what is asked for.
  if (pointer.startsWith('/patient/name') && typed.family && !typed.given) return 'given';
  if (/weight/.test(code)) return 'weight';
  if (/height/.test(code)) return 'height';
  for (const [at, field] of fieldsAt) {
    const found = at.exec(pointer);
    if (found) return field === '$1' ? found[1] : field;
  }
  return undefined;
};

/** `5 mg/kg = 410 mg` */
export const doseWords = ({ ordered, amount }: CheckedOrder['doses'][number]): string =>
  `${ordered.value} ${ordered.unit}${amount && amount.unit !== ordered.unit ? ` = ${amount.value} ${amount.unit}` : ''}`;

export const boundsWords = (bounds: NonNullable<CheckedOrder['bounds']>): string => {
  const { unit, per, only, usualFrom, usualTo, most } = bounds;
  const of = per === 'dose' ? 'a dose' : `a ${per}`.replace(/^a (\d)/, '$1');
  const usual =
    usualFrom && usualTo
      ? `usual ${usualFrom} to ${usualTo} ${unit}`
      : usualTo
        ? `usual up to ${usualTo} ${unit}`
        : undefined;
  const all = [
    only && `only ${only.join(' or ')} ${unit}`,
    usual,
    most && `never more than ${most} ${unit}`,
  ].filter(Boolean);
  return all.length > 0 ? `${all.join(', ')}, ${of}` : `counted in ${unit}, ${of}`;
};

/** The instant of a signature given now, by the desk’s clock. */
export const signedNow = (now: number): string =>
  new Date(now).toISOString().replace(/\.\d{3}Z$/, 'Z');
