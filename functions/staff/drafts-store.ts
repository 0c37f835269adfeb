import { keys } from '../platform/keys.ts';
import { readAll, readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { writeItems } from '../platform/write-items.ts';
import { type DraftTyped, isKept, KeptDraft, keptDays } from './drafts.ts';

const daySeconds = 86_400;
const secondsAt = (instant: Date): number => Math.floor(instant.getTime() / 1000);

type Saving = { typed: DraftTyped; by: string; at: Date; seen: number | undefined };

/** Orders that a practice has begun and not sent. They stand apart from all referrals. */
export const draftsStore = (table: Table) => ({
  /** Those that somebody can go on with, the newest first; one that cannot be read is left out. */
  all: async (practiceNpi: string, now: Date): Promise<KeptDraft[]> => {
    const items = await readAll(table, keys.draft(practiceNpi, '').pk);
    return items
      .flatMap((item) => KeptDraft.safeParse(item).data ?? [])
      .filter((draft) => isKept(draft, now))
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  },

  get: async (practiceNpi: string, draftId: string, now: Date): Promise<KeptDraft | undefined> => {
    const { data } = KeptDraft.safeParse(await readOne(table, keys.draft(practiceNpi, draftId)));
    return data && isKept(data, now) ? data : undefined;
  },

  /** Keeps it, if it stands as it was seen (0: not at all); else tells what stands. */
  save: async (
    practiceNpi: string,
    draftId: string,
    { typed, by, at, seen }: Saving,
  ): Promise<KeptDraft | { standing: KeptDraft | undefined }> => {
    const key = keys.draft(practiceNpi, draftId);
    const found = await readOne(table, key);
    const standing = found && KeptDraft.safeParse(found).data;
    const before = standing?.revision ?? 0;
    if (seen !== undefined && seen !== before) return { standing };
    const next: KeptDraft = {
      sk: draftId,
      typed,
      revision: before + 1,
      savedBy: by,
      savedAt: at.toISOString(),
      expiresAt: secondsAt(at) + keptDays * daySeconds,
    };
    const refused = await writeItems(table, [
      {
        Put: {
          TableName: table.name,
          Item: { ...key, ...next },
          ConditionExpression: standing
            ? 'revision = :seen'
            : // What cannot be read any more is written anew.
              `attribute_${found ? '' : 'not_'}exists(pk)`,
          ...(standing ? { ExpressionAttributeValues: { ':seen': before } } : {}),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]);
    if (!refused) return next;
    const other = KeptDraft.safeParse(refused.found).data;
    // A lost answer: what stands is what was just written.
    return other?.savedBy === by && JSON.stringify(other.typed) === JSON.stringify(typed)
      ? other
      : { standing: other };
  },
});

export type DraftsStore = ReturnType<typeof draftsStore>;
