import { readFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import type { RunningService } from '../../../demo/service.ts';
import { spawnStoryService } from '../../support/story-service.ts';
import { askAs, idle } from './api.ts';
import { unpackBrowser } from './browser.ts';
import { visitToday } from './visit-today.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where each service with the console answers, and what it keeps: one for each file that runs beside others. */
    desks: readonly { address: string; data: string }[];
    /** Where the unpacked browser is. */
    browser: string;
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

/** A service with work on its lists. */
export const startDesk = async (): Promise<RunningService> => {
  const service = await spawnStoryService();
  for (const [example, subject] of sent)
    await askAs(service, { role: 'referrer', subject }, ['POST', '/referrals'], {
      body: readFileSync(`examples/${example}.json`, 'utf8'),
      type: 'application/fhir+json',
    });
  await idle(service, 100);
  await visitToday(service);
  return service;
};

/** A service for each file that runs at a time, and one unpacked browser for all tests in a browser. */
export default async ({ provide, config }: TestProject): Promise<() => Promise<void>> => {
  const startDesks = Array.from({ length: config.maxWorkers }, startDesk);
  const [desks, browser] = await Promise.all([Promise.all(startDesks), unpackBrowser()]);
  provide(
    'desks',
    desks.map(({ address, data }) => ({ address, data })),
  );
  provide('browser', browser);
  return async () => {
    await Promise.all(desks.map(({ stop }) => stop()));
  };
};
