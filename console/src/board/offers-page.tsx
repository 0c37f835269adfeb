import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { conflictWords } from '../../../functions/scheduling/conflict-words.ts';
import { askApi } from '../api/call.ts';
import { Problem, tellProblem } from '../api/problem.ts';
import { useLabels } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { FormField } from '../parts/form-field.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { withDates } from '../parts/when.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { mayMoveVisits, type SignedIn } from '../sign-in/person.ts';
import { zoneCity } from '../visits/visit-words.ts';
import { boardAnew, type OffersShown, useOffers, useSites } from './read.ts';
import { clockWords, dayWords } from './times.ts';

type Offer = OffersShown['offers'][number];
type Part = '' | 'morning' | 'afternoon';

const offDays = (days: number): string =>
  days === 0
    ? 'on its ideal day'
    : `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days < 0 ? 'early' : 'late'}`;

const mostOff = ({ visits }: Offer): number =>
  Math.max(0, ...visits.map(({ deviationDays }) => Math.abs(deviationDays)));

const travelOf = ({ visits }: Offer): number =>
  visits.reduce((sum, { travelMinutes = 0 }) => sum + travelMinutes, 0);

/** What speaks for an offer beside the others, and what against it. */
const bearingOf = (offer: Offer, all: readonly Offer[]): { for: string[]; against: string[] } => {
  const least = (of: (one: Offer) => number) => Math.min(...all.map(of));
  const firstOn = all.map((one) => one.firstOn).sort()[0];
  const speaks = { for: [] as string[], against: [] as string[] };
  const say = (good: boolean, pro: string, contra: string) =>
    good ? speaks.for.push(pro) : speaks.against.push(contra);
  say(offer.firstOn === firstOn, 'The earliest start', 'Starts later than another one');
  say(
    mostOff(offer) === 0,
    'Every dose on its ideal day',
    `A dose is up to ${mostOff(offer)} ${mostOff(offer) === 1 ? 'day' : 'days'} off its ideal day`,
  );
  if (offer.nurses > 0) {
    say(offer.nurses === 1, 'The same nurse for all visits', `${offer.nurses} nurses take turns`);
    say(
      travelOf(offer) === least(travelOf),
      'The least travel',
      `${travelOf(offer) - least(travelOf)} more minutes of travel than the least`,
    );
  }
  return speaks;
};

