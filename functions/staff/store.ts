import { keys } from '../platform/keys.ts';
import { readOne, readPage } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { type Refused, writeItems } from '../platform/write-items.ts';
import { StaffPerson } from './person.ts';
import { KeptNews, nothingChosenYet } from './practice-news.ts';
import { type ConsolePreferences, KeptPreferences, nothingChosen } from './preferences.ts';

const keptPreferences = (item: Record<string, unknown> | undefined): KeptPreferences =>
  item ? KeptPreferences.parse(item) : nothingChosen;

/** Who works with the service, and how they want it to look. */
export const staffStore = (table: Table) => ({
  person: async (personId: string): Promise<StaffPerson | undefined> => {
    const item = await readOne(table, keys.staff(personId));
    return item && StaffPerson.safeParse(item).data;
  },

  /** Writes down that somebody is here; the later word stands. */
  notice: async (person: StaffPerson): Promise<void> => {
    await writeItems(table, [
      { Put: { TableName: table.name, Item: { ...keys.staff(person.personId), ...person } } },
    ]);
  },

  /** Everybody who was ever here, page by page; one that cannot be read is left out. */
  people: async (limit: number, from?: Record<string, unknown>) => {
    const { items, next } = await readPage(table, keys.staff('').pk, { limit, from });
    return { items: items.flatMap((item) => StaffPerson.safeParse(item).data ?? []), next };
  },

  news: async (practiceNpi: string): Promise<KeptNews> => {
    const item = await readOne(table, keys.practiceNews(practiceNpi));
    return item ? KeptNews.parse(item) : nothingChosenYet;
  },

  /** Keeps what a practice chose, if that stands as it was seen; else tells what stands. */
  chooseNews: async (
    practiceNpi: string,
    next: KeptNews,
  ): Promise<KeptNews | { standing: KeptNews }> => {
    const isFirst = next.revision === 1;
    const refused = await writeItems(table, [
      {
        Put: {
          TableName: table.name,
          Item: { ...keys.practiceNews(practiceNpi), ...next },
          ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : 'revision = :seen',
          ...(isFirst ? {} : { ExpressionAttributeValues: { ':seen': next.revision - 1 } }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]);
    if (!refused) return next;
    const standing = KeptNews.parse(refused.found);
    // A lost answer: what stands is what was just written.
    return JSON.stringify(standing) === JSON.stringify(KeptNews.parse(next))
      ? standing
      : { standing };
  },

  preferences: async (personId: string): Promise<KeptPreferences> =>
    keptPreferences(await readOne(table, keys.preferences(personId))),

  /** Keeps what somebody chose, if they chose from revision `seen`; else tells what stands. */
  prefer: async (
    personId: string,
    preferences: ConsolePreferences,
    seen: number | undefined,
  ): Promise<KeptPreferences | { standing: KeptPreferences }> => {
    const item = await readOne(table, keys.preferences(personId));
    const kept = keptPreferences(item);
    if (seen !== undefined && seen !== kept.revision) return { standing: kept };
    const next = { preferences, revision: kept.revision + 1 };
    const refused: Refused | undefined = await writeItems(table, [
      {
        Put: {
          TableName: table.name,
          Item: { ...keys.preferences(personId), ...next },
          ConditionExpression: item ? 'revision = :seen' : 'attribute_not_exists(pk)',
          ...(item ? { ExpressionAttributeValues: { ':seen': item.revision } } : {}),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ]);
    if (!refused) return next;
    const standing = keptPreferences(refused.found);
    // A lost answer: what stands is what was just written.
    const isOurs =
      standing.revision === next.revision &&
      JSON.stringify(standing.preferences) === JSON.stringify(preferences);
    return isOurs ? standing : { standing };
  },
});

export type StaffStore = ReturnType<typeof staffStore>;
