import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import {
  balanceOf,
  forecast,
  releaseUnits,
  reserveUnits,
  shortfalls,
  takenOver,
  useUnits,
} from '../../functions/authorization/ledger.ts';
import { keys } from '../../functions/platform/keys.ts';
import type { TransactItem } from '../../functions/platform/transaction.ts';
import { anAuthorization } from '../support/authorizations.ts';

/**
 * Histories in which several hands change the visits and authorizations of one referral at once. Each
 * reads everything, thinks, and writes later, in one transaction whose conditions are those of the
 * code: a write that no longer holds is refused, as the database refuses it.
 */
type Booked = {
  visitId: string;
  on: string;
  dose: number;
  status: 'ahead' | 'given' | 'cancelled';
  authorizationId: string;
  revision: number;
};
type World = {
  authorizations: ReadonlyMap<string, Authorization>;
  visits: ReadonlyMap<string, Booked>;
};
type Write = {
  /** Parts of the code, each with its own condition. */
  parts: readonly TransactItem[];
  /** Authorizations written whole, and visits, over those that were read. */
  granted?: readonly Authorization[];
  visits?: readonly Booked[];
};

const perVisit = 50;
const day = (days: number) => new Date(Date.UTC(2026, 11, 1 + days)).toISOString().slice(0, 10);
const base = anAuthorization({ status: 'approved' });
const [drug] = base.lines as [Line];

/** An approved authorization of one line, with units for the drug. */
const approved = (round: number, units: number): Authorization => ({
  ...base,
  authorizationId: base.authorizationId.replace(/_1$/, `_${round}`),
  round,
  lines: [
    {
      ...drug,
      perVisit,
      units: 1000,
      visits: 20,
      state: 'approved',
      decision: { reasons: [], at: '2026-11-20T16:00:00Z', units },
    },
  ],
});

const newest = ({ authorizations }: World): Authorization =>
  [...authorizations.values()].at(-1) as Authorization;
const paying = ({ authorizations }: World, { authorizationId }: Booked): Authorization =>
  authorizations.get(authorizationId) as Authorization;
const lineOf = ({ lines }: Authorization): Line => lines[0] as Line;
const pick = (world: World, index: number): Booked | undefined =>
  [...world.visits.values()].filter(({ status }) => status === 'ahead').at(index % 7);

/** What each hand would write, seeing the world as it is; nothing where a rule forbids it. */
const moves = {
  book: (world: World, { days, index }: Drawn): Write | undefined => {
    const pays = newest(world);
    const visit: Booked = {
      visitId: `vis_${world.visits.size}_${index}`,
      on: day(days),
      dose: 1 + world.visits.size,
      status: 'ahead',
      authorizationId: pays.authorizationId,
      revision: 0,
    };
    if (shortfalls(pays, [visit]).length > 0) return undefined;
    return { parts: [reserveUnits('table', pays, [visit])], visits: [visit] };
  },
  move: (world: World, { days, index }: Drawn): Write | undefined => {
    const visit = pick(world, index);
    if (!visit) return undefined;
    const moved = { ...visit, on: day(days), revision: visit.revision + 1 };
    const pays = paying(world, visit);
    if (shortfalls(pays, [moved]).length > 0) return undefined;
    return { parts: [reserveUnits('table', pays, [moved])], visits: [moved] };
  },
  cancel: (world: World, { index }: Drawn): Write | undefined => {
    const visit = pick(world, index);
    if (!visit) return undefined;
    return {
      parts: [releaseUnits('table', paying(world, visit), [visit])],
      visits: [{ ...visit, status: 'cancelled', revision: visit.revision + 1 }],
    };
  },
  give: (world: World, { index, units }: Drawn): Write | undefined => {
    const visit = pick(world, index);
    if (!visit) return undefined;
    const taken = units % 3 === 0 ? { taken: [{ sequence: 1, units: units % 90 }] } : {};
    return {
      parts: [useUnits('table', paying(world, visit), [{ ...visit, ...taken }])],
      visits: [{ ...visit, status: 'given', revision: visit.revision + 1 }],
    };
  },
  /** The payer grants more or less than before. */
  regrant: (world: World, { units }: Drawn): Write => {
    const before = newest(world);
    const line = lineOf(before);
    return {
      parts: [],
      granted: [
        {
          ...before,
          rev: before.rev + 1,
          lines: [{ ...line, decision: { ...line.decision, units } as Line['decision'] }],
        },
      ],
    };
  },
  /** Another authorization comes; what is booked stays where it is until it takes over. */
  replace: (world: World, { units }: Drawn): Write => ({
    parts: [],
    granted: [approved(world.authorizations.size + 1, units)],
  }),
  takeOver: (world: World): Write | undefined => {
    const pays = newest(world);
    const ahead = [...world.visits.values()].filter(
      ({ status, authorizationId }) =>
        status === 'ahead' && authorizationId !== pays.authorizationId,
    );
    if (ahead.length === 0) return undefined;
    const covered = new Set(takenOver(pays, ahead).covered);
    return {
      parts: [
        ...[...world.authorizations.values()].flatMap((one) => {
          const own = ahead.filter(
            ({ authorizationId }) => authorizationId === one.authorizationId,
          );
          return own.length > 0 ? [releaseUnits('table', one, own)] : [];
        }),
        ...(covered.size > 0
          ? [
              reserveUnits(
                'table',
                pays,
                ahead.filter(({ visitId }) => covered.has(visitId)),
              ),
            ]
          : []),
      ],
      visits: ahead.map((visit) => ({
        ...visit,
        authorizationId: pays.authorizationId,
        revision: visit.revision + 1,
      })),
    };
  },
};

