import type { SentTo } from '../platform/link-token.ts';
import { addressOf, type OwnReferral, type Patient, servesPractice } from '../referral/contact.ts';

/** A patient's referrals that are read at once; more than anyone has open. */
const mostReferrals = 20;

const newestFirst = (referrals: readonly OwnReferral[]): string[] =>
  referrals
    .slice(-mostReferrals)
    .map(({ referralId }) => referralId)
    .reverse();

/** The referrals that may be shown at a channel's contact, newest first. */
export const shownAt = (patient: Patient, channel: SentTo['channel']): string[] =>
  newestFirst(
    patient.referrals.filter(({ practiceNpi }) => servesPractice(patient, channel, practiceNpi)),
  );

/**
 * What a patient's page may show, newest first. A link shows what may be shown at the contact that
 * it went to; a patient who signed in sees all that is theirs. Undefined for a dead link: its
 * contact is not in use any more, or staff have ended it.
 */
export const referralsOnPage = (
  patient: Patient,
  link: { patientId: string; sentTo: SentTo } | undefined,
): string[] | undefined => {
  if (!link) return newestFirst(patient.referrals);
  const { channel, generation } = link.sentTo;
  const isLive =
    link.patientId === patient.patientId &&
    addressOf(patient, channel) !== undefined &&
    patient.links[channel] === generation;
  return isLive ? shownAt(patient, channel) : undefined;
};

/**
 * Whether the page may change a channel's choice. A number or address that only a practice has named
 * speaks for itself alone; one that was verified speaks for the patient.
 */
export const mayChoose = (
  patient: Patient,
  sentTo: SentTo | undefined,
  channel: SentTo['channel'],
): boolean =>
  sentTo === undefined ||
  sentTo.channel === channel ||
  patient.contacts[sentTo.channel]?.standing === 'verified' ||
  patient.referrals.every(({ practiceNpi }) =>
    servesPractice(patient, sentTo.channel, practiceNpi),
  );
