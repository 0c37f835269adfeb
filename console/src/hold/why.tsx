import type { WholeHold } from '../api/queries.ts';
import { withDates } from '../parts/when.ts';
import { roleName } from '../parts/words.ts';

/** Codes in one line, sentences each in its own. */
const asSaid = (said: readonly string[]): string =>
  said.join(said.every((line) => line.length < 12) ? '; ' : '\n');

/** The payer's own words, as they came, beside what they mean. */
export const PayerSaid = ({ denial }: { denial: NonNullable<WholeHold['denial']> }) => (
  <section aria-labelledby="said">
    <h2 id="said">What the payer said</h2>
    {denial.said && denial.said.length > 0 && <blockquote>{asSaid(denial.said)}</blockquote>}
    {denial.reasons.length > 0 && (
      <dl className="codes">
        {denial.reasons.map(({ code, says }) => (
          <div key={code}>
            <dt>{code}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    )}
    {denial.readings.length > 0 && (
      <p>What we take it for: {denial.readings.map(({ says }) => says).join(' ')}</p>
    )}
  </section>
);

const standings = { held: 'On file', missing: 'Missing', ask: 'To be asked' } as const;

/** What would answer a denial: each criterion with what is on file for it. */
export const EvidenceList = ({
  of,
}: {
  of: NonNullable<NonNullable<WholeHold['denial']>['evidence']>;
}) => (
  <section aria-labelledby="evidence">
    <h2 id="evidence">Evidence</h2>
    <ul className="evidence">
      {of.map(({ criterion, standing, facts, fix }) => (
        <li key={criterion}>
          <span className={`tag ${standing}`}>{standings[standing]}</span>
          <div>
            <p>{criterion}</p>
            {facts.map((fact) => (
              <p key={fact} className="meta">
                {withDates(fact)}
              </p>
            ))}
            {fix && <p className="meta">{withDates(fix)}</p>}
          </div>
        </li>
      ))}
    </ul>
  </section>
);

const wording = { payer: 'What the payer said', rules: 'What is wanted', people: 'What was told' };

const headingOf = ({ denial, words }: WholeHold): string =>
  denial ? 'Line by line' : (wording[words as keyof typeof wording] ?? 'Why it waits');

/** Why it waits, and what is missing: who answers it, and by which source it is asked. */
export const Why = ({ hold, told }: { hold: WholeHold; told: boolean }) => {
  // What may be done after a denial stands with the clock, which has its days.
  const lines = hold.why.filter(({ code }) => !hold.denial || !code.startsWith('rung-'));
  return (
    <section aria-labelledby="why">
      <h2 id="why">{headingOf(hold)}</h2>
      {lines.length === 0 ? (
        <p className="none">
          {told
            ? 'Nothing is on record beside the reason.'
            : 'More than the reason is told to those alone who work the hold.'}
        </p>
      ) : (
        <ul className="why">
          {lines.map(({ code, text, fix, said, owner, source }) => (
            <li key={`${code} ${text}`}>
              <p>{withDates(text)}</p>
              {said && <blockquote>{said}</blockquote>}
              {fix && <p className="fix">{withDates(fix)}</p>}
              {(owner || source) && (
                <p className="meta">
                  {owner && `From the ${roleName(owner).toLowerCase()}. `}
                  {source && `Source: ${source}`}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
