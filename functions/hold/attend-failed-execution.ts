import * as z from 'zod';
import { background } from '../platform/background.ts';
import {
  type HoldScope,
  holdId,
  ReferralId,
  referralIdOf,
  renewalScope,
  VisitId,
  visitScope,
} from '../platform/ids.ts';
import { setting, table } from '../platform/table.ts';
import { isOpen } from './hold.ts';
import { holdDueAt } from './hold-clock.ts';
import { reasonRow } from './hold-reasons.ts';
import { readSafeguard, type Safeguard } from './safeguard.ts';
import type { Stage } from './stage.ts';
import { isOfWorkflow } from './standing-hold.ts';
import { type HoldStore, holdStore } from './store.ts';

/** The part we read of EventBridge's "Step Functions Execution Status Change". */
const StatusChange = z.object({
  detail: z.object({
    stateMachineArn: z.string(),
    name: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
  }),
});

type Deps = {
  store: Pick<HoldStore, 'place' | 'outlines'>;
  referralOf: (referralId: string) => Promise<Omit<Safeguard, 'findings'>>;
  machines: { referral: string; renewal: string; visit: string };
  now: () => Date;
};

/** Which waiting place an execution belongs to; an authorization's failure is its parent's to catch. */
const waitingPlace = (
  machines: Deps['machines'],
  machineArn: string,
  name: string,
): { referralId: string; kind: keyof typeof stages; scope: HoldScope } | undefined => {
  if (machineArn === machines.referral)
    return { referralId: ReferralId.parse(name.split('-')[0]), kind: 'referral', scope: 'r' };
  if (machineArn === machines.renewal) {
    const [referralId, renewal] = name.split('-');
    return {
      referralId: ReferralId.parse(referralId),
      kind: 'renewal',
      scope: renewalScope(Number(renewal?.slice(1))),
    };
  }
  if (machineArn !== machines.visit) return undefined;
  const visitId = VisitId.parse(name.split('-')[0]);
  return { referralId: referralIdOf(visitId), kind: 'visit', scope: visitScope(visitId) };
};

/** Where each workflow begins again. */
const stages = {
  referral: 'Check completeness',
  renewal: 'Verify eligibility',
  visit: 'Check visit',
} as const satisfies Record<string, Stage>;

/**
 * The last net: an execution that ended without reaching its end becomes a needs-attention hold,
 * so that a person takes it up. Stopped visit executions are ours: the visit moved or ended.
 */
export const attendFailedExecution =
  ({ store, referralOf, machines, now }: Deps) =>
  async (event: z.output<typeof StatusChange>): Promise<void> => {
    const { stateMachineArn, name, status } = event.detail;
    const place = waitingPlace(machines, stateMachineArn, name);
    if (!place || (status === 'ABORTED' && place.kind === 'visit')) return;
    const referral = await referralOf(place.referralId);
    if (referral.status === 'closed') return;
    const own = (await store.outlines(place.referralId)).filter(
      ({ scope }) => scope === place.scope,
    );
    // Another delivery of this event, or a person is on it already.
    if (own.some((hold) => isOpen(hold) && hold.reason === 'needs-attention' && !hold.taskToken))
      return;
    const last = Math.max(0, ...own.filter(isOfWorkflow).map((hold) => hold.count ?? 0));
    const count = last + 1;
    const at = now();
    const row = reasonRow('needs-attention');
    await store.place(
      {
        holdId: holdId(place.referralId, place.scope, count),
        referralId: place.referralId,
        scope: place.scope,
        count,
        reason: 'needs-attention',
        stage: stages[place.kind],
        status: 'open',
        owner: row.owner,
        team: row.team,
        practiceNpi: referral.practiceNpi,
        openedAt: at.toISOString(),
        dueAt: holdDueAt('needs-attention', at),
        level: 0,
        ...(referral.doseBy ? { doseBy: referral.doseBy } : {}),
        evidence: { execution: name, status },
      },
      `attend:${name}:${status}`,
    );
  };

export const handler = background('attend-failed-execution', async (event: unknown) =>
  attendFailedExecution({
    store: holdStore(table()),
    referralOf: (referralId) => readSafeguard(table(), referralId),
    machines: {
      referral: setting('REFERRAL_WORKFLOW_ARN'),
      renewal: setting('RENEWAL_WORKFLOW_ARN'),
      visit: setting('VISIT_WORKFLOW_ARN'),
    },
    now: () => new Date(),
  })(StatusChange.parse(event)),
);
