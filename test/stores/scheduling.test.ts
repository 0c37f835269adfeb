import { GetCommand, type TransactWriteCommandOutput } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { chooseSiteOfCare } from '../../functions/authorization/choose-site-of-care.ts';
import { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { overlap } from '../../functions/network/days.ts';
import { placementStore } from '../../functions/placement/store.ts';
import { Refusal } from '../../functions/platform/errors.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { bookSeries } from '../../functions/scheduling/book-series.ts';
import { bookVisits } from '../../functions/scheduling/book-visits.ts';
import { readCenterDays, readNurseDays } from '../../functions/scheduling/calendar-store.ts';
import { offerSlots } from '../../functions/scheduling/offer-slots.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import { Visit } from '../../functions/series/visit.ts';
import { anIvigApproval } from '../support/authorizations.ts';
import { aCaller, aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHomeNurse, aNurse, anAgency, aSite, given } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';

const now = () => new Date('2026-11-20T16:00:00Z');

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
  await given(table, { sites: [aSite()], nurses: [aNurse()] });
});
afterAll(() => close());

const accepted = async (referralId: string, patientId = `pat_${referralId.slice(4)}`) => {
  const referral = aReferral({ referralId, patientId, status: 'accepted' });
  await given(table, { referrals: [{ referral, submission: aSubmission() }] });
  return referralId;
};

const choose = (referralId: string) =>
  chooseSiteOfCare({ store: placementStore(table), now })({
    referralId,
    operation: 'choose:0',
    round: 0,
  });
const book = (referralId: string, operation = 'book:0') =>
  bookSeries({ store: schedulingStore(table), now })({ referralId, operation });

const visitsOf = async (referralId: string) =>
  (await readItems(table, referralId, 'VISIT#')).map((item) => Visit.parse(item));

describe('from the site to the booked series', () => {
  it('chooses the center and books the loading and maintenance doses there', async () => {
    const referralId = await accepted('ref_01jd000000000000000a');
    expect(await choose(referralId)).toMatchObject({ outcome: 'chosen', siteId: 'site_riverbend' });
    expect(await book(referralId)).toEqual({ outcome: 'booked' });

    const visits = await visitsOf(referralId);
    expect(visits.map(({ on }) => on)).toEqual([
      '2026-12-01',
      '2026-12-15',
      '2027-01-12',
      '2027-03-09',
      '2027-05-04',
      '2027-06-29',
    ]);
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: keys.referral(referralId) }),
    );
    expect(Item).toMatchObject({ status: 'active', visits: 6, siteId: 'site_riverbend' });
    expect((await chain(table, referralId)).map(({ event }) => event)).toEqual([
      'site.chosen',
      'series.booked',
    ]);
  });

  it('answers the same when the step runs again, and books nothing twice', async () => {
    const referralId = await accepted('ref_01jd000000000000000b');
    await choose(referralId);
    await choose(referralId);
    await book(referralId);
    expect(await book(referralId)).toEqual({ outcome: 'booked' });
    expect(await book(referralId, 'book:1')).toEqual({ outcome: 'booked' });
    expect(await visitsOf(referralId)).toHaveLength(6);
    expect(await chain(table, referralId)).toHaveLength(2);
  });
});

const scheduler = aPerson('sam', 'scheduler');

const accept = async (
  referralId: string,
  site: { siteId: string; setting: string },
  order: Parameters<typeof anOrder>[0] = {},
  patientId = `pat_${referralId.slice(4)}`,
) => {
  const submission = aSubmission({
    order: anOrder(order),
    placement: { residence: 'private', homeSuitable: true, caregiver: true },
  });
  const therapyId = submission.order.therapyId;
  const referral = aReferral({ referralId, patientId, status: 'accepted', therapyId, ...site });
  await given(table, { referrals: [{ referral, submission }] });
  return referralId;
};

const ivigHome = { therapyId: 'ivig', firstDose: false, lastDoseOn: '2026-10-27', doses: 3 };
const everyFourWeeks = { frequency: { loadingDays: [], intervalDays: 28 }, durationMinutes: 180 };
const atHome = { siteId: 'site_harbor-home', setting: 'home' };
const atCenter = { siteId: 'site_riverbend', setting: 'infusion-center' };

