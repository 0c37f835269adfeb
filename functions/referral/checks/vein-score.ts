import * as z from 'zod';
import { ageOn } from '../../platform/days.ts';

/** The signs of veins that are hard to find; the answers are kept, never only their sum. */
export const VeinSigns = z.object({
  difficultBefore: z.boolean(),
  difficultyExpected: z.boolean(),
  veinNotPalpable: z.boolean(),
  veinNotVisible: z.boolean(),
  veinUnderThreeMillimeters: z.boolean(),
  /** Asked of children only: born before 38 weeks. */
  bornEarly: z.boolean().optional(),
});
type Answers = Partial<z.infer<typeof VeinSigns>>;
type Sign = keyof z.infer<typeof VeinSigns>;

export type VeinRisk = 'low' | 'moderate' | 'high' | 'unclear';

type Scale = {
  name: 'a-diva' | 'diva';
  points: Readonly<Partial<Record<Sign, number>>>;
  /** Points from which the risk is moderate, and high. */
  moderate: number;
  high: number;
  source: string;
};

/** One point a sign; the cut-offs are in common use but not part of the study: verify. */
const adult: Scale = {
  name: 'a-diva',
  points: {
    difficultBefore: 1,
    difficultyExpected: 1,
    veinNotPalpable: 1,
    veinNotVisible: 1,
    veinUnderThreeMillimeters: 1,
  },
  moderate: 2,
  high: 4,
  source: 'modified A-DIVA scale: https://www.mdpi.com/2077-0383/8/2/144',
};

/** From four points more than half of first sticks fail; the scale knows no middle. */
const child: Scale = {
  name: 'diva',
  points: { veinNotVisible: 2, veinNotPalpable: 2, bornEarly: 3 },
  moderate: 4,
  high: 4,
  source:
    'DIVA scale of Yen: https://www.medicalalgorithms.com/difficult-intravenous-access-diva-score-of-yen-et-al',
};

const adultAge = 18;

/** Points that the age itself gives: under one year, and through two years. */
const pointsOfAge = (age: number): number => (age < 1 ? 3 : age < 3 ? 1 : 0);

export type VeinScore = {
  scale: Scale['name'];
  points: number;
  /** What the points would come to if every sign that nobody answered were there. */
  atMost: number;
  risk: VeinRisk;
  /** The signs that nobody has answered for. */
  unanswered: readonly Sign[];
  source: string;
};

const riskAt = (points: number, { moderate, high }: Scale): VeinRisk =>
  points >= high ? 'high' : points >= moderate ? 'moderate' : 'low';

/**
 * How hard the veins are to reach, by the scale of the patient's age; undefined where nobody has
 * answered anything. A risk is low only if no sign that is still open could make it higher.
 *
 * @param on the date on which the age counts
 */
export const scoreVeins = (
  answers: Answers,
  birthDate: string,
  on: string,
): VeinScore | undefined => {
  const age = ageOn(birthDate, on);
  const scale = age < adultAge ? child : adult;
  const asked = Object.entries(scale.points) as [Sign, number][];
  if (asked.every(([sign]) => answers[sign] === undefined)) return undefined;
  const start = scale === child ? pointsOfAge(age) : 0;
  const sum = (counts: (sign: Sign) => boolean): number =>
    asked.reduce((points, [sign, worth]) => points + (counts(sign) ? worth : 0), start);
  const points = sum((sign) => answers[sign] === true);
  const atMost = sum((sign) => answers[sign] !== false);
  const least = riskAt(points, scale);
  return {
    scale: scale.name,
    points,
    atMost,
    risk: least === 'low' && riskAt(atMost, scale) !== 'low' ? 'unclear' : least,
    unanswered: asked.filter(([sign]) => answers[sign] === undefined).map(([sign]) => sign),
    source: scale.source,
  };
};
