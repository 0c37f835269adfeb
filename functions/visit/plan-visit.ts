import { hold } from '../hold/hold-clock.ts';
import { byStep } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import type { VisitFile } from '../scheduling/visit-file.ts';
import { resolvedAfter } from '../series/suspension.ts';
import type { Visit } from '../series/visit.ts';
import { isOverdue, nextMoment } from './moments.ts';
import { type VisitStore, visitStore } from './store.ts';
import { VisitInput } from './visit-input.ts';

type Deps = { store: VisitStore; now: () => Date };
const actor = byStep('plan-visit');
const ended = { outcome: 'ended' } as const;

/** A person said to go ahead although something lacks: the moment counts as passed. */
const override = (file: VisitFile, visit: Visit) => {
  const resolution = resolvedAfter(file.holds, visit, 'visit-not-ready', visit.checkedAt ?? '');
  return resolution?.action === 'override' ? resolution : undefined;
};

/** What the visit's workflow waits for next, until the visit is recorded, missed or cancelled. */
export const planVisit =
  ({ store, now }: Deps) =>
  async ({ visitId, operation }: { visitId: string; operation: string }) => {
    const at = now();
    const file = await store.file(visitId);
    if (!file || file.referral.status === 'closed') return ended;
    const { visit } = file;
    if (['completed', 'missed', 'cancelled'].includes(visit.status)) return ended;
    const told = { operation, actor, at: at.toISOString() };
    if (isOverdue(visit, at)) {
      const answer = resolvedAfter(file.holds, visit, 'visit-unrecorded', visit.endsAt);
      if (answer?.action !== 'missed' || visit.status === 'in-progress')
        return hold('visit-unrecorded', at);
      const done = await store.miss(file, visit, told);
      if (done.outcome === 'refused') throw new TransientFault('visit-changed');
      return ended;
    }
    const next = nextMoment(visit, at);
    const allowed = override(file, visit);
    if (!allowed || next.moment === 'end') return { outcome: 'wait' as const, ...next };
    const done = await store.recordCheck(visit, next.moment, true, told, {
      question: 'ready',
      facts: { visitId, revision: visit.revision, moment: next.moment },
      rule: { id: 'readiness', version: '1', source: 'decided by a person' },
      answer: 'overridden',
      reasons: [{ bearing: 'for', code: 'override', text: 'A person decided to go ahead.' }],
    });
    if (done.outcome === 'refused') throw new TransientFault('visit-changed');
    const passed = { ...visit, checked: next.moment, checkedAt: told.at };
    return { outcome: 'wait' as const, ...nextMoment(passed, at) };
  };

export const handler = step('plan-visit', VisitInput, (input) =>
  planVisit({ store: visitStore(table()), now: () => new Date() })(input),
);
