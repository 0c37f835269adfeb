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

const numbers = (text: string | undefined): number[] =>
  (text ?? '')
    .split(/[,;\s]+/)
    .filter((each) => /^\d+$/.test(each))
    .map(Number);

const whole = (text: string | undefined): number | undefined =>
  text && /^\d+$/.test(text.trim()) ? Number(text) : undefined;

/** LOINC: body weight, body height. */
const weight = { code: '29463-7', text: 'Body weight', unit: 'kg' };
const height = { code: '8302-2', text: 'Body height', unit: 'cm' };

const measured = (
  { code, text, unit }: typeof weight,
  value: string | undefined,
  on: string | undefined,
) => (value ? [{ code, text, on, value: { value, unit } }] : []);

/** A result as it is typed: a word that is coded, or a number with its unit. */
const resultValue = (typed: string, unit: string | undefined): Tree =>
  /^\d+(\.\d+)?$/.test(typed) ? { value: typed, ...(unit && { unit }) } : { coded: typed };

/** Each result that is asked for has a field for each group of its codes. */
export const resultName = (codes: readonly string[]): string => `result.${codes[0]}`;

const resultsOf = (typed: OrderTyped, therapy: CatalogueEntry | undefined): Tree[] =>
  (therapy?.results ?? []).flatMap(({ title, codes }) =>
    codes.flatMap((group) => {
      const name = resultName(group);
      const value = typed[name]?.trim();
      return value
        ? [
            {
              code: group[0],
              text: title,
              on: typed[`${name}.on`],
              value: resultValue(value, typed[`${name}.unit`]),
            },
          ]
        : [];
    }),
  );

const lines = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);

const allergiesOf = (typed: OrderTyped): unknown => {
  if (typed.allergies === 'none-known') return 'none-known';
  const told = lines(typed.allergyList);
  return told.length > 0 ? told.map((substance) => ({ substance })) : undefined;
};

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
  const all = {
    urgency: typed.urgency,
    practice: {
      npi: practiceNpi,
      name: typed.practiceName,
      phone: typed.practicePhone,
      email: typed.practiceEmail,
    },
    prescriber: typed.prescriberName
      ? { npi: typed.prescriberNpi, name: typed.prescriberName }
      : undefined,
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
    coverages: typed.memberId
      ? [
          {
            rank: 'primary',
            payerId: typed.payerId,
            payerName: typed.payerName || typed.payerId,
            memberId: typed.memberId,
            relationship: 'self',
          },
        ]
      : [],
    diagnoses: typed.diagnosis ? [{ code: typed.diagnosis.toUpperCase() }] : [],
    order: {
      therapyId: therapy?.therapyId,
      drug: typed.product || therapy?.called || typed.drug,
      dose: typed.dose ? { value: typed.dose, unit: typed.unit } : undefined,
      route: therapy?.route,
      frequency: {
        loadingDays: numbers(typed.loadingDays),
        intervalDays: whole(typed.everyDays),
      },
      doses: whole(typed.doses),
      startOn: typed.startOn,
      signedAt,
      firstDose: yes(typed.firstDose),
      premedications: typed.premedications === undefined ? undefined : lines(typed.premedications),
      reactionOrders: yes(typed.reactionOrders),
      lineType: typed.lineType,
    },
    observations: [
      ...measured(weight, typed.weight, typed.weightOn),
      ...measured(height, typed.height, typed.weightOn),
      ...resultsOf(typed, therapy),
    ],
    allergies: allergiesOf(typed),
    priorTherapies: lines(typed.priorTherapies).map((line) => {
      const [drug = '', ...outcome] = line.split(':');
      return { drug: drug.trim(), outcome: outcome.join(':').trim() };
    }),
    placement: { residence: typed.residence, preferred: typed.preferred },
  };
  return filled(all) as Tree;
};

/** A regimen of the catalogue, as it stands in the form; a dose that is a range is left to the prescriber. */
export const regimenTyped = (regimen: CatalogueEntry['regimens'][number]): OrderTyped => ({
  dose: /^\d+(\.\d+)?$/.test(regimen.dose) ? regimen.dose : '',
  unit: regimen.unit,
  loadingDays: regimen.loadingDays?.join(', ') ?? '',
  everyDays: regimen.everyDays ? String(regimen.everyDays) : '',
});

/** Which field answers a finding, by where it points; the first that fits. */
const fieldsAt: readonly (readonly [pointer: RegExp, field: string])[] = [
  [/^\/order\/dose/, 'dose'],
  [/^\/order\/frequency/, 'everyDays'],
  [/^\/order\/signedAt/, 'sign'],
  [/^\/order\/premedications/, 'premedications'],
  [/^\/order\/reactionOrders/, 'reactionOrders'],
  [/^\/order\/(drug|therapyId)/, 'therapy'],
  [/^\/order\/(\w+)/, '$1'],
  [/^\/patient\/name/, 'family'],
  [/^\/patient\/address/, 'street'],
  [/^\/patient\/(\w+)/, '$1'],
  [/^\/patient/, 'given'],
  [/^\/coverages/, 'memberId'],
  [/^\/diagnoses/, 'diagnosis'],
  [/^\/prescriber\/npi/, 'prescriberNpi'],
  [/^\/prescriber/, 'prescriberName'],
  [/^\/practice\/(name|phone)/, 'practiceName'],
  [/^\/allergies/, 'allergies'],
  [/^\/priorTherapies/, 'priorTherapies'],
  [/^\/placement/, 'residence'],
];

/** @returns undefined for what no field of the form answers */
export const fieldOf = ({
  pointer,
  code,
}: Pick<OrderFinding, 'pointer' | 'code'>): string | undefined => {
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
