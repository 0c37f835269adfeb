import { asObject } from '../json.ts';
import type { Overview } from './control.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: string) => value.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

const table = (headings: string[], rows: string[][], empty: string) =>
  rows.length
    ? `<table><thead><tr>${headings.map((each) => `<th scope="col">${text(each)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`).join('\n')}</tbody></table>`
    : `<p class="empty">${text(empty)}</p>`;

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; }
  table { border-collapse: collapse; width: 100%; font-size: .9rem; }
  th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; }
  td:last-child { white-space: pre-wrap; overflow-wrap: anywhere; }
  .empty { opacity: .7; } nav a { margin-right: 1rem; }`;

/** What went wrong, without the payload: that is for `/local/dead-letters`. */
const reason = (body: string) => {
  const { responsePayload, tries } = asObject(JSON.parse(body));
  const { errorType, errorMessage } = asObject(responsePayload);
  return errorMessage
    ? `${errorType ?? 'Error'}: ${errorMessage}`
    : `given up after ${tries} tries`;
};

const newest = 100;

/**
 * What happened here so far and who waits for whom, for the person at this machine. Static: it runs
 * no script. Of holds and referrals it shows ids and named outcomes only.
 */
export const overviewPage = ({
  now,
  messages,
  deadLetters,
  executions,
  holds,
  referrals,
  pending,
}: Overview): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Dripline on this machine</title><style>${style}</style></head><body>
<h1>Dripline on this machine</h1>
<p>It is <strong>${text(now)}</strong> here. ${pending.length ? `Under way: ${text(pending.join(', '))}.` : 'Nothing is under way.'}</p>
<nav aria-label="Machine-readable">${[
  'clock',
  'messages',
  'executions',
  'dead-letters',
  'metrics',
  'idle',
]
  .map((name) => `<a href="/local/${name}">${name}</a>`)
  .join('')}<a href="/openapi.json">API description</a></nav>
<h2>Open holds</h2>
${table(
  ['Due', 'Team', 'Waiting for', 'Status', 'Hold'],
  holds.map(({ dueAt, team, reason, status, holdId }) => [dueAt, team, reason, status, holdId]),
  'Nothing waits for a person.',
)}
<h2>Newest referrals</h2>
${table(
  ['Received', 'Status', 'Practice', 'Referral'],
  referrals.map(({ receivedAt, status, practiceNpi, referralId }) => [
    receivedAt,
    status,
    practiceNpi,
    referralId,
  ]),
  'No referral came in this month or the one before.',
)}
<h2>Messages</h2>
${table(
  ['When', 'How', 'To', 'Subject', 'Text'],
  messages
    .slice(-newest)
    .reverse()
    .map(({ at, channel, to, subject, body }) => [at, channel, to, subject, body]),
  'Nobody has been written to yet.',
)}
<h2>Workflows under way</h2>
${table(
  ['Since', 'Workflow', 'Execution', 'Status'],
  executions
    .filter(({ status }) => status === 'RUNNING')
    .slice(0, newest)
    .map(({ startedAt, machine, name, status }) => [startedAt, machine, name, status]),
  'No workflow is waiting.',
)}
<h2>Dead letters</h2>
${table(
  ['When', 'Queue', 'Why it could not be delivered'],
  deadLetters
    .slice(-newest)
    .reverse()
    .map(({ at, queue, body }) => [at, queue, reason(body)]),
  'Everything was delivered.',
)}
</body></html>
`;
