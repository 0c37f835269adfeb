import * as z from 'zod';
import { Hold, type Settlement } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import type { Stage } from '../hold/stage.ts';
import type { StreamedRecord } from '../platform/audit.ts';
import {
  readScope,
  renewalScope,
  renewalsWithoutRound,
  visitId as visitIdOf,
  visitScope,
} from '../platform/ids.ts';
import { lookup } from '../platform/lookup.ts';
import { localDate } from '../platform/zoned-time.ts';
import { firstLook } from '../visit/moments.ts';
import type { WorkflowGateway } from './workflow-gateway.ts';

/** The machines that the relay starts. */
export type StartedMachines = { referral: string; renewal: string; visit: string };

/** The machines as the function's settings name them. */
export const readMachines = (setting: (name: string) => string): StartedMachines => ({
  referral: setting('REFERRAL_WORKFLOW_ARN'),
  renewal: setting('RENEWAL_WORKFLOW_ARN'),
  visit: setting('VISIT_WORKFLOW_ARN'),
});

/** When a visit begins is not told by records of before its workflow began with a wait. */
const Series = z.object({
  visits: z.array(z.string()),
  startsAt: z.array(z.iso.datetime()).default([]),
});
const OneVisit = z.object({
  visitId: z.string(),
  revision: z.number().int(),
  startsAt: z.iso.datetime().optional(),
  /** Whether somebody is still asked by its execution. */
  awaits: z.boolean().default(false),
});

/** The name of a visit's execution: a moved visit is a new one. */
const visitExecution = (visitId: string, revision: number): string => `${visitId}-${revision}`;

/** An instant that no wait is for: the visit is looked at at once, and its step says when next. */
const atOnce = '1970-01-01T00:00:00Z';

/** What a visit's execution begins with; `turn` counts the holds that the visit had before. */
const visitInput = (referralId: string, visitId: string, until: string, turn: number = 0) => ({
  referralId,
  visitId,
  scope: visitScope(visitId),
  until,
  turn,
  level: 0,
});

type Deps = {
  workflows: WorkflowGateway;
  machines: StartedMachines;
  /** Frees nurses, chairs and units of the visits to come. */
  release: (referralId: string, operation: string) => Promise<unknown>;
  now: () => Date;
};

const startVisit = (
  { workflows, machines }: Pick<Deps, 'workflows' | 'machines'>,
  referralId: string,
  { visitId, revision, startsAt }: Omit<z.output<typeof OneVisit>, 'awaits'>,
): Promise<void> =>
  workflows.start(
    machines.visit,
    visitExecution(visitId, revision),
    visitInput(referralId, visitId, startsAt ? firstLook(startsAt) : atOnce),
  );

const Received = z.object({ verdict: z.string().optional() });

/** Where a received referral's workflow begins: the order that was found complete today is complete. */
const stageAfterReceipt = (detail: unknown, receivedAt: string, now: Date): Stage => {
  const isComplete = Received.parse(detail).verdict === 'complete';
  const isOfToday = localDate(new Date(receivedAt), deskZone) === localDate(now, deskZone);
  return isComplete && isOfToday ? 'Verify eligibility' : 'Check completeness';
};

/** Starts a referral's workflow; `turn` counts the holds it had before, so that ids stay new. */
export const startReferral = (
  { workflows, machines }: Pick<Deps, 'workflows' | 'machines'>,
  referralId: string,
  resume: Stage = 'Check completeness',
  again: number = 0,
): Promise<void> =>
  workflows.start(machines.referral, again === 0 ? referralId : `${referralId}-${again}`, {
    referralId,
    scope: 'r',
    turn: again,
    round: again,
    level: 0,
    resume,
  });

/**
 * The number of a renewal: that of the first round it may ask the payer in. A series that goes on
 * without one is counted by its holds, far above.
 */
const renewalOf = ({ scope, count }: Pick<Hold, 'scope' | 'count'>): number => {
  const place = readScope(scope);
  if (place.kind === 'renewal') return place.number;
  return place.kind === 'authorization' ? place.number + 1 : renewalsWithoutRound + count;
};

/**
 * Starts a renewal's workflow, once for each authorization that ends; `again` counts the holds it
 * had before. `resume` says where it begins, or that there is to be none.
 */
