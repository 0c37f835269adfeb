import { type HoldReason, reasonRow } from '../../hold/hold-reasons.ts';
import { lookup } from '../../platform/lookup.ts';
import { type Finding, FindingOwner } from '../referral.ts';

/** What the order waits for by what is found: the hold that the verdict of such a finding opens. */
const waitsFor = {
  missing: 'order-incomplete',
  block: 'order-unsafe',
} as const satisfies Record<string, HoldReason>;

/**
 * Findings that are not answered by whom their severity names: what is only told and the practice
 * mends, or the coordinator; and a drug that nobody knows, which a pharmacist enters. Own rule.
 */
const answeredBy = lookup<FindingOwner>({
  'therapy-unknown': 'clinician',
  'order-sent-back': 'coordinator',
  'prescriber-npi-unreadable': 'referrer',
  'phone-unreadable': 'referrer',
  'name-single': 'referrer',
  'language-unknown': 'coordinator',
  'language-not-written': 'coordinator',
  'emergency-contact-missing': 'coordinator',
  'coverage-ends': 'coordinator',
  'documents-unread': 'coordinator',
  'interpreter-needed': 'coordinator',
  'guardian-decides': 'coordinator',
  'comes-of-age': 'coordinator',
  'address-temporary': 'coordinator',
  'height-missing': 'referrer',
  'prior-therapies-missing': 'referrer',
  'billing-code-invalid': 'referrer',
  'diagnosis-code-short': 'referrer',
  'condition-unnamed': 'referrer',
  'signature-old': 'referrer',
  'signature-ahead': 'referrer',
  'start-past': 'coordinator',
  'weight-old': 'referrer',
  'result-not-understood': 'referrer',
  'medicine-not-understood': 'referrer',
  'medicines-not-told': 'referrer',
  'dose-given-not-understood': 'referrer',
  'document-not-understood': 'referrer',
  'interval-longer': 'referrer',
  'loading-doses-lacking': 'referrer',
});

/** Who must answer a finding; what is only told of the patient's health is a clinician's to weigh. */
export const findingOwner = ({
  code,
  severity,
}: Pick<Finding, 'code' | 'severity'>): FindingOwner =>
  answeredBy[code] ??
  (severity === 'warn' && code.endsWith('-not-shown') ? 'referrer' : undefined) ??
  (severity === 'warn' ? 'clinician' : FindingOwner.parse(reasonRow(waitsFor[severity]).owner));
