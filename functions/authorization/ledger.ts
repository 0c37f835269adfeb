import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { type Authorization, grantedStates, type LedgerEntry, type Line } from './authorization.ts';
import {
  amountAtDose,
  amountOfVisits,
  drawsCovered,
  drawsOn,
  takenOf,
  unitsAtDose,
} from './line-units.ts';

/**
 * The authorization as a ledger: what was authorized, reserved by booked visits, used by given
 * ones and released again, per line and date of service. Billing units, visits and the dose are
 * counted apart: a payer may grant many units and few visits, and a dose is what the patient gets.
 */
type BookedVisit = { visitId: string; on: string; dose?: number | undefined };

type Ledger = Authorization['ledger'];
type State = LedgerEntry['state'];

/** One quantity of a line. */
type Standing<Amount> = {
  authorized: Amount;
  reserved: Amount;
  used: Amount;
  /** Given back by cancelled visits; free to be reserved again. */
  released: Amount;
  /** Below nothing where more was used than planned and visits to come are reserved as before. */
  left: Amount;
};

type Balance = Standing<number> & {
  sequence: number;
  code: string;
  visits: Standing<number>;
  /** Of a drug that is given at visits, in its own measure; millionths. */
  dose?: Standing<bigint> & { unit: string };
};

/** Units a line pays for; none unless the payer granted it. */
export const authorizedUnits = ({ state, units, decision }: Line): number =>
  grantedStates.has(state) ? (decision?.units ?? units) : 0;

/** Visits a line pays for: as many as the payer says, else as its units are enough for. */
const authorizedVisits = (line: Line): number => {
  const { state, visits, decision, perVisit, perDose } = line;
  if (!grantedStates.has(state)) return 0;
  if (decision?.visits !== undefined) return decision.visits;
  if (decision?.units === undefined || (perVisit === 0 && !perDose)) return visits;
  return Math.min(visits, drawsCovered(line, decision.units));
};

const standing = <Amount>(
  ledger: Ledger,
  authorized: Amount,
  {
    of,
    minus,
    sum,
  }: {
    of: (entry: LedgerEntry) => Amount;
    sum: (amounts: readonly Amount[]) => Amount;
    minus: (a: Amount, b: Amount) => Amount;
  },
): Standing<Amount> => {
  const entries = Object.values(ledger);
  const inState = (state: State): Amount =>
    sum(entries.filter((entry) => entry.state === state).map(of));
  const [reserved, used] = [inState('reserved'), inState('used')];
  return {
    authorized,
    reserved,
    used,
    released: inState('released'),
    left: minus(minus(authorized, reserved), used),
  };
};

const numbers = {
  sum: (amounts: readonly number[]) => amounts.reduce((sum, one) => sum + one, 0),
  minus: (a: number, b: number) => a - b,
};
const exact = {
  sum: (amounts: readonly bigint[]) => amounts.reduce((sum, one) => sum + one, 0n),
  minus: (a: bigint, b: bigint) => a - b,
};

/** Where one line stands. */
export const balanceOf = (line: Line, ledger: Ledger): Balance => {
  const { sequence, code, dose } = line;
  const visits = authorizedVisits(line);
  return {
    sequence,
    code,
    ...standing(ledger, authorizedUnits(line), {
      ...numbers,
      of: (entry) => takenOf(line, entry).units,
    }),
    visits: standing(ledger, visits, {
      ...numbers,
      of: (entry) => (drawsOn(line, entry.dose) ? 1 : 0),
    }),
    ...(dose
      ? {
          dose: {
            unit: dose.unit,
            ...standing(ledger, amountOfVisits(line, visits), {
              ...exact,
              of: (entry) => takenOf(line, entry).amount ?? amountAtDose(line, entry.dose),
            }),
          },
        }
      : {}),
  };
};

export type Shortfall = {
  visitId: string;
  sequence: number;
  /** Not granted, outside the authorized dates, or no units or visits left. */
  lacks: 'grant' | 'dates' | 'units' | 'visits';
};

/** A line that was not granted does not count: a person has accepted the approval without it. */
export type Unpaid = Shortfall & { lacks: Exclude<Shortfall['lacks'], 'grant'> };

