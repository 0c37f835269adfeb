import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useCalled } from '../api/called.ts';
import { type Problem, tellProblem } from '../api/problem.ts';
import {
  queries,
  readAnew,
  useHold,
  usePresence,
  useReferral,
  type WholeHold,
} from '../api/queries.ts';
import { Documents } from '../documents/documents.tsx';
import { type Paper, PaperBeside } from '../documents/paper.tsx';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { dayBeside, momentWords, today } from '../parts/when.ts';
import { plainWords, roleName } from '../parts/words.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import {
  keysOrders,
  mayName,
  ordersFor,
  plansVisits,
  readsDocuments,
  type SignedIn,
} from '../sign-in/person.ts';
import { place } from '../worklist/place.ts';
import { RemindDialog } from '../worklist/remind-dialog.tsx';
import { remind } from '../worklist/reminders.tsx';
import { give } from '../worklist/take.ts';
import { ActionChoice } from './actions.tsx';
import { Calls } from './calls.tsx';
import { HoldClockPart } from './clock.tsx';
import { Strip } from './strip.tsx';
import { EvidenceList, PayerSaid, Why } from './why.tsx';

type Props = { holdId: string; person: SignedIn };

/** Waits for what is done with the order itself. */
const ofKeyed = new Set<string>(['order-to-sign', 'order-sent-back']);

const isOpen = ({ status }: WholeHold): boolean => status === 'open' || status === 'overdue';

/** How a hold ended, as it is told to whoever still had it open. */
const endSays = ({ resolution, status, actions }: WholeHold): string => {
  if (!resolution) return status === 'cancelled' ? 'Nobody has to wait any more.' : 'It has ended.';
  const says = actions.find(({ action }) => action === resolution.action)?.says;
  const who = resolution.by.name ?? roleName(resolution.by.kind);
  return `${who} resolved it ${momentWords(resolution.at)}: ${says ?? plainWords(resolution.action)}.`;
};

