import { useCallback, useEffect, useRef, useState } from 'react';
import type { HoldRow } from '../api/queries.ts';

/** A row as it stands under the cursor: what became of it since shows as a mark, not as a jump. */
export type ShownRow = HoldRow & { mark?: 'changed' | 'gone' };

const sameRow = (a: HoldRow, b: HoldRow): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The rows as they were last put in order, with what was heard of each since. */
export const markRows = (
  shown: readonly HoldRow[],
  latest: readonly HoldRow[],
): { rows: ShownRow[]; changes: number } => {
  const now = new Map(latest.map((row) => [row.holdId, row]));
  const before = new Set(shown.map(({ holdId }) => holdId));
  const rows = shown.map((row): ShownRow => {
    const standing = now.get(row.holdId);
    if (!standing) return { ...row, mark: 'gone' };
    return sameRow(row, standing) ? row : { ...standing, mark: 'changed' };
  });
  const came = latest.filter(({ holdId }) => !before.has(holdId)).length;
  return { rows, changes: came + rows.filter(({ mark }) => mark).length };
};

/**
 * Keeps a list in the order in which somebody reads it. `show` takes what has changed.
 *
 * @param list what is asked for: another question is shown at once
 * @param latest what was answered last; undefined while nothing was
 */
export const useShownRows = (
  list: string,
  latest: readonly HoldRow[] | undefined,
  pages: number,
) => {
  const [shown, setShown] = useState<readonly HoldRow[]>();
  const asked = useRef('');
  const question = `${list} ${pages}`;
  const wants = useRef(false);
  useEffect(() => {
    if (!latest) return;
    if (asked.current === question && !wants.current && shown?.length) return;
    asked.current = question;
    wants.current = false;
    setShown(latest);
  }, [latest, question, shown?.length]);
  const show = useCallback(() => {
    setShown(latest);
  }, [latest]);
  /** The next answer is shown at once: it tells of what was done here. */
  const showNext = useCallback(() => {
    wants.current = true;
  }, []);
  const { rows, changes } = markRows(shown ?? [], latest ?? shown ?? []);
  return { rows: shown && rows, changes, show, showNext };
};