const isUnpaid = (shortfall: Shortfall): shortfall is Unpaid => shortfall.lacks !== 'grant';

/** What is left of a line for further visits; visits are bounded only where the payer counts them. */
type Left = { units: number; visits: number };

const lackOf = (
  line: Line,
  { on, dose }: BookedVisit,
  left: Left,
): Shortfall['lacks'] | undefined => {
  if (!drawsOn(line, dose)) return undefined;
  if (!grantedStates.has(line.state)) return 'grant';
  const from = line.decision?.from ?? line.from;
  const through = line.decision?.through ?? line.through;
  if (on < from || through < on) return 'dates';
  if (left.units < unitsAtDose(line, dose)) return 'units';
  return left.visits < 1 ? 'visits' : undefined;
};

/** The visits, one after the other, that a line does not pay for; what it pays for lessens what is left. */
const lacking = (line: Line, visits: readonly BookedVisit[], left: Left): Shortfall[] =>
  visits.flatMap((visit) => {
    const lacks = lackOf(line, visit, left);
    if (lacks) return [{ visitId: visit.visitId, sequence: line.sequence, lacks }];
    if (drawsOn(line, visit.dose)) {
      left.units -= unitsAtDose(line, visit.dose);
      left.visits -= 1;
    }
    return [];
  });

const leftAfter = (line: Line, ledger: Ledger): Left => {
  const { left, visits } = balanceOf(line, ledger);
  return {
    units: left,
    visits: line.decision?.visits === undefined ? Number.POSITIVE_INFINITY : visits.left,
  };
};

const byDay = (a: BookedVisit, b: BookedVisit): number =>
  a.on < b.on ? -1 : a.on > b.on ? 1 : (a.dose ?? 0) - (b.dose ?? 0);

const ofState = (ledger: Ledger, state: State): [string, LedgerEntry][] =>
  Object.entries(ledger).filter(([, entry]) => entry.state === state);

/** Lines that decide about a visit: one that needs no authorization covers whatever comes. */
const asking = ({ lines }: Pick<Authorization, 'lines'>): Line[] =>
  lines.filter(({ state }) => state !== 'not-required' && state !== 'cancelled');

/**
 * What stands against booking these visits on top of what is reserved; empty when all are
 * covered. A visit that is reserved already keeps its place among the others, in the order of their
 * days: where more was used than planned, it is the last of them that fails.
 */
export const shortfalls = (
  { lines, ledger }: Pick<Authorization, 'lines' | 'ledger'>,
  visits: readonly BookedVisit[],
): Shortfall[] => {
  const isReserved = ({ visitId }: BookedVisit) => ledger[visitId]?.state === 'reserved';
  const asked = new Map(visits.map((visit) => [visit.visitId, visit]));
  const held = ofState(ledger, 'reserved')
    .map(([visitId, entry]): BookedVisit => asked.get(visitId) ?? { visitId, ...entry })
    .sort(byDay);
  const added = visits.filter((visit) => !isReserved(visit)).sort(byDay);
  const used = Object.fromEntries(ofState(ledger, 'used'));
  const moved: Ledger = {
    ...used,
    ...Object.fromEntries(held.map(({ visitId, on, dose }) => [visitId, entryOf({ on, dose })])),
  };
  return asking({ lines }).flatMap((line) => [
    ...lacking(line, held, leftAfter(line, used)).filter(({ visitId }) => asked.has(visitId)),
    ...lacking(line, added, leftAfter(line, moved)),
  ]);
};

const entryOf = ({ on, dose }: Omit<BookedVisit, 'visitId'>): LedgerEntry => ({
  on,
  ...(dose === undefined ? {} : { dose }),
  state: 'reserved',
});

/**
 * The visits that are reserved and yet not paid for, in the order of their days: the first of them is
 * the one that fails.
 */
