import * as z from 'zod';
import { hold } from '../hold/hold-clock.ts';
import { byStep } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { authorizationOf } from '../scheduling/visit-file.ts';
import { isSuspended } from '../series/suspension.ts';
import { isAhead } from '../series/visit.ts';
import { therapyOf } from '../therapy/therapy-catalogue.ts';
import { lackDueAt } from './moments.ts';
import { lacksOf, readinessDetermination } from './readiness.ts';
import { type VisitStore, visitStore } from './store.ts';
import { VisitInput } from './visit-input.ts';

const Input = VisitInput.extend({ moment: z.enum(['prepare', 'remind', 'end']) });

type Deps = { store: VisitStore; now: () => Date };
const actor = byStep('check-readiness');

/**
 * Looks whether everything a visit needs is there. A reminder goes out only for a visit that was
 * found ready; at the end there is nothing to check, the plan sees whether it was recorded.
 */
export const checkReadiness =
  ({ store, now }: Deps) =>
  async ({ visitId, operation, moment }: z.output<typeof Input>) => {
    const at = now();
    const file = await store.file(visitId);
    if (!file || file.referral.status === 'closed') return { outcome: 'ended' as const };
    const { visit } = file;
    if (!isAhead(visit))
      return { outcome: visit.status === 'in-progress' ? ('ready' as const) : ('ended' as const) };
    if (moment === 'end') return { outcome: 'ready' as const };
    if (isSuspended(visit, file.holds)) return hold('visit-suspended', at);
    const [site, nurses, calendars] = await Promise.all([
      store.site(visit.siteId),
      store.nurses(),
      store.calendarsOf([visit]),
    ]);
    const facts = {
      ...file,
      therapy: therapyOf(visit.therapyId),
      authorization: authorizationOf(file, visit),
      site,
      nurses,
      now: at,
      onCalendar: [...calendars.nurseDays, ...calendars.centerDays].some(({ blocks }) =>
        blocks.some((block) => block.visitId === visitId),
      ),
    };
    const lacks = lacksOf(facts);
    const done = await store.recordCheck(
      visit,
      moment,
      lacks.length === 0,
      { operation, actor, at: at.toISOString() },
      readinessDetermination(facts, moment, lacks),
    );
    if (done.outcome === 'refused') throw new TransientFault('visit-changed');
    // A retry answers with what the first run found.
    return done.record.detail.ready === true
      ? { outcome: 'ready' as const }
      : hold('visit-not-ready', at, lackDueAt(visit, moment, new Date(done.record.at)));
  };

export const handler = step('check-readiness', Input, (input) =>
  checkReadiness({ store: visitStore(table()), now: () => new Date() })(input),
);
