import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import type { Visit } from '../../functions/series/visit.ts';
import {
  carries,
  correctable,
  type Reaction,
  type VisitEntry,
  WrittenDown,
} from '../../functions/series/visit-record.ts';
import { type BedsideFile, bedsideSheet } from '../../functions/visit/bedside-sheet.ts';
import { BedsideSheet } from '../../functions/visit/bedside-view.ts';
import { withEntry } from '../../functions/visit/new-entry.ts';
import { aHold } from '../support/holds.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { aVisitOf } from '../support/series-files.ts';

/** The same numbers every time; a history that fails is told by its seed. */
const randomFrom = (seed: number) => {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 1 | state) + 0x6d2b79f5) | 0;
    const mixed = state ^ (state + Math.imul(state ^ (state >>> 7), 61 | state));
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  return {
    next,
    pick: <T>(of: readonly T[]): T => of[next(of.length)] as T,
    maybe: <T>(made: () => T): T | undefined => (next(2) === 0 ? made() : undefined),
  };
};
type Random = ReturnType<typeof randomFrom>;

/** A value that is found nowhere else, so that finding it on the sheet shows that it came back. */
const marks = () => {
  let count = 0;
  return (): string => {
    count += 1;
    return `mark-${count}-`;
  };
};

const writtenDown = ({ next, maybe, pick }: Random, mark: () => string, at: string): WrittenDown =>
  Object.fromEntries(
    Object.entries({
      asked: maybe(() => ({ fever: next(2) === 0, vaccination: next(2) === 0 })),
      identity: maybe(() => ['name', pick(['birth-date', 'wristband'])]),
      weightKg: maybe(() => `${40 + next(60)}.${next(1000)}`),
      vitals: maybe(() => [{ step: 'before', at, pulse: 60 + next(40) }]),
      premedicationsGiven: maybe(() => [{ drug: mark(), dose: '1 mg', at }]),
      rates: maybe(() => [{ at, mlPerHour: `${next(500)}.5` }]),
      lots: maybe(() => [{ lot: mark(), expiresOn: '2030-01-01' }]),
      wasted: maybe(() => [
        { drug: mark(), amount: { value: '0.25', unit: 'mL' }, reason: 'spilled' },
      ]),
      partial: maybe(() => ({
        reason: pick(['time', 'pump']),
        given: { value: `${next(99)}`, unit: 'mg' },
      })),
      said: maybe(mark),
    }).filter(([, value]) => value !== undefined),
  ) as WrittenDown;

const access = (random: Random) => ({
  difficultBefore: random.next(2) === 0,
  difficultyExpected: false,
  veinNotPalpable: false,
  veinNotVisible: random.next(2) === 0,
  veinUnderThreeMillimeters: false,
  device: 'peripheral' as const,
  attempts: random.next(5),
  worked: random.next(3) > 0,
  site: { side: 'left' as const, place: random.pick(['hand', 'forearm', 'elbow'] as const) },
});

const reaction = (random: Random, mark: () => string): Reaction => ({
  grade: 1 + random.next(4),
  anaphylaxis: false,
  actions: ['medicated'],
  treatment: [{ drug: mark() }],
  outcome: random.pick(['resolved', 'hospital'] as const),
  note: mark(),
});

/** A history: visits that were given, missed and cancelled, with what was written down at each. */
const aHistory = (seed: number) => {
  const random = randomFrom(seed);
  const mark = marks();
  const visits: Visit[] = [];
  const count = 2 + random.next(6);
  for (let dose = 1; dose <= count; dose += 1) {
    const at = new Date(Date.UTC(2027, 0, dose * 14, 15)).toISOString();
    const planned = aVisitOf(dose, { dose, on: at.slice(0, 10), idealOn: at.slice(0, 10) });
    let visit: Visit = { ...planned, startsAt: at, endsAt: at, status: 'planned' };
    const told = { operation: 'o', at, actor: { kind: 'person' as const, id: 'amara' } };
    const takesPlace = dose < count && random.next(5) > 0;
    if (dose < count && !takesPlace)
      visit = { ...visit, status: random.pick(['missed', 'cancelled'] as const) };
    if (takesPlace) {
      const found = random.maybe(() => access(random));
      visit = { ...visit, status: 'completed', ...(found ? { access: found } : {}) };
      visit = withEntry(visit, writtenDown(random, mark, at), { of: 'start' }, told);
      for (let more = random.next(3); more > 0; more -= 1) {
        const of = random.pick(['reaction', 'later', 'correction'] as const);
        const entries = (visit.entries ?? []) as VisitEntry[];
        if (of === 'reaction')
          visit = withEntry(visit, {}, { of, reaction: reaction(random, mark) }, told);
        else if (of === 'later' || entries.length === 0)
          visit = withEntry(visit, writtenDown(random, mark, at), { of: 'later' }, told);
        else
          visit = withEntry(
            visit,
            writtenDown(random, mark, at),
            { of: 'later', corrects: random.pick(entries).number, reason: mark() },
            told,
          );
      }
      visit = {
        ...visit,
        actual: {
          infusionMinutes: 60 + random.next(60),
          doseComplete: random.next(2) === 0,
          teachBack: [
            {
              topic: random.pick(['reaction', 'line', 'fever']),
              understood: random.next(2) === 0,
              how: random.pick(['own-words', 'shown']),
            },
          ],
        },
      };
    }
    visits.push(visit);
  }
  return { visits, next: visits.at(-1) as Visit };
};

