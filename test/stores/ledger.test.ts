import { afterAll, describe, expect, it } from 'vitest';
import { Authorization, type Line } from '../../functions/authorization/authorization.ts';
import { balanceOf, forecast } from '../../functions/authorization/ledger.ts';
import { Hold, isOpen } from '../../functions/hold/hold.ts';
import { keys } from '../../functions/platform/keys.ts';
import { readItems, readReferral } from '../../functions/referral/reading.ts';
import { bookSeries } from '../../functions/scheduling/book-series.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { cancelVisit, confirmVisit, moveVisit } from '../../functions/visit/change-visit.ts';
import { completeVisit, startVisit } from '../../functions/visit/record-visit.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { anIvigApproval } from '../support/authorizations.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { given, keepOnMain } from '../support/network.ts';
import { aVisitAtCenter, visitsOf } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

const payerId = 'acme-health';
const perVisit = 70;
const doses = 6;

/** An approved round of one line, with units for so many visits. */
const anApproval = (referralId: string, round: number, visits: number): Authorization =>
  anIvigApproval(referralId, {
    authorizationId: `auth_${referralId.slice(4)}_${round}`,
    round,
    lines: [
      {
        sequence: 1,
        kind: 'drug',
        code: 'J1569',
        units: perVisit * doses,
        perVisit,
        visits: doses,
        from: '2026-11-20',
        through: '2027-11-20',
        clock: { rule: 'own', urgency: 'standard' },
        state: 'approved',
        decision: { number: `PA-${round}`, units: perVisit * visits, reasons: [], at: now },
      },
    ],
  });

const now = '2026-11-20T16:00:00Z';
const put = (authorization: Authorization) =>
  given(table, {
    items: [{ ...keys.authorization(authorization.authorizationId), ...authorization }],
  });
const authorizationsOf = async (referralId: string) =>
  (await readItems(table, referralId, 'AUTH#')).map((item) => Authorization.parse(item));
const openHolds = async (referralId: string) =>
  (await readItems(table, referralId, 'HOLD#')).map((item) => Hold.parse(item)).filter(isOpen);

/** Six booked visits that draw on the first round. */
const aSeries = async () => {
  const { referralId } = await aVisitAtCenter(table, '2026-12-03', { doses });
  await keepOnMain(table, referralId, { payerId, coverageRank: 'primary' });
  const visits = await visitsOf(table, referralId);
  const first = anApproval(referralId, 1, doses);
  const ledger = Object.fromEntries(
    visits.map(({ visitId, on, dose }) => [visitId, { on, dose, state: 'reserved' as const }]),
  );
  await put({ ...first, ledger });
  await given(table, {
    items: (await readItems(table, referralId, 'VISIT#')).map((item) => ({
      ...item,
      authorizationId: first.authorizationId,
    })),
  });
  return { referralId, visits: await visitsOf(table, referralId) };
};

const book = (referralId: string, operation: string) =>
  bookSeries({ store: schedulingStore(table), now: () => new Date(now) })({
    referralId,
    operation,
  });

const asked = (visitId: string, body: unknown, principal = aCaller('scheduler')) =>
  ({ principal, path: { visitId }, body, rawBody: JSON.stringify(body) }) as never;
const at = (instant: string) => ({ store: visitStore(table), now: () => new Date(instant) });
const nurse = aCaller('nurse', { nurseId: 'nur_amara' });

const give = async ({ visitId, startsAt, endsAt }: Visit) => {
  await startVisit(at(startsAt))(asked(visitId, {}, nurse));
  await completeVisit(at(endsAt))(
    asked(visitId, { infusionMinutes: 120, doseComplete: true, teachBack: [] }, nurse),
  );
};
const cancel = ({ visitId }: Visit) => cancelVisit(at(now))(asked(visitId, { reason: 'patient' }));
/** To the day after, at the same time. */
const move = ({ visitId, startsAt }: Visit) => {
  const later = new Date(Date.parse(startsAt) + 24 * 3_600_000).toISOString();
  return moveVisit(at(now))(asked(visitId, { startsAt: later }));
};

