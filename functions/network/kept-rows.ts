import type { Payer } from '../payer/payer.ts';
import { canonical } from '../platform/canonical.ts';

/** Rows that lines of requests and denials go on naming by their ids, long after they were sent. */
const named = ['clocks', 'denialRungs'] as const;

type Named = Pick<Payer, (typeof named)[number]>;
type Row = Named[(typeof named)[number]][number];
export type LostRow = { pointer: string; detail: string; fix: string };

const asItBegan = ({ through: _, ...row }: Row): string => canonical(row);

/**
 * What an entry would take back of rows that have begun: what names them would be told another clock, or
 * none. Such a row is only ever ended, and another follows it; one that has not begun may still go.
 *
 * @param today in the payer's zone
 */
export const rowsLost = (before: Named, next: Named, today: string): LostRow[] =>
  named.flatMap((field) => {
    const rows: readonly Row[] = next[field];
    return (before[field] as readonly Row[])
      .filter(({ from }) => from <= today)
      .flatMap((row): LostRow[] => {
        const at = rows.findIndex(({ id }) => id === row.id);
        const same = rows[at];
        if (same && asItBegan(same) === asItBegan(row)) return [];
        return [
          {
            pointer: same ? `/${field}/${at}` : `/${field}`,
            detail: same
              ? `is another "${row.id}" than the one that has held since ${row.from}`
              : `has no "${row.id}" any more, which has held since ${row.from}`,
            fix: `Send "${row.id}" as it was, with the day through which it holds, and another row with an id of its own after it.`,
          },
        ];
      });
  });
