import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { type Authorization, grantedStates, type LedgerEntry, type Line } from './authorization.ts';
import { unitsAtDose } from './line-units.ts';

/**
 * The authorization as a ledger: what was authorized, reserved by booked visits, used by given
 * ones and released again, per line and date of service.
 */
type BookedVisit = { visitId: string; on: string; dose?: number | undefined };

type Balance = {
  sequence: number;
  code: string;
  authorized: number;
  reserved: number;
  used: number;
  /** Given back by cancelled visits; free to be reserved again. */
  released: number;
  left: number;
};

/** Units a line pays for; none unless the payer granted it. */
export const authorizedUnits = ({ state, units, decision }: Line): number =>
  grantedStates.has(state) ? (decision?.units ?? units) : 0;

const unitsIn = (
  ledger: Authorization['ledger'],
  state: LedgerEntry['state'],
  line: Line,
): number =>
  Object.values(ledger)
    .filter((entry) => entry.state === state)
    .reduce((sum, { dose }) => sum + unitsAtDose(line, dose), 0);

/** Where one line stands. */
export const balanceOf = (line: Line, ledger: Authorization['ledger']): Balance => {
  const authorized = authorizedUnits(line);
  const reserved = unitsIn(ledger, 'reserved', line);
  const used = unitsIn(ledger, 'used', line);
  return {
    sequence: line.sequence,
    code: line.code,
    authorized,
    reserved,
    used,
    released: unitsIn(ledger, 'released', line),
    left: authorized - reserved - used,
  };
};

type Shortfall = {
  visitId: string;
  sequence: number;
  /** Not granted, outside the authorized dates, or no units left. */
  lacks: 'grant' | 'dates' | 'units';
};

const lackOf = (
  line: Line,
  { on, dose }: BookedVisit,
  left: number,
): Shortfall['lacks'] | undefined => {
  if (!grantedStates.has(line.state)) return 'grant';
  const from = line.decision?.from ?? line.from;
  const through = line.decision?.through ?? line.through;
  if (on < from || through < on) return 'dates';
  return left < unitsAtDose(line, dose) ? 'units' : undefined;
};

/**
 * What stands against booking these visits on top of what is reserved; empty when all are
 * covered. A visit that is reserved already on that day asks for nothing more. A line that
 * needed no authorization covers whatever comes.
 */
export const shortfalls = (
  { lines, ledger }: Pick<Authorization, 'lines' | 'ledger'>,
  visits: readonly BookedVisit[],
): Shortfall[] => {
  const asked = new Set(visits.map(({ visitId }) => visitId));
  const others = Object.fromEntries(Object.entries(ledger).filter(([id]) => !asked.has(id)));
  const ordered = [...visits].sort((a, b) => (a.on < b.on ? -1 : 1));
  return lines
    .filter(({ state }) => state !== 'not-required' && state !== 'cancelled')
    .flatMap((line) => {
      let { left } = balanceOf(line, others);
      return ordered.flatMap((visit) => {
        const lacks = lackOf(line, visit, left);
        if (lacks) return [{ visitId: visit.visitId, sequence: line.sequence, lacks }];
        left -= unitsAtDose(line, visit.dose);
        return [];
      });
    });
};

const ledgerUpdate = (
  tableName: string,
  { authorizationId, rev, ledger }: Pick<Authorization, 'authorizationId' | 'rev' | 'ledger'>,
  visits: readonly BookedVisit[],
  state: LedgerEntry['state'],
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.authorization(authorizationId),
    UpdateExpression: 'SET ledger = :ledger, rev = :next',
    // Whoever wrote in between may have taken the units.
    ConditionExpression: 'rev = :rev',
    ExpressionAttributeValues: {
      ':ledger': {
        ...ledger,
        ...Object.fromEntries(
          visits.map(({ visitId, on, dose }) => [
            visitId,
            { on, state, ...(dose === undefined ? {} : { dose }) },
          ]),
        ),
      },
      ':rev': rev,
      ':next': rev + 1,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

type Held = Pick<Authorization, 'authorizationId' | 'rev' | 'ledger'>;

/**
 * The transaction part that reserves the units of these visits. Check `shortfalls` first; the
 * part is refused when the authorization was written since it was read. One authorization takes
 * one such part in a transaction.
 */
export const reserveUnits = (table: string, held: Held, visits: readonly BookedVisit[]) =>
  ledgerUpdate(table, held, visits, 'reserved');

/** The part for visits that were given. */
export const useUnits = (table: string, held: Held, visits: readonly BookedVisit[]) =>
  ledgerUpdate(table, held, visits, 'used');

/** The part for visits that were cancelled or missed. */
export const releaseUnits = (table: string, held: Held, visits: readonly BookedVisit[]) =>
  ledgerUpdate(table, held, visits, 'released');