type Drawn = { days: number; index: number; units: number };

/** All of it, or nothing where any of it was written since. */
const commit = (world: World, { parts, granted = [], visits = [] }: Write): World | undefined => {
  const authorizations = new Map(world.authorizations);
  const written = (part: TransactItem) =>
    [...authorizations.keys()].find(
      (id) => JSON.stringify(keys.authorization(id)) === JSON.stringify(part.Update?.Key),
    );
  for (const part of parts) {
    const values = part.Update?.ExpressionAttributeValues ?? {};
    const id = written(part);
    const before = id && authorizations.get(id);
    if (!before || before.rev !== values[':rev']) return undefined;
    authorizations.set(id, { ...before, ledger: values[':ledger'], rev: values[':next'] });
  }
  for (const after of granted) {
    const before = world.authorizations.get(after.authorizationId);
    if ((before?.rev ?? 0) !== after.rev - 1) return undefined;
    authorizations.set(after.authorizationId, after);
  }
  const all = new Map(world.visits);
  for (const after of visits) {
    const before = world.visits.get(after.visitId);
    if ((before?.revision ?? -1) !== after.revision - 1 || (before && before.status !== 'ahead'))
      return undefined;
    all.set(after.visitId, after);
  }
  return { authorizations, visits: all };
};

const balanced = (world: World): void => {
  const all = [...world.authorizations.values()];
  for (const authorization of all) {
    const balance = balanceOf(lineOf(authorization), authorization.ledger);
    const { authorized, reserved, used, left } = balance;
    expect(reserved + used + left).toBe(authorized);
    // What is promised to anybody is there: visits that are reserved and not foreseen to fail.
    const failing = new Set(forecast(authorization).map(({ visitId }) => visitId));
    const promised = Object.entries(authorization.ledger).filter(
      ([visitId, { state }]) => state === 'reserved' && !failing.has(visitId),
    );
    expect(promised.length * perVisit).toBeLessThanOrEqual(Math.max(0, authorized - used));
  }
  for (const visit of world.visits.values()) {
    const entries = all.flatMap(({ authorizationId, ledger }) => {
      const entry = ledger[visit.visitId];
      return entry ? [{ authorizationId, ...entry }] : [];
    });
    const standing = entries.filter(({ state }) => state !== 'released');
    // A visit counts once, with the authorization that it draws on, and as it is.
    expect(standing.length).toBeLessThanOrEqual(1);
    for (const entry of standing) {
      expect(entry.authorizationId).toBe(visit.authorizationId);
      expect(entry.state).toBe(visit.status === 'given' ? 'used' : 'reserved');
      expect(entry.on).toBe(visit.on);
    }
    if (visit.status === 'given') expect(standing).toHaveLength(1);
    if (visit.status === 'cancelled') expect(standing).toHaveLength(0);
  }
};

const names = Object.keys(moves) as (keyof typeof moves)[];
const drawn = fc.record({
  hand: fc.nat({ max: 3 }),
  move: fc.constantFrom(...names, 'book' as const, 'give' as const),
  days: fc.nat({ max: 200 }),
  index: fc.nat({ max: 6 }),
  units: fc.nat({ max: 400 }),
});

describe('the ledger under many hands', () => {
  it('stays balanced through ten thousand histories of bookings, visits and replacements', () => {
    let written = 0;
    let refused = 0;
    let taken = 0;
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 12, maxLength: 40, size: 'max' }), (history) => {
        const first = approved(1, 300);
        let world: World = {
          authorizations: new Map([[first.authorizationId, first]]),
          visits: new Map(),
        };
        // Four hands: each begins with what it saw when it ended its last change.
        const thought = new Map<number, { move: string; write: Write | undefined }>();
        for (const { hand, move, ...rest } of history) {
          const before = thought.get(hand);
          thought.set(hand, { move, write: moves[move](world, rest) });
          if (!before?.write) continue;
          const after = commit(world, before.write);
          if (!after) {
            refused += 1;
            continue;
          }
          written += 1;
          if (before.move === 'takeOver') taken += 1;
          world = after;
          balanced(world);
        }
      }),
      { numRuns: 10_000, seed: 20_261_130 },
    );
    // The histories are worth something: hands collide, and authorizations take over.
    expect(written).toBeGreaterThan(20_000);
    expect(refused).toBeGreaterThan(5_000);
    expect(taken).toBeGreaterThan(500);
  });
});
