import { useLayoutEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Problem } from '../api/problem.ts';
import { type SheetShown, useBedside } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { Screen } from '../parts/page.tsx';
import { plainWords } from '../parts/words.ts';
import { useCommands } from '../shell/commands.ts';
import { endsPlans, nursesAs, type SignedIn } from '../sign-in/person.ts';
import type { FormName, TypedForm } from './bodies.ts';
import { type Job, nurseOutbox } from './outbox.ts';
import { PlanEnds } from './plan-end.tsx';
import { Sheet } from './sheet.tsx';
import { VisitForm } from './visit-forms.tsx';
import { timeAt, zoneCity } from './visit-words.ts';
import { UnsentNotice, useOutbox } from './waiting.tsx';

type Opened = { form: FormName; again?: { typed: TypedForm; refused: Problem } };

/** How far a visit is: as the service has it, and as what waits to be sent will make it. */
const stageOf = ({ status, visitId }: SheetShown, jobs: readonly Job[]) => {
  const kept = (form: FormName) =>
    jobs.some((job) => job.visitId === visitId && job.form === form && !job.refused);
  const ended = status === 'completed' || kept('completion');
  const begun = ended || status === 'in-progress' || kept('start');
  const ahead = !begun && ['booked', 'planned', 'confirmed'].includes(status);
  return { ended, begun, ahead };
};

/** What the nurse may do now; a reaction is always in reach once the visit began. */
const Doing = ({ sheet, onOpen }: { sheet: SheetShown; onOpen: (form: FormName) => void }) => {
  const { ended, begun, ahead } = stageOf(sheet, useOutbox());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what may be done is another thing then.
  useLayoutEffect(() => {
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('h1')?.focus();
  }, [ended, begun, ahead]);
  useCommands([
    ...(ahead
      ? [{ id: 'start', words: 'Start the visit', group: 'Visit', run: () => onOpen('start') }]
      : []),
    ...(begun
      ? [
          {
            id: 'reaction',
            words: 'Report a reaction',
            group: 'Visit',
            run: () => onOpen('reaction'),
          },
          { id: 'entry', words: 'Write down', group: 'Visit', run: () => onOpen('entry') },
        ]
      : []),
  ]);
  return (
    <section className="visit-bar" aria-label="What may be done">
      {begun && (
        <button type="button" className="alarm" onClick={() => onOpen('reaction')}>
          Reaction
        </button>
      )}
      {begun && (
        <button type="button" onClick={() => onOpen('entry')}>
          Write down
        </button>
      )}
      {begun && !ended && (
        <button type="button" className="first" onClick={() => onOpen('completion')}>
          End
        </button>
      )}
      {ahead && (
        <button type="button" className="first" onClick={() => onOpen('start')}>
          Start the visit
        </button>
      )}
      {!begun && !ahead && <p>This visit is {plainWords(sheet.status).toLowerCase()}.</p>}
    </section>
  );
};

const VisitPage = ({ visitId, person }: { visitId: string; person: SignedIn }) => {
  const found = useBedside(visitId);
  const sheet = found.data?.body;
  const [opened, setOpened] = useState<Opened>();
  const openAgain = (job: Job) => {
    if (!job.refused) return;
    nurseOutbox.drop(job.key);
    document.querySelector<HTMLElement>('h1')?.focus();
    setOpened({ form: job.form, again: { typed: job.typed, refused: job.refused } });
  };
  return (
    <Screen
      title="Visit"
      about={visitId}
      heading={sheet?.therapy ? `${sheet.therapy.name}, dose ${sheet.dose}` : 'Visit'}
      className="visit"
      beside={
        <nav className="around" aria-label="Visits">
          {nursesAs(person) && <Link href="/visits">My day</Link>}
          {sheet && endsPlans(person) && (
            <Link href={`/referrals/${sheet.referralId}`}>The referral</Link>
          )}
        </nav>
      }
    >
      <UnsentNotice onOpen={openAgain} />
      <ReadState of={found} what="the visit" />
      {sheet && (
        <>
          <p className="strip">
            <strong>{sheet.patient.name}</strong>
            <span>
              {timeAt(sheet.startsAt, sheet.zone)} to {timeAt(sheet.endsAt, sheet.zone)},{' '}
              {zoneCity(sheet.zone)} time
            </span>
            <span className="tag">{plainWords(sheet.status)}</span>
          </p>
          <Sheet sheet={sheet} />
          {endsPlans(person) && <PlanEnds sheet={sheet} />}
          {nursesAs(person) && <Doing sheet={sheet} onOpen={(form) => setOpened({ form })} />}
          {opened && (
            <VisitForm
              form={opened.form}
              again={opened.again}
              sheet={sheet}
              subject={person.subject}
              onClose={() => setOpened(undefined)}
            />
          )}
        </>
      )}
    </Screen>
  );
};

export default VisitPage;
