import * as z from 'zod';

/**
 * What a practice hears of its referrals by mail, by its own choice. A severe reaction is no choice: its
 * prescriber hears of it at once, whatever was chosen.
 */
export const newsPoints = [
  'accepted',
  'missing',
  'submitted',
  'decided',
  'booked',
  'first-dose',
  'missed',
  'no-time',
  'renewal-due',
  'ended',
] as const;
export type NewsPoint = (typeof newsPoints)[number];

/** In whose days a choice counts: those of our desk, which sends the mail. */
export const newsZone = 'America/New_York';

/** What a practice chose, from a day on, by the desk's calendar. */
export const NewsChoice = z.strictObject({
  from: z.iso.date(),
  points: z
    .array(z.enum(newsPoints))
    .max(newsPoints.length)
    .refine((points) => new Set(points).size === points.length, 'names a point twice'),
  /** One mail a day for all of it, instead of one for each. */
  daily: z.boolean().default(false),
  /** Where to; else where each order says. */
  email: z.email('must be an e-mail address').optional(),
});
export type NewsChoice = z.infer<typeof NewsChoice>;

/** Choices by the days from which they hold, the earliest first. */
export const NewsChoices = z.strictObject({
  choices: z
    .array(NewsChoice)
    .max(50)
    .refine(
      (choices) => choices.every(({ from }, at) => (choices[at - 1]?.from ?? '') < from),
      'must be in the order of their days, each day once',
    ),
});
export type NewsChoices = z.infer<typeof NewsChoices>;

/** What is kept of a practice. */
export const KeptNews = z.object({
  ...NewsChoices.shape,
  revision: z.number().int().min(0),
  changedBy: z.string().optional(),
  changedAt: z.string().optional(),
});
export type KeptNews = z.infer<typeof KeptNews>;

export const nothingChosenYet: KeptNews = { choices: [], revision: 0 };

/** A practice that chose nothing hears of what keeps its referrals from going on, and of their end. */
export const usualNews: NewsChoice = {
  from: '1970-01-01',
  points: ['missing', 'no-time', 'ended'],
  daily: false,
};

/** What holds on a day. */
export const newsOn = ({ choices }: Pick<KeptNews, 'choices'>, on: string): NewsChoice =>
  choices.findLast(({ from }) => from <= on) ?? usualNews;

/**
 * Which choice of before is not told as it was: what held on a day that is over stays on record.
 *
 * @returns its place among those that stand
 */
export const rewritten = (
  standing: readonly NewsChoice[],
  next: readonly NewsChoice[],
  today: string,
): number => {
  const over = (choices: readonly NewsChoice[]) => choices.filter(({ from }) => from < today);
  const [was, is] = [over(standing), over(next)];
  for (let at = 0; at < Math.max(was.length, is.length); at += 1)
    if (JSON.stringify(was[at]) !== JSON.stringify(is[at])) return at;
  return -1;
};
