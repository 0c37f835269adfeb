import type { Context } from 'aws-lambda';
import { expect } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { reasonRow } from '../../functions/hold/hold-reasons.ts';
import type { AuditRecord } from '../../functions/platform/audit.ts';
import type { HoldScope } from '../../functions/platform/ids.ts';
import type { Role } from '../../functions/platform/principal.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { holdActions } from '../../functions/worklist/all-actions.ts';
import type { ResolutionBody } from '../../functions/worklist/routes.ts';
import { resolveHold } from '../../functions/worklist/work-hold.ts';
import { aCaller } from './callers.ts';
import { aHold, holdDesk } from './holds.ts';
import { given } from './network.ts';

/** A clock that moves on by a minute at every look, so that no two runs see the same time. */
export const clockFrom = (at: string): (() => Date) => {
  let time = Date.parse(at);
  return () => {
    time += 60_000;
    return new Date(time);
  };
};

/** Words of the patient of the builders that no answer and no published event may have. */
const patientWords =
  /Exampleton|Odalys|1984-03-09|EX1001|Sample Street|odalys@|5550142|Crohn|K50\.90/i;

const published = (records: readonly AuditRecord[]) =>
  records.map(({ event, detail }) => ({ event, detail }));

/**
 * Runs a step twice under one operation: the second run gives the answer of the first and leaves
 * nothing more on record. Nothing it says or publishes tells who the patient is.
 */
export const twice = async <Answer>(
  table: Table,
  referralId: string,
  run: () => Promise<Answer>,
): Promise<Answer> => {
  const answer = await run();
  const records = await chain(table, referralId);
  expect(await run()).toEqual(answer);
  expect(await chain(table, referralId)).toEqual(records);
  expect(JSON.stringify([answer, published(records)])).not.toMatch(patientWords);
  return answer;
};

/** A store between whose reading and writing somebody else writes, once. */
export const overtaken = <Store extends object, Read extends keyof Store>(
  store: Store,
  read: Read,
  meanwhile: () => Promise<unknown>,
): Store => {
  let passed = false;
  const reading = store[read] as (...args: unknown[]) => Promise<unknown>;
  return {
    ...store,
    [read]: async (...args: unknown[]) => {
      const found = await reading(...args);
      if (!passed) await meanwhile();
      passed = true;
      return found;
    },
  };
};

/** The fault that a step's handler ends with for this input. */
export const faultOf = (
  handler: (event: unknown, context: Context) => unknown,
  input: unknown,
): Promise<{ name: string; message: string } | undefined> =>
  Promise.resolve(handler(input, {} as Context)).then(
    () => undefined,
    ({ name, message }: Error) => ({ name, message }),
  );

/** A name where an id is expected. */
export const aName = 'Odalys Exampleton';

/** What every step answers to a name in this field: which field it was, and not what it said. */
export const notAnId = (field: string) => ({ name: 'PermanentFault', message: `input:${field}` });

/** A person ends a hold as over the API, with everything that the action writes. */
export const resolveAs = (
  table: Table,
  role: Role,
  { holdId, body }: { holdId: string; body: ResolutionBody },
  now: Date,
) =>
  resolveHold({
    store: holdDesk(table),
    partsOf: partsOfAction(table),
    show: async (shown) => shown as never,
    now: () => now,
  })({
    principal: aCaller(role, role === 'referrer' ? { practice: '1234567893' } : {}),
    path: { holdId },
    body,
    rawBody: JSON.stringify(body),
    idempotencyKey: holdId,
  } as Parameters<ReturnType<typeof resolveHold>>[0]);

/**
 * A hold for this reason is placed and a person who may ends it as over the API, at this time
 * and with everything that the action writes. Answers where the workflow goes on.
 */
export const endHold = async (
  table: Table,
  referralId: string,
  { reason, ...body }: ResolutionBody & Pick<Hold, 'reason'>,
  { at = '2026-11-20T20:00:00Z', scope = 'r' as HoldScope, count = 1 } = {},
): Promise<string | undefined> => {
  const { owner, team } = reasonRow(reason);
  const clinical = holdActions[reason].some((one) => one.action === body.action && one.clinical);
  const hold = aHold(referralId, { reason, owner, team, scope, count, openedAt: at });
  await given(table, { items: [holdItem(hold)] });
  const told = { holdId: hold.holdId, body: { note: 'As told on the telephone.', ...body } };
  await resolveAs(table, clinical ? 'clinician' : team, told, new Date(at));
  return (await holdDesk(table).get(hold.holdId))?.settlement?.resume;
};
