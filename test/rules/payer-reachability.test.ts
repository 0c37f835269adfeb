import { describe, expect, it } from 'vitest';
import { holdsThatLeave, holdsToEnd } from '../../functions/payer/ask-again-rules.ts';
import {
  holdForPayer,
  orHoldForPayer,
  PayerUnavailable,
} from '../../functions/payer/payer-unavailable.ts';
import { alwaysReached, Reachability } from '../../functions/payer/reachability.ts';
import {
  answered,
  failed,
  mayAsk,
  mayAskOther,
  otherAnswered,
  otherAt,
  otherFailed,
  otherTried,
  silentSince,
  tried,
} from '../../functions/payer/reachability-rules.ts';
import { WireSettings } from '../../functions/payer/wire-settings.ts';

const wire = WireSettings.parse({});
const start = Date.parse('2026-11-20T16:00:00Z');
const at = (seconds: number) => new Date(start + seconds * 1000);
const good = alwaysReached('acme-health', 'x12', at(0).toISOString());
const silent = { code: 'payer-silent' };

/** After failures at these seconds. */
const failedAt = (...seconds: number[]): Reachability =>
  seconds.reduce((one, second) => failed(one, silent, wire, at(second)) ?? one, good);

const unavailable = failedAt(0, 1, 2, 3, 4);

describe('a payer that fails', () => {
  it.each([
    ['four times in a row is still asked', [0, 1, 2, 3], 'answering'],
    ['five times in a row is left alone', [0, 1, 2, 3, 4], 'unavailable'],
    [
      'five times within five minutes less a second is left alone',
      [0, 1, 2, 3, 299],
      'unavailable',
    ],
    [
      'the fifth time when the first is five minutes old is still asked',
      [0, 1, 2, 3, 300],
      'answering',
    ],
  ] as const)('%s', (_, seconds, state) => {
    expect(failedAt(...seconds).state).toBe(state);
  });

  it('is asked freely again once it answers, however often it had failed', () => {
    const forgiven = answered(failedAt(0, 1, 2, 3), at(4));
    expect(forgiven).toMatchObject({ state: 'answering', failures: [], history: [] });
    expect(failed(forgiven as Reachability, silent, wire, at(5))?.state).toBe('answering');
  });

  it('is left alone at once for as long as it asks, and never shorter than our own pause', () => {
    const wait = (waitSeconds: number) =>
      failed(good, { code: 'payer-busy:429', waitSeconds }, wire, at(0))?.nextTryAt;
    expect(wait(600)).toBe(at(600).toISOString());
    expect(wait(5)).toBe(at(120).toISOString());
  });

  it('is known to be unavailable: what fails of the calls under way changes nothing', () => {
    expect(failed(unavailable, silent, wire, at(5))).toBeUndefined();
  });
});

describe('a payer that answers', () => {
  it('changes nothing, so nothing is written', () => {
    expect(answered(good, at(1))).toBeUndefined();
  });
});

