import type { ApiRequest } from '../api/routes.ts';

export type FormName = 'start' | 'entry' | 'reaction' | 'completion';
/** What stands in a form, by the name of its field; of several marks all that are made. */
export type TypedForm = Readonly<Record<string, readonly string[]>>;

export type Starting = ApiRequest<'POST /visits/{visitId}/start'>['body'];
export type Noting = ApiRequest<'POST /visits/{visitId}/entries'>['body'];
export type Reacting = ApiRequest<'POST /visits/{visitId}/reaction'>['body'];
export type Completing = ApiRequest<'POST /visits/{visitId}/completion'>['body'];

export const typedIn = (form: HTMLFormElement): TypedForm => {
  const typed: Record<string, string[]> = {};
  for (const [name, value] of new FormData(form))
    typed[name] = [...(typed[name] ?? []), String(value).trim()];
  return typed;
};

const one = (typed: TypedForm, name: string): string | undefined => typed[name]?.[0] || undefined;
const whole = (typed: TypedForm, name: string): number | undefined => {
  const value = one(typed, name);
  return value === undefined ? undefined : Number(value);
};
const all = (typed: TypedForm, name: string): string[] => (typed[name] ?? []).filter(Boolean);

/** Without what was left empty. */
const said = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const someOf = <T>(list: readonly T[]): T[] | undefined =>
  list.length > 0 ? [...list] : undefined;

/**
 * A temperature in degrees Celsius, as the API has it, of one in either scale: no living person has a
 * number that could be both. Undefined for one that is of neither.
 */
export const celsius = (text: string): string | undefined => {
  const value = Number(text);
  if (value >= 25 && value <= 45) return text;
  return value >= 77 && value <= 113
    ? ((value - 32) / 1.8).toFixed(1).replace(/\.0$/, '')
    : undefined;
};

const signs = ['systolic', 'diastolic', 'pulse', 'breaths', 'oxygen'] as const;

/** What was measured, at the moment it was written down; undefined where nothing was. */
const vitalsOf = (typed: TypedForm, step: string, at: string): Starting['vitals'] => {
  const temperature = one(typed, 'temperature');
  const measured = {
    ...Object.fromEntries(signs.map((sign) => [sign, whole(typed, sign)])),
    temperature: temperature && (celsius(temperature) ?? temperature),
  };
  const any = Object.values(measured).some((value) => value !== undefined);
  return any ? [said({ step: step as 'before', at, ...measured })] : undefined;
};

const lotsOf = (typed: TypedForm): Starting['lots'] => {
  const lot = one(typed, 'lot');
  const expiresOn = one(typed, 'lotExpires');
  return lot && expiresOn ? [said({ drug: one(typed, 'lotDrug'), lot, expiresOn })] : undefined;
};

const veinSigns = [
  'difficultBefore',
  'difficultyExpected',
  'veinNotPalpable',
  'veinNotVisible',
  'veinUnderThreeMillimeters',
] as const;

const accessOf = (typed: TypedForm): Starting['access'] => {
  const device = one(typed, 'device');
  if (!device) return undefined;
  const marked = all(typed, 'veins');
  const side = one(typed, 'side');
  const place = one(typed, 'place');
  return said({
    device,
    attempts: whole(typed, 'attempts') ?? 1,
    worked: one(typed, 'worked') !== 'no',
    ...Object.fromEntries(veinSigns.map((sign) => [sign, marked.includes(sign)])),
    site: side && place ? { side, place } : undefined,
    helped: someOf(all(typed, 'helped')),
  }) as Starting['access'];
};

/** Values that are out of the usual, and why they are kept: `confirm:/weightKg`. */
const confirmedOf = (typed: TypedForm): Starting['confirmed'] =>
  someOf(
    Object.keys(typed).flatMap((name) => {
      const reason = name.startsWith('confirm:') ? one(typed, name) : undefined;
      return reason ? [{ pointer: name.slice('confirm:'.length), reason }] : [];
    }),
  );

const askedOf = (typed: TypedForm): Starting['asked'] => {
  const answers = Object.keys(typed).flatMap((name) => {
    const answer = name.startsWith('asked.') ? one(typed, name) : undefined;
    return answer ? [[name.slice('asked.'.length), answer === 'yes'] as const] : [];
  });
  return answers.length > 0 ? (Object.fromEntries(answers) as Starting['asked']) : undefined;
};

export const startBody = (typed: TypedForm, at: string): Starting =>
  said({
    startedAt: at,
    identity: someOf(all(typed, 'identity')) as Starting['identity'],
    asked: askedOf(typed),
    weightKg: one(typed, 'weightKg'),
    vitals: vitalsOf(typed, 'before', at),
    access: accessOf(typed),
    lots: lotsOf(typed),
    said: one(typed, 'said'),
    confirmed: confirmedOf(typed),
  });

const wastedOf = (typed: TypedForm): Noting['wasted'] => {
  const value = one(typed, 'wastedAmount');
  return value
    ? [
        {
          amount: { value, unit: one(typed, 'wastedUnit') ?? '' },
          reason: one(typed, 'wastedReason') as 'other',
        },
      ]
    : undefined;
};

