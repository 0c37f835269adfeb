import { asList, asObject, type JsonObject } from '../json.ts';

/** Asks the running service as somebody of a role; undefined when it does not answer. */
export type AskService = (role: string, path: string) => Promise<unknown>;

type Known = {
  what: string;
  asks: string;
  path: string;
  field: string;
  /** Known before the service has heard of them. */
  always?: readonly string[];
};

/** Where the service knows the subjects of a role from. */
const known: Readonly<Record<string, Known>> = {
  nurse: {
    what: 'No nurse of the network has the id',
    asks: 'admin',
    path: '/network/nurses?limit=100',
    field: 'nurseId',
  },
  payer: {
    what: 'No payer of the network has the id',
    asks: 'admin',
    path: '/network/payers?limit=100',
    field: 'payerId',
  },
  referrer: {
    what: 'No referral of this month, and no example, is from a practice with the NPI',
    asks: 'coordinator',
    path: '/referrals?limit=100',
    field: 'practiceNpi',
    always: ['1234567893', '1000000020', '1000000038'],
  },
};

const most = 20;

/** A service with more than these pages of a hundred is not asked for all of them. */
const mostPages = 50;

/** All that the service lists; undefined when it does not answer, or lists too many. */
const listed = async (
  { asks, path }: Known,
  ask: AskService,
): Promise<JsonObject[] | undefined> => {
  const items: JsonObject[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const answer = await ask(asks, cursor ? `${path}&cursor=${encodeURIComponent(cursor)}` : path);
    if (answer === undefined) return undefined;
    const page = asObject(answer);
    items.push(...asList<JsonObject>(page.items));
    if (typeof page.next !== 'string') return items;
    cursor = page.next;
  }
  return undefined;
};

/**
 * What to tell a person who asks for a token of a subject that the service does not know; undefined
 * when it does, when the role has none, or when the service does not say.
 */
export const unknownSubject = async (
  role: string,
  subject: string,
  ask: AskService,
): Promise<string | undefined> => {
  const row = known[role === 'system' ? 'referrer' : role];
  if (!row) return undefined;
  const items = await listed(row, ask);
  if (!items) return undefined;
  const found = items.map((item) => String(item[row.field]));
  const names = [...new Set([...found, ...(row.always ?? [])])].sort();
  if (names.includes(subject)) return undefined;
  const more = names.length > most ? `, and ${names.length - most} more` : '';
  const those =
    names.length > 0
      ? `Known are: ${names.slice(0, most).join(', ')}${more}.`
      : 'The service knows none yet.';
  return `Note: ${row.what} "${subject}". ${those}`;
};