/** Every visit counts once, with the authorization that it draws on, and nothing is promised twice. */
const balanced = async (referralId: string) => {
  const authorizations = await authorizationsOf(referralId);
  const visits = await visitsOf(table, referralId);
  for (const authorization of authorizations) {
    const [line] = authorization.lines as [Line];
    const { authorized, reserved, used, left } = balanceOf(line, authorization.ledger);
    expect(reserved + used + left).toBe(authorized);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(forecast(authorization)).toEqual([]);
  }
  for (const { visitId, status, authorizationId, on } of visits) {
    const standing = authorizations.flatMap((one) => {
      const entry = one.ledger[visitId];
      return entry && entry.state !== 'released'
        ? [{ authorizationId: one.authorizationId, on: entry.on, state: entry.state }]
        : [];
    });
    const expected = { planned: 'reserved', 'in-progress': 'reserved', completed: 'used' }[
      status as string
    ];
    expect(standing).toEqual(expected ? [{ authorizationId, on, state: expected }] : []);
  }
  return { authorizations, visits };
};

describe('a visit that takes more than was planned', () => {
  const end = async ({ visitId, startsAt, endsAt }: Visit, amounts: readonly unknown[]) => {
    await startVisit(at(startsAt))(asked(visitId, {}, nurse));
    const body = { infusionMinutes: 120, doseComplete: true, teachBack: [], amounts };
    await completeVisit(at(endsAt))(asked(visitId, body, nurse));
  };
  const withDose = async (referralId: string) => {
    const [before] = await authorizationsOf(referralId);
    const [line] = (before as Authorization).lines as [Line];
    const dose = { unit: 'g', perVisit: '35', perUnit: '0.5' };
    await put({ ...(before as Authorization), lines: [{ ...line, dose }] });
  };

  it('is counted as it was, and asks about the visit that is then not paid for', async () => {
    const { referralId, visits } = await aSeries();
    await withDose(referralId);
    const given = { value: '40', unit: 'g' };
    await end(visits[0] as Visit, [{ code: 'J1569', given }]);
    const [after] = (await authorizationsOf(referralId)) as [Authorization];
    expect(after.ledger[visits[0]?.visitId ?? '']).toMatchObject({
      state: 'used',
      taken: [{ sequence: 1, units: 80, amount: '40' }],
    });
    expect(balanceOf(after.lines[0] as Line, after.ledger)).toMatchObject({ used: 80, left: -10 });
    expect(forecast(after)).toMatchObject([{ visitId: visits[5]?.visitId, lacks: 'units' }]);
    expect(await openHolds(referralId)).toMatchObject([
      { reason: 'visits-not-covered', evidence: { lacking: [{ dose: 6, lacks: 'units' }] } },
    ]);
    // Those before it are confirmed as ever.
    const confirm = ({ visitId, startsAt }: Visit) =>
      confirmVisit(at(new Date(Date.parse(startsAt) - 86_400_000).toISOString()))(
        asked(visitId, {}),
      );
    await confirm(visits[1] as Visit);
    await expect(confirm(visits[5] as Visit)).rejects.toMatchObject({ code: 'not-authorized' });
  });

  it('tells the open hold anew when a further visit is not paid for', async () => {
    const { referralId, visits } = await aSeries();
    await withDose(referralId);
    const amounts = [{ code: 'J1569', given: { value: '40', unit: 'g' } }];
    await end(visits[0] as Visit, amounts);
    const [asks] = await openHolds(referralId);
    await end(visits[1] as Visit, [{ code: 'J1569', given: { value: '70', unit: 'g' } }]);
    expect(await openHolds(referralId)).toMatchObject([
      {
        holdId: asks?.holdId,
        dueAt: asks?.dueAt,
        evidence: { lacking: [{ dose: 5 }, { dose: 6, lacks: 'units' }] },
      },
    ]);
  });

  it('asks about what was given beyond the grant, though no visit follows and the referral ends', async () => {
    const { referralId, visits } = await aSeries();
    await withDose(referralId);
    for (const visit of visits.slice(0, 5)) await give(visit);
    expect(await openHolds(referralId)).toEqual([]);
    await end(visits[5] as Visit, [{ code: 'J1569', given: { value: '40', unit: 'g' } }]);
    expect((await readReferral(table, referralId)).status).toBe('closed');
    expect(await openHolds(referralId)).toMatchObject([
      {
        reason: 'given-not-authorized',
        owner: 'coordinator',
        evidence: { lines: [{ code: 'J1569', of: 'units', authorized: 420, used: 430 }] },
      },
    ]);
  });

  it('is refused in another measure than that of the drug', async () => {
    const { referralId, visits } = await aSeries();
    await withDose(referralId);
    const given = { value: '40', unit: 'mg' };
    await expect(end(visits[0] as Visit, [{ code: 'J1569', given }])).rejects.toMatchObject({
      code: 'amount-not-understood',
    });
  });
});

