import type { WholeHold } from '../api/queries.ts';
import { dateWords, dueOf, fullWords, windowOf, withDates } from '../parts/when.ts';
import { plainWords, roleName } from '../parts/words.ts';

/** Until when, why then, and what else runs out. */
export const HoldClockPart = ({ hold }: { hold: WholeHold }) => {
  const due = dueOf(hold.dueAt);
  const dose = hold.doseBy ? windowOf(hold.doseBy) : undefined;
  const windows = (hold.denial?.rungs ?? []).filter(({ state }) =>
    ['open', 'not-yet', 'under-way'].includes(state),
  );
  return (
    <section aria-labelledby="clock" className="clock">
      <h2 id="clock">Clock</h2>
      <p className={`state ${due.state} big`} title={fullWords(hold.dueAt)}>
        {due.words}
        <span className="under">{due.detail}</span>
      </p>
      <p className="meta">{withDates(hold.dueBecause)}</p>
      <dl>
        <div>
          <dt>Whose turn</dt>
          <dd>
            {roleName(hold.owner)}
            {hold.escalatedTo && `, and ${roleName(hold.escalatedTo)} was asked`}
          </dd>
        </div>
        {dose && (
          <div>
            <dt>Dose window</dt>
            <dd className={`state ${dose.state}`}>
              {dose.words}, until {dateWords(hold.doseBy ?? '')}
            </dd>
          </div>
        )}
        {windows.map(({ rung, says, warns, rule }) => (
          <div key={rung}>
            <dt>{rung === 'peer-to-peer' ? 'Peer-to-peer' : plainWords(rung)}</dt>
            <dd>
              {withDates(says)}
              {warns && <span className="warns"> {withDates(warns)}</span>}
              <span className="under">{rule.source}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
