import * as z from 'zod';
import { Hold, type Settlement } from '../hold/hold.ts';
import { numberOf } from '../hold/standing-hold.ts';
import { renewalScope, visitScope } from '../platform/ids.ts';
import type { WorkflowGateway } from './workflow-gateway.ts';

/** The machines that the relay starts. */
export type Machines = { referral: string; renewal: string; visit: string };

/** The machines as the function's settings name them. */
export const machinesOf = (setting: (name: string) => string): Machines => ({
  referral: setting('REFERRAL_WORKFLOW_ARN'),
  renewal: setting('RENEWAL_WORKFLOW_ARN'),
  visit: setting('VISIT_WORKFLOW_ARN'),
});

const Series = z.object({ visits: z.array(z.string()) });
const OneVisit = z.object({ visitId: z.string(), revision: z.number().int() });

/** The name of a visit's execution: a moved visit is a new one. */
const visitExecution = (visitId: string, revision: number): string => `${visitId}-${revision}`;

/** What a visit's execution begins with; `turn` counts the holds that the visit had before. */
const visitInput = (referralId: string, visitId: string, turn: number) => ({
  referralId,
  visitId,
  scope: visitScope(visitId),
  turn,
  level: 0,
});

type Deps = {
  workflows: WorkflowGateway;
  machines: Machines;
  /** Frees nurses, chairs and units of the visits to come. */
  release: (referralId: string, operation: string) => Promise<unknown>;
};

const startVisit = (
  { workflows, machines }: Pick<Deps, 'workflows' | 'machines'>,
  referralId: string,
  visitId: string,
  revision: number,
): Promise<void> =>
  workflows.start(
    machines.visit,
    visitExecution(visitId, revision),
    visitInput(referralId, visitId, 0),
  );

/** Starts a referral's workflow; `turn` counts the holds it had before, so that ids stay new. */
export const startReferral = (
  { workflows, machines }: Pick<Deps, 'workflows' | 'machines'>,
  referralId: string,
  again: number = 0,
): Promise<void> =>
  workflows.start(machines.referral, again === 0 ? referralId : `${referralId}-${again}`, {
    referralId,
    scope: 'r',
    turn: again,
    round: again,
    level: 0,
  });

/**
 * The number of a renewal: that of the first round it may ask the payer in. A series that goes on
 * without one has the number of its hold, which is far above.
 */
const renewalOf = ({ holdId }: Pick<Hold, 'holdId'>): number => {
  const [, kind, number] = /_([an])(\d+)\./.exec(holdId) ?? [];
  if (!kind) return numberOf({ holdId });
  return Number(number) + (kind === 'a' ? 1 : 0);
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
const renewalStart: Readonly<Record<string, Pick<Settlement, 'resume' | 'closeReason'>>> = {
  renewal: { resume: 'Verify eligibility' },
  'no-renewal': { resume: 'End renewal', closeReason: 'completed' },
  series: { resume: 'Book series' },
  'no-series': { resume: 'End renewal', closeReason: 'completed' },
};

/**
 * What a recorded event asks of the workflows and, at the end of a referral, of the calendars.
 * Each is safe to run twice.
 */
export const relayEvent =
  (deps: Deps) =>
  async (event: string, referralId: string, detail: unknown): Promise<void> => {
    const { workflows, machines, release } = deps;
    if (event === 'referral.received') return startReferral(deps, referralId);
    if (event === 'series.booked') {
      const { visits } = Series.parse(detail);
      await Promise.all(visits.map((visitId) => startVisit(deps, referralId, visitId, 0)));
    }
    if (event === 'referral.withdrawn' || event === 'referral.closed')
      await release(referralId, `release:${referralId}:${event}`);
    if (event === 'visit.moved') {
      const { visitId, revision } = OneVisit.parse(detail);
      await workflows.stop(machines.visit, visitExecution(visitId, revision - 1));
      await startVisit(deps, referralId, visitId, revision);
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
    const [, , place = ''] = hold.holdId.split('_');
    const count = Number(place.match(/\d+$/)?.[0] ?? 1);
    if (place.startsWith('n')) {
      await startRenewal(deps, hold, settlement, count);
      return 'settled';
    }
    if (settlement.resume === 'close') return 'settled';
    if (place.startsWith('r')) await startReferral(deps, hold.referralId, count);
    else {
      const visitId = `vis_${hold.referralId.slice(4)}_${place.match(/^v(\d+)/)?.[1]}`;
      await deps.workflows.start(
        deps.machines.visit,
        `${visitId}-again-${count}`,
        visitInput(hold.referralId, visitId, count),
      );
    }
    return 'settled';
  };

export const parseHold = (item: unknown): { hold: Hold; settlement: Settlement | undefined } => {
  const hold = Hold.parse(item);
  return { hold, settlement: hold.settlement };
};
