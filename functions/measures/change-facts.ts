import * as z from 'zod';
import { Authorization, grantedStates, type Line } from '../authorization/authorization.ts';
import { balanceOf } from '../authorization/ledger.ts';
import { StreamedRecord } from '../platform/audit.ts';
import { totalMinutes, Visit } from '../series/visit.ts';
import type { ToldFact, ToldOf } from './measured.ts';

/**
 * What a change of the table tells, as far as measures count it: the item as it was after the change is
 * all that is looked at. An item that nothing is counted of tells nothing.
 */

type Item = Record<string, unknown>;

const EndedHold = z.object({
  referralId: z.string(),
  reason: z.string(),
  owner: z.string(),
  openedAt: z.iso.datetime(),
  status: z.literal('resolved'),
  resolution: z.object({ at: z.iso.datetime() }),
});
const EndedMessage = z.object({
  referralId: z.string(),
  messageId: z.string(),
  kind: z.string(),
  channel: z.string(),
  status: z.enum(['sent', 'withheld', 'refused', 'unknown']),
  queuedAt: z.iso.datetime(),
  settledAt: z.iso.datetime().optional(),
});
const Received = z.object({ practiceNpi: z.string(), verdict: z.string() });
const Undelivered = z.object({ messageId: z.string(), kind: z.string(), channel: z.string() });

/** Of what the service told: an order that came in, and a message that did not arrive after all. */
const ofRecord = (item: Item): ToldOf[] => {
  const { referralId, event, at, detail } = StreamedRecord.parse(item);
  if (event === 'referral.received') {
    const { practiceNpi, verdict } = Received.parse(detail);
    const complete = verdict === 'complete' ? 1 : 0;
    const received: ToldFact = { order: at, practiceNpi, complete };
    return [{ referralId, place: 'REFERRAL', facts: { 'first:received': received } }];
  }
  if (event !== 'message.undelivered') return [];
  const { messageId, kind, channel } = Undelivered.parse(detail);
  const undelivered: ToldFact = { order: at, kind, channel };
  return [{ referralId, place: `MSG#${messageId}`, facts: { 'first:undelivered': undelivered } }];
};

/** When the payer decided, as the newest of its lines says; undefined while it has not. */
const decidedAt = ({ lines, answeredAt }: Authorization): string | undefined =>
  lines
    .flatMap(({ decision }) => (decision ? [decision.at] : []))
    .sort()
    .at(-1) ?? answeredAt;

const decisive: ReadonlySet<string> = new Set(['approved', 'changed', 'denied']);

const clockOf = ({ lines }: Authorization): string | undefined =>
  lines
    .flatMap(({ clock }) => (clock.dueAt ? [clock.dueAt] : []))
    .sort()
    .at(-1);

/** Of drugs that the payer granted: what it granted, and what was used of it, by code. */
const unitsOf = ({ lines, ledger }: Authorization): Record<string, string> => {
  const granted = lines.filter(({ kind, state }) => kind === 'drug' && grantedStates.has(state));
  const lastDay = ({ decision, through }: Line) => decision?.through ?? through;
  return Object.fromEntries(
    granted.map((line) => {
      const { authorized, used } = balanceOf(line, ledger);
      return [`units ${line.sequence}`, [line.code, lastDay(line), authorized, used].join(' ')];
    }),
  );
};

/** Of a round with the payer, and of the referral that it was asked, and refused. */
const ofAuthorization = (item: Item): ToldOf[] => {
  const authorization = Authorization.parse(item);
  const { referralId, round, payerId, status, rev, sent, ledger } = authorization;
  const at = decisive.has(status) ? decidedAt(authorization) : undefined;
  const dueAt = clockOf(authorization);
  const decided: ToldFact | undefined = at
    ? { order: at, payerId, outcome: status, ...(dueAt ? { dueAt } : {}) }
    : undefined;
  const used = Object.values(ledger).filter(({ state }) => state === 'used');
  const standing: ToldFact = {
    order: String(rev).padStart(8, '0'),
    payerId,
    usedOn: used.map(({ on }) => on).sort(),
    ...unitsOf(authorization),
  };
  const ofRound: ToldOf = {
    referralId,
    place: `AUTH#${String(round).padStart(3, '0')}`,
    facts: {
      ...(sent ? { 'first:sent': { order: sent.at } } : {}),
      ...(decided ? { 'first:decided': decided } : {}),
      ...(decided && status !== 'denied' ? { 'first:granted': { order: decided.order } } : {}),
      'last:standing': standing,
    },
  };
  if (!decided) return [ofRound];
  const asked: ToldFact = { order: decided.order, outcome: status };
  return [ofRound, { referralId, place: 'REFERRAL', facts: { 'first:decided': asked } }];
};

/** Of a visit that took place or did not, and of the referral when its first dose was given. */
const ofVisit = (item: Item): ToldOf[] => {
  const visit = Visit.parse(item);
  const { referralId, status, on, idealOn, therapyId, siteId, setting, entries, minutes } = visit;
  if (status !== 'completed' && status !== 'missed') return [];
  const taken =
    visit.startedAt && visit.endedAt
      ? Math.round((Date.parse(visit.endedAt) - Date.parse(visit.startedAt)) / 60_000)
      : undefined;
  const seen: ToldFact = {
    // What is said right later comes with one more entry.
    order: String(entries?.length ?? 0).padStart(4, '0'),
    status,
    on,
    idealOn,
    therapyId,
    siteId,
    who: setting === 'home' ? (visit.nurseId ?? 'unknown') : 'team',
    planned: totalMinutes(minutes),
    ...(taken === undefined ? {} : { taken }),
  };
  const place = String(item.sk);
  const told: ToldOf = { referralId, place, facts: { 'last:seen': seen } };
  if (status === 'missed') return [told];
  return [told, { referralId, place: 'REFERRAL', facts: { 'first:given': { order: on } } }];
};

/** Of a hold that ended. One that ended as it was placed asked nobody. */
const ofHold = (item: Item): ToldOf[] => {
  const { data } = EndedHold.safeParse(item);
  if (!data) return [];
  const { referralId, reason, owner, openedAt, resolution } = data;
  const ended: ToldFact = { order: resolution.at, reason, owner, openedAt };
  return [{ referralId, place: String(item.sk), facts: { 'first:ended': ended } }];
};

/** Of a message that has ended. */
const ofMessage = (item: Item): ToldOf[] => {
  const { data } = EndedMessage.safeParse(item);
  if (!data) return [];
  const { referralId, messageId, kind, channel, status, settledAt, queuedAt } = data;
  const ended: ToldFact = { order: settledAt ?? queuedAt, kind, channel, status };
  return [{ referralId, place: `MSG#${messageId}`, facts: { 'first:ended': ended } }];
};

const byPlace: readonly (readonly [pk: string, sk: string, read: (item: Item) => ToldOf[]])[] = [
  ['AUDIT#', '', ofRecord],
  ['MSG#', '', ofMessage],
  ['REF#', 'HOLD#', ofHold],
  ['REF#', 'VISIT#', ofVisit],
  ['REF#', 'AUTH#', ofAuthorization],
];

/**
 * What an item tells, by what it is.
 *
 * @throws ZodError when it is of a kind that is counted, and cannot be read
 */
export const changeFacts = (item: Item): ToldOf[] => {
  const row = byPlace.find(
    ([pk, sk]) => String(item.pk).startsWith(pk) && String(item.sk).startsWith(sk),
  );
  return row ? row[2](item) : [];
};