describe('a payer that is left alone', () => {
  it('is tried by one call once the pause is over, and by nobody else until that call is over', () => {
    expect(mayAsk(unavailable, at(4 + 119))).toBe('no');
    expect(mayAsk(unavailable, at(4 + 120))).toBe('as-try');
    const trying = tried(unavailable, wire, at(124));
    expect(mayAsk(trying, at(124))).toBe('no');
    expect(mayAsk(trying, at(124 + 29))).toBe('no');
    // The call was lost with its function.
    expect(mayAsk(trying, at(124 + 30))).toBe('as-try');
  });

  it('is left alone for twice as long after each try that fails, half an hour at most', () => {
    let now = 4;
    let one = unavailable;
    const pauses = [240, 480, 960, 1800, 1800].map(() => {
      now += 3600;
      one = failed(tried(one, wire, at(now)), silent, wire, at(now)) as Reachability;
      return (Date.parse(one.nextTryAt as string) - at(now).getTime()) / 1000;
    });
    expect(pauses).toEqual([240, 480, 960, 1800, 1800]);
    expect(one.triesFailed).toBe(5);
  });

  it.each([
    [18, 1800],
    [19, 14_400],
    [400, 14_400],
  ])('after %i tries that failed, one more is followed by %i seconds', (triesFailed, seconds) => {
    const silentFor = tried({ ...unavailable, triesFailed }, wire, at(4));
    const after = failed(silentFor, silent, wire, at(4)) as Reachability;
    expect((Date.parse(after.nextTryAt as string) - at(4).getTime()) / 1000).toBe(seconds);
  });

  it('is asked freely once the try is answered, and tells the whole story', () => {
    const again = answered(tried(unavailable, wire, at(200)), at(201)) as Reachability;
    expect(again).toMatchObject({ state: 'answering', failures: [], triesFailed: 0 });
    expect(again).not.toHaveProperty('nextTryAt');
    expect(again.history).toEqual([
      { at: at(201).toISOString(), state: 'answering' },
      { at: at(200).toISOString(), state: 'being-tried' },
      { at: at(4).toISOString(), state: 'unavailable', code: 'payer-silent' },
    ]);
    expect(Reachability.parse(again)).toEqual(again);
  });

  it('keeps the fifty newest changes', () => {
    let one = unavailable;
    for (let count = 0; count < 40; count += 1)
      one = failed(tried(one, wire, at(count)), silent, wire, at(count)) as Reachability;
    expect(Reachability.parse(one).history).toHaveLength(50);
  });

  it('has been silent since it fell silent, tries that failed included', () => {
    const still = failed(tried(unavailable, wire, at(200)), silent, wire, at(210));
    expect(silentSince(still as Reachability)).toBe(at(4).toISOString());
    expect(silentSince(good)).toBeUndefined();
  });
});

describe('the record of a payer', () => {
  const again = answered(tried(unavailable, wire, at(200)), at(201)) as Reachability;

  it('is counted on with every change that is written', () => {
    expect(good.rev).toBe(0);
    expect(failedAt(0).rev).toBe(1);
    expect(unavailable.rev).toBe(5);
    expect(tried(unavailable, wire, at(124)).rev).toBe(6);
    expect(answered(failedAt(0, 1), at(2))?.rev).toBe(3);
    expect(again.rev).toBe(7);
  });

  it('has been silent since it fell silent last, not since an earlier time', () => {
    const [first, second] = [failed(again, { ...silent, waitSeconds: 5 }, wire, at(300)), at(300)];
    expect(first?.state).toBe('unavailable');
    expect(silentSince(first as Reachability)).toBe(second.toISOString());
    const trying = tried(first as Reachability, wire, at(500));
    expect(silentSince(trying)).toBe(second.toISOString());
  });

  it('that says nothing of how it came is silent since it says so', () => {
    const bare = { ...unavailable, history: [], since: at(9).toISOString() };
    expect(silentSince(bare)).toBe(at(9).toISOString());
  });

  it('without a next try is tried at once', () => {
    const { nextTryAt, ...bare } = unavailable;
    expect(nextTryAt).toBeDefined();
    expect(mayAsk(bare, at(4))).toBe('as-try');
  });

  it('keeps the twenty newest failures, of calls that failed while it was still asked', () => {
    const patient = { ...wire, opensAfterFailures: 100, failuresWithinSeconds: 3600 };
    let one = good;
    for (let second = 0; second < 25; second += 1)
      one = failed(one, silent, patient, at(second)) as Reachability;
    expect(one.failures).toHaveLength(20);
    expect(one.failures.at(-1)).toEqual({ at: at(24).toISOString(), code: 'payer-silent' });
    expect(one.failures[0]?.at).toBe(at(5).toISOString());
  });

  it.each<[string, object]>([
    ['a channel that there is not', { channel: 'fax' }],
    ['a state that there is not', { state: 'asleep' }],
    ['no time', { since: 'once' }],
    ['tries below none', { triesFailed: -1 }],
    ['a count below none', { rev: -1 }],
    [
      'more failures than are kept',
      { failures: Array(21).fill({ at: at(0).toISOString(), code: 'x' }) },
    ],
    ['a failure without a code', { failures: [{ at: at(0).toISOString() }] }],
    ['words for a code', { failures: [{ at: at(0).toISOString(), code: 'x'.repeat(61) }] }],
    [
      'more changes than are kept',
      { history: Array(51).fill({ at: at(0).toISOString(), state: 'answering' }) },
    ],
    ['a change without a state', { history: [{ at: at(0).toISOString() }] }],
    [
      'a change with words for a code',
      { history: [{ at: at(0).toISOString(), state: 'answering', code: 'x'.repeat(61) }] },
    ],
  ])('is not read with %s', (_, odd) => {
    expect(Reachability.safeParse(good).success).toBe(true);
    expect(Reachability.safeParse({ ...good, ...odd }).success).toBe(false);
  });
});

