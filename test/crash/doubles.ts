import type { HttpClient } from '../../local/demo/client.ts';
import { stageOf } from '../../local/demo/stage.ts';

type Visit = {
  visitId: string;
  nurseId?: string;
  startsAt: string;
  endsAt: string;
  status: string;
};
type Message = { channel: string; to: string; body: string };
type Submission = { identifier: string; count: number };

const timesFound = (texts: readonly string[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1);
};

/** A text message goes out at most once; an e-mail may be repeated rather than lost. */
const doubledTexts = (messages: readonly Message[]): string[] =>
  timesFound(
    messages.filter(({ channel }) => channel === 'text').map(({ to, body }) => `${to} ${body}`),
  ).map(([, count]) => `a text message was sent ${count} times`);

/** Nobody is in two places: no two visits of one nurse overlap. */
const doubledNurses = (visits: readonly Visit[]): string[] => {
  const sorted = visits
    .filter(({ status, nurseId }) => status !== 'cancelled' && nurseId)
    .toSorted((a, b) => (`${a.nurseId}${a.startsAt}` < `${b.nurseId}${b.startsAt}` ? -1 : 1));
  return sorted.flatMap((visit, index) => {
    const before = sorted[index - 1];
    return before && before.nurseId === visit.nurseId && visit.startsAt < before.endsAt
      ? [`${visit.nurseId} is booked twice: ${before.visitId} and ${visit.visitId}`]
      : [];
  });
};

/** The payer counts what reached it: one request for each identifier. */
const doubledSubmissions = (submissions: readonly Submission[]): string[] =>
  submissions
    .filter(({ count }) => count > 1)
    .map(({ identifier, count }) => `the payer processed ${identifier} ${count} times`);

const allVisits = async (http: HttpClient, token: string): Promise<Visit[]> => {
  const visits: Visit[] = [];
  let cursor = '';
  do {
    const { body } = await http.expect(200, 'GET', `/visits?limit=100${cursor}`, { token });
    visits.push(...(body.items as Visit[]));
    cursor = body.next ? `&cursor=${encodeURIComponent(String(body.next))}` : '';
  } while (cursor);
  return visits;
};

/** Whatever happened twice that may happen once, in words. */
export const doubles = async (
  http: HttpClient,
  data: string,
  simulator: string,
): Promise<string[]> => {
  const stage = await stageOf(http, data, 'doubles', () => {});
  await stage.quiet();
  const messages = (await http.expect(200, 'GET', '/local/messages')).body;
  const log = (await (await fetch(`${simulator}/log`)).json()) as { submissions: Submission[] };
  return [
    ...doubledTexts(Object.values(messages) as Message[]),
    ...doubledNurses(await allVisits(http, stage.token('scheduler'))),
    ...doubledSubmissions(log.submissions),
  ];
};
