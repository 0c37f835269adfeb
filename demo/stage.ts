import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { signToken } from '../local/cognito/access-token.ts';
import { claimsFor } from '../local/cognito/roles.ts';
import { openSigningKey } from '../local/cognito/signing-key.ts';
import { openDataFolder } from '../local/data/data-folder.ts';
import { readServiceFile } from '../local/data/service-file.ts';
import { type HttpClient, Unexpected } from './client.ts';
import { daysSince, shiftDates } from './shift-dates.ts';
import type { ShownReferral, StoryStage } from './story.ts';

const examples = new URL('../examples/', import.meta.url).pathname;
const tokenSeconds = 3600;

/** Tokens of the people a story plays, by the service's own clock. */
const tokens = (data: string, nowMs: () => number) => {
  const folder = openDataFolder(data);
  const service = () => readServiceFile(folder.service);
  return (role: string, subject = ''): string => {
    const nowSeconds = Math.floor(nowMs() / 1000);
    const claims = claimsFor({ role, subject }, service(), nowSeconds, tokenSeconds);
    return signToken(claims, openSigningKey(folder.signingKey));
  };
};

/** Everything a story needs, for one story; `say` prints under its title. */
export const setStage = async (
  http: HttpClient,
  data: string,
  story: string,
  say: (line: string) => void,
): Promise<StoryStage & { quiet: () => Promise<void> }> => {
  let now = new Date();
  const readClock = async (): Promise<void> => {
    now = new Date(String((await http.expect(200, 'GET', '/local/clock')).body.now));
  };
  await readClock();
  const token = tokens(data, () => now.getTime());

  const quiet = async (): Promise<void> => {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      if ((await http.send('GET', '/local/idle')).status === 200) return;
      await pause(100);
    }
    throw new Unexpected('The service did not become quiet.');
  };

  return {
    http,
    token,
    quiet,
    say,
    now: () => now,
    key: (point) =>
      createHash('sha256').update(`${data}|${story}|${point}`).digest('hex').slice(0, 40),
    file: async (name) =>
      shiftDates(JSON.parse(await readFile(join(examples, name), 'utf8')), daysSince(now)),
    read: async (referralId) =>
      (await http.expect(200, 'GET', `/referrals/${referralId}`, { token: token('coordinator') }))
        .body as unknown as ShownReferral,
    resolve: async (holdId, role, body) => {
      const idempotencyKey = createHash('sha256').update(holdId).digest('hex').slice(0, 40);
      const seen = await http.expect(200, 'GET', `/holds/${holdId}`, { token: token(role) });
      await http.expect(200, 'POST', `/holds/${holdId}/resolution`, {
        token: token(role),
        body,
        idempotencyKey,
        ifMatch: seen.headers.get('etag') ?? '*',
      });
    },
    advance: async (duration) => {
      await readClock();
      const until = Temporal.Instant.from(now.toISOString())
        .toZonedDateTimeISO('UTC')
        .add(duration)
        .toInstant();
      // An instant, not the duration: sent again to a service that was killed on the way, it goes on
      // from where the clock had come, and is refused once that was behind it.
      const { status, body } = await http.send('POST', '/local/clock', {
        body: { to: until.toString({ fractionalSecondDigits: 3 }) },
      });
      await readClock();
      if (now.getTime() < until.epochMilliseconds)
        throw new Unexpected(`The clock was not moved: ${status} ${JSON.stringify(body)}`);
    },
  };
};