describe('a step that asks a payer', () => {
  it('answers what the payer did, waits with a hold when it is not asked, and else fails', async () => {
    const now = () => at(0);
    const silentNow = new PayerUnavailable('acme-health', 'pas', 'payer-crowded');
    expect(silentNow).toMatchObject({
      name: 'PayerUnavailable',
      message: 'payer-unavailable:acme-health',
    });
    expect(await orHoldForPayer(Promise.resolve('fine'), now)).toBe('fine');
    expect(await orHoldForPayer(Promise.reject(silentNow), now)).toEqual(
      holdForPayer(silentNow, at(0)),
    );
    const fault = new Error('another');
    await expect(orHoldForPayer(Promise.reject(fault), now)).rejects.toBe(fault);
  });
});

describe('the wait for a payer', () => {
  const waitSince = (since: string | undefined, now: Date) =>
    holdForPayer(new PayerUnavailable('acme-health', 'x12', 'payer-silent', since), now);

  it('is due four hours after the payer fell silent, however often it was tried since', () => {
    expect(waitSince(at(0).toISOString(), at(3600))).toEqual({
      outcome: 'hold',
      reason: 'payer-unavailable',
      dueAt: '2026-11-20T20:00:00Z',
      fault: 'acme-health/x12/payer-silent',
    });
  });

  it('that is overdue already is due in a minute', () => {
    expect(waitSince(at(0).toISOString(), at(5 * 3600)).dueAt).toBe('2026-11-20T21:01:00Z');
  });

  it('for a payer that is only crowded is due four hours from now', () => {
    expect(waitSince(undefined, at(0)).dueAt).toBe('2026-11-20T20:00:00Z');
  });

  it('ends for the most urgent first, as the try; for fifty when it answers; for none before', () => {
    const waiting = Array.from({ length: 60 }, (_, index) => `hold_${index}`);
    expect(holdsToEnd(waiting, unavailable, at(5))).toEqual([]);
    expect(holdsToEnd(waiting, unavailable, at(124))).toEqual(['hold_0']);
    expect(holdsToEnd(waiting, tried(unavailable, wire, at(124)), at(125))).toEqual([]);
    expect(holdsToEnd(waiting, good, at(0))).toEqual(waiting.slice(0, 50));
  });
});

