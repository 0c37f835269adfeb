import { describe, expect, it } from 'vitest';
import {
  AuthorizationStatus,
  authorizationLife,
} from '../../functions/authorization/authorization.ts';
import { HoldStatus, holdLife, settleHold } from '../../functions/hold/hold.ts';
import { putOpen } from '../../functions/hold/hold-item.ts';
import { type Message, MessageStatus, messageLife } from '../../functions/outreach/message.ts';
import { settled } from '../../functions/outreach/message-items.ts';
import {
  type Lifecycle,
  mayFollow,
  priorsOf,
  unended,
} from '../../functions/platform/lifecycle.ts';
import { ReferralStatus, referralLife } from '../../functions/referral/referral.ts';
import { referralUpdate } from '../../functions/referral/referral-item.ts';
import { SeriesStatus, seriesLife } from '../../functions/series/series.ts';
import { VisitStatus, visitLife } from '../../functions/series/visit.ts';
import { aHold } from '../support/holds.ts';

type Any = Lifecycle<string>;

const lives: readonly [string, readonly string[], Any, readonly string[]][] = [
  ['a referral', ReferralStatus.options, referralLife, ['closed']],
  ['a hold', HoldStatus.options, holdLife, ['resolved', 'cancelled']],
  ['an authorization', AuthorizationStatus.options, authorizationLife, ['withdrawn']],
  ['a visit', VisitStatus.options, visitLife, ['completed', 'missed', 'cancelled']],
  ['a series', SeriesStatus.options, seriesLife, ['stopped']],
  ['a message', MessageStatus.options, messageLife, ['sent', 'withheld', 'refused', 'unknown']],
];

/** Every status that can come after these, themselves included. */
const reached = ({ next }: Any, from: readonly string[]): Set<string> => {
  const seen = new Set(from);
  for (const status of seen) for (const to of next[status] ?? []) seen.add(to);
  return seen;
};

describe.each(lives)('the life of %s', (_, statuses, life, ends) => {
  it('knows every status, and no other', () => {
    expect(Object.keys(life.next).sort()).toEqual([...statuses].sort());
    expect(statuses).toEqual(expect.arrayContaining([...life.begins]));
    for (const to of Object.values(life.next)) {
      expect(statuses).toEqual(expect.arrayContaining([...to]));
      expect(new Set(to).size).toBe(to.length);
    }
  });

  it('reaches every status from where it begins', () => {
    expect([...reached(life, life.begins)].sort()).toEqual([...statuses].sort());
  });

  it('has these ends, nothing leads out of them, and every other status leads to one', () => {
    expect(statuses.filter((status) => !unended(life).includes(status)).sort()).toEqual(
      [...ends].sort(),
    );
    for (const status of unended(life))
      expect([...reached(life, [status])].some((to) => ends.includes(to))).toBe(true);
  });

  it('tells from where a write may lead to each status as it tells what may follow', () => {
    for (const to of statuses)
      for (const from of statuses) {
        expect(priorsOf(life, to).includes(from)).toBe((life.next[from] ?? []).includes(to));
        expect(mayFollow(life, from, to)).toBe(from === to || priorsOf(life, to).includes(from));
      }
  });
});

describe('a write of a status', () => {
  it('closes a referral from every status that is none of an end, and opens no closed one', () => {
    const id = 'ref_00000000000000000000';
    for (const to of ReferralStatus.options)
      for (const from of ReferralStatus.options) {
        const write = () => referralUpdate('t', id, [from], { set: { status: to } });
        if (mayFollow(referralLife, from, to)) expect(write).not.toThrow();
        else expect(write).toThrow('referral-status-illegal');
      }
  });

  it('ends a hold only from the statuses in which it waits', () => {
    const by = { kind: 'person', id: 'x' } as const;
    const { Update } = settleHold(
      't',
      aHold(),
      { resume: 'close' },
      { action: 'close', facts: {}, by, at: '2026-11-20T16:00:00Z' },
    );
    expect(Update?.ConditionExpression).toBe('#status IN (:from0, :from1)');
    expect(Update?.ExpressionAttributeValues).toMatchObject({
      ':from0': 'open',
      ':from1': 'overdue',
    });
  });

  it('never makes an overdue hold an open one, nor opens one that has ended', () => {
    for (const from of HoldStatus.options)
      for (const to of HoldStatus.options) {
        const write = () =>
          putOpen('t', aHold(undefined, { status: from }), aHold(undefined, { status: to }));
        if (mayFollow(holdLife, from, to)) expect(write).not.toThrow();
        else expect(write).toThrow('hold-status-illegal');
      }
  });

  it('never changes a message that has ended', () => {
    const message = (status: Message['status']) =>
      ({
        status,
        messageId: 'm',
        referralId: 'r',
        attempts: 0,
        queuedAt: '2026-11-20T16:00:00Z',
      }) as Message;
    for (const from of MessageStatus.options)
      for (const to of MessageStatus.options) {
        const write = () => settled('t', message(from), { status: to });
        if (messageLife.next[from].includes(to)) expect(write).not.toThrow();
        else expect(write).toThrow('message-status-illegal');
      }
  });
});