describe('visits at home', () => {
  beforeAll(() =>
    given(table, {
      sites: [anAgency()],
      nurses: [aHomeNurse(), aHomeNurse({ nurseId: 'nur_kasper', name: 'Kasper Lund' })],
    }),
  );

  it('come from one nurse for the whole series, with the travel kept in each visit', async () => {
    const referralId = await accept('ref_01jd000000000000000c', atHome, {
      ...ivigHome,
      ...everyFourWeeks,
    });
    expect(await book(referralId)).toEqual({ outcome: 'booked' });
    const visits = await visitsOf(referralId);
    expect(visits.map(({ on }) => on)).toEqual(['2026-11-24', '2026-12-22', '2027-01-19']);
    expect(new Set(visits.map(({ nurseId }) => nurseId)).size).toBe(1);
    for (const { travelMinutes } of visits) expect(travelMinutes).toBeGreaterThan(5);
  });

  it('wait for capacity when the only nurse who may is no longer current, with the reasons', async () => {
    const referralId = await accept('ref_01jd000000000000000d', atHome, {
      therapyId: 'scig',
      route: 'SC',
      frequency: { loadingDays: [], intervalDays: 7 },
      doses: 12,
    });
    expect(await book(referralId)).toMatchObject({ outcome: 'hold', reason: 'no-capacity' });
    const [record] = await chain(table, referralId);
    expect(record).toMatchObject({
      event: 'series.searched',
      determination: { answer: 'no-capacity' },
    });
    expect(record?.determination?.reasons[0]?.text).toBe(
      '2 nurses: not competent in teaching self-infusion',
    );

    const [trained] = [aHomeNurse()];
    const competencies = [
      ...(trained?.competencies ?? []),
      { tag: 'self-infusion-teaching', expiresOn: '2029-06-30' },
    ];
    await given(table, { nurses: [aHomeNurse({ competencies })] });
    expect(await book(referralId, 'book:1')).toEqual({ outcome: 'booked' });
    expect((await visitsOf(referralId)).map(({ nurseId }) => nurseId)).toEqual(
      Array(3).fill('nur_junia'),
    );
  });
});

describe('many bookings at once', () => {
  it('never take one nurse or one chair twice, and leave nothing half booked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ home: fc.boolean(), patient: fc.integer({ min: 0, max: 3 }) }), {
          minLength: 6,
          maxLength: 10,
        }),
        fc.integer({ min: 0, max: 2 ** 30 }),
        async (asks, seed) => {
          // Months that no other test of this table books in.
          const day = `2027-0${(seed % 7) + 3}-${String((seed % 20) + 8).padStart(2, '0')}`;
          const part = (index: number) =>
            `${seed.toString(32)}${index}`.replaceAll(/[ilou]/g, 'x').padStart(20, '0');
          const ids = await Promise.all(
            asks.map(({ home, patient }, index) =>
              accept(
                `ref_${part(index)}`,
                home ? atHome : atCenter,
                { therapyId: 'ivig', firstDose: false, startOn: day, doses: 2, ...everyFourWeeks },
                `pat_${part(100 + patient)}`,
              ),
            ),
          );
          const outcomes = await Promise.all(ids.map((id) => book(id)));
          const visits = await Promise.all(ids.map(visitsOf));
          for (const [index, { outcome }] of outcomes.entries())
            expect(visits[index]).toHaveLength(outcome === 'booked' ? 2 : 0);
          await expectSoundCalendars(visits.flat());
        },
      ),
      { numRuns: 6 },
    );
  });
});

/** Every visit stands once on its calendar, and no calendar holds more than it has room for. */
const expectSoundCalendars = async (visits: readonly Visit[]) => {
  const nurseDays = (
    await Promise.all(
      ['nur_junia', 'nur_kasper'].map((id) =>
        readNurseDays(table, id, { from: '2026-01-01', to: '2028-12-31' }),
      ),
    )
  ).flat();
  const centerDays = await readCenterDays(table, 'site_riverbend', {
    from: '2026-01-01',
    to: '2028-12-31',
  });
  for (const { blocks } of nurseDays)
    blocks.forEach((one, index) => {
      for (const other of blocks.slice(index + 1)) expect(overlap(one, other)).toBe(false);
    });
  for (const { blocks } of centerDays)
    for (const { from } of blocks)
      expect(
        blocks.filter((block) => overlap(block, { from, to: from + 5 })).length,
      ).toBeLessThanOrEqual(4);
  const named = [...nurseDays, ...centerDays].flatMap(({ blocks }) =>
    blocks.map(({ visitId }) => visitId),
  );
  expect(new Set(named).size).toBe(named.length);
  for (const { visitId } of visits) expect(named).toContain(visitId);
  const byPatient = Map.groupBy(visits, ({ patientId }) => patientId);
  for (const own of byPatient.values())
    own.forEach((one, index) => {
      for (const other of own.slice(index + 1))
        expect(one.startsAt < other.endsAt && other.startsAt < one.endsAt).toBe(false);
    });
};