describe('an authorization that comes in the place of another', () => {
  it('takes over every visit to come, and leaves what was used where it was', async () => {
    const { referralId, visits } = await aSeries();
    await give(visits[0] as Visit);
    await put(anApproval(referralId, 2, doses));
    expect(await book(referralId, 'book:1')).toEqual({ outcome: 'booked' });
    const { authorizations } = await balanced(referralId);
    expect(
      authorizations.map(({ lines: [line], ledger }) => balanceOf(line as Line, ledger).visits),
    ).toMatchObject([
      { used: 1, reserved: 0, released: 5 },
      { used: 0, reserved: 5 },
    ]);
    expect(await openHolds(referralId)).toEqual([]);
  });

  it('has a coordinator asked about the visits that it does not pay for, whom nobody confirms', async () => {
    const { referralId, visits } = await aSeries();
    await put(anApproval(referralId, 2, 4));
    await book(referralId, 'book:1');
    const holds = await openHolds(referralId);
    expect(holds).toMatchObject([
      {
        reason: 'visits-not-covered',
        owner: 'coordinator',
        dueAt: '2026-11-23T16:00:00Z',
        evidence: {
          authorizationId: `auth_${referralId.slice(4)}_2`,
          lacking: [
            { dose: 5, on: visits[4]?.on, code: 'J1569', lacks: 'units' },
            { dose: 6, on: visits[5]?.on, code: 'J1569', lacks: 'units' },
          ],
        },
      },
    ]);
    const confirm = ({ visitId }: Visit) => confirmVisit(at(now))(asked(visitId, {}));
    await expect(confirm(visits[4] as Visit)).rejects.toMatchObject({ code: 'not-authorized' });
    await confirm(visits[3] as Visit);
    // Another look changes nothing, and asks nobody twice.
    await book(referralId, 'book:2');
    expect(await openHolds(referralId)).toEqual(holds);

    // The payer grants the rest: what waited is reserved, and nobody is asked any more.
    await put({ ...anApproval(referralId, 3, doses), round: 3 });
    await book(referralId, 'book:3');
    const third = (await authorizationsOf(referralId)).at(-1) as Authorization;
    expect(balanceOf(third.lines[0] as Line, third.ledger).visits).toMatchObject({ reserved: 6 });
    await book(referralId, 'book:4');
  });

  it('keeps the ledger balanced while visits are given, moved and cancelled in the same moment', async () => {
    for (let history = 0; history < 6; history += 1) {
      const { referralId, visits } = await aSeries();
      const [first, second, third, fourth] = visits as [Visit, Visit, Visit, Visit];
      await startVisit(at(first.startsAt))(asked(first.visitId, {}, nurse));
      await put(anApproval(referralId, 2, doses));
      const hands = [
        () => book(referralId, 'book:1'),
        () =>
          completeVisit(at(first.endsAt))(
            asked(
              first.visitId,
              { infusionMinutes: 120, doseComplete: true, teachBack: [] },
              nurse,
            ),
          ),
        () => cancel(second),
        () => move(third),
        () => cancel(fourth),
        () => book(referralId, 'book:2'),
      ];
      const turned = [...hands.slice(history % 6), ...hands.slice(0, history % 6)];
      await Promise.allSettled(turned.map((hand) => hand()));
      // Whoever was refused by somebody else's write tries again, as a client or a workflow does.
      await Promise.allSettled(turned.map((hand) => hand()));
      await book(referralId, 'book:3');
      const { authorizations } = await balanced(referralId);
      const counts = authorizations.map(
        ({ lines: [line], ledger }) => balanceOf(line as Line, ledger).visits,
      );
      expect(counts[0]?.reserved).toBe(0);
      expect((counts[0]?.used ?? 0) + (counts[1]?.used ?? 0)).toBe(1);
    }
  });
});
