import { micro } from '../../platform/quantity.ts';
import { dosesOf, expectedStart } from '../order/course.ts';
import { orderedAmount } from '../order/dose.ts';
import { readWeights } from '../order/measurements.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked, warn } from './findings.ts';

/** Doses looked at: the first ones, and those that go on. */
const dosesLookedAt = 20;

/**
 * Where the label names the few amounts that a dose has, the first one of a patient who begins is one
 * of its loading amounts.
 */
export const loadingFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  const { order } = submission;
  const loading = therapy?.regimens.flatMap(({ loadingDose }) => loadingDose ?? []) ?? [];
  if (!therapy?.doseBounds.only || loading.length === 0 || order.firstDose !== true) return [];
  const { unit } = therapy.doseBounds;
  const [first] = dosesOf(order, { therapy, firstOn: expectedStart(order, asOf) });
  const given = first?.amount && orderedAmount(submission, therapy, first.amount);
  const fits = loading.some(
    (value) => given === orderedAmount(submission, therapy, { value, unit }),
  );
  return given === undefined || fits
    ? []
    : [
        block({
          code: 'loading-dose-other',
          pointer: order.phases ? '/order/phases/0' : '/order/loadingDose',
          text: `Who begins this drug has ${loading.join(' or ')} ${unit} first.`,
          fix: 'Order the loading doses, say that the patient has had the drug, or have a clinician clear it with a reason.',
          source: therapy.evidence.regimens.source,
        }),
      ];
};

/** Where each use of a drug has its own dose, the last one is that of the diagnoses: a prescriber may mean another. */
export const doseOfUseFindings = ({ submission, therapy }: Checked): Finding[] => {
  const { order, diagnoses } = submission;
  const isFor = (prefix: string) => diagnoses.some(({ code }) => code.startsWith(prefix));
  const due = (therapy?.regimens ?? []).filter(({ icd10 = [] }) => icd10.some(isFor));
  const last = order.phases?.at(-1)?.dose ?? order.dose;
  if (!therapy || due.length === 0 || !last) return [];
  const given = orderedAmount(submission, therapy, last);
  const fits = due.some(
    ({ dose: value, unit }) => given === orderedAmount(submission, therapy, { value, unit }),
  );
  return given === undefined || fits
    ? []
    : [
        warn({
          code: 'dose-of-other-use',
          pointer: order.phases ? '/order/phases' : '/order/dose',
          text: `For the diagnosis the label goes on with ${due.map(({ dose, unit }) => `${dose} ${unit}`).join(' or ')}; the dose is another.`,
          fix: 'Correct the dose or the diagnosis, or say that it is meant so.',
          source: therapy.evidence.regimens.source,
        }),
      ];
};

/** Where the label gives the doses by bands of body weight, each dose is that of its band. */
export const bandFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  const regimen = therapy?.regimens.find(({ bands }) => bands !== undefined);
  const weight = readWeights(submission)[0]?.micro;
  if (!therapy || !regimen?.bands || weight === undefined) return [];
  const { order } = submission;
  const { source } = therapy.evidence.regimens;
  const band = regimen.bands.findLast(({ from }) => weight >= micro(from));
  if (!band)
    return [
      block({
        code: 'weight-below-bands',
        pointer: '/observations',
        text: 'The patient weighs less than the lowest weight that the catalogue has doses for.',
        fix: 'Check the weight, or have a clinician clear the dose with a reason.',
        source,
      }),
    ];
  const { unit } = regimen;
  for (const { number, amount } of dosesOf(order, {
    therapy,
    firstOn: expectedStart(order, asOf),
  })) {
    const isLoading = number === 1 && order.firstDose !== false;
    const value = isLoading ? band.loadingDose : band.dose;
    const given = amount && orderedAmount(submission, therapy, amount);
    if (given !== undefined && given !== orderedAmount(submission, therapy, { value, unit }))
      return [
        block({
          code: 'dose-not-of-band',
          pointer: order.phases ? '/order/phases' : '/order/dose',
          text: `By the newest weight the first dose is ${band.loadingDose} ${unit} and each later one ${band.dose} ${unit}.`,
          fix: 'Correct the dose or the weight, or have a clinician clear it with a reason.',
          source,
        }),
      ];
    if (number >= dosesLookedAt) break;
  }
  return [];
};