export const entryBody = (typed: TypedForm, at: string): Noting => {
  const rate = one(typed, 'rate');
  const drug = one(typed, 'premedication');
  return said({
    vitals: vitalsOf(typed, one(typed, 'step') ?? 'during', at),
    rates: rate ? [{ at, mlPerHour: rate }] : undefined,
    premedicationsGiven: drug
      ? [said({ drug, dose: one(typed, 'premedicationDose'), at })]
      : undefined,
    lots: lotsOf(typed),
    wasted: wastedOf(typed),
    said: one(typed, 'said'),
    confirmed: confirmedOf(typed),
  });
};

export const reactionBody = (typed: TypedForm, at: string): Reacting => {
  const drug = one(typed, 'treatment');
  return said({
    grade: whole(typed, 'grade') ?? 0,
    anaphylaxis: one(typed, 'anaphylaxis') === 'yes',
    onsetMinutes: whole(typed, 'onsetMinutes'),
    actions: all(typed, 'actions') as Reacting['actions'],
    treatment: drug ? [said({ drug, dose: one(typed, 'treatmentDose'), at })] : undefined,
    outcome: one(typed, 'outcome') as Reacting['outcome'],
    note: one(typed, 'note'),
  });
};

type Counted = { code: string; planned: { unit: string } };

/** @param counted the drugs whose amounts are told, in the order in which they are asked for */
export const completionBody = (
  typed: TypedForm,
  at: string,
  counted: readonly Counted[],
): Completing =>
  said({
    endedAt: at,
    infusionMinutes: whole(typed, 'infusionMinutes') ?? 0,
    doseComplete: one(typed, 'doseComplete') === 'yes',
    partial:
      one(typed, 'doseComplete') === 'no'
        ? { reason: one(typed, 'partialReason') as 'other' }
        : undefined,
    amounts: someOf(
      counted.flatMap(({ code, planned: { unit } }) => {
        const given = one(typed, `given.${code}`);
        const discarded = one(typed, `discarded.${code}`);
        return given
          ? [
              said({
                code,
                given: { value: given, unit },
                discarded: discarded ? { value: discarded, unit } : undefined,
              }),
            ]
          : [];
      }),
    ),
    teachBack: Object.keys(typed).flatMap((name) => {
      const answer = name.startsWith('taught.') ? one(typed, name) : undefined;
      return answer
        ? [
            {
              topic: name.slice('taught.'.length),
              understood: answer !== 'no',
              ...(answer !== 'no' && { how: answer as 'own-words' }),
            },
          ]
        : [];
    }),
    vitals: vitalsOf(typed, 'after', at),
    said: one(typed, 'said'),
    confirmed: confirmedOf(typed),
  });

/** What is told only together: without the first of them, the others would be lost. */
const together: readonly (readonly [needed: string, others: readonly string[], says: string])[] = [
  ['lot', ['lotDrug', 'lotExpires'], 'A lot has its number.'],
  ['lotExpires', ['lot'], 'A lot has the day on which it expires.'],
  ['device', ['attempts', 'worked', 'side', 'place', 'veins', 'helped'], 'Say what the access is.'],
  ['side', ['place'], 'Say on which side the access is.'],
  ['place', ['side'], 'Say where the access is.'],
  ['premedication', ['premedicationDose'], 'Say what was given before the drug.'],
  ['treatment', ['treatmentDose'], 'Say what was given for the reaction.'],
  ['wastedAmount', ['wastedReason'], 'Say how much was thrown away.'],
  ['wastedReason', ['wastedAmount'], 'Say why it was thrown away.'],
];

/** What stands in a field before anybody types. */
const untouched: Readonly<Record<string, string>> = { attempts: '1', worked: 'yes' };

const isTold = (typed: TypedForm, name: string): boolean =>
  all(typed, name).some((value) => value !== untouched[name]);

const torn = (typed: TypedForm): string | undefined =>
  together.find(
    ([needed, others]) => !isTold(typed, needed) && others.some((name) => isTold(typed, name)),
  )?.[2];

/** An end whose parts contradict each other, or say half of it. */
const endLacks = (typed: TypedForm): string | undefined => {
  const whole = one(typed, 'doseComplete');
  if (!one(typed, 'infusionMinutes')) return 'Say how many minutes the drug ran.';
  if (!whole) return 'Say whether the whole dose was given.';
  if (whole === 'no' && !isTold(typed, 'partialReason')) return 'Say why not all was given.';
  if (whole === 'yes' && isTold(typed, 'partialReason'))
    return 'The whole dose was given, and there is a reason why not: which is right?';
  const discarded = Object.keys(typed).find(
    (name) =>
      name.startsWith('discarded.') &&
      isTold(typed, name) &&
      !isTold(typed, name.replace('discarded.', 'given.')),
  );
  return discarded ? 'Say how much was given, beside what was thrown away.' : undefined;
};

/** What a form lacks, by the field; the API knows the rest. */
export const lacking = (form: FormName, typed: TypedForm): string | undefined => {
  const temperature = one(typed, 'temperature');
  if (temperature && !celsius(temperature))
    return 'The temperature is of no scale: write degrees Fahrenheit or Celsius.';
  if (form === 'start' && all(typed, 'identity').length < 2)
    return 'Check two things that say who it is.';
  if (form === 'reaction' && !one(typed, 'grade')) return 'Choose the grade of the reaction.';
  const lacks = torn(typed) ?? (form === 'completion' ? endLacks(typed) : undefined);
  if (lacks) return lacks;
  return form === 'entry' && Object.keys(entryBody(typed, '')).length === 0
    ? 'Write something down first.'
    : undefined;
};
