import { daysBetween } from '../platform/days.ts';
import { billingCodesOn } from '../therapy/therapy.ts';
import { therapies } from '../therapy/therapy-catalogue.ts';

import { contradicts } from './drug.ts';
import { block, type Checked, warn } from './findings.ts';
import type { Finding } from './referral.ts';

const own = 'starting values of the automatic checks; general knowledge - verify';
const clear = 'Correct it, or have a clinician clear it with a reason.';

/** Maintenance doses, and the first dose after the last one, keep the label's least distance. */
export const intervalFindings = ({ submission: { order }, therapy }: Checked): Finding[] => {
  const gap = therapy?.minGapDays;
  if (!therapy || gap === undefined) return [];
  const found: Finding[] = [];
  const { intervalDays } = order.frequency ?? {};
  const again =
    order.doses === undefined || order.doses > (order.frequency?.loadingDays.length ?? 0);
  if (intervalDays !== undefined && intervalDays < gap && again && order.doses !== 1)
    found.push(
      block(
        'interval-too-short',
        '/order/frequency/intervalDays',
        `Doses are ordered less than ${gap} days apart.`,
        clear,
        therapy.doseBounds.source,
      ),
    );
  const { lastDoseOn, startOn } = order;
  if (lastDoseOn && startOn && daysBetween(lastDoseOn, startOn) < gap)
    found.push(
      block(
        'start-too-early',
        '/order/startOn',
        `The start is less than ${gap} days after the last dose.`,
        clear,
        therapy.doseBounds.source,
      ),
    );
  return found;
};

/** A duration in the wrong unit shows as a small part of what the drug takes. */
export const durationFindings = ({ submission: { order }, therapy }: Checked): Finding[] => {
  const minutes = order.durationMinutes;
  if (!therapy || minutes === undefined) return [];
  const { first, subsequent, source } = therapy.infusionMinutes;
  const usual = Math.min(first, subsequent);
  if (minutes * 4 < usual)
    return [
      block(
        'duration-slip',
        '/order/durationMinutes',
        'The infusion is ordered to run less than a quarter of its usual time: hours may have been written as minutes.',
        clear,
        source,
      ),
    ];
  if (minutes < usual)
    return [
      warn(
        'duration-short',
        '/order/durationMinutes',
        'The infusion is ordered to run shorter than usual.',
        'Check the duration.',
        source,
      ),
    ];
  return [];
};

/** A known allergy to the drug, its class or something in it. */
export const allergyFindings = ({ submission: { allergies }, therapy }: Checked): Finding[] => {
  if (!therapy || !Array.isArray(allergies)) return [];
  const words = [...therapy.allergens, ...therapy.names];
  const matches = allergies.some(({ substance }) =>
    words.some((word) => substance.toLowerCase().includes(word)),
  );
  return matches
    ? [
        block(
          'allergy-match',
          '/allergies',
          'The patient is allergic to this drug, its class or something in it.',
          clear,
          own,
        ),
      ]
    : [];
};

const stillTaken = /\b(current|ongoing|continu|taking|active)/i;

/** Another drug of the same family that the patient still takes. */
export const duplicateFindings = ({ submission, therapy }: Checked): Finding[] => {
  if (!therapy) return [];
  const family = therapies.filter(
    ({ family: other, id }) => other === therapy.family && id !== therapy.id,
  );
  const duplicate = submission.priorTherapies.some(
    ({ drug, outcome }) =>
      stillTaken.test(outcome ?? '') &&
      family.some(({ names }) => names.some((name) => drug.toLowerCase().includes(name))),
  );
  return duplicate && therapy.family !== 'antibacterial'
    ? [
        block(
          'duplicate-class',
          '/priorTherapies',
          'The patient still takes a drug of the same class.',
          'Say when it ends, or have a clinician clear it with a reason.',
          own,
        ),
      ]
    : [];
};

/** The drug's name, billing code and therapy mean one drug; nobody else may choose between them. */
export const drugFindings = ({ submission: { order } }: Checked): Finding[] =>
  contradicts({ ...order, hcpcs: order.hcpcs ? [order.hcpcs] : [], words: [order.drug] })
    ? [
        block(
          'drug-contradictory',
          '/order/drug',
          'The name of the drug, its billing code and the therapy do not mean the same drug.',
          'Correct the one that is wrong, or allow substitution where a biosimilar may be given.',
          'two identifiers of the drug must agree; general knowledge - verify',
        ),
      ]
    : [];

/** The drug is ordered by the route it is made for. */
export const routeFindings = ({ submission: { order }, therapy }: Checked): Finding[] =>
  therapy && order.route && order.route !== therapy.route
    ? [
        block(
          'route-mismatch',
          '/order/route',
          'This product is not given by the ordered route.',
          clear,
          therapy.doseBounds.source,
        ),
      ]
    : [];

/** One of the diagnoses is among those that the therapy is usually given for. */
export const indicationFindings = ({ submission: { diagnoses }, therapy }: Checked): Finding[] => {
  if (!therapy || diagnoses.length === 0) return [];
  const isListed = diagnoses.some(({ code }) =>
    therapy.icd10.some(({ prefix }) => code.startsWith(prefix)),
  );
  return isListed
    ? []
    : [
        warn(
          'indication-unlisted',
          '/diagnoses',
          'No diagnosis is one that this therapy is usually given for.',
          'Check the codes; payers ask for evidence of other uses.',
          therapy.evidence.icd10.source,
        ),
      ];
};

/** The billing code is one of the drug on the day of the first service. */
export const billingCodeFindings = ({
  submission: { order },
  therapy,
  asOf,
}: Checked): Finding[] => {
  if (!therapy) return [];
  const serviceOn = order.startOn && order.startOn > asOf ? order.startOn : asOf;
  const valid = billingCodesOn(therapy, serviceOn).map(({ code }) => code);
  const fits = order.hcpcs ? valid.includes(order.hcpcs) : valid.length > 0;
  return fits
    ? []
    : [
        warn(
          'billing-code-invalid',
          '/order/hcpcs',
          'The billing code is not one of this drug on the day of service.',
          `Use one of: ${valid.join(', ')}.`,
          therapy.evidence.hcpcs.source,
        ),
      ];
};

/** A signature counts for a year, and is never of a day to come; one day is left for time zones. */
export const signatureFindings = ({ submission: { order }, asOf }: Checked): Finding[] => {
  const signedOn = order.signedAt?.slice(0, 10);
  if (!signedOn) return [];
  if (daysBetween(signedOn, asOf) > 365)
    return [
      warn(
        'signature-old',
        '/order/signedAt',
        'The order was signed more than a year ago.',
        'Have the prescriber sign it again.',
        own,
      ),
    ];
  if (daysBetween(asOf, signedOn) > 1)
    return [
      block(
        'signature-in-future',
        '/order/signedAt',
        'The order is signed with a date that is still to come.',
        'Correct the date of the signature.',
        own,
      ),
    ];
  return [];
};

/** The therapy starts today or later. */
export const startFindings = ({ submission: { order }, asOf }: Checked): Finding[] =>
  order.startOn && order.startOn < asOf
    ? [
        warn(
          'start-past',
          '/order/startOn',
          'The day on which the therapy should start has passed.',
          'The first dose is planned from today on; correct the start if it must be another day.',
          own,
        ),
      ]
    : [];
