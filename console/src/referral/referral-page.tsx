import { useState } from 'react';
import { Link } from 'wouter';
import { useCalled } from '../api/called.ts';
import { queries, useReferral, type WholeReferral } from '../api/queries.ts';
import { Documents } from '../documents/documents.tsx';
import { type Paper, PaperBeside } from '../documents/paper.tsx';
import { Strip } from '../hold/strip.tsx';
import { ReadState } from '../parts/fault.tsx';
import { Screen } from '../parts/page.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { dateWords, dueOf, fullWords, momentWords, withDates } from '../parts/when.ts';
import { plainWords, roleName } from '../parts/words.ts';
import { endsPlans, readsDocuments, type SignedIn } from '../sign-in/person.ts';

type SiteName = { siteName: (siteId: string) => string };

const openHolds = ({ holds }: WholeReferral) =>
  holds.filter(({ status }) => status === 'open' || status === 'overdue');

const Waits = ({ referral }: { referral: WholeReferral }) => {
  const holds = openHolds(referral);
  return (
    <section aria-labelledby="waits">
      <h2 id="waits">What it waits for</h2>
      {holds.length === 0 && <p className="none">Nothing.</p>}
      <ul className="rows">
        {holds.map(({ holdId, says, owner, dueAt }) => {
          const due = dueOf(dueAt);
          return (
            <li key={holdId}>
              <Link href={`/holds/${holdId}`}>{says}</Link>
              <span className="meta">{roleName(owner)}</span>
              <span className={`state ${due.state}`} title={fullWords(dueAt)}>
                {due.words}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** States in which a line waits for the payer's word. */
const awaited = new Set(['drafted', 'pended-information-required', 'pended-in-review']);

const Lines = ({ authorizations }: Pick<WholeReferral, 'authorizations'>) => (
  <section aria-labelledby="lines">
    <h2 id="lines">Lines and clocks</h2>
    {authorizations.length === 0 && <p className="none">Nothing was asked of the payer yet.</p>}
    {authorizations.map(({ authorizationId, round, status, lines }) => (
      <table key={authorizationId}>
        <caption>
          Round {round}: {plainWords(status).toLowerCase()}
        </caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">State</th>
            <th scope="col">Units</th>
            <th scope="col">From, through</th>
            <th scope="col">Payer decides by</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.code} ${line.kind}`}>
              <th scope="row">
                {line.drug ?? plainWords(line.kind)}
                <span className="under">{line.code}</span>
              </th>
              <td data-label="State">{plainWords(line.state)}</td>
              <td data-label="Units">
                {line.decision?.units !== undefined
                  ? `${line.decision.units} of ${line.units}`
                  : line.units}
              </td>
              <td data-label="From, through">
                {dateWords(line.decision?.from ?? line.from)} to{' '}
                {dateWords(line.decision?.through ?? line.through)}
              </td>
              <td data-label="Payer decides by">
                {line.dueAt && awaited.has(line.state) ? momentWords(line.dueAt) : '-'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    ))}
  </section>
);

type VisitsProps = Pick<WholeReferral, 'visits'> & SiteName & { person: SignedIn };

const Visits = ({ visits, siteName, person }: VisitsProps) => (
  <section aria-labelledby="visits">
    <h2 id="visits">Visits</h2>
    {visits.length === 0 && <p className="none">None is booked.</p>}
    {visits.length > 0 && (
      <table>
        <caption className="unseen">Visits in order</caption>
        <thead>
          <tr>
            <th scope="col">Dose</th>
            <th scope="col">When</th>
            <th scope="col">Status</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {visits.map((visit) => (
            <tr key={visit.visitId}>
              <th scope="row">
                {endsPlans(person) ? (
                  <Link href={`/visits/${visit.visitId}`}>Dose {visit.dose}</Link>
                ) : (
                  `Dose ${visit.dose}`
                )}
              </th>
              <td data-label="When">
                {new Intl.DateTimeFormat('en-US', {
                  timeZone: visit.zone,
                  dateStyle: 'medium',
                  timeStyle: 'short',
                }).format(Date.parse(visit.startsAt))}
                <span className="under">
                  {visit.zone.replace(/.*\//, '').replace('_', ' ')} time
                </span>
              </td>
              <td data-label="Status">
                {plainWords(visit.status)}
                {visit.moveRequestedAt && <span className="under">asks for another time</span>}
              </td>
              <td data-label="Where">{siteName(visit.siteId)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);

const Sites = ({ referral, siteName }: { referral: WholeReferral } & SiteName) => (
  <section aria-labelledby="sites">
    <h2 id="sites">Places of care</h2>
    {referral.sites.length === 0 && <p className="none">They are not ranked yet.</p>}
    <ol className="rows">
      {referral.sites.map(({ siteId, reasons }) => (
        <li key={siteId}>
          <span>
            {siteName(siteId)}
            {siteId === referral.siteId && (
              <>
                {' '}
                <span className="tag held">Chosen</span>
              </>
            )}
          </span>
          <span className="meta">
            {reasons.map((reason) => plainWords(reason.replace(/^\w+:/, ''))).join(', ')}
          </span>
        </li>
      ))}
    </ol>
    {(referral.sitesLeftOut ?? []).length > 0 && (
      <details>
        <summary>{referral.sitesLeftOut?.length} left out</summary>
        <ul className="rows">
          {referral.sitesLeftOut?.map(({ siteId, reason }) => (
            <li key={siteId}>
              <span>{siteName(siteId)}</span>
              <span className="meta">{plainWords(reason)}</span>
            </li>
          ))}
        </ul>
      </details>
    )}
  </section>
);

/** What was decided in words; a place by its name. */
const answerWords = (answer: string, siteName: SiteName['siteName']): string =>
  answer.startsWith('site_') ? siteName(answer) : plainWords(answer).toLowerCase();

const Decisions = ({
  determinations,
  siteName,
}: Pick<WholeReferral, 'determinations'> & SiteName) => (
  <section aria-labelledby="decisions">
    <h2 id="decisions">Decisions</h2>
    <ul className="decisions">
      {[...determinations].reverse().map(({ at, question, answer, rule, reasons }) => (
        <li key={`${at} ${question}`}>
          <details>
            <summary>
              {plainWords(question)}: <strong>{answerWords(answer, siteName)}</strong>
              <span className="meta"> {momentWords(at)}</span>
            </summary>
            <ul>
              {reasons.map(({ code, text, source }) => (
                <li key={`${code} ${text}`}>
                  {withDates(text)}
                  {source && <span className="meta"> {source}</span>}
                </li>
              ))}
            </ul>
            <p className="meta">
              Rule {rule.id}, version {rule.version}. {rule.source}
            </p>
          </details>
        </li>
      ))}
    </ul>
  </section>
);

type Props = { referralId: string; person: SignedIn };

const ReferralPage = ({ referralId, person }: Props) => {
  const found = useReferral(referralId);
  const called = useCalled();
  const [paper, setPaper] = useState<Paper>();
  const closePaper = () => {
    const opened = document.querySelector<HTMLElement>('.papers [aria-current]');
    (opened ?? document.querySelector<HTMLElement>('h1'))?.focus();
    setPaper(undefined);
  };
  const referral = found.data;
  return (
    <Screen
      title="Referral"
      about={referralId}
      heading={referral?.therapy ?? 'Referral'}
      className="referral"
      beside={
        <nav className="around" aria-label="Lists">
          <Link href="/referrals">All referrals</Link>
        </nav>
      }
    >
      <ReadState of={found} what="the referral" />
      {referral && (
        <>
          <Strip hold={{ referralId }} referral={referral} here />
          <div className="hold-parts">
            <div className="reading">
              <Waits referral={referral} />
              <section aria-labelledby="story">
                <h2 id="story">What happened</h2>
                <Timeline of={referral.timeline} />
              </section>
            </div>
            <div className="doing">
              {paper && <PaperBeside paper={paper} onClose={closePaper} />}
              {readsDocuments(person) && (
                <Documents
                  referralId={referralId}
                  closed={referral.status === 'closed'}
                  shown={paper}
                  onShow={setPaper}
                  onSent={() => void queries.invalidateQueries({ queryKey: ['referral'] })}
                />
              )}
              <Visits visits={referral.visits} siteName={called.site} person={person} />
              <Lines authorizations={referral.authorizations} />
              <Sites referral={referral} siteName={called.site} />
              <Decisions determinations={referral.determinations} siteName={called.site} />
            </div>
          </div>
        </>
      )}
    </Screen>
  );
};

export default ReferralPage;
