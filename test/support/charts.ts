import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { anExample, type Resource, type TestBundle } from './bundles.ts';

/** The day on which charts are read in tests. */
export const chartDay = '2026-11-29';

/** Changes a clean chart; its resources are changed in place. */
export type Change = (chart: TestBundle) => void;

export const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });

/** The nth resource of a type in a chart. */
export const resourceOf = (
  { entry }: TestBundle,
  type: string,
  nth = 0,
): Record<string, unknown> => {
  const found = entry.filter(({ resource }) => resource.resourceType === type)[nth];
  if (!found) throw new Error(`no ${type}`);
  return found.resource;
};

/** Puts resources of the patient at the end of a chart. */
export const adding =
  (...resources: readonly Resource[]): Change =>
  ({ entry }) => {
    const patient = entry.find(({ resource }) => resource.resourceType === 'Patient')?.fullUrl;
    const reference = { reference: patient };
    for (const resource of resources)
      entry.push({
        fullUrl: `urn:uuid:added-${entry.length}`,
        resource: { subject: reference, patient: reference, ...resource },
      });
  };

/** Takes resources out of a chart. */
export const without =
  (isOne: (resource: Resource) => boolean): Change =>
  (chart) => {
    chart.entry = chart.entry.filter(({ resource }) => !isOne(resource));
  };

/** Takes the result of a test out, by its LOINC code. */
export const withoutResult = (code: string): Change =>
  without(({ code: concept }) => JSON.stringify(concept ?? '').includes(`"${code}"`));

/** An infliximab order that lacks nothing, changed. */
export const aChart = (...changes: readonly Change[]): TestBundle => {
  const chart = anExample();
  for (const change of changes) change(chart);
  return chart;
};

export const readChart = (...changes: readonly Change[]) =>
  submissionFromBundle(aChart(...changes), chartDay);

export const submissionOf = (...changes: readonly Change[]) => {
  const read = readChart(...changes);
  if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.submission;
};

/** What is found of a chart, as "severity code"; a clean one has nothing. */
export const foundIn = (...changes: readonly Change[]): string[] =>
  checkSubmission(submissionOf(...changes), chartDay).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
