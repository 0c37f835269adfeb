import type { ApiBody } from '../api/routes.ts';
import { dayOf } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';

type Payer = ApiBody<'GET /network/payers'>['items'][number];
type Site = ApiBody<'GET /network/sites'>['items'][number];
type Nurse = ApiBody<'GET /network/nurses'>['items'][number];
type Therapy = ApiBody<'GET /therapies/{therapyId}'>;
export type EntryChange = ApiBody<'GET /network/sites'>['changes'][number];

/** A row of the register: what holds, of whom, by which source and version, and since when. */
export type RegisterRow = {
  key: string;
  kind: string;
  of: string;
  called: string;
  says: string;
  source: string;
  /** Whose doing the source is, by their id; the screen puts the name in its place. */
  by?: string | undefined;
  version: string;
  from: string;
  through: string;
};

const told = new Set(['id', 'source', 'from', 'through', 'version', 'name', 'revision']);

/** `leaveAfterHours` -> `Leave after hours` */
const fieldWords = (name: string): string =>
  plainWords(name.replace(/([A-Z])/g, ' $1').toLowerCase()).replace(
    /\b(?:edi|url|npi)\b/gi,
    (short) => short.toUpperCase(),
  );

/** What a row of data says, in its own fields: nothing of it is left out because nobody thought of it. */
const valueWords = (value: unknown): string => {
  if (Array.isArray(value))
    return value.map(valueWords).join(typeof value[0] === 'object' ? ' / ' : ', ') || 'none';
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, part]) => `${fieldWords(name)}: ${valueWords(part)}`)
      .join('; ');
  if (value === true) return 'yes';
  if (value === false) return 'no';
  // What stands as a name of several words is read as words; an address or a number is left.
  const text = String(value);
  return /^[a-z]+([-_][a-z]+)+$/.test(text) ? text.replace(/[-_]/g, ' ') : text;
};
const restWords = (row: Record<string, unknown>): string =>
  valueWords(
    Object.fromEntries(
      Object.entries(row).filter(([name, value]) => !told.has(name) && value !== undefined),
    ),
  );

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One row of a payer's entry; its version is its own, or that of the entry. */
const datedRow = (
  kind: string,
  { payerId, name, revision }: Payer,
  row: Record<string, unknown>,
): RegisterRow => ({
  key: `${kind} ${payerId} ${text(row.id)}`,
  kind,
  of: name,
  called: text(row.id),
  says: restWords(row),
  source: text(row.source),
  version: row.version === undefined ? `entry ${revision ?? '-'}` : String(row.version),
  from: text(row.from),
  through: text(row.through),
});

type Entered = { id: string; called: string; entry: Record<string, unknown> };

const entryRow = (
  kind: string,
  { id, called, entry }: Entered,
  change: EntryChange | undefined,
): RegisterRow => ({
  key: `${kind} ${id}`,
  kind,
  of: called,
  called: id,
  says: restWords(entry),
  source: change?.changedBy ? 'entered by' : 'as it was set up',
  by: change?.changedBy,
  version: `entry ${change?.revision ?? '-'}`,
  from: change?.changedAt ? dayOf(change.changedAt) : '',
  through: '',
});

export const payerRows = (payer: Payer, change: EntryChange | undefined): RegisterRow[] => {
  const { authorization, packs, clocks, denialRungs, authorizationRules, siteRules, ...entry } =
    payer;
  const { notificationKeys: _, payerId, name, ...shown } = entry;
  const rows = (kind: string, of: readonly object[]) =>
    of.map((row) => datedRow(kind, payer, row as Record<string, unknown>));
  return [
    entryRow('payer', { id: payerId, called: name, entry: shown }, change),
    ...rows('channel', authorization.channels),
    ...rows('clock', clocks),
    ...rows('pack', packs ?? []),
    ...rows('rung after a denial', denialRungs ?? []),
    ...rows('rule of need', authorizationRules),
    ...rows('rule of site', siteRules),
  ];
};

export const siteRow = ({ siteId, name, ...entry }: Site, change: EntryChange | undefined) =>
  entryRow('site', { id: siteId, called: name, entry }, change);

export const nurseRow = ({ nurseId, name, ...entry }: Nurse, change: EntryChange | undefined) =>
  entryRow('nurse', { id: nurseId, called: name, entry }, change);

/** A therapy with the limits that hold here, and each version of its local policy. */
export const therapyRows = ({
  therapyId,
  called,
  history,
  limits,
  policy,
}: Therapy): RegisterRow[] => [
  {
    key: `therapy ${therapyId}`,
    kind: 'limits that hold',
    of: called,
    called: therapyId,
    says: limits.map(({ limit, says }) => `${limit}: ${says}`).join('; '),
    source: policy ? 'catalogue and local policy' : 'catalogue',
    version: policy ? `policy ${policy.version}` : 'no policy',
    from: policy?.from ?? '',
    through: '',
  },
  ...history.map(({ version, status, effectiveFrom, why, proposedBy, rules }) => ({
    key: `policy ${therapyId} ${version}`,
    kind: 'policy',
    of: called,
    called: `${therapyId}, ${plainWords(status).toLowerCase()}`,
    says: valueWords(rules),
    source: `${why}, proposed by`,
    by: proposedBy,
    version: String(version),
    from: effectiveFrom,
    through: '',
  })),
];

/** Whether a row has all of the words, wherever in it they stand. */
export const hasWords = (row: RegisterRow, sought: string): boolean => {
  const all = Object.values(row).join(' ').toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
};