const HoldPage = ({ holdId, person }: Props) => {
  const found = useHold(holdId);
  const hold = found.data?.body;
  const about = useReferral(hold?.referralId);
  const referral = about.data;
  const [, go] = useLocation();
  const [race, setRace] = useState<string>();
  const [paper, setPaper] = useState<Paper>();
  const told = useRef<HTMLDivElement>(null);
  const { at, of, before, after } = place.around(holdId);

  useEffect(() => {
    if (race) told.current?.focus();
  }, [race]);

  const to = (next: string | undefined) => {
    place.leftFor(next ?? holdId);
    go(next ? `/holds/${next}` : place.list());
  };
  const take = async () => {
    if (!hold) return;
    const { given, says } = await give(hold, person.subject);
    announce(given ? 'The hold is yours now.' : says);
    if (!given) setRace(says);
    await readAnew(holdId);
  };
  const done = (says: string) => {
    announce(`Sent: ${says}.`);
    void queries.invalidateQueries({ queryKey: ['holds'] });
    void queries.invalidateQueries({ queryKey: ['referral'] });
    queries.removeQueries({ queryKey: ['hold', holdId] });
    to(after);
  };
  const raced = (problem: Problem) => {
    setRace(problem.message);
    void readAnew(holdId);
  };
  const closePaper = () => {
    // The document goes: the focus goes first, to the list that it was opened from.
    const opened = document.querySelector<HTMLElement>('.papers [aria-current]');
    (opened ?? document.querySelector<HTMLElement>('h1'))?.focus();
    setPaper(undefined);
  };
  const staff = !person.roles.includes('referrer');
  const here = usePresence(holdId, staff && hold !== undefined).data ?? [];
  const [reminding, setReminding] = useState(false);
  const remindAt = async (at: string, note: string) => {
    setReminding(false);
    try {
      await remind(holdId, at, note || hold?.says);
      announce('You will be reminded of it.');
    } catch (error) {
      setRace(tellProblem(error));
    }
  };
  useCommands([
    {
      id: 'next-hold',
      keys: ']',
      words: 'Next hold',
      group: 'Hold',
      run: () => after && to(after),
    },
    {
      id: 'hold-before',
      keys: '[',
      words: 'Hold before',
      group: 'Hold',
      run: () => before && to(before),
    },
    { id: 'back', keys: 'u', words: 'Back to the list', group: 'Hold', run: () => to(undefined) },
    ...(plansVisits(person)
      ? [
          {
            id: 'times',
            keys: 'b',
            words: 'Look at times for it',
            group: 'Hold',
            run: () => hold && go(`/referrals/${hold.referralId}/offers`),
          },
        ]
      : []),
    ...(staff
      ? [
          {
            id: 'take',
            keys: 'a',
            words: 'Take it yourself',
            group: 'Hold',
            run: () => void take(),
          },
          {
            id: 'remind',
            keys: 's',
            words: 'Be reminded of it',
            group: 'Hold',
            run: () => setReminding(true),
          },
        ]
      : []),
  ]);

  const called = useCalled();
  const sites = (referral?.sites ?? []).map(({ siteId }) => ({
    siteId,
    says: called.site(siteId),
  }));
  const open = hold !== undefined && isOpen(hold);
  return (
    <Screen
      title="Hold"
      about={holdId}
      heading={hold?.says ?? 'Hold'}
      className={paper ? 'hold with-paper' : 'hold'}
      beside={
        <nav className="around" aria-label="Holds beside this one">
          <Link href={place.list()} onClick={() => place.leftFor(holdId)} aria-keyshortcuts="u">
            All holds <KeyCap of="u" />
          </Link>
          {of > 0 && at > 0 && (
            <span className="none">
              {at} of {of}
            </span>
          )}
          {plansVisits(person) && hold?.team === 'scheduler' && (
            <Link href={`/referrals/${hold.referralId}/offers`} aria-keyshortcuts="b">
              Times <KeyCap of="b" />
            </Link>
          )}
          {before && (
            <Link href={`/holds/${before}`} aria-keyshortcuts="[">
              Before <KeyCap of="[" />
            </Link>
          )}
          {after && (
            <Link href={`/holds/${after}`} aria-keyshortcuts="]">
              Next <KeyCap of="]" />
            </Link>
          )}
        </nav>
      }
    >
      <ReadState of={found} what="the hold" />
      {hold && (
        <>
          <Strip hold={hold} referral={referral} />
          {about.isError && <ReadState of={about} what="the referral" />}
          {(race || !open) && (
            <div className="notice" ref={told} tabIndex={-1}>
              <h2>{open ? 'It has changed' : 'This hold has ended'}</h2>
              {race && <p>{race}</p>}
              {!open && <p>{endSays(hold)}</p>}
              {race && <p>What you typed is kept below for you to copy.</p>}
            </div>
          )}
          <div className="hold-parts">
            <div className="question">
              <p className="asks">{hold.asks}</p>
              {open && ofKeyed.has(hold.reason) && (keysOrders(person) || ordersFor(person)) && (
                <p>
                  <Link href={`/orders/${hold.referralId}`} className="button">
                    Open the order beside its page
                  </Link>
                </p>
              )}
              {open && hold.reason === 'order-incomplete' && ordersFor(person) && (
                <p>
                  <Link href={`/orders/${hold.referralId}/missing`} className="button">
                    Fill in what is missing
                  </Link>
                </p>
              )}
              {open && hold.reason === 'authorization-ending' && ordersFor(person) && (
                <p>
                  <Link href={`/orders/${hold.referralId}/renewal`} className="button">
                    Sign the order again
                  </Link>
                </p>
              )}
              <p className="taken">
                {hold.assignee ? (
                  <>
                    Taken by{' '}
                    <strong>
                      {hold.assignee === person.subject
                        ? 'you'
                        : (hold.assigned?.name ?? 'somebody')}
                    </strong>
                  </>
                ) : (
                  'Nobody has taken it.'
                )}
                {here.length > 0 && (
                  <span className="tag here">
                    {here.map(({ name }) => name ?? 'Somebody').join(', ')}{' '}
                    {here.length === 1 ? 'is' : 'are'} here too
                  </span>
                )}
                {staff && open && hold.assignee !== person.subject && (
                  <button type="button" aria-keyshortcuts="a" onClick={() => void take()}>
                    Take it <KeyCap of="a" />
                  </button>
                )}
              </p>
            </div>
            <div className="reading">
              {hold.denial && <PayerSaid denial={hold.denial} />}
              <Why hold={hold} told={mayName(person)} />
              {hold.denial?.evidence && hold.denial.evidence.length > 0 && (
                <EvidenceList of={hold.denial.evidence} />
              )}
              {readsDocuments(person) && (
                <Documents
                  referralId={hold.referralId}
                  hold={hold}
                  closed={referral?.status === 'closed'}
                  shown={paper}
                  onShow={setPaper}
                  onSent={() => void readAnew(holdId)}
                />
              )}
            </div>
            {paper && <PaperBeside paper={paper} onClose={closePaper} />}
            <HoldClockPart hold={hold} />
            <div className="doing">
              <ActionChoice
                key={holdId}
                hold={hold}
                etag={found.data?.etag}
                sites={sites}
                open={open}
                mayDecide={({ clinical, ofPractice }) =>
                  (!clinical || person.roles.includes('clinician')) &&
                  (!ofPractice || ordersFor(person))
                }
                onDone={done}
                onRace={raced}
              />
              <Calls hold={hold} open={open} />
              {referral && (
                <section aria-labelledby="so-far">
                  <h2 id="so-far">So far</h2>
                  <details>
                    <summary>{referral.timeline.length} entries of the referral</summary>
                    <Timeline of={referral.timeline} />
                  </details>
                </section>
              )}
            </div>
          </div>
          <p className="meta">
            On the list of {roleName(hold.team).toLowerCase()}s since {momentWords(hold.openedAt)}.
          </p>
        </>
      )}
      {reminding && (
        <RemindDialog
          count={1}
          day={dayBeside(today(), 1)}
          onRemind={(at, note) => void remindAt(at, note)}
          onClose={() => setReminding(false)}
        />
      )}
    </Screen>
  );
};

export default HoldPage;
