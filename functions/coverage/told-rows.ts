import type * as z from 'zod';
import type { ToldWay } from './eligibility.ts';

/** For how many days what a payer told of a coverage counts, where it named no last day. */
type ToldRow = { way: z.infer<typeof ToldWay>; days: number; source: string };

export const toldRows: readonly ToldRow[] = [
  {
    way: 'telephone',
    days: 30,
    source: 'own target: premiums and enrollment change by the month; hold taxonomy H09',
  },
  {
    way: 'portal',
    days: 30,
    source: 'own target: premiums and enrollment change by the month; hold taxonomy H09',
  },
];

export const toldRow = (way: ToldRow['way']): ToldRow =>
  toldRows.find((row) => row.way === way) as ToldRow;
