import * as z from 'zod';
import { type Benefit, isAbout } from './benefit.ts';
import { isWithin } from './x12/plan-dates.ts';

/** A figure of what the patient pays. */
const figures = [
  'copay',
  'coinsurance',
  'deductibleLeft',
  'familyDeductibleLeft',
  'outOfPocketLeft',
  'familyOutOfPocketLeft',
] as const;
type Figure = (typeof figures)[number];

const cents = z.number().int().min(0).optional();

/**
 * What a payer says that the patient pays, for an estimate: whole cents, the coinsurance in whole
 * hundredths of a percent. A figure that it gives in more than one way is none, and `unclear`.
 */
export const PatientShare = z.object({
  copay: cents,
  /** The copay is due at each visit; else it is not said how often. */
  eachVisit: z.boolean().optional(),
  coinsurance: z.number().int().min(0).optional(),
  deductibleLeft: cents,
  familyDeductibleLeft: cents,
  /** No more than this is paid until the plan's year ends. */
  outOfPocketLeft: cents,
  familyOutOfPocketLeft: cents,
  /** Figures told in several ways, each with all of them. */
  unclear: z
    .array(z.object({ figure: z.enum(figures), told: z.array(z.number().int()).max(10) }))
    .max(figures.length)
    .optional(),
  /** Other amounts hold at some places of care. */
  byPlace: z.boolean().optional(),
});
export type PatientShare = z.infer<typeof PatientShare>;

const isLeft =
  (kind: Benefit['kind'], ofFamily: boolean) =>
  (benefit: Benefit): number | undefined =>
    benefit.kind === kind &&
    benefit.period === 'remaining' &&
    (benefit.individual === false) === ofFamily
      ? benefit.cents
      : undefined;

const amountIn: Readonly<Record<Figure, (benefit: Benefit) => number | undefined>> = {
  copay: ({ kind, cents: amount }) => (kind === 'copay' ? amount : undefined),
  coinsurance: ({ kind, basisPoints }) => (kind === 'coinsurance' ? basisPoints : undefined),
  deductibleLeft: isLeft('deductible', false),
  familyDeductibleLeft: isLeft('deductible', true),
  outOfPocketLeft: isLeft('out-of-pocket', false),
  familyOutOfPocketLeft: isLeft('out-of-pocket', true),
};

/** What is said of the service goes before what is said of the plan, and of our network before any. */
const closeness = ({ serviceTypes, inNetwork }: Benefit): number =>
  (serviceTypes.length > 0 ? 2 : 0) + (inNetwork === true ? 1 : 0);

/** The ways in which the closest benefits give a figure, each once. */
const toldOf = (figure: Figure, benefits: readonly Benefit[]): Benefit[] => {
  const giving = benefits.filter((one) => amountIn[figure](one) !== undefined);
  const most = Math.max(...giving.map(closeness));
  const closest = giving.filter((one) => closeness(one) === most);
  return [...new Map(closest.map((one) => [amountIn[figure](one), one])).values()];
};

/** Once the family has met its part, nothing is left of the member's either. */
const withinFamily = (
  given: Partial<Record<Figure, number>>,
  own: 'deductibleLeft' | 'outOfPocketLeft',
  family: 'familyDeductibleLeft' | 'familyOutOfPocketLeft',
): Partial<PatientShare> => {
  const [most, ofFamily] = [given[own], given[family]];
  return most === undefined || ofFamily === undefined ? {} : { [own]: Math.min(most, ofFamily) };
};

/**
 * What the patient pays for services of these X12 types on a day, as the answer says. X12 271 EB A, B, C
 * and G with EB06 29 (remaining); domain reference, H28.
 */
