import type { Hold } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { type FactKind, readerOf } from '../platform/disclosure.ts';
import type { Principal } from '../platform/principal.ts';
import { mayWork } from './hold-choices.ts';

/** What is said of a fault, of a message that did not arrive or of a silent payer tells nothing of a patient. */
const saysNothingOfThePatient: readonly HoldReason[] = [
  'needs-attention',
  'message-undelivered',
  'payer-unavailable',
];

const kindsOfWhy: Readonly<Partial<Record<HoldReason, FactKind>>> = {
  'order-incomplete': 'findings',
  'order-to-sign': 'findings',
  'order-sent-back': 'findings',
  'order-unsafe': 'findings',
  'order-drug-unknown': 'findings',
  'order-changed': 'findings',
  'place-changed': 'planning',
  'coverage-changed': 'payer',
  'coverage-not-active': 'payer',
  'coverage-identity': 'payer',
  'coverage-other-payer': 'payer',
  'coverage-in-doubt': 'payer',
  'site-needs-clinician': 'clinical',
  'authorization-need-unknown': 'payer',
  'packet-to-send': 'payer',
  'evidence-missing': 'clinical',
  'conditions-undocumented': 'clinical',
  'evidence-contradictory': 'clinical',
  'criteria-not-met': 'clinical',
  'payer-decision': 'payer',
  'information-requested': 'payer',
  denied: 'payer',
  'denied-site-of-care': 'payer',
  'approval-changed': 'payer',
  'submission-rejected': 'payer',
  'payer-contact': 'payer',
  'approval-taken-back': 'payer',
  'approval-lost': 'payer',
  'answer-unexpected': 'payer',
  'authorization-ending': 'authorized',
  'visits-not-covered': 'authorized',
  'given-not-authorized': 'authorized',
  'access-review': 'clinical',
  'site-review': 'clinical',
  'step-promised': 'payer',
  'no-capacity': 'planning',
  'visit-not-ready': 'planning',
  'clearance-ended': 'planning',
  'visit-to-rebook': 'planning',
  'series-unlike-order': 'planning',
};

/** Whether a caller is of those whom the wait asks; an administrator only sees to it that they act. */
const isAsked = (principal: Principal, hold: Hold): boolean => {
  const roles = new Set([...principal.roles].filter((role) => role !== 'admin'));
  return mayWork({ ...principal, roles }, hold);
};

/** Whether a caller reads why a hold waits: who is asked, and who is shown such facts anyhow. */
export const mayReadWhy = (principal: Principal, hold: Hold): boolean =>
  saysNothingOfThePatient.includes(hold.reason) ||
  isAsked(principal, hold) ||
  readerOf(principal, { practice: hold.practiceNpi })(kindsOfWhy[hold.reason] ?? 'notes');

/** Whether a caller reads the note of a resolution; it may say more of a patient than they need. */
export const mayReadNote = (principal: Principal, hold: Hold): boolean =>
  isAsked(principal, hold) || readerOf(principal, { practice: hold.practiceNpi })('notes');