const fileOf = (visits: readonly Visit[], visit: Visit, holds: Hold[] = []): BedsideFile => ({
  visit,
  visits,
  holds,
  referral: aReferral({ status: 'active' }),
  submission: aSubmission(),
});
const sheetOf = (file: BedsideFile) =>
  BedsideSheet.parse(JSON.parse(JSON.stringify(bedsideSheet(file, () => true))));

type Field = keyof typeof carries;

/** What stands of an entry: without what a later one of the visit says right. */
const standing = (entries: readonly VisitEntry[], entry: VisitEntry, field: Field): boolean =>
  entry[field] !== undefined &&
  !entries.some((later) => later.corrects === entry.number && later[field] !== undefined);

/** Fields of which a visit has one, the last that was written down. */
const single: readonly Field[] = ['asked', 'identity', 'weightKg', 'partial'];

/** Where a value is found on the sheet, by how long its field is carried. */
const isFound = (sheet: BedsideSheet, field: Field, value: unknown): boolean => {
  const held = (of: unknown, one: unknown) =>
    expect.objectContaining(one as object).asymmetricMatch(of);
  switch (field) {
    case 'weightKg':
      return sheet.weightMeasured?.kilograms === value;
    case 'reaction':
      return sheet.reactions?.some((one) => held(one, value)) === true;
    case 'said':
      return sheet.last?.said?.includes(value as string) === true;
    case 'partial':
    case 'asked':
      return held(sheet.last?.[field], value);
    case 'identity':
      return JSON.stringify(sheet.last?.[field]) === JSON.stringify(value);
    case 'teachBack':
    case 'access':
      return true;
    default:
      return (value as object[]).every((one) =>
        (sheet.last?.[field] as object[] | undefined)?.some((of) => held(of, one)),
      );
  }
};

const lostFrom = ({ visits, next }: ReturnType<typeof aHistory>): string[] => {
  const sheet = sheetOf(fileOf(visits, next));
  const given = visits.filter(({ status }) => status === 'completed');
  const having = (field: Field) =>
    given.filter((visit) =>
      (visit.entries as VisitEntry[] | undefined)?.some((one, _, all) => standing(all, one, field)),
    );
  const lost: string[] = [];
  for (const visit of given)
    for (const [index, entry] of ((visit.entries ?? []) as VisitEntry[]).entries()) {
      const entries = visit.entries as VisitEntry[];
      for (const field of correctable) {
        if (!standing(entries, entry, field)) continue;
        const isLater = entries.slice(index + 1).some((later) => standing(entries, later, field));
        if (single.includes(field) && isLater) continue;
        const { from } = carries[field];
        const isCarried =
          from === 'every' ||
          (from === 'newest' ? having(field).at(-1) === visit : given.at(-1) === visit);
        if (isCarried !== isFound(sheet, field, entry[field]) && isCarried)
          lost.push(`${visit.visitId} ${field} of entry ${entry.number}`);
      }
    }
  const last = given.at(-1);
  if (last?.actual?.doseComplete !== sheet.last?.doseComplete) lost.push('doseComplete');
  if (last?.actual?.infusionMinutes !== sheet.last?.infusionMinutes) lost.push('infusionMinutes');
  const newestAccess = given.findLast((visit) => visit.access);
  if (newestAccess && sheet.access?.last?.visitId !== newestAccess.visitId) lost.push('access');
  const worked = given.findLast((visit) => visit.access?.worked);
  if (
    worked &&
    ![sheet.access?.last, sheet.access?.lastThatWorked].some(
      (one) => one?.visitId === worked.visitId,
    )
  )
    lost.push('access that worked');
  const topics = new Map(
    given.flatMap(({ actual }) => (actual?.teachBack ?? []).map((one) => [one.topic, one])),
  );
  for (const [topic, one] of topics)
    if (!sheet.taught?.some((of) => expect.objectContaining(one).asymmetricMatch(of)))
      lost.push(`teach-back of ${topic}`);
  return lost;
};

