import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { anExample } from '../support/bundles.ts';
import { readPackage } from '../support/fhir-profile.ts';

const today = '2026-11-20';
const packages = ['us_core_700', 'us_core_610'].map(
  (name) => new URL(`../../../shared/fhir/${name}.tgz`, import.meta.url).pathname,
);

type Resource = { resourceType: string } & Record<string, unknown>;

const examplesOf = (path: string): [string, Resource][] =>
  [...readPackage(path)]
    .filter(([name]) => /example\//.test(name))
    .map(([name, json]): [string, Resource] => [name.replace(/^.*\//, ''), json as Resource])
    .filter(([, { resourceType }]) => resourceType !== undefined);

/** The resource as it would stand in a referral of our patient. */
const ofOurs = (resource: Resource, reference: string): Resource => {
  const named = { reference };
  return {
    ...resource,
    ...('subject' in resource ? { subject: named } : {}),
    ...('patient' in resource ? { patient: named } : {}),
    ...('beneficiary' in resource ? { beneficiary: named } : {}),
  };
};

describe.each(packages)('the official examples of %s', (path) => {
  it.skipIf(!existsSync(path))(
    'added to a good referral are taken, or refused with a true reason, and each is accounted for',
    () => {
      const lines: string[] = [];
      for (const [name, resource] of examplesOf(path)) {
        const bundle = anExample();
        const patient = bundle.entry.find((entry) => entry.resource.resourceType === 'Patient');
        const place = bundle.entry.length;
        bundle.entry.push({
          fullUrl: `urn:uuid:${name}`,
          resource: ofOurs(resource, patient?.fullUrl ?? ''),
        });
        const read = submissionFromBundle(bundle, today);
        if (read.outcome === 'refused') {
          expect(read.problems.length, name).toBeGreaterThan(0);
          for (const { pointer, detail } of read.problems)
            expect(`${pointer} ${detail}`, name).toMatch(
              new RegExp(`entry\\[${place}\\]|active coverages`),
            );
          lines.push(`${name}: refused, ${read.problems[0]?.detail}`);
          continue;
        }
        const line = read.submission.account?.find(({ entries }) => entries.includes(place));
        expect(line, name).toBeDefined();
        lines.push(`${name}: ${line?.became}, ${line?.why}`);
      }
      process.stdout.write(`${lines.join('\n')}\n`);
      expect(lines.length).toBeGreaterThan(150);
      // A second order, or one that says not to give, is the practice's to settle.
      const refused = lines.filter((line) => line.includes(': refused'));
      for (const line of refused) expect(line).toMatch(/^(MedicationRequest|Coverage|Patient)/);
    },
    120_000,
  );
});