const startRenewal = (
  { workflows, machines }: Pick<Deps, 'workflows' | 'machines'>,
  hold: Hold,
  { resume, closeReason }: Pick<Settlement, 'resume' | 'closeReason'>,
  again: number = 0,
): Promise<void> => {
  const renewal = renewalOf(hold);
  const name = `${hold.referralId}-n${renewal}`;
  return workflows.start(machines.renewal, again === 0 ? name : `${name}-${again}`, {
    referralId: hold.referralId,
    renewal,
    scope: renewalScope(renewal),
    turn: again,
    round: renewal - 1 + again,
    level: 0,
    resume,
    ...(closeReason ? { closeReason } : {}),
  });
};

/** Where a renewal begins: coverage is asked for first, for much of a year has passed. */
const renewalStart = lookup<Pick<Settlement, 'resume' | 'closeReason'>>({
  renewal: { resume: 'Verify eligibility' },
  'no-renewal': { resume: 'End renewal', closeReason: 'completed' },
  series: { resume: 'Book series' },
  'no-series': { resume: 'End renewal', closeReason: 'completed' },
  placement: { resume: 'Choose site of care' },
});

/**
 * What a recorded event asks of the workflows and, at the end of a referral, of the calendars.
 * Each is safe to run twice.
 */
export const relayEvent =
  (deps: Deps) =>
  async ({ event, referralId, at, detail }: StreamedRecord): Promise<void> => {
    const { workflows, machines, release, now } = deps;
    if (event === 'referral.received')
      return startReferral(deps, referralId, stageAfterReceipt(detail, at, now()));
    if (event === 'series.booked') {
      const { visits, startsAt } = Series.parse(detail);
      const booked = visits.map((visitId, at) => ({
        visitId,
        revision: 0,
        startsAt: startsAt[at],
      }));
      await Promise.all(booked.map((visit) => startVisit(deps, referralId, visit)));
    }
    if (event === 'referral.withdrawn' || event === 'referral.closed')
      await release(referralId, `release:${referralId}:${event}`);
    if (event === 'visit.moved') {
      const visit = OneVisit.parse(detail);
      await workflows.stop(machines.visit, visitExecution(visit.visitId, visit.revision - 1));
      await startVisit(deps, referralId, visit);
    }
    if (event === 'visit.completed') {
      const { visitId, revision, awaits } = OneVisit.parse(detail);
      // Nothing is left to look at. An execution that is missed here finds so after the visit's end.
      if (!awaits) await workflows.stop(machines.visit, visitExecution(visitId, revision));
    }
    if (event === 'visit.cancelled') {
      const { visitId, revision } = OneVisit.parse(detail);
      // A cancellation counts as a revision; whichever execution runs is stopped.
      await workflows.stop(machines.visit, visitExecution(visitId, revision));
      await workflows.stop(machines.visit, visitExecution(visitId, revision - 1));
    }
  };

/**
 * Tells the waiting workflow how its hold ended. A hold without a token was placed because an
 * execution had failed: going on means a new execution.
 */
export const relaySettlement =
  (deps: Pick<Deps, 'workflows' | 'machines'>) =>
  async (hold: Hold, settlement: Settlement): Promise<'settled' | 'late'> => {
    if (hold.taskToken) return deps.workflows.settle(hold.taskToken, settlement);
    const begins = renewalStart[settlement.resume];
    if (begins) await startRenewal(deps, hold, begins);
    if (hold.reason !== 'needs-attention') return 'settled';
    const place = readScope(hold.scope);
    const { count } = hold;
    if (place.kind === 'renewal') {
      await startRenewal(deps, hold, settlement, count);
      return 'settled';
    }
    if (settlement.resume === 'close') return 'settled';
    if (place.kind === 'referral')
      await startReferral(deps, hold.referralId, 'Check completeness', count);
    else {
      const visitId = visitIdOf(hold.referralId, place.number);
      await deps.workflows.start(
        deps.machines.visit,
        `${visitId}-again-${count}`,
        visitInput(hold.referralId, visitId, atOnce, count),
      );
    }
    return 'settled';
  };

export const parseHold = (item: unknown): { hold: Hold; settlement: Settlement | undefined } => {
  const hold = Hold.parse(item);
  return { hold, settlement: hold.settlement };
};