describe('what is recorded at a visit is found on the next one’s sheet', () => {
  it('every field, or there is a stated reason why not: over 1,000 random histories', () => {
    const lost: string[] = [];
    for (let seed = 1; seed <= 1000; seed += 1)
      lost.push(...lostFrom(aHistory(seed)).map((what) => `${seed}: ${what}`));
    expect(lost.slice(0, 10)).toEqual([]);
  });

  it('each field that may be written down says how long it is carried, and why', () => {
    expect(Object.keys(carries).sort()).toEqual([...correctable].sort());
    expect(Object.keys(WrittenDown.shape).filter((field) => !(field in carries))).toEqual([]);
    for (const { because } of Object.values(carries)) expect(because.length).toBeGreaterThan(20);
  });

  it('and what was said right of it is not found as it was', () => {
    const told = {
      operation: 'o',
      at: '2027-01-14T15:00:00.000Z',
      actor: { kind: 'person' as const, id: 'a' },
    };
    const first = aVisitOf(1, { status: 'completed', startsAt: told.at });
    const noted = withEntry(
      withEntry(first, { weightKg: '80', said: 'as it was' }, { of: 'start' }, told),
      { weightKg: '81' },
      { of: 'later', corrects: 1, reason: 'shoes' },
      told,
    );
    const next = aVisitOf(2, { dose: 2, startsAt: '2027-01-28T15:00:00.000Z' });
    const sheet = sheetOf(fileOf([noted, next], next));
    expect(sheet.weightMeasured?.kilograms).toBe('81');
    expect(sheet.last?.weightKg).toBe('81');
    expect(sheet.last?.said).toBe('as it was');
  });
});

describe('a plan of a clinician', () => {
  const made = (at: string, plan?: object) =>
    aHold(undefined, {
      reason: 'visit-suspended',
      status: 'resolved',
      resolution: {
        action: 'clear',
        note: `said at ${at}`,
        facts: plan ? { plan } : {},
        by: { kind: 'person', id: 'cleo' },
        at,
      },
    } as never);
  const early = '2026-11-20T10:00:00.000Z';
  const late = '2026-11-21T10:00:00.000Z';
  const visit = aVisitOf(1, { on: '2026-12-01' });
  const said = (...holds: Hold[]) =>
    sheetOf(fileOf([visit], visit, holds)).plans?.map(({ at }) => at);

  it.each([
    ['without an end stands', [made(early, { ratePercent: 50 })], [early]],
    ['in words alone stands', [made(early)], [early]],
    ['stands on its last day', [made(early, { through: '2026-12-01' })], [early]],
    ['has ended the day after', [made(early, { through: '2026-11-30' })], []],
    [
      'stands beside an earlier one',
      [made(early), made(late, { extraMinutes: 30 })],
      [late, early],
    ],
    ['takes the place of an earlier one', [made(early), made(late, { replaces: true })], [late]],
    ['that cannot be read is kept as its words', [made(early, { slower: 'yes' })], [early]],
    ['that ended several waits is told once', [made(early), made(early)], [early]],
  ] as [string, Hold[], string[]][])('%s', (_, holds, expected) => {
    expect(said(...holds)).toEqual(expected);
  });
});

describe('what nobody has said', () => {
  const visit = aVisitOf(1);
  const unknown = (submission = aSubmission(), visits: Visit[] = [visit]) =>
    sheetOf({ ...fileOf(visits, visit), submission }).notKnown.map(({ code }) => code);

  it('is named, and what is known is not', () => {
    expect(unknown()).toEqual([
      'asked',
      'weight-measured',
      'volume',
      'rate-steps',
      'access',
      'taught',
    ]);
  });

  it.each([
    ['allergies', aSubmission({ allergies: undefined })],
    ['weight-ordered', aSubmission({ observations: [] })],
    ['dose-amount', aSubmission({ observations: [] })],
    ['premedication', aSubmission({ order: anOrder({ premedications: undefined }) })],
    ['reaction-orders', aSubmission({ order: anOrder({ reactionOrders: undefined }) })],
    ['reactions', aSubmission({ order: anOrder({ firstDose: false }) })],
    ['interpreter', aSubmission({ patient: { ...aSubmission().patient, language: 'es' } })],
  ])('%s', (code, submission) => {
    expect(unknown(submission)).toContain(code);
    expect(unknown()).not.toContain(code);
  });

  it('of the lots of the visit before, where it has none on record', () => {
    const before = {
      ...aVisitOf(2),
      status: 'completed' as const,
      startsAt: '2026-11-01T15:00:00Z',
    };
    expect(unknown(aSubmission(), [before, visit])).toContain('lots');
  });
});
