import { describe, expect, it } from 'vitest';
import {
  blocksCleared,
  coverageChangedAt,
  coverageToldBy,
  dosesWaived,
  isCleared,
  isCoverageTold,
  isEndSettled,
  isOverridden,
  isPayingConfirmed,
  isToldMissed,
  lineArranged,
  needsTold,
  paysFirst,
  windowWidened,
} from '../../functions/hold/decisions.ts';
import type { Hold, ResolutionFacts } from '../../functions/hold/hold.ts';
import { aHold } from '../support/holds.ts';

const by = { kind: 'person', id: 'cleo' } as const;
const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T15:00:00Z`;

/** A hold that was ended by an action on a day of November. */
const ended = (
  reason: Hold['reason'],
  action: string,
  on: number,
  { facts = {}, ...more }: Partial<Hold> & { facts?: ResolutionFacts } = {},
): Hold =>
  aHold(undefined, {
    reason,
    status: 'resolved',
    resolution: { action, facts, by, at: day(on) },
    ...more,
  });

const widened = (days: number, on: number) =>
  ended('no-capacity', 'widen-window', on, { facts: { toleranceDays: days } });

describe('days around each dose', () => {
  it.each([
    ['are as the therapy has them until somebody allows more', [], undefined],
    ['are those that were allowed last', [widened(5, 3), widened(2, 4), widened(7, 2)], 2],
    ['are not widened by another answer', [ended('no-capacity', 'search-again', 3)], undefined],
    [
      'are not widened by an answer without a number',
      [ended('no-capacity', 'widen-window', 3)],
      undefined,
    ],
    [
      'are not widened by another hold of that action',
      [ended('denied', 'widen-window', 3, { facts: { toleranceDays: 3 } })],
      undefined,
    ],
  ])('%s', (_, holds, days) => expect(windowWidened(holds)).toBe(days));
});

describe('the word of a payer on a coverage', () => {
  const facts = { payerId: 'acme-health' };
  const first = ended('coverage-other-payer', 'pays-first', 4, { facts });
  const active = ended('coverage-in-doubt', 'told-active', 4, { facts });
  const changed = (on: number) =>
    aHold(undefined, { reason: 'coverage-changed', openedAt: day(on) });
  it.each<[string, Hold[], boolean]>([
    ['counts for the payer that gave it', [], true],
    ['counts after the coverage was changed', [changed(3)], true],
    ['is of the coverage before it was changed', [changed(5)], false],
    [
      'counts after another coverage was given',
      [ended('coverage-identity', 'replace-coverage', 3)],
      true,
    ],
    [
      'is of the coverage before another was given',
      [ended('coverage-not-active', 'replace-coverage', 5)],
      false,
    ],
    ['counts whatever else was done', [ended('coverage-in-doubt', 'recheck', 5)], true],
  ])('%s', (_, others, counts) => {
    const now = new Date('2026-11-05T14:59:59Z');
    const told = counts ? ['acme-health'] : [];
    expect([...paysFirst([first, ...others], now)]).toEqual(told);
    expect([...coverageToldBy([active, ...others], now)]).toEqual(told);
  });

  it('is not there where nobody wrote down whose it is', () => {
    const nobodys = [ended('coverage-other-payer', 'pays-first', 4)];
    expect([...paysFirst(nobodys, new Date(day(4)))]).toEqual([]);
  });
});

describe('how long the word of a payer counts', () => {
  const facts = { payerId: 'acme-health' };
  const at = (iso: string) => new Date(iso);
  it.each([
    ['of what is in force: a day less a second', coverageToldBy, at('2026-11-05T14:59:59Z'), true],
    ['of what is in force: not a day later', coverageToldBy, at('2026-11-05T15:00:00Z'), false],
    ['of who is first: a year less a second', paysFirst, at('2027-11-04T14:59:59Z'), true],
    ['of who is first: not a year later', paysFirst, at('2027-11-04T15:00:00Z'), false],
  ])('%s', (_, tell, now, counts) => {
    const holds = [
      ended('coverage-other-payer', 'pays-first', 4, { facts }),
      ended('coverage-in-doubt', 'told-active', 4, { facts }),
    ];
    expect([...tell(holds, now)]).toEqual(counts ? ['acme-health'] : []);
  });

  it('ends with the moment at which the coverage was changed', () => {
    const told = ended('coverage-in-doubt', 'told-active', 4, { facts });
    const changed = aHold(undefined, { reason: 'coverage-changed', openedAt: day(4) });
    expect([...coverageToldBy([told, changed], new Date(day(4)))]).toEqual([]);
  });

  it('of one question does not answer the other', () => {
    const first = ended('coverage-other-payer', 'pays-first', 4, { facts });
    expect([...coverageToldBy([first], new Date(day(4)))]).toEqual([]);
  });
});

describe('when a coverage was last changed', () => {
  const changed = (on: number) =>
    aHold(undefined, { reason: 'coverage-changed', openedAt: day(on) });
  const replaced = (on: number) => ended('coverage-identity', 'replace-coverage', on);
  it.each<[string, Hold[], string]>([
    ['is never where nothing of it was', [aHold(), ended('denied', 'appeal', 9)], ''],
    ['is when that was found', [changed(3)], day(3)],
    ['is when another was given', [replaced(4)], day(4)],
    ['is the last of them', [replaced(4), changed(6), changed(2), replaced(5)], day(6)],
  ])('%s', (_, holds, at) => expect(coverageChangedAt(holds)).toBe(at));
});

describe('the line for the visits to come', () => {
  const line = (lineType: string, on: number) =>
    ended('access-review', 'line-arranged', on, { facts: { lineType } });
  it.each<[string, Hold[], ReturnType<typeof lineArranged>]>([
    ['is open while nobody was asked', [], undefined],
    [
      'is the one that was named last',
      [line('port', 3), line('picc', 5), line('midline', 4)],
      { lineType: 'picc', at: day(5) },
    ],
    ['is open where nobody named one', [ended('access-review', 'line-arranged', 3)], undefined],
    [
      'is open where the visits go on without',
      [ended('access-review', 'go-on', 3, { facts: { lineType: 'port' } })],
      undefined,
    ],
  ])('%s', (_, holds, arranged) => expect(lineArranged(holds)).toEqual(arranged));
});

describe('a word that counts after an instant', () => {
  const told = ended('visit-not-ready', 'coverage-told', 3);
  const confirmed = ended('coverage-changed', 'confirmed', 3);
  it.each([
    ['the day of a visit is covered', isCoverageTold, [told], day(2), true],
    ['not by a word of that instant', isCoverageTold, [told], day(3), false],
    ['not by the word for another question', isCoverageTold, [confirmed], day(2), false],
    [
      'by the newer of two',
      isCoverageTold,
      [ended('visit-not-ready', 'coverage-told', 1), told],
      day(2),
      true,
    ],
    ['the payer pays whoever covers', isPayingConfirmed, [confirmed], day(2), true],
    ['not by a word from before', isPayingConfirmed, [confirmed], day(3), false],
    ['not by another answer', isPayingConfirmed, [told], day(2), false],
    [
      'although an older word came besides',
      isPayingConfirmed,
      [ended('coverage-changed', 'confirmed', 1), confirmed],
      day(2),
      true,
    ],
  ] as const)('%s', (...[, says, holds, after, is]) => expect(says(holds, after)).toBe(is));
});

describe('a dose', () => {
  const rebook = (doses: number[], on: number, action = 'not-needed') =>
    ended('visit-to-rebook', action, on, { evidence: { doses } });
  const rest = (from: number, on: number) =>
    ended('series-unlike-order', 'not-needed', on, { evidence: { from, through: 6 } });
  const taken = (on: number, evidence: Hold['evidence'], action = 'accept') =>
    ended('order-changed', action, on, { evidence });

  it.each<[string, Hold[], number[]]>([
    ['is not waived while nobody says so', [], []],
    ['is waived by name', [rebook([2, 4], 3)], [2, 4]],
    ['is not waived by booking it', [rebook([2], 3, 'rebooked')], []],
    ['is waived with all those after it', [rest(5, 3)], [5, 6]],
    ['is waived by the lowest word', [rest(5, 3), rest(4, 2)], [4, 5, 6]],
    [
      'counts again once other doses are ordered',
      [rebook([2], 3), taken(4, { changes: ['doses'] })],
      [],
    ],
    ['counts again with another frequency', [rest(2, 3), taken(3, { changes: ['frequency'] })], []],
    [
      'counts again once the visits are planned anew for them',
      [rebook([2], 3), taken(4, { changes: ['doses'] }, 'replanned')],
      [],
    ],
    [
      'stays waived when something else changes',
      [rebook([2], 3), taken(4, { changes: ['drug'] })],
      [2],
    ],
    ['counts again when nobody can read what changed', [rebook([2], 3), taken(4, {})], []],
    [
      'stays waived while the change waits',
      [rebook([2], 3), taken(4, { changes: ['doses'] }, 'replaced')],
      [2],
    ],
    [
      'waived after the change stays waived',
      [taken(2, { changes: ['doses'] }), rebook([2], 3)],
      [2],
    ],
    ['is not waived by what cannot be read', [ended('visit-to-rebook', 'not-needed', 3)], []],
  ])('%s', (_, holds, waived) => {
    expect([1, 2, 3, 4, 5, 6].filter(dosesWaived(holds))).toEqual(waived);
  });
});

describe('the need of an authorization', () => {
  it('is told by every word on it, the newest first', () => {
    const holds = [
      ended('authorization-need-unknown', 'needed', 2),
      ended('authorization-need-unknown', 'not-needed', 3, { facts: { reference: 'R-1' } }),
      ended('authorization-need-unknown', 'close', 4),
    ];
    expect(needsTold(holds)).toMatchObject([{ needed: false, reference: 'R-1' }, { needed: true }]);
  });
});

describe('several answers', () => {
  const said = (reference: string, on: number) =>
    ended('authorization-need-unknown', 'not-needed', on, { facts: { reference } });
  const [first, second, third] = [said('R-1', 1), said('R-2', 2), said('R-3', 3)] as const;

  it.each([
    [[first, second, third]],
    [[first, third, second]],
    [[second, first, third]],
    [[second, third, first]],
    [[third, first, second]],
    [[third, second, first]],
  ])('count from the newest, however they are read: %#', (holds) => {
    expect(needsTold(holds).map(({ reference }) => reference)).toEqual(['R-3', 'R-2', 'R-1']);
  });

  it('of one instant stay as they are read', () => {
    const holds = [said('R-1', 1), said('R-2', 1), said('R-3', 1)];
    expect(needsTold(holds).map(({ reference }) => reference)).toEqual(['R-1', 'R-2', 'R-3']);
  });

  it('say when each was asked, and a reference only where one was given', () => {
    const plain = ended('authorization-need-unknown', 'not-needed', 3);
    expect(needsTold([plain])).toEqual([{ needed: false, openedAt: plain.openedAt }]);
    const needed = ended('authorization-need-unknown', 'needed', 3, { facts: { reference: 'R' } });
    expect(needsTold([needed])).toEqual([{ needed: true, openedAt: needed.openedAt }]);
  });
});

describe('a blocked order', () => {
  it('is cleared by the newest clearance, and by nothing else', () => {
    const facts = { clearance: { covers: 'course' as const } };
    const clear = (on: number) => ended('order-unsafe', 'clear', on, { facts });
    const again = ended('order-unsafe', 'recheck', 6, { facts });
    const holds = [clear(3), clear(5), again, ended('order-unsafe', 'clear', 7)];
    expect(blocksCleared(holds).map(({ at }) => at)).toEqual([day(5)]);
    expect(blocksCleared([ended('visit-suspended', 'clear', 3, { facts })])).toEqual([]);
  });

  it.each<[Hold['reason'], string, boolean]>([
    ['order-unsafe', 'clear', true],
    ['clearance-ended', 'clear', true],
    ['order-changed', 'accept', true],
    ['order-changed', 'replanned', true],
    ['order-changed', 'recheck', false],
    ['visit-suspended', 'clear', false],
  ])('by %s, %s: %s', (reason, action, is) => {
    const hold = ended(reason, action, 3, { facts: { clearance: { covers: 'course' } } });
    expect(blocksCleared([hold])).toEqual(
      is ? [{ at: day(3), clearance: { covers: 'course' }, hold }] : [],
    );
    expect(blocksCleared([ended(reason, action, 3)])).toEqual([]);
  });

  it('is cleared for single visits since the last word on all of it, and not before', () => {
    const facts = { clearance: { covers: 'course' as const } };
    const visit = (on: number) => ended('clearance-ended', 'clear', on, { facts, scope: 'v2.' });
    const all = (on: number) => ended('order-unsafe', 'clear', on, { facts });
    expect(
      blocksCleared([visit(1), all(2), visit(3), all(4), visit(5), visit(6)]).map(({ at }) => at),
    ).toEqual([day(6), day(5), day(4)]);
    expect(blocksCleared([visit(1), visit(3)]).map(({ at }) => at)).toEqual([day(3), day(1)]);
  });
});

describe('a visit that lacks something', () => {
  const override = ended('visit-not-ready', 'override', 3);
  it.each([
    ['goes ahead once somebody says so', [override], day(2), true],
    ['not by a word from before it was last ready', [override], day(3), false],
    [
      'not when it is to be checked again since',
      [override, ended('visit-not-ready', 'recheck', 4)],
      day(2),
      false,
    ],
    ['not by another hold', [ended('visit-unrecorded', 'override', 3)], day(2), false],
    [
      'although somebody is asked again and has not answered',
      [aHold(undefined, { reason: 'visit-not-ready' }), override],
      day(2),
      true,
    ],
    [
      'by the newest word, whichever is read first',
      [ended('visit-not-ready', 'recheck', 2), override],
      day(1),
      true,
    ],
    [
      'by the newest word, read last or not',
      [override, ended('visit-not-ready', 'recheck', 2)],
      day(1),
      true,
    ],
    [
      'by the newest of three',
      [
        ended('visit-not-ready', 'recheck', 3),
        ended('visit-not-ready', 'override', 5),
        ended('visit-not-ready', 'recheck', 4),
      ],
      day(2),
      true,
    ],
    ['not where it ended without an answer', [{ ...override, resolution: undefined }], '', false],
    ['not while nobody has answered', [aHold(undefined, { reason: 'visit-not-ready' })], '', false],
  ] as const)('%s', (_, holds, after, is) => expect(isOverridden(holds, after)).toBe(is));
});

describe('a visit that nobody recorded', () => {
  it('was missed if that is the last word', () => {
    const missed = ended('visit-unrecorded', 'missed', 3);
    expect(isToldMissed([missed], day(2))).toBe(true);
    expect(isToldMissed([missed], day(3))).toBe(false);
    expect(isToldMissed([missed, ended('visit-unrecorded', 'recheck', 4)], day(2))).toBe(false);
  });
});

describe('a suspension', () => {
  const report = { taskToken: undefined };
  const cleared = (on: number, more: Partial<Hold> = report) =>
    ended('visit-suspended', 'clear', on, more);
  const open = aHold(undefined, { reason: 'visit-suspended', taskToken: undefined });
  const wait = aHold(undefined, { reason: 'visit-suspended' });
  it.each<[string, Hold[], Hold[], boolean]>([
    ['lasts while nobody clears it', [open], [], false],
    ['ends with the report', [cleared(3)], [], true],
    ['does not end with a report from before', [cleared(2)], [], false],
    ['lasts while another report is open', [cleared(3), open], [], false],
    ['of one visit ends with its own wait', [open], [cleared(3, {})], true],
    ['of one visit does not end with another hold', [], [cleared(3, { reason: 'denied' })], false],
    ['of all does not end with the wait of another visit', [cleared(3, {})], [], false],
    ['ends with the report while a visit of its own still waits', [cleared(3), wait], [], true],
    [
      'ends with the report while something else is open that nobody waits with',
      [cleared(3), aHold(undefined, { reason: 'order-changed', taskToken: undefined })],
      [],
      true,
    ],
    [
      'lasts when one of two reports is cleared, on the visit’s own list too',
      [open],
      [cleared(3)],
      false,
    ],
  ])('%s', (_, holds, own, is) => expect(isCleared(holds, own, day(2))).toBe(is));
});

describe('the end of an authorization', () => {
  const evidence = { authorizationId: 'auth_00000000000000000000_1' };
  const settled = ended('authorization-ending', 'not-needed', 3, { evidence });
  it.each<[string, Hold[], boolean]>([
    ['is not settled while nobody was asked', [], false],
    ['is settled by an answer', [settled], true],
    ['is not while somebody is asked again', [settled, { ...settled, status: 'open' }], false],
    [
      'is not by the answer about another',
      [{ ...settled, evidence: { authorizationId: 'x' } }],
      false,
    ],
    ['is not by the end of another hold', [{ ...settled, reason: 'approval-lost' }], false],
    ['is settled while another waits', [settled, aHold()], true],
  ])('%s', (_, holds, is) => expect(isEndSettled(holds, evidence.authorizationId)).toBe(is));
});
