import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// biome-ignore lint/style/noRestrictedImports: the rules themselves are what is measured
import { Nurse, Site } from '../functions/network/network.ts';
// biome-ignore lint/style/noRestrictedImports: the rules themselves are what is measured
import { rankSites } from '../functions/placement/rank-sites.ts';
// biome-ignore lint/style/noRestrictedImports: the rules themselves are what is measured
import { checkSubmission } from '../functions/referral/checks/completeness.ts';
// biome-ignore lint/style/noRestrictedImports: the rules themselves are what is measured
import { submissionFromBundle } from '../functions/referral/fhir/submission-from-bundle.ts';
// biome-ignore lint/style/noRestrictedImports: the rules themselves are what is measured
import type { Submission } from '../functions/referral/referral.ts';
// biome-ignore lint/style/noRestrictedImports: the rules themselves are what is measured
import { lookUpTherapy } from '../functions/therapy/therapy-catalogue.ts';
import type { Benchmark } from './benchmark.ts';
import { type ChartBundle, withChart } from './chart.ts';
import { openLoop } from './open-loop.ts';
import { benchPracticeNpi } from './order.ts';
import { percentile } from './percentile.ts';
import { withService } from './running-service.ts';

const asOf = '2026-11-20';
const resources = 400;
const rounds = 300;
const warmUps = 60;

const examples = join(import.meta.dirname, '..', 'examples');
const readJson = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(examples, ...path), 'utf8'));
const entries = (kind: string): unknown[] =>
  readdirSync(join(examples, 'network', kind)).map((name) => readJson('network', kind, name));

const mapped = (text: string): Submission => {
  const read = submissionFromBundle(JSON.parse(text), asOf);
  if (read.outcome === 'refused')
    throw new Error(`The example is refused: ${JSON.stringify(read.problems)}`);
  return read.submission;
};

/** Milliseconds of each round. */
const timed = (work: () => unknown): number[] => {
  const times: number[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const started = performance.now();
    work();
    if (round >= 0) times.push(performance.now() - started);
  }
  return times;
};

/** Milliseconds of processor time a round, garbage collection included. */
const spent = (work: () => unknown): number => {
  for (let round = 0; round < warmUps; round += 1) work();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / rounds;
};

const perSecond = 1;
const sent = 60;
const warming = 10;

const letters = (number: number): string =>
  [...String(number)].map((digit) => 'bcdfghklmn'[Number(digit)]).join('a');

/** The example's order for another patient: of another name, chart, member, number and birth date. */
const ofAnother = (text: string, number: number): string => {
  const bornOn = new Date(Date.UTC(1950, 0, 1 + ((number * 7919) % 15_000)));
  return text
    .replaceAll('EX1001', `BX${number}`)
    .replaceAll('Exampleton', `Ben${letters(number)}ar`)
    .replaceAll('555-0142', `555-0${100 + (number % 100)}`)
    .replaceAll('1984-03-09', bornOn.toISOString().slice(0, 10));
};

/** Milliseconds of `POST /referrals`, each for another patient. */
const posted = (text: string) =>
  withService(async (service) => {
    const token = service.token('referrer', benchPracticeNpi);
    const post = (from: number) => (index: number) => ({
      method: 'POST',
      path: '/referrals',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/fhir+json',
        'idempotency-key': `bench-intake-${from + index}`,
      },
      body: ofAnother(text, from + index),
    });
    await openLoop(service.address, perSecond, warming, post(0));
    await service.quiet();
    const load = await openLoop(service.address, perSecond, sent, post(warming));
    if (load.statuses[202] !== sent)
      throw new Error(`Not every order was accepted: ${JSON.stringify(load.statuses)}`);
    return load.latencies;
  });

/** What reading an order and judging it cost, alone and over HTTP with the table behind it. */
export const intake: Benchmark = {
  name: 'intake',
  title: `Intake: an order alone and with a chart of ${resources} resources`,
  run: async (_settings, say) => {
    const bundle = readJson('01-infliximab-center.json') as ChartBundle;
    const alone = JSON.stringify(bundle);
    const chart = JSON.stringify(withChart(bundle, resources));
    const submission = mapped(chart);
    const therapy = lookUpTherapy(submission.order.therapyId);
    if (!therapy) throw new Error('The example names no known therapy.');
    const sites = entries('sites').map((entry) => Site.parse(entry));
    const nurses = entries('nurses').map((entry) => Nurse.parse(entry));
    const rank = () =>
      rankSites(sites, {
        ...{ therapy, submission, payerId: undefined, payerRules: [], nurses },
        ...{ denied: [], on: asOf },
      });
    if (rank().candidates.length === 0) throw new Error('No site is left for the example.');

    say(`an order alone, ${rounds} times`);
    const few = timed(() => mapped(alone));
    say(`with its chart, ${rounds} times`);
    const many = timed(() => mapped(chart));
    say('checks and ranking');
    const judged = spent(() => [checkSubmission(submission, asOf), rank()]);
    say(`${sent} orders with a chart over HTTP, ${perSecond} a second`);
    const whole = await posted(chart);
    return {
      measures: [
        {
          what: `POST /referrals, chart of ${resources} resources, p50`,
          value: percentile(whole, 0.5),
          unit: 'ms',
        },
        {
          what: `POST /referrals, chart of ${resources} resources, p99`,
          value: percentile(whole, 0.99),
          unit: 'ms',
        },
        { what: 'an order alone is read, p99', value: percentile(few, 0.99), unit: 'ms' },
        {
          what: `the same with its chart, p50`,
          value: percentile(many, 0.5),
          unit: 'ms',
        },
        {
          what: `the same with its chart, p99`,
          value: percentile(many, 0.99),
          unit: 'ms',
        },
        { what: 'checks and ranking, processor time', value: judged, unit: 'ms', bar: 3 },
      ],
      details: [
        `  ${sites.length} sites and ${nurses.length} nurses; ${submission.conditions?.length ?? 0} conditions and ${submission.observations.length} results are noted.`,
        '  The figures are of this machine; set them beside those of another version, measured on it.',
      ],
    };
  },
};
