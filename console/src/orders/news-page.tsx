import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiAnswer, askApi } from '../api/call.ts';
import { tellFirst } from '../api/problem.ts';
import { queries } from '../api/queries.ts';
import { useFailure } from '../parts/failure.tsx';
import { ReadState } from '../parts/fault.tsx';
import { FormField } from '../parts/form-field.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { dateWords, today as deskToday } from '../parts/when.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import type { SignedIn } from '../sign-in/person.ts';

type NewsAnswer = ApiAnswer<'GET /practices/{practiceNpi}/news'>;
type Point = NewsAnswer['body']['today']['points'][number];

/** What may be chosen, in the order of a referral’s life. */
const pointWords: readonly (readonly [Point, string])[] = [
  ['accepted', 'An order is accepted'],
  ['missing', 'Something is wanted from us'],
  ['submitted', 'A request went to the payer'],
  ['decided', 'The payer decided, and why'],
  ['booked', 'Visits are booked'],
  ['no-time', 'No time was found for a dose'],
  ['first-dose', 'The first dose was given'],
  ['missed', 'A visit was missed'],
  ['renewal-due', 'A renewal is due'],
  ['ended', 'A referral has ended'],
];

const pointsWords = (points: readonly Point[]): string =>
  pointWords.flatMap(([point, words]) => (points.includes(point) ? [words] : [])).join('; ') ||
  'Nothing but severe reactions';

const Form = ({ answer, npi }: { answer: NewsAnswer; npi: string }) => {
  const { today, choices } = answer.body;
  const [points, setPoints] = useState<readonly Point[]>(today.points);
  const [daily, setDaily] = useState(today.daily ?? false);
  const [email, setEmail] = useState(today.email ?? '');
  const [from, setFrom] = useState(deskToday());
  const failure = useFailure();
  const save = async () => {
    failure.clear();
    const others = choices.filter((each) => each.from !== from);
    const next = { from, points: [...points], daily, ...(email.trim() && { email: email.trim() }) };
    try {
      await askApi('PUT /practices/{practiceNpi}/news', {
        path: { practiceNpi: npi },
        body: { choices: [...others, next].toSorted((a, b) => a.from.localeCompare(b.from)) },
        ifMatch: answer.etag,
      });
      announce('Saved.');
      // The form is made anew of what stands: the focus goes first.
      document.querySelector<HTMLElement>('h1')?.focus();
      await queries.invalidateQueries({ queryKey: ['news'] });
    } catch (error) {
      failure.fail(tellFirst(error));
    }
  };
  useCommands([
    {
      id: 'save-news',
      keys: 'Ctrl+Enter',
      words: 'Save what we hear of',
      group: 'Practice',
      run: () => void save(),
    },
  ]);
  return (
    <form
      noValidate
      className="order-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset className="part-of-order">
        <legend>We get a mail when</legend>
        {pointWords.map(([point, words]) => (
          <label key={point} className="check">
            <input
              type="checkbox"
              checked={points.includes(point)}
              onChange={({ target }) =>
                setPoints(
                  target.checked ? [...points, point] : points.filter((each) => each !== point),
                )
              }
            />
            {words}
          </label>
        ))}
        <p className="meta">
          Of a severe reaction you always hear at once. A mail names no patient, drug or payer: it
          leads here.
        </p>
      </fieldset>
      <fieldset className="part-of-order">
        <legend>How, and from when</legend>
        <label className="check">
          <input
            type="checkbox"
            checked={daily}
            onChange={({ target }) => setDaily(target.checked)}
          />
          One mail a day for all of it, at four in the afternoon (Eastern time)
        </label>
        <div className="pair">
          <FormField
            id="news-email"
            label="E-mail"
            kind="email"
            hint="Where left empty: the one that each order names"
            control={{ value: email, onChange: ({ target }) => setEmail(target.value) }}
          />
          <FormField
            id="news-from"
            label="From"
            kind="date"
            control={{ value: from, onChange: ({ target }) => setFrom(target.value) }}
          />
        </div>
      </fieldset>
      {failure.notice}
      <div className="buttons">
        <button type="submit" className="first" aria-keyshortcuts="Control+Enter">
          Save <KeyCap of="Ctrl ↵" />
        </button>
      </div>
      {choices.length > 0 && (
        <section aria-labelledby="chosen">
          <h2 id="chosen">Chosen so far</h2>
          <ul className="rows">
            {choices.toReversed().map((each) => (
              <li key={each.from}>
                <span>
                  From {dateWords(each.from)}
                  {each.daily && ', in one mail a day'}
                  {each.email && `, to ${each.email}`}
                  <span className="under">{pointsWords(each.points)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </form>
  );
};

/** What a practice hears of its referrals by mail, by its own choice. */
const NewsPage = ({ person }: { person: SignedIn }) => {
  const [npi = ''] = person.practices;
  const found = useQuery({
    queryKey: ['news', npi],
    queryFn: ({ signal }) =>
      askApi('GET /practices/{practiceNpi}/news', { path: { practiceNpi: npi }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Screen title="News" heading="What we hear of" className="order">
      <ReadState of={found} what="what was chosen" />
      {found.data && <Form key={found.data.etag} answer={found.data} npi={npi} />}
    </Screen>
  );
};

export default NewsPage;