const anAuthorization = (referralId: string, different: Partial<Authorization> = {}) =>
  anIvigApproval(referralId, {
    rev: 4,
    lines: [
      {
        sequence: 1,
        kind: 'drug',
        code: 'J1569',
        units: 180,
        perVisit: 60,
        visits: 3,
        from: '2026-11-20',
        through: '2027-05-20',
        clock: { rule: 'preservice-standard', urgency: 'standard' },
        state: 'approved',
        decision: { number: 'A-1', reasons: [], at: '2026-11-20T15:00:00Z' },
      },
    ],
    ...different,
  });

describe('the authorization as a ledger', () => {
  const ivig = (doses: number) => ({
    therapyId: 'ivig',
    firstDose: false,
    lastDoseOn: '2026-11-10',
    doses,
    ...everyFourWeeks,
  });

  it('reserves the units of each visit, and books no more visits than it pays for', async () => {
    const referralId = await accept('ref_01jd000000000000000e', atCenter, ivig(6));
    const authorization = anAuthorization(referralId);
    await given(table, {
      items: [{ ...keys.authorization(authorization.authorizationId), ...authorization }],
    });
    expect(await book(referralId)).toEqual({ outcome: 'booked' });
    const visits = await visitsOf(referralId);
    expect(visits).toHaveLength(3);
    const { Item } = await table.client.send(
      new GetCommand({
        TableName: table.name,
        Key: keys.authorization(authorization.authorizationId),
      }),
    );
    expect(Item?.ledger).toEqual(
      Object.fromEntries(
        visits.map(({ visitId, on, dose }) => [visitId, { on, dose, state: 'reserved' }]),
      ),
    );
    expect(Item?.rev).toBe(5);
    expect(await book(referralId, 'book:1')).toEqual({ outcome: 'booked' });
    expect(await visitsOf(referralId)).toHaveLength(3);
  });

  it('books nothing outside the authorized days', async () => {
    const referralId = await accept('ref_01jd000000000000000f', atCenter, ivig(6));
    const [line] = anAuthorization(referralId).lines;
    const authorization = anAuthorization(referralId, {
      lines: line ? [{ ...line, through: '2027-01-04' }] : [],
    });
    await given(table, {
      items: [{ ...keys.authorization(authorization.authorizationId), ...authorization }],
    });
    expect(await book(referralId)).toEqual({ outcome: 'booked' });
    for (const { on } of await visitsOf(referralId)) expect(on <= '2027-01-04').toBe(true);
    expect(await visitsOf(referralId)).toHaveLength(1);
  });
});

describe('what a booking costs', () => {
  const unitsOf = async (referralId: string): Promise<number> => {
    let units = 0;
    const counting = {
      ...table,
      client: {
        send: async (command: { input: Record<string, unknown> }) => {
          const write = 'TransactItems' in command.input;
          if (write) command.input.ReturnConsumedCapacity = 'TOTAL';
          const answer = await table.client.send(command as never);
          const { ConsumedCapacity = [] } = answer as TransactWriteCommandOutput;
          if (write)
            for (const used of Array.isArray(ConsumedCapacity) ? ConsumedCapacity : [])
              units += used.CapacityUnits ?? 0;
          return answer;
        },
      } as unknown as Table['client'],
    };
    await bookSeries({ store: schedulingStore(counting), now })({ referralId, operation: 'cost' });
    return units;
  };

  it('is at most 30 write units for three visits and at most 7 for each further one', async () => {
    const order = {
      therapyId: 'ivig',
      firstDose: false,
      lastDoseOn: '2026-11-10',
      ...everyFourWeeks,
    };
    const three = await unitsOf(
      await accept('ref_01jd000000000000000g', atCenter, { ...order, doses: 3 }),
    );
    const nine = await unitsOf(
      await accept('ref_01jd000000000000000h', atCenter, { ...order, doses: 9 }),
    );
    expect(three).toBeGreaterThan(0);
    expect(three).toBeLessThanOrEqual(30);
    expect((nine - three) / 6).toBeLessThanOrEqual(7);
    if (process.env.SHOW_COST) console.log({ three, nine });
  });
});

