import { addressOf, type Consent, type ContactChannel, type Patient } from '../referral/contact.ts';

/** Whether a channel may be used now. A channel never spoken of is not. */
export const mayUse = ({ consents }: Pick<Patient, 'consents'>, channel: ContactChannel): boolean =>
  consents[channel]?.status === 'given';

/** Whether a message can reach the patient by a channel: an address, and leave to use it. */
export const reachable = (patient: Patient, channel: ContactChannel): boolean =>
  mayUse(patient, channel) && addressOf(patient, channel) !== undefined;

/** The consent as the patient's own words make it, from now on. */
export const consentBy = (
  method: Exclude<Consent['method'], 'referral'>,
  status: Consent['status'],
  at: string,
): Consent => ({ status, basis: 'express', at, method });
