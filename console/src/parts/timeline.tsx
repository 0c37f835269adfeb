import type { WholeReferral } from '../api/queries.ts';
import { dayHeading, dayOf, fullWords, timeWords, withDates } from './when.ts';

/** What happened, the newest first, by days; why, where somebody wants to know. */
export const Timeline = ({ of }: { of: WholeReferral['timeline'] }) => {
  const days = Map.groupBy([...of].reverse(), ({ at }) => dayOf(at));
  return (
    <div className="timeline">
      {[...days].map(([day, entries]) => (
        <section key={day} aria-label={dayHeading(day)}>
          <h3>{dayHeading(day)}</h3>
          <ol>
            {entries.map(({ at, event, text, why, by, count }) => (
              <li key={`${at} ${event} ${text}`}>
                <time dateTime={at} title={fullWords(at)}>
                  {timeWords(at)}
                </time>
                <div>
                  <p>
                    {withDates(text)}
                    {count !== undefined && count > 1 && ` (${count} times)`}
                    {by === 'person' && <span className="tag">by a person</span>}
                  </p>
                  {why.length > 0 && (
                    <details>
                      <summary>Why</summary>
                      <ul>
                        {why.map((line) => (
                          <li key={line}>{withDates(line)}</li>
                        ))}
                      </ul>
                    </details>
                  )}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
};