describe('a scheduler’s own choice', () => {
  const request = (referralId: string, visits: unknown[], more: Record<string, unknown> = {}) =>
    ({
      principal: scheduler,
      path: { referralId },
      body: { visits, ...more },
      rawBody: JSON.stringify({ visits, ...more }),
      idempotencyKey: `${referralId}-${JSON.stringify(visits)}`,
    }) as never;
  const bookByHand = () =>
    bookVisits({ store: schedulingStore(table), tableName: () => table.name, now });
  const order = { therapyId: 'ivig', firstDose: false, lastDoseOn: '2026-11-10', doses: 2 };
  const wanted = { dose: 1, startsAt: '2026-12-08T15:00:00Z' };

  it('is offered whole series with local times, and books one of them', async () => {
    const referralId = await accept('ref_01jd000000000000000j', atHome, {
      ...order,
      ...everyFourWeeks,
    });
    const { body } = await offerSlots({ store: schedulingStore(table), now })({
      principal: scheduler,
      path: { referralId },
      query: { offers: 3 },
    } as never);
    expect(body.offers.length).toBeGreaterThan(1);
    expect(body.zone).toBe('America/Chicago');
    const [offer] = body.offers;
    const visits = offer?.visits.map(({ dose, startsAt, nurseId }) => ({
      dose,
      startsAt,
      nurseId,
    }));
    const booked = await bookByHand()(request(referralId, visits ?? []));
    expect(booked.body.items.map(({ startsAt }) => startsAt)).toEqual(
      offer?.visits.map(({ startsAt }) => startsAt),
    );
    const again = await bookByHand()(request(referralId, visits ?? []));
    expect(again.body.items.map(({ visitId }) => visitId)).toEqual(
      booked.body.items.map(({ visitId }) => visitId),
    );
    expect(await book(referralId)).toEqual({ outcome: 'booked' });
    expect(await visitsOf(referralId)).toHaveLength(2);
  });

  it('is refused as a whole with every conflict when a nurse is taken', async () => {
    const first = await accept('ref_01jd000000000000000k', atHome, { ...order, ...everyFourWeeks });
    const second = await accept('ref_01jd000000000000000m', atHome, {
      ...order,
      ...everyFourWeeks,
    });
    const visit = { ...wanted, startsAt: '2026-12-09T15:30:00Z', nurseId: 'nur_kasper' };
    const { body } = await bookByHand()(request(first, [visit]));
    const refusal = await bookByHand()(
      request(second, [{ ...visit, dose: 2, startsAt: '2027-01-06T15:30:00Z' }, visit]),
    ).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).facts.conflicts).toEqual([
      {
        dose: 1,
        code: 'nurse-busy',
        nurseId: 'nur_kasper',
        visitIds: [body.items[0]?.visitId],
      },
    ]);
    expect(await visitsOf(second)).toEqual([]);
  });

  it('may leave the dose window only with a clinician’s reason', async () => {
    const referralId = await accept('ref_01jd000000000000000n', atHome, {
      ...order,
      ...everyFourWeeks,
    });
    const late = { ...wanted, startsAt: '2026-12-21T16:00:00Z', nurseId: 'nur_kasper' };
    await expect(bookByHand()(request(referralId, [late]))).rejects.toMatchObject({
      code: 'visits-conflict',
      facts: { conflicts: [{ code: 'outside-window', overridableBy: 'clinician' }] },
    });
    const note = 'prescriber agreed';
    await expect(bookByHand()(request(referralId, [late], { note }))).rejects.toMatchObject({
      code: 'visits-conflict',
    });
    const asked = request(referralId, [late], { note }) as object;
    const done = await bookByHand()({ ...asked, principal: aCaller('clinician') } as never);
    expect(done.body.items).toHaveLength(1);
  });

  it('ends the wait for capacity in the same change', async () => {
    const referralId = await accept('ref_01jd000000000000000p', atHome, {
      ...order,
      ...everyFourWeeks,
    });
    const hold = Hold.parse({
      holdId: `hold_${referralId.slice(4)}_r1`,
      referralId,
      scope: 'r',
      count: 1,
      reason: 'no-capacity',
      stage: 'Book series',
      status: 'open',
      owner: 'scheduler',
      team: 'scheduler',
      practiceNpi: '1234567893',
      openedAt: '2026-11-20T15:00:00Z',
      dueAt: '2026-11-20T23:00:00Z',
      level: 0,
      taskToken: 'token',
    });
    // A nurse whom the bookings at the same moment above cannot have taken.
    const nurse = aHomeNurse({ nurseId: 'nur_wilma', name: 'Wilma Frost' });
    await given(table, { items: [holdItem(hold)], nurses: [nurse] });
    const visits = [
      { ...wanted, startsAt: '2026-12-10T16:00:00Z', nurseId: 'nur_wilma' },
      { dose: 2, startsAt: '2027-01-07T16:00:00Z', nurseId: 'nur_wilma' },
    ];
    await bookByHand()(request(referralId, visits));
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: keys.hold(hold.holdId) }),
    );
    expect(Item).toMatchObject({ status: 'resolved', settlement: { resume: 'Book series' } });
    expect(await book(referralId)).toEqual({ outcome: 'booked' });
  });
});
