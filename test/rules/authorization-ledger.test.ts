import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import {
  authorizationItem,
  putAuthorization,
} from '../../functions/authorization/authorization-item.ts';
import {
  balanceOf,
  forecast,
  ledgerWith,
  releaseUnits,
  reserveUnits,
  shortfalls,
  useUnits,
} from '../../functions/authorization/ledger.ts';
import { unitsOfVisits, visitsCovered } from '../../functions/authorization/line-units.ts';
import { foreseeEnding } from '../../functions/authorization/renewal-rules.ts';
import { applyResolution, misfitsOfPart } from '../../functions/authorization/resolution.ts';
import { keys } from '../../functions/platform/keys.ts';
import { anAuthorization, requestFacts } from '../support/authorizations.ts';
import { anOrder } from '../support/referrals.ts';

const at = '2026-11-20T16:00:00Z';
const granted = (different: Partial<Line['decision']> = {}): Authorization => {
  const { lines, ...rest } = anAuthorization({ status: 'approved' });
  return {
    ...rest,
    lines: lines.map((line) => ({
      ...line,
      state: 'approved',
      decision: { reasons: [], at, number: 'PA1', ...(line.kind === 'drug' ? different : {}) },
    })),
  };
};
const on = (...days: string[]) =>
  days.map((day, index) => ({ visitId: `vis_${index + 1}`, on: day }));

