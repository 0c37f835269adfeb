import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import type { RunningService } from '../../../demo/service.ts';
import { signToken } from '../../../local/cognito/access-token.ts';
import { claimsFor } from '../../../local/cognito/roles.ts';
import { openSigningKey } from '../../../local/cognito/signing-key.ts';
import { openDataFolder } from '../../../local/data/data-folder.ts';
import { readServiceFile } from '../../../local/data/service-file.ts';
import { spawnStoryService } from '../../support/story-service.ts';
import { unpackBrowser } from './browser.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the service with the console answers, and where the unpacked browser is. */
    desk: { address: string; browser: string };
  }
}

/** What the desk has to do in these tests, by the practice that sends it. */
const sent: readonly (readonly [example: string, npi: string])[] = [
  ['01-infliximab-center', '1234567893'],
  ['04-incomplete-then-corrected', '1234567893'],
  ['05-inactive-coverage-replaced', '1000000020'],
  ['06-pended-for-information', '1000000020'],
  ['07-site-of-care-denial-moved', '1234567893'],
  ['08-no-capacity-resolved', '1234567893'],
];

const untilIdle = async (address: string): Promise<void> => {
  while ((await fetch(`${address}/local/idle`)).status !== 200) await pause(100);
};

/** A service with work on its lists. */
export const startDesk = async (): Promise<Pick<RunningService, 'address' | 'stop'>> => {
  const service = await spawnStoryService();
  const { address, data } = service;
  const key = openSigningKey(openDataFolder(data).signingKey);
  const { issuer, clients } = readServiceFile(openDataFolder(data).service);
  const { now } = (await (await fetch(`${address}/local/clock`)).json()) as { now: string };
  for (const [example, subject] of sent) {
    const who = { role: 'referrer', subject };
    const claims = claimsFor(who, { issuer, clients }, Math.floor(Date.parse(now) / 1000), 600);
    const answer = await fetch(`${address}/referrals`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${signToken(claims, key)}`,
        'content-type': 'application/fhir+json',
      },
      body: readFileSync(`examples/${example}.json`),
    });
    if (answer.status !== 202)
      throw new Error(`${example}: ${answer.status} ${await answer.text()}`);
  }
  await untilIdle(address);
  return service;
};

/** One service and one unpacked browser for all tests in a browser. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const [{ address, stop }, browser] = await Promise.all([startDesk(), unpackBrowser()]);
  provide('desk', { address, browser });
  return stop;
};