/** Times for the whole series, side by side; the best comes first. */
const OffersPage = ({ referralId, person }: { referralId: string; person: SignedIn }) => {
  const [part, setPart] = useState<Part>('');
  const found = useOffers(referralId, part);
  const [chosen, setChosen] = useState(0);
  const [note, setNote] = useState('');
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [sending, setSending] = useState(false);
  const told = useRef<HTMLDivElement>(null);
  const [, go] = useLocation();
  const offers = found.data?.offers ?? [];
  const label = useLabels([referralId], true).data?.[referralId];
  const nurses = useSites(offers[0]?.firstOn ?? '', 1, offers.length > 0).data?.flatMap(
    (site) => site.nurses,
  );
  const nurseOf = (id: string | undefined) =>
    id ? (nurses?.find(({ nurseId }) => nurseId === id)?.name ?? 'A nurse') : undefined;
  const mayBook = mayMoveVisits(person);
  useEffect(() => {
    if (failed.length > 0) told.current?.focus();
  }, [failed]);
  const book = async () => {
    const offer = offers[chosen];
    if (!offer || sending) return;
    setSending(true);
    setFailed([]);
    try {
      await askApi('POST /referrals/{referralId}/visits', {
        path: { referralId },
        body: {
          visits: offer.visits.map(({ dose, startsAt, nurseId }) => ({
            dose,
            startsAt,
            ...(nurseId && { nurseId }),
          })),
          ...(note.trim() && { note: note.trim() }),
        },
        idempotencyKey: crypto.randomUUID(),
      });
      announce(`${offer.visits.length} visits are booked.`);
      void boardAnew();
      go(`/referrals/${referralId}`);
    } catch (error) {
      const conflicts =
        error instanceof Problem ? (error.facts.conflicts as { dose: number; code: string }[]) : [];
      setFailed([
        tellProblem(error),
        ...(conflicts ?? []).map(({ dose, code }) => `Dose ${dose}: ${conflictWords(code)}.`),
      ]);
      await found.refetch();
    } finally {
      setSending(false);
    }
  };
  useCommands(
    !mayBook
      ? []
      : [
          ...offers.map((_, at) => ({
            id: `offer-${at}`,
            keys: `${at + 1}`,
            words: `Choose offer ${at + 1}`,
            group: 'Offers',
            run: () => {
              setChosen(at);
              document.querySelectorAll<HTMLElement>('.offer input')[at]?.focus();
            },
          })),
          {
            id: 'book',
            keys: 'Ctrl+Enter',
            words: 'Book it',
            group: 'Offers',
            run: () => void book(),
          },
        ],
  );
  const zone = found.data && zoneCity(found.data.zone);
  return (
    <Screen
      title="Times"
      heading={
        label ? `Times for ${[label.family, label.given].filter(Boolean).join(', ')}` : 'Times'
      }
      className="offers-page"
      beside={
        <nav className="around" aria-label="Beside this">
          <Link href={`/referrals/${referralId}`}>Referral</Link>
          <Link href="/board">Board</Link>
        </nav>
      }
    >
      <div className="list-tools">
        <label className="choice">
          Part of the day
          <select value={part} onChange={({ target }) => setPart(target.value as Part)}>
            <option value="">Any</option>
            <option value="morning">Morning</option>
            <option value="afternoon">Afternoon</option>
          </select>
        </label>
      </div>
      <ReadState of={found} what="the times" />
      {failed.length > 0 && (
        <div className="notice bad" ref={told} tabIndex={-1}>
          {failed.map((line) => (
            <p key={line}>{withDates(line)}</p>
          ))}
        </div>
      )}
      {found.data && offers.length > 0 && (
        <>
          <p className="meta">
            {found.data.doses} of {found.data.ordered} doses can be booked now. Times are those of
            clocks in {zone}. Nothing is held by being shown.
          </p>
          <fieldset className="offers">
            <legend className="unseen">Offers, the best first</legend>
            {offers.map((offer, at) => {
              const speaks = bearingOf(offer, offers);
              const nurse = nurseOf(offer.visits[0]?.nurseId);
              return (
                <div key={`${offer.firstOn} ${offer.primary}`} className="offer block">
                  <label className="check">
                    <input
                      type="radio"
                      name="offer"
                      checked={chosen === at}
                      onChange={() => setChosen(at)}
                    />
                    <strong>
                      Offer {at + 1}: from {dayWords(offer.firstOn)}
                      {nurse && ` with ${nurse}`}
                    </strong>{' '}
                    <KeyCap of={`${at + 1}`} />
                  </label>
                  <ul className="speaks">
                    {speaks.for.map((line) => (
                      <li key={line}>
                        <span className="tag met">For</span> {line}
                      </li>
                    ))}
                    {speaks.against.map((line) => (
                      <li key={line}>
                        <span className="tag ask">Against</span> {line}
                      </li>
                    ))}
                  </ul>
                  <ol className="doses">
                    {offer.visits.map((visit) => (
                      <li key={visit.dose}>
                        <strong>
                          Dose {visit.dose}: {dayWords(visit.on)}, {clockWords(visit.localStart)}
                        </strong>
                        <span className="under">
                          {offDays(visit.deviationDays)}
                          {visit.nurseId && `, ${nurseOf(visit.nurseId)}`}
                          {visit.travelMinutes !== undefined &&
                            `, ${visit.travelMinutes} minutes of travel`}
                        </span>
                      </li>
                    ))}
                  </ol>
                </div>
              );
            })}
          </fieldset>
          {mayBook && (
            <div className="book">
              <FormField
                id="offer-note"
                label="Why"
                hint="Only where something stands against it that you may go over."
                control={{ value: note, onChange: ({ target }) => setNote(target.value) }}
              />
              <button
                type="button"
                className="first"
                aria-keyshortcuts="Control+Enter"
                onClick={() => void book()}
              >
                {sending ? 'Booking …' : `Book offer ${chosen + 1}`} <KeyCap of="Ctrl Enter" />
              </button>
            </div>
          )}
        </>
      )}
      {found.data && offers.length === 0 && (
        <section className="block" aria-labelledby="would-help">
          <h2 id="would-help">
            {found.data.doses === 0 ? 'No dose can be booked now' : 'No time fits'}
          </h2>
          {found.data.wouldHelp.length > 0 ? (
            <>
              <p>What would help:</p>
              <ul>
                {found.data.wouldHelp.map(({ code, text }) => (
                  <li key={code}>{text}</li>
                ))}
              </ul>
            </>
          ) : (
            found.data.doses > 0 && (
              <p>
                More days around each dose would not help: a nurse, a chair or another site would.
              </p>
            )
          )}
        </section>
      )}
      {found.data && found.data.refused.length > 0 && (
        <section className="block" aria-labelledby="refused">
          <h2 id="refused">What spoke against other times</h2>
          <ul>
            {found.data.refused.map(({ code, text }) => (
              <li key={code}>{withDates(text)}</li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
};

export default OffersPage;
