import { canonical } from '../platform/canonical.ts';
import { holdsUp } from './findings.ts';
import { personWords } from './patient-identity.ts';
import type { Finding, Submission } from './referral.ts';

/** A part of an order that visits, doses or payment were settled for. */
type OrderAspect = { code: string; text: string; of: (submission: Submission) => unknown };

/**
 * What may not change under a referral that was checked without somebody looking at it. Results
 * and weights are left to the findings: a new one is looked at by its checks. Own rule.
 */
export const orderAspects: readonly OrderAspect[] = [
  {
    code: 'patient',
    text: "The patient's name, birth date or sex has changed.",
    of: ({ patient }) => [personWords({ patient }), patient.sex],
  },
  {
    code: 'drug',
    text: 'The drug or its route has changed.',
    of: ({ order }) => [
      order.therapyId,
      order.drug,
      order.hcpcs,
      order.route,
      order.substitutionAllowed,
    ],
  },
  {
    code: 'dose',
    text: 'The dose has changed.',
    of: ({ order }) => [order.dose, order.loadingDose],
  },
  {
    code: 'frequency',
    text: 'The days of the doses have changed.',
    of: ({ order }) => [order.frequency, order.startOn, order.firstDose, order.lastDoseOn],
  },
  { code: 'doses', text: 'The number of doses has changed.', of: ({ order }) => order.doses },
  {
    code: 'infusion',
    text: 'How the dose is given has changed.',
    of: ({ order }) => [
      order.durationMinutes,
      order.premedications,
      order.reactionOrders,
      order.lineType,
    ],
  },
  {
    code: 'tolerance',
    text: 'Allergies or an earlier reaction have changed.',
    of: ({ allergies, order }) => [allergies, order.priorReaction],
  },
  {
    code: 'diagnosis',
    text: 'The diagnosis has changed.',
    of: ({ diagnoses }) => diagnoses.map(({ code }) => code),
  },
  {
    code: 'coverage',
    text: 'The coverage has changed.',
    of: ({ coverages }) => coverages.map(({ payerName: _, ...coverage }) => coverage),
  },
];

/** Codes of the aspects in which two versions of an order differ. */
export const changesOf = (before: Submission, after: Submission): string[] =>
  orderAspects
    .filter(({ of }) => canonical({ of: of(before) }) !== canonical({ of: of(after) }))
    .map(({ code }) => code);

const named = ({ code, pointer }: Finding): string => `${code} ${pointer}`;

/**
 * What keeps a checked referral from going on after a correction: what kept it before and still
 * does, and what the correction brought. What a clinician cleared or time has outdated does not
 * come back with a new telephone number.
 */
export const standingFindings = (
  kept: readonly Finding[],
  before: readonly Finding[],
  after: readonly Finding[],
): Finding[] => {
  const known = new Set(before.map(named));
  const stands = new Set(kept.map(named));
  return after.filter(
    (finding) => holdsUp(finding) && (stands.has(named(finding)) || !known.has(named(finding))),
  );
};