export const readPatientShare = (
  benefits: readonly Benefit[],
  { serviceTypes, on }: { serviceTypes: readonly string[]; on: string },
): PatientShare => {
  const held = benefits.filter((one) => isWithin(one, on) && !one.unclear);
  const about = held.filter(isAbout(serviceTypes));
  const told = figures.map((figure) => [figure, toldOf(figure, about)] as const);
  const unclear = told.flatMap(([figure, ways]) =>
    ways.length > 1
      ? [{ figure, told: ways.slice(0, 10).map((one) => amountIn[figure](one) as number) }]
      : [],
  );
  const clear = told.flatMap(([figure, [first, ...others]]) =>
    first && others.length === 0 ? [[figure, amountIn[figure](first)] as const] : [],
  );
  const given: Partial<Record<Figure, number>> = Object.fromEntries(clear);
  const [, [copay] = []] = told.find(([figure]) => figure === 'copay') ?? [];
  const elsewhere = held
    .filter(({ placesOfService }) => placesOfService.length > 0)
    .map((one) => ({ ...one, placesOfService: [] }))
    .filter(isAbout(serviceTypes));
  return {
    ...given,
    ...withinFamily(given, 'deductibleLeft', 'familyDeductibleLeft'),
    ...withinFamily(given, 'outOfPocketLeft', 'familyOutOfPocketLeft'),
    ...(copay?.period === 'visit' && !unclear.some(({ figure }) => figure === 'copay')
      ? { eachVisit: true }
      : {}),
    ...(unclear.length > 0 ? { unclear } : {}),
    ...(elsewhere.some(({ kind }) => kind === 'copay' || kind === 'coinsurance')
      ? { byPlace: true }
      : {}),
  };
};

/** Whole cents as dollars: `$1,234.50`. */
const dollars = (amount: number): string => {
  const whole = String(Math.trunc(amount / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `$${whole}.${String(amount % 100).padStart(2, '0')}`;
};

/** Hundredths of a percent: `20 %`, `12.5 %`. */
const percent = (basisPoints: number): string => {
  const part = String(basisPoints % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${Math.trunc(basisPoints / 100)}${part ? `.${part}` : ''} %`;
};

const called: Readonly<Record<Figure, string>> = {
  copay: 'copay',
  coinsurance: 'coinsurance',
  deductibleLeft: 'amount left of the deductible',
  familyDeductibleLeft: 'amount left of the family’s deductible',
  outOfPocketLeft: 'most that is left to pay',
  familyOutOfPocketLeft: 'most that is left for the family to pay',
};

const inFigures = (figure: Figure, amount: number): string =>
  figure === 'coinsurance' ? percent(amount) : dollars(amount);

const clearWords = (share: PatientShare): string[] => {
  const { copay, coinsurance, deductibleLeft, familyDeductibleLeft } = share;
  const { outOfPocketLeft, familyOutOfPocketLeft } = share;
  const words = (amount: number | undefined, say: (money: string) => string): string[] =>
    amount === undefined ? [] : [say(dollars(amount))];
  return [
    ...words(copay, (money) => `copay ${money}${share.eachVisit ? ' at each visit' : ''}`),
    ...(coinsurance === undefined
      ? []
      : [`coinsurance ${percent(coinsurance)} of what the plan allows`]),
    ...words(deductibleLeft, (money) => `${money} of the deductible left`),
    ...words(familyDeductibleLeft, (money) => `${money} of the family’s deductible left`),
    ...words(outOfPocketLeft, (money) => `at most ${money} more until the plan’s year ends`),
    ...words(familyOutOfPocketLeft, (money) => `at most ${money} more for the family`),
  ];
};

/** What is told of the patient's share, a sentence each: a start for an estimate, never a bill. */
export const tellPatientShare = (share: PatientShare): string[] => {
  const clear = clearWords(share);
  const unclear = share.unclear ?? [];
  return [
    ...(clear.length > 0
      ? [`Cost to the patient, as the payer tells it: ${clear.join('; ')}.`]
      : unclear.length === 0
        ? ['The payer does not say what the patient pays: ask before the first visit.']
        : []),
    ...unclear.map(
      ({ figure, told }) =>
        `The payer tells the ${called[figure]} in several ways: ${told
          .map((amount) => inFigures(figure, amount))
          .join(', ')}. Ask it before the patient is told.`,
    ),
    ...(share.byPlace ? ['Other amounts hold at some places of care.'] : []),
  ];
};