describe('who waits for the machine of a payer that has another way', () => {
  const silent: Reachability = {
    ...alwaysReached('acme-health', 'pas', '2026-11-20T12:00:00Z'),
    state: 'unavailable',
    since: '2026-11-20T12:00:00Z',
    nextTryAt: '2026-11-20T23:00:00Z',
    history: [{ at: '2026-11-20T12:00:00Z', state: 'unavailable' }],
  };
  const waiting = ['12:00:30', '15:59:59', '16:00:00'].map((time, index) => ({
    holdId: `hold_${index}`,
    openedAt: `2026-11-20T${time}Z`,
  }));
  const leaving = (hours: number | undefined, time: string, state = silent) =>
    holdsThatLeave(waiting, state, hours, new Date(`2026-11-20T${time}Z`));
  it.each<[string, readonly string[], readonly string[]]>([
    ['waits until its time is over', leaving(4, '15:59:59'), []],
    ['leaves then, if it waited before', leaving(4, '16:00:00'), ['hold_0', 'hold_1']],
    ['leaves later too', leaving(4, '20:00:00'), ['hold_0', 'hold_1']],
    ['waits longer where the entry says so', leaving(5, '16:30:00'), []],
    ['waits where there is no other way', leaving(undefined, '20:00:00'), []],
    [
      'waits for one that answers',
      leaving(4, '20:00:00', alwaysReached('acme-health', 'pas', '2026-11-20T12:00:00Z')),
      [],
    ],
  ])('%s', (_, left, expected) => {
    expect(left).toEqual(expected);
  });

  it('leaves fifty at once', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      holdId: `hold_${index}`,
      openedAt: '2026-11-20T12:00:30Z',
    }));
    expect(holdsThatLeave(many, silent, 4, new Date('2026-11-20T16:00:00Z'))).toHaveLength(50);
  });
});

describe('another machine of a payer whose one is silent', () => {
  const other = 'https://other.example';
  const down = failedAt(0, 1, 2, 3, 4);
  const fails = (before: Reachability, second: number, different: object = {}) =>
    otherFailed(
      before,
      other,
      { code: 'payer-silent', isTry: false, ...different },
      { wire, now: at(second) },
    );
  const often = [5, 6, 7, 8, 9].reduce((one, second) => fails(one, second), down);
  const pauseOf = (one: Reachability, second: number) =>
    one.other?.nextTryAt && (Date.parse(one.other.nextTryAt) - at(second).getTime()) / 1000;

  it('is asked freely until it failed as often as the first one did', () => {
    expect(otherAt(down, other)).toEqual({ address: other, failures: [], triesFailed: 0 });
    const four = [5, 6, 7, 8].reduce((one, second) => fails(one, second), down);
    expect(four.other?.failures).toHaveLength(4);
    expect(mayAskOther(otherAt(four, other), at(8))).toBe('yes');
    expect(mayAskOther(otherAt(often, other), at(9))).toBe('no');
    expect(often).toMatchObject({ state: 'unavailable', failures: down.failures });
    expect(often.rev).toBe(down.rev + 5);
  });

  it('is left alone by the pauses of the first one', () => {
    expect(pauseOf(often, 9)).toBe(wire.probeAfterSeconds);
    const tried = otherTried(often, otherAt(often, other), wire, at(200));
    expect(pauseOf(tried, 200)).toBe(wire.answerSeconds + 10);
    const twice = fails(tried, 201, { isTry: true });
    expect(pauseOf(twice, 201)).toBe(2 * wire.probeAfterSeconds);
    expect(pauseOf(fails(down, 5, { waitSeconds: 900 }), 5)).toBe(900);
  });

  it('is tried once its pause is over, to the second', () => {
    const due = Date.parse(often.other?.nextTryAt ?? '');
    expect(mayAskOther(otherAt(often, other), new Date(due - 1))).toBe('no');
    expect(mayAskOther(otherAt(often, other), new Date(due))).toBe('as-try');
  });

  it('forgets failures of long ago, and those of a third machine', () => {
    const later = fails(fails(down, 5), 5 + wire.failuresWithinSeconds);
    expect(later.other?.failures).toHaveLength(1);
    expect(otherAt(often, 'https://third.example').failures).toEqual([]);
  });

  it('is as good as ever once it answers, or the first one does', () => {
    const again = otherAnswered(often, other);
    expect(again).toEqual({ ...down, rev: often.rev + 1 });
    expect(otherAnswered(down, other)).toBeUndefined();
    expect(otherAnswered(often, 'https://third.example')).toBeUndefined();
    expect(answered(often, at(10))).not.toHaveProperty('other');
  });
});
