import { setTimeout as pause } from 'node:timers/promises';
import { type HttpClient, Unexpected } from './client.ts';
import { setStage } from './stage.ts';
import type { ShownReferral, Story } from './story.ts';

export type Played = { story: Story; referral: ShownReferral; failures: string[]; millis: number };

/** A story that takes longer than this is stuck. */
const longestMillis = 90_000;

/** How long to look away while a task waits for its next try; it is quiet then, but not over. */
const betweenLooksMillis = 200;

const openHold = (referral: ShownReferral) =>
  referral.holds.find(({ status }) => status === 'open' || status === 'overdue');

const isOver = ({ status }: ShownReferral): boolean => status === 'active' || status === 'closed';

/**
 * Plays one story: sends its order as the practice's record system would, then acts on each hold
 * as the story says until the referral is over. A wait for the payer is passed by moving the clock.
 */
export const play = async (
  http: HttpClient,
  data: string,
  story: Story,
  say: (line: string) => void,
): Promise<Played> => {
  const started = performance.now();
  const stage = await setStage(http, data, story.file, say);
  const sent = await http.expect(202, 'POST', '/referrals', {
    token: stage.token('referrer', story.practiceNpi),
    contentType: story.form === 'native' ? 'application/json' : 'application/fhir+json',
    body: await stage.file(story.file),
    idempotencyKey: stage.key('send'),
  });
  const referralId = String(sent.body.referralId);
  say(`sent as ${referralId}`);

  const settled = async (): Promise<ShownReferral> => {
    const until = performance.now() + longestMillis;
    while (performance.now() < until) {
      await stage.quiet();
      const referral = await stage.read(referralId);
      const hold = openHold(referral);
      if (hold) {
        const move = story.onHold[hold.reason];
        if (move) await move(stage, referral, hold.holdId);
        else if (hold.reason === 'payer-decision') await stage.advance('PT6H');
        else throw new Unexpected(`Nobody in this story acts on ${hold.reason}.`);
      } else if (isOver(referral)) return referral;
      else await pause(betweenLooksMillis);
    }
    throw new Unexpected('The referral came to no end.');
  };

  let referral = await settled();
  if (story.afterwards) {
    await story.afterwards(stage, referral);
    await stage.quiet();
    referral = await stage.read(referralId);
  }
  return {
    story,
    referral,
    failures: story.failures(referral),
    millis: performance.now() - started,
  };
};
