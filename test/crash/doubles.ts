import type { HttpClient } from '../../demo/client.ts';
import type { Played } from '../../demo/play.ts';
import { setStage } from '../../demo/stage.ts';

type Visit = {
  visitId: string;
  nurseId?: string;
  startsAt: string;
  endsAt: string;
  status: string;
};
type Message = { channel: string; to: string; body: string };
type Submission = { identifier: string };

const dayMillis = 86_400_000;

const foundTwice = (texts: readonly string[]): string[] =>
  texts.filter((text, index) => texts.indexOf(text) !== index);

/** A text message goes out at most once; an e-mail may be repeated rather than lost. */
const doubledTexts = (messages: readonly Message[]): string[] =>
  foundTwice(
    messages.filter(({ channel }) => channel === 'text').map(({ to, body }) => `${to} ${body}`),
  ).map(() => 'a text message was sent twice');

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

/** Each dose has one visit, and the payer got the requests of the story and no more. */
const doubledInReferral = (
  { story, referral }: Played,
  submissions: readonly Submission[],
): string[] => {
  const sent = submissions.filter(({ identifier }) =>
    identifier.startsWith(`auth_${referral.referralId.slice('ref_'.length)}_`),
  ).length;
  const doses = referral.visits
    .filter(({ status }) => status !== 'cancelled')
    .map(({ dose }) => String(dose));
  return [
    ...foundTwice(doses).map((dose) => `${story.file}: dose ${dose} is booked twice`),
    ...(sent === story.submissions
      ? []
      : [`${story.file}: the payer got ${sent} requests instead of ${story.submissions}`]),
  ];
};

/** Every visit of the next year, asked for in the spans the list allows. */
const visitsFrom = async (http: HttpClient, token: string, from: Date): Promise<Visit[]> => {
  const visits: Visit[] = [];
  for (let day = 0; day < 400; day += 61) {
    const on = (offset: number) =>
      new Date(from.getTime() + (day + offset) * dayMillis).toISOString().slice(0, 10);
    let cursor = '';
    do {
      const path = `/visits?from=${on(0)}&to=${on(60)}&limit=100${cursor}`;
      const { body } = await http.expect(200, 'GET', path, { token });
      visits.push(...(body.items as Visit[]));
      cursor = body.next ? `&cursor=${encodeURIComponent(String(body.next))}` : '';
    } while (cursor);
  }
  return visits;
};

/** Whatever happened twice that may happen once, in words. */
export const doubles = async (
  http: HttpClient,
  data: string,
  payers: string,
  played: readonly Played[],
): Promise<string[]> => {
  const stage = await setStage(http, data, 'doubles', () => {});
  await stage.quiet();
  const messages = (await http.expect(200, 'GET', '/local/messages')).body;
  const log = (await (await fetch(`${payers}/log`)).json()) as { submissions: Submission[] };
  return [
    ...doubledTexts(Object.values(messages) as Message[]),
    ...doubledNurses(await visitsFrom(http, stage.token('scheduler'), stage.now())),
    ...played.flatMap((one) => doubledInReferral(one, log.submissions)),
  ];
};
