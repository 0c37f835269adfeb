import { type Complaint, Refusal } from '../platform/errors.ts';
import type { Told } from '../platform/record.ts';
import { plansStanding } from '../series/care-plan.ts';
import type { Visit } from '../series/visit.ts';
import {
  type Confirmed,
  correctable,
  entriesOf,
  mostEntries,
  told as present,
  type VisitEntry,
  visitRecord,
  WrittenDown,
} from '../series/visit-record.ts';
import type { SeenVisit } from './store.ts';
import {
  askedAbout,
  confirmedOf,
  contradictions,
  expiredLots,
  impossible,
  stillAsked,
} from './unusual-values.ts';

/** What a body writes down, apart from the rest of it. */
export const writtenDownIn = (body: Partial<WrittenDown>): WrittenDown =>
  present(
    Object.fromEntries(
      Object.keys(WrittenDown.shape).map((field) => [field, body[field as keyof WrittenDown]]),
    ),
  ) as WrittenDown;

/** @throws Refusal 422 that names each field. */
const refuseAny = (code: string, detail: string, errors: readonly Complaint[]): void => {
  if (errors.length > 0) throw new Refusal(422, code, detail, { errors });
};

type Written = WrittenDown & { confirmed?: readonly Confirmed[] | undefined };
type Given = Parameters<typeof contradictions>[1];

/** The last weight that another visit has on record. */
const weightBefore = ({ visit, visits }: SeenVisit): string | undefined =>
  visits
    .filter(({ visitId, startsAt }) => visitId !== visit.visitId && startsAt < visit.startsAt)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .flatMap((other) => visitRecord(other).weightKg ?? [])
    .at(-1);

/**
 * What was asked about and is confirmed, once all of it is.
 *
 * @throws Refusal 422 for what cannot be, for a lot that has expired, and for what is asked about before
 * it is kept.
 */
export const refuseUnsound = (
  file: SeenVisit,
  body: Written,
  { now, given }: { now: Date; given?: Given },
): Confirmed[] => {
  const { visit, submission, holds } = file;
  refuseAny('lot-expired', 'A lot had expired: none of it is given.', expiredLots(body, visit));
  refuseAny('value-not-possible', 'A value cannot be that of this visit.', [
    ...impossible(body, visit, now),
    ...(given ? contradictions(body, given) : []),
  ]);
  const asked = askedAbout(
    body,
    { submission, visit, weightBefore: weightBefore(file) },
    plansStanding(holds, visit.on).flatMap(({ premedications = [] }) => premedications),
  );
  refuseAny(
    'value-to-confirm',
    'A value is unusual: say why it is kept.',
    stillAsked(asked, body.confirmed),
  );
  return confirmedOf(asked, body.confirmed);
};

type More = Pick<VisitEntry, 'of'> &
  Partial<
    Pick<VisitEntry, 'access' | 'accessBefore' | 'teachBack' | 'reaction' | 'corrects' | 'reason'>
  > & { confirmed?: Confirmed[] };

/**
 * The visit with one more entry; as it is, where there is nothing to write down.
 *
 * @throws Refusal 409 for a visit that has as many as it may have.
 */
export const withEntry = (visit: Visit, body: WrittenDown, more: More, told: Told): Visit => {
  const { confirmed = [], ...rest } = more;
  const fields = present({
    ...writtenDownIn(body),
    ...rest,
    ...(confirmed.length > 0 ? { confirmed } : {}),
  });
  const says = [...correctable, 'accessBefore'].some((field) => field in fields);
  if (!says) return visit;
  const entries = visit.entries ?? [];
  if (entries.length >= mostEntries)
    throw new Refusal(409, 'record-full', 'The visit has as many entries as it may have.');
  const entry: VisitEntry = {
    ...fields,
    number: entries.length + 1,
    at: told.at,
    by: told.actor.id,
  };
  return { ...visit, entries: [...entries, JSON.parse(JSON.stringify(entry))] };
};

const notUnderstood = (pointer: string, detail: string, fix: string): Refusal =>
  new Refusal(422, 'entry-not-understood', 'The entry says right what cannot be.', {
    errors: [{ pointer, detail, fix }],
  });

type Correcting = Partial<VisitEntry> & {
  corrects?: number | undefined;
  reason?: string | undefined;
};

/**
 * A correction names an entry that has what it says right, and why. What is added once a visit has ended
 * has a reason too.
 *
 * @throws Refusal 422
 */
export const refuseUnreasoned = (visit: Visit, body: Correcting): void => {
  const { corrects, reason } = body;
  const fields = correctable.filter((field) => body[field] !== undefined);
  if (fields.length === 0)
    throw notUnderstood('', 'says nothing', 'Send at least one thing to write down.');
  if (reason === undefined && (corrects !== undefined || visit.status === 'completed'))
    throw notUnderstood('/reason', 'is missing', 'Say why it is written down now.');
  if (corrects === undefined) return;
  const entry = entriesOf(visit).find(({ number }) => number === corrects);
  if (!entry || !fields.some((field) => entry[field] !== undefined))
    throw notUnderstood(
      '/corrects',
      'is no entry that has what is said right',
      'Send the number of the entry, as the bedside sheet shows it.',
    );
};
