import { useId, useState } from 'react';
import { askApi } from '../api/call.ts';
import { Problem, tellProblem } from '../api/problem.ts';
import { queries, type SheetShown } from '../api/queries.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useFailure } from '../parts/failure.tsx';
import { FormField } from '../parts/form-field.tsx';
import { dateWords } from '../parts/when.ts';
import { announce } from '../shell/announce.ts';
import { serviceNow } from '../sign-in/session.ts';
import { planWords } from './sheet.tsx';

type Plan = NonNullable<SheetShown['plans']>[number];

/** A day as clocks at the place of the visit have it. */
const dayThere = (at: string | number, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(
    typeof at === 'string' ? Date.parse(at) : at,
  );

/** Who was faster, and from which day on the plan counts no more. */
const endedWords = ({ facts }: Problem): string | undefined => {
  const { ended } = facts as { ended?: NonNullable<Plan['ended']> };
  return ended && `${ended.by} has ended it from ${dateWords(ended.from)} on: ${ended.reason}`;
};

type Props = { sheet: SheetShown; plan: Plan; onClose: () => void };

const PlanEnd = ({ sheet, plan, onClose }: Props) => {
  const { visitId, zone } = sheet;
  const [from, setFrom] = useState(dayThere(serviceNow(), zone));
  const [reason, setReason] = useState('');
  const { fail: refuse, notice } = useFailure();
  const [sending, setSending] = useState(false);
  const own = useId();
  const send = async () => {
    if (sending) return;
    if (!from) return refuse('Say from which day on the plan counts no more.');
    if (!reason.trim()) return refuse('Say why the plan ends: the next nurse reads it.');
    setSending(true);
    try {
      await askApi('POST /visits/{visitId}/plan-end', {
        path: { visitId },
        body: { madeAt: plan.at, from, reason: reason.trim() },
      });
      announce('The plan is ended.');
      await queries.invalidateQueries({ queryKey: ['bedside'] });
      onClose();
    } catch (error) {
      setSending(false);
      refuse((error instanceof Problem && endedWords(error)) || tellProblem(error));
    }
  };
  return (
    <Dialog title="End the plan" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{planWords(plan)}</p>
        <p className="meta">
          Doses go on as ordered then. A plan whose place this one took does not come back.
        </p>
        <FormField
          id={`${own}-from`}
          label="Counts no more from"
          kind="date"
          control={{ value: from, onChange: ({ target }) => setFrom(target.value) }}
        />
        <FormField
          id={`${own}-reason`}
          label="Why"
          begin
          control={{ value: reason, onChange: ({ target }) => setReason(target.value) }}
        />
        {notice}
        <div className="buttons">
          <button type="submit" className="first">
            {sending ? 'Ending …' : 'End it'}
          </button>
          <button type="button" onClick={onClose}>
            Leave it
          </button>
        </div>
      </form>
    </Dialog>
  );
};

/** The plans after a reaction that stand on the day of the visit, for the clinician who may end one. */
export const PlanEnds = ({ sheet }: { sheet: SheetShown }) => {
  const [plan, setPlan] = useState<Plan>();
  const standing = (sheet.plans ?? []).filter(({ ended }) => !ended);
  if (standing.length === 0) return null;
  return (
    <section className="visit-bar" aria-label="Plans that stand">
      {standing.map((one) => (
        <button key={one.at} type="button" onClick={() => setPlan(one)}>
          End the plan of {dateWords(dayThere(one.at, sheet.zone))}
        </button>
      ))}
      {plan && <PlanEnd sheet={sheet} plan={plan} onClose={() => setPlan(undefined)} />}
    </section>
  );
};