export const forecast = (authorization: Pick<Authorization, 'lines' | 'ledger'>): Unpaid[] => {
  const held = ofState(authorization.ledger, 'reserved').map(
    ([visitId, entry]): BookedVisit => ({ visitId, ...entry }),
  );
  const order = new Map(held.sort(byDay).map(({ visitId }, index) => [visitId, index]));
  const place = ({ visitId }: Shortfall): number => order.get(visitId) ?? 0;
  return shortfalls(authorization, held)
    .filter(isUnpaid)
    .sort((a, b) => place(a) - place(b));
};

/** A line of which more was given than the payer pays for, in units or, where it counts them, visits. */
type Overused = { code: string; of: 'units' | 'visits'; authorized: number; used: number };

/** What was given beyond the grant, by line: no visit to come can make up for it. */
export const overused = ({ lines, ledger }: Pick<Authorization, 'lines' | 'ledger'>): Overused[] =>
  asking({ lines })
    .filter(({ state }) => grantedStates.has(state))
    .flatMap((line): Overused[] => {
      const { code, authorized, used, visits } = balanceOf(line, ledger);
      if (used > authorized) return [{ code, of: 'units', authorized, used }];
      return line.decision?.visits !== undefined && visits.used > visits.authorized
        ? [{ code, of: 'visits', authorized: visits.authorized, used: visits.used }]
        : [];
    });

/**
 * From which states an entry becomes another; `none` is of a visit that the ledger does not have. What
 * was used stays used. A visit may be given that nothing was reserved for: what it took counts all the
 * same.
 */
const priors: Readonly<Record<State, readonly (State | 'none')[]>> = {
  reserved: ['none', 'reserved', 'released'],
  used: ['none', 'reserved', 'released'],
  released: ['reserved'],
};

/** The ledger once these visits stand in a state; one that cannot come to it stays as it is. */
export const ledgerWith = (
  ledger: Ledger,
  visits: readonly (BookedVisit & Pick<LedgerEntry, 'taken'>)[],
  state: State,
): Ledger => ({
  ...ledger,
  ...Object.fromEntries(
    visits
      .filter(({ visitId }) => priors[state].includes(ledger[visitId]?.state ?? 'none'))
      .map(({ visitId, on, dose, taken }): [string, LedgerEntry] => [
        visitId,
        { ...entryOf({ on, dose }), state, ...(taken ? { taken } : {}) },
      ]),
  ),
});

/**
 * What an authorization that comes in the place of another takes over: visits that it pays for, and
 * those that it does not, with what they lack.
 */
export const takenOver = (
  pays: Pick<Authorization, 'lines' | 'ledger'>,
  visits: readonly BookedVisit[],
): { covered: string[]; short: Unpaid[] } => {
  const short = shortfalls(pays, visits).filter(isUnpaid);
  const lacks = new Set(short.map(({ visitId }) => visitId));
  return {
    covered: visits.map(({ visitId }) => visitId).filter((visitId) => !lacks.has(visitId)),
    short,
  };
};

type Held = Pick<Authorization, 'authorizationId' | 'rev' | 'ledger'>;

const ledgerUpdate = (
  tableName: string,
  { authorizationId, rev, ledger }: Held,
  visits: Parameters<typeof ledgerWith>[1],
  state: State,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.authorization(authorizationId),
    UpdateExpression: 'SET ledger = :ledger, rev = :next',
    // Whoever wrote in between may have taken the units.
    ConditionExpression: 'rev = :rev',
    ExpressionAttributeValues: {
      ':ledger': ledgerWith(ledger, visits, state),
      ':rev': rev,
      ':next': rev + 1,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/**
 * The transaction part that reserves the units of these visits. Check `shortfalls` first; the
 * part is refused when the authorization was written since it was read. One authorization takes
 * one such part in a transaction.
 */
export const reserveUnits = (table: string, held: Held, visits: readonly BookedVisit[]) =>
  ledgerUpdate(table, held, visits, 'reserved');

/** The part for visits that were given, with what they took where that is not what was planned. */
export const useUnits = (table: string, held: Held, visits: Parameters<typeof ledgerWith>[1]) =>
  ledgerUpdate(table, held, visits, 'used');

/** The part for visits that were cancelled or missed. */
export const releaseUnits = (table: string, held: Held, visits: readonly BookedVisit[]) =>
  ledgerUpdate(table, held, visits, 'released');