describe('the ledger of an authorization', () => {
  it('counts authorized, reserved, used, released and what is left', () => {
    const authorization = granted();
    const ledger = {
      v1: { on: '2026-12-01', state: 'used' },
      v2: { on: '2026-12-15', state: 'reserved' },
      v3: { on: '2027-01-12', state: 'released' },
    } as const;
    expect(balanceOf(authorization.lines[0] as Line, ledger)).toEqual({
      sequence: 1,
      code: 'J1745',
      authorized: 300,
      reserved: 50,
      used: 50,
      released: 50,
      left: 200,
      visits: { authorized: 6, reserved: 1, used: 1, released: 1, left: 4 },
      dose: {
        unit: 'mg',
        authorized: 2_460_000_000n,
        reserved: 410_000_000n,
        used: 410_000_000n,
        released: 410_000_000n,
        left: 1_640_000_000n,
      },
    });
  });

  it('counts of a drug what the patients get, beside its units and visits', () => {
    const [line] = granted().lines as [Line];
    const dose = {
      unit: 'mg',
      perVisit: '410',
      perDose: [
        { from: 1, amount: '820' },
        { from: 2, amount: '410' },
      ],
      perUnit: '10',
    };
    const taken = [{ sequence: 1, units: 38, amount: '372.5' }];
    const ledger = {
      v1: { on: '2026-12-01', state: 'used', dose: 1 },
      v2: { on: '2026-12-15', state: 'used', dose: 2, taken },
      v3: { on: '2027-01-12', state: 'reserved', dose: 3 },
    } as const;
    const { used, left, ...balance } = balanceOf({ ...line, dose }, ledger as never);
    expect([used, left]).toEqual([88, 162]);
    expect(balance.dose).toEqual({
      unit: 'mg',
      authorized: 2_870_000_000n,
      reserved: 410_000_000n,
      used: 1_192_500_000n,
      released: 0n,
      left: 1_267_500_000n,
    });
  });

  describe('where a visit took more than was planned', () => {
    // Units for six visits of 50; the first took 60.
    const later = ['2026-12-15', '2027-01-12', '2027-03-09', '2027-05-04', '2027-06-29'];
    const over = (taken = 60): Authorization => ({
      ...granted(),
      ledger: {
        vis_0: { on: '2026-12-01', state: 'used', taken: [{ sequence: 1, units: taken }] },
        ...Object.fromEntries(
          later.map((day, index) => [`vis_${index + 1}`, { on: day, state: 'reserved' as const }]),
        ),
      },
    });

    it('foresees which visit fails: the last that is reserved', () => {
      expect(forecast(over())).toEqual([{ visitId: 'vis_5', sequence: 1, lacks: 'units' }]);
      expect(balanceOf(over().lines[0] as Line, over().ledger)).toMatchObject({ left: -10 });
      expect(forecast(over(50))).toEqual([]);
    });

    it('lets the visits before it be confirmed and moved as ever', () => {
      expect(shortfalls(over(), [{ visitId: 'vis_1', on: '2026-12-16' }])).toEqual([]);
      expect(shortfalls(over(), [{ visitId: 'vis_5', on: '2026-12-16' }])).toEqual([]);
      // Moved before the others, it takes what the last of them has then no units for.
      const ledger = { ...over().ledger, vis_5: { on: '2026-12-16', state: 'reserved' as const } };
      expect(forecast({ ...over(), ledger })).toEqual([
        { visitId: 'vis_4', sequence: 1, lacks: 'units' },
      ]);
    });

    it('takes no further visit', () => {
      expect(shortfalls(over(), [{ visitId: 'new', on: '2026-12-02' }])[0]).toEqual({
        visitId: 'new',
        sequence: 1,
        lacks: 'units',
      });
    });
  });

  it('pays for no more visits than the payer says, whatever units it grants', () => {
    const authorization = granted({ visits: 2 });
    expect(shortfalls(authorization, on('2026-12-01', '2026-12-15', '2027-01-12'))).toEqual([
      { visitId: 'vis_3', sequence: 1, lacks: 'visits' },
    ]);
    expect(balanceOf(authorization.lines[0] as Line, {}).visits).toMatchObject({ authorized: 2 });
  });

  it('has units for the visits of a lesser grant, and for as many visits', () => {
    expect(balanceOf(granted({ units: 120 }).lines[0] as Line, {}).visits.authorized).toBe(2);
  });

  it('asks nothing of a line that the visit of that dose does not draw on', () => {
    const { lines, ...rest } = granted();
    const [drug, ...services] = lines as [Line, ...Line[]];
    const perDose = [
      { from: 1, units: 50 },
      { from: 2, units: 0 },
    ];
    const ended = { ...drug, perDose, through: '2026-12-10' };
    const all = { ...rest, lines: [ended, ...services] };
    const visits = [
      { visitId: 'vis_1', on: '2026-12-01', dose: 1 },
      { visitId: 'vis_2', on: '2026-12-15', dose: 2 },
    ];
    expect(shortfalls(all, visits)).toEqual([]);
    expect(shortfalls(all, [{ ...visits[0], on: '2026-12-15' } as never])).toEqual([
      { visitId: 'vis_1', sequence: 1, lacks: 'dates' },
    ]);
  });

  it.each([
    ['used', 'reserved'],
    ['used', 'released'],
    ['used', 'used'],
    ['released', 'released'],
  ] as const)('leaves what is %s as it is where it is to be %s', (state, next) => {
    const ledger = { vis_1: { on: '2026-12-01', state } };
    expect(ledgerWith(ledger, on('2027-01-01'), next)).toEqual(ledger);
  });

  it('releases nothing of a visit that it never had', () => {
    expect(ledgerWith({}, on('2026-12-01'), 'released')).toEqual({});
  });

  it('counts a visit that was given although nothing was reserved for it', () => {
    const ledger = ledgerWith({}, on('2026-12-01'), 'used');
    expect(balanceOf(granted().lines[0] as Line, ledger)).toMatchObject({ used: 50, left: 250 });
  });

  describe('of a course that is begun with a larger dose', () => {
    const loaded = (): Authorization => {
      const { lines, ...rest } = granted();
      return {
        ...rest,
        lines: lines.slice(0, 1).map((line) => ({
          ...line,
          units: 700,
          perVisit: 140,
          perDose: [
            { from: 1, units: 280 },
            { from: 2, units: 140 },
          ],
        })),
      };
    };
    const doses = (...numbers: number[]) =>
      numbers.map((dose) => ({ visitId: `vis_${dose}`, on: '2026-12-15', dose }));

    it('takes from its units what each dose needs', () => {
      expect(shortfalls(loaded(), doses(1, 2, 3, 4))).toEqual([]);
      expect(shortfalls(loaded(), doses(1, 2, 3, 4, 5))).toEqual([
        { visitId: 'vis_5', sequence: 1, lacks: 'units' },
      ]);
      const ledger = {
        v1: { on: '2026-12-01', state: 'used', dose: 1 },
        v2: { on: '2026-12-22', state: 'reserved', dose: 2 },
      } as const;
      expect(balanceOf(loaded().lines[0] as Line, ledger)).toMatchObject({
        used: 280,
        reserved: 140,
        left: 280,
      });
    });

    it('writes which dose a visit is for, so that it is counted the same ever after', () => {
      const { authorizationId, rev } = loaded();
      const written = reserveUnits('table', { authorizationId, rev, ledger: {} }, doses(1));
      expect(written.Update?.ExpressionAttributeValues?.[':ledger']).toEqual({
        vis_1: { on: '2026-12-15', state: 'reserved', dose: 1 },
      });
    });

    it.each([
      [279, 0],
      [280, 1],
      [419, 1],
      [420, 2],
      [700, 4],
    ])('has for %i units %i visits', (units, visits) => {
      const [line] = loaded().lines as [Line];
      expect(visitsCovered(line, units)).toBe(visits);
      expect(unitsOfVisits(line, visits)).toBeLessThanOrEqual(units);
    });
  });

  it('covers visits inside its dates and units', () => {
    expect(shortfalls(granted(), on('2026-12-01', '2026-12-15', '2027-01-12'))).toEqual([]);
  });

  it('names the visit whose units are lacking, latest first to go', () => {
    const lacking = shortfalls(
      granted({ units: 120 }),
      on('2027-01-12', '2026-12-01', '2026-12-15'),
    );
    expect(lacking).toEqual([{ visitId: 'vis_1', sequence: 1, lacks: 'units' }]);
  });

  it('asks nothing of a line that the payer gave no dates or units of its own but granted', () => {
    const { lines, ...rest } = granted();
    const bare = lines.map(({ decision: _, ...line }) => line);
    expect(shortfalls({ ...rest, lines: bare }, on('2026-12-01'))).toEqual([]);
    expect(shortfalls({ ...rest, lines: bare }, on('2026-11-30'))[0]?.lacks).toBe('dates');
  });

  it.each(['not-required', 'cancelled'] as const)('asks nothing of a line that is %s', (state) => {
    const { lines, ...rest } = granted({ units: 0 });
    const [drug, ...services] = lines as [Line, ...Line[]];
    const all = { ...rest, lines: [{ ...drug, state }, ...services] };
    expect(shortfalls(all, on('2026-12-01'))).toEqual([]);
  });

  it.each([
    ['reserved', reserveUnits],
    ['used', useUnits],
    ['released', releaseUnits],
  ] as const)(
    'is written only as it was read, with the visits %s beside the others',
    (state, write) => {
      const { authorizationId, rev } = granted();
      const before = { on: '2026-12-01', state: 'reserved' } as const;
      const held = {
        authorizationId,
        rev,
        ledger: { vis_0: before, vis_1: before, vis_2: before },
      };
      expect(write('table', held, on('2026-12-15', '2027-01-12')).Update).toMatchObject({
        TableName: 'table',
        Key: keys.authorization(authorizationId),
        UpdateExpression: 'SET ledger = :ledger, rev = :next',
        ConditionExpression: 'rev = :rev',
        ExpressionAttributeValues: {
          ':ledger': {
            vis_0: before,
            vis_1: { on: '2026-12-15', state },
            vis_2: { on: '2027-01-12', state },
          },
          ':rev': rev,
          ':next': rev + 1,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
    },
  );

  it('names the visit that lies outside the authorized days', () => {
    const authorization = granted({ from: '2026-12-02', through: '2026-12-31' });
    expect(shortfalls(authorization, on('2026-12-01', '2026-12-31', '2027-01-01'))).toEqual([
      { visitId: 'vis_1', sequence: 1, lacks: 'dates' },
      { visitId: 'vis_3', sequence: 1, lacks: 'dates' },
    ]);
  });

  it('lets a visit move without counting it twice', () => {
    const authorization = {
      ...granted({ units: 50 }),
      ledger: { vis_1: { on: '2026-12-01', state: 'reserved' as const } },
    };
    expect(shortfalls(authorization, [{ visitId: 'vis_1', on: '2026-12-03' }])).toEqual([]);
  });

  it('pays nothing for a line that was not granted, and asks nothing for one not required', () => {
    const { lines } = granted();
    const [drug, ...services] = lines as [Line, ...Line[]];
    const denied = { lines: [{ ...drug, state: 'denied' as const }, ...services], ledger: {} };
    expect(shortfalls(denied, on('2026-12-01'))).toEqual([
      { visitId: 'vis_1', sequence: 1, lacks: 'grant' },
    ]);
    const open = { lines: lines.map((line) => ({ ...line, state: 'not-required' as const })) };
    expect(shortfalls({ ...open, ledger: {} }, on('2030-01-01'))).toEqual([]);
  });

  it('never promises more than was authorized', () => {
    const day = fc
      .integer({ min: 0, max: 200 })
      .map((days) => new Date(Date.UTC(2026, 11, 1 + days)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.array(day, { maxLength: 12 }),
        (units, days) => {
          const authorization = granted({ units });
          const lacking = new Set(
            shortfalls(authorization, on(...days)).map(({ visitId }) => visitId),
          );
          const paid = days.length - lacking.size;
          expect(paid * 50).toBeLessThanOrEqual(units);
        },
      ),
    );
  });
});

describe('what a person records', () => {
  const pended = anAuthorization({ status: 'pended' });

  it('as an approval makes every open line approved with number and end', () => {
    const facts = { authorizationNumber: 'TEL-7', expiresOn: '2027-03-31' };
    const after = applyResolution(pended, 'record-approval', facts, at);
    expect(after).toMatchObject({ status: 'approved', rev: 2 });
    for (const line of after?.lines ?? [])
      expect(line).toMatchObject({
        state: 'approved',
        decision: { number: 'TEL-7', through: '2027-03-31' },
      });
    expect(shortfalls(after as Authorization, on('2026-12-01', '2027-04-01'))).toHaveLength(3);
  });

  it('as an approval of every line takes in what was denied or cancelled, and leaves what was granted', () => {
    const [drug, ...services] = granted({ units: 120 }).lines as [Line, ...Line[]];
    const lines = [
      drug,
      ...services.map((line, index): Line => ({ ...line, state: index ? 'denied' : 'cancelled' })),
    ];
    const asked = { ...pended, status: 'contact-payer' as const, lines };
    const facts = { authorizationNumber: 'TEL-7', expiresOn: '2027-03-31' };
    const after = applyResolution(asked, 'record-approval', facts, at);
    expect(after?.lines[0]).toEqual(drug);
    expect(after?.lines.slice(1).map(({ state, decision }) => [state, decision?.number])).toEqual([
      ['approved', 'TEL-7'],
      ['approved', 'TEL-7'],
    ]);
  });

  describe('as an approval in part', () => {
    const facts = { authorizationNumber: 'TEL-7', expiresOn: '2027-03-31' };

    it('counts only what was given, and waits for somebody to say whether it is enough', () => {
      const approvedLines = [
        { sequence: 1, units: 120 },
        { sequence: 2, units: 6 },
      ];
      const after = applyResolution(pended, 'record-part', { ...facts, approvedLines }, at);
      expect(after).toMatchObject({
        status: 'changed',
        lines: [
          {
            state: 'partially-approved',
            decision: { number: 'TEL-7', units: 120, through: '2027-03-31', differs: ['units'] },
          },
          { state: 'approved', decision: { number: 'TEL-7' } },
          { state: 'denied', decision: { reasons: [] } },
        ],
      });
      expect(after?.lines.map((line) => balanceOf(line, {}).authorized)).toEqual([120, 6, 0]);
    });

    it('leaves what was granted before', () => {
      const [drug, ...services] = granted({ units: 120 }).lines as [Line, ...Line[]];
      const lines = [
        drug,
        ...services.map((line): Line => ({ ...line, state: 'pended-in-review' })),
      ];
      const approvedLines = [{ sequence: 2, units: 3 }];
      const after = applyResolution(
        { ...pended, lines },
        'record-part',
        { ...facts, approvedLines },
        at,
      );
      expect(after?.lines[0]).toEqual(drug);
      expect(after?.lines.map(({ state }) => state).slice(1)).toEqual([
        'partially-approved',
        'denied',
      ]);
    });

    it.each([
      [
        'a line that was not asked for',
        [{ sequence: 9, units: 1 }],
        '/approvedLines/0',
        'no further line',
      ],
      [
        'a line twice',
        [
          { sequence: 1, units: 1 },
          { sequence: 1, units: 2 },
        ],
        '/approvedLines/1',
        'no further line',
      ],
      [
        'more than was asked',
        [{ sequence: 1, units: 301 }],
        '/approvedLines/0',
        'more than was asked',
      ],
      [
        'all of it',
        [
          { sequence: 1, units: 300 },
          { sequence: 2, units: 6 },
          { sequence: 3, units: 6 },
        ],
        '/approvedLines',
        'all that was asked',
      ],
    ])('does not take %s', (_, approvedLines, pointer, detail) => {
      expect(misfitsOfPart(pended, approvedLines)).toEqual([
        { pointer, detail: expect.stringContaining(detail), fix: expect.any(String) },
      ]);
    });

    it('takes a part of one line', () => {
      expect(misfitsOfPart(pended, [{ sequence: 1, units: 299 }])).toEqual([]);
    });
  });

  it('as acceptance keeps what was granted and no more', () => {
    const changed = {
      ...granted({ units: 120 }),
      status: 'changed' as const,
    };
    const after = applyResolution(changed, 'accept', {}, at);
    expect(after).toMatchObject({ status: 'approved', acceptedAt: at });
    expect(balanceOf(after?.lines[0] as Line, {}).authorized).toBe(120);
  });

  it.each([
    ['record-denial', 'denied'],
    ['await-decision', 'pended'],
    ['appeal', 'pended'],
    ['peer-to-peer', 'pended'],
    ['close', 'withdrawn'],
  ])('as %s makes it %s', (action, status) => {
    expect(applyResolution(pended, action, {}, at)?.status).toBe(status);
  });

  it.each([
    ['await-decision', ['Send the notes.']],
    ['record-approval', undefined],
  ])('as %s ends what the payer asked for', (action, payerSays) => {
    const asked = {
      ...pended,
      status: 'information-required' as const,
      information: [{ kind: 'words' as const, code: 'Send the notes.' }],
      informationDueAt: at,
      payerSays: ['Send the notes.'],
    };
    const after = applyResolution(asked, action, {}, at) as Authorization;
    expect(after).not.toHaveProperty('information');
    expect(after).not.toHaveProperty('informationDueAt');
    expect(after.payerSays).toEqual(payerSays);
  });

  it('as a denial of what was approved takes all of it back', () => {
    const after = applyResolution(granted(), 'record-denial', {}, at);
    expect(after?.status).toBe('denied');
    expect(shortfalls(after as Authorization, on('2026-12-01'))).toHaveLength(3);
  });

  it('leaves it alone when the action only goes on, or it has ended', () => {
    expect(applyResolution(pended, 'supply', {}, at)).toBeUndefined();
    const ended = anAuthorization({ status: 'withdrawn' });
    expect(applyResolution(ended, 'record-approval', {}, at)).toBeUndefined();
  });

  it('is written provided that nobody has written it since', () => {
    const after = applyResolution(pended, 'record-denial', {}, at) as Authorization;
    expect(putAuthorization('table', after).Put).toMatchObject({
      ConditionExpression: 'rev = :before',
      ExpressionAttributeValues: { ':before': 1 },
      Item: { status: 'denied', rev: 2 },
    });
  });
});

describe('a renewal', () => {
  const { therapy, submission } = requestFacts();

  it('is looked at 45 days or two visits before the end, whichever comes first', () => {
    // Visits are eight weeks apart: 112 days before 29 July 2027.
    expect(authorizationItem(granted())).toMatchObject({
      due: 'DUE#renewal',
      dueSort: '2027-04-08',
    });
    expect(authorizationItem({ ...granted(), visitEveryDays: 14 })).toMatchObject({
      dueSort: '2027-06-14',
    });
    expect(authorizationItem(anAuthorization({ status: 'pended' }))).not.toHaveProperty('due');
    expect(authorizationItem({ ...granted(), renewalSeenAt: at })).not.toHaveProperty('due');
  });

  it.each([
    ['covers the whole series', granted(), undefined],
    ['ends first', granted({ through: '2027-03-01' }), 'ends-before-series'],
    ['has units for fewer visits', granted({ units: 299 }), 'units-run-out'],
  ] as const)('is due when it %s', (_, authorization, ending) => {
    expect(foreseeEnding(authorization, submission.order, therapy, undefined)).toBe(ending);
  });

  it('is due when the series began later than was planned', () => {
    expect(foreseeEnding(granted(), submission.order, therapy, { firstOn: '2027-02-01' })).toBe(
      'ends-before-series',
    );
  });

  it('is looked at earlier where the payer grants fewer units than were asked for', () => {
    // Two of six visits, eight weeks apart, from 1 December 2026: the last on 26 January.
    expect(authorizationItem(granted({ units: 100 }))).toMatchObject({
      dueSort: '2026-10-06',
    });
  });

  it('is not due again for the doses that were booked before it', () => {
    const order = anOrder({ doses: 10 });
    const renews = { firstOn: '2026-12-01', bookedThrough: 8 };
    const facts = requestFacts({ submission: { ...submission, order }, on: '2027-09-01', renews });
    const { lines, ...rest } = anAuthorization({ status: 'approved', bookedBefore: 8 }, facts);
    const all = { ...rest, lines: lines.map((line) => ({ ...line, state: 'approved' as const })) };
    expect(foreseeEnding(all, order, therapy, renews)).toBeUndefined();
    expect(foreseeEnding(all, anOrder({ doses: 20 }), therapy, renews)).toBe('ends-before-series');
  });

  it('is due when the order outlasts what one request asks for', () => {
    const order = anOrder({ doses: 40 });
    const facts = requestFacts({ submission: { ...submission, order } });
    const { lines, ...rest } = anAuthorization({ status: 'approved' }, facts);
    const all = { ...rest, lines: lines.map((line) => ({ ...line, state: 'approved' as const })) };
    expect(foreseeEnding(all, order, therapy, undefined)).toBe('order-outlasts-request');
  });
});
