import type { Actor } from '../platform/audit.ts';
import {
  addressOf,
  type Consent,
  ContactChannel,
  type ContactClaim,
  type Patient,
} from '../referral/contact.ts';
import { withContact } from '../referral/contact-change.ts';

/** Who says that two are one person or two, when and why. */
export type Said = { by: Actor; at: string; note: string };

/** The stricter of two choices: who stopped a channel under one name has stopped it. */
const stricter = (one: Consent | undefined, other: Consent | undefined): Consent | undefined =>
  [one, other].find((consent) => consent?.status === 'withdrawn') ?? one ?? other;

/** The contact of one who was found to be this patient: taken where there is none, else a claim. */
const contactFrom = (
  patient: Patient,
  other: Patient,
  channel: ContactChannel,
  at: string,
): Patient => {
  const address = addressOf(other, channel);
  const contact = other.contacts[channel];
  if (!address || !contact) return patient;
  const known = addressOf(patient, channel);
  if (!known) return withContact(patient, channel, address, { ...contact, number: other.number });
  const mine = patient.contacts[channel];
  if (known === address && mine) {
    const namedBy = [...new Set([...mine.namedBy, ...contact.namedBy])];
    const standing = mine.standing === 'verified' ? mine.standing : contact.standing;
    return {
      ...patient,
      contacts: { ...patient.contacts, [channel]: { ...mine, namedBy, standing } },
    };
  }
  const [newest] = other.referrals.slice(-1);
  const claim: ContactClaim = {
    ...{ channel, address, at },
    practiceNpi: contact.namedBy[0] ?? newest?.practiceNpi ?? '',
    referralId: newest?.referralId ?? '',
    ...(channel === 'text' && other.number ? { number: other.number } : {}),
  };
  return { ...patient, claims: [...patient.claims, claim].slice(-10) };
};

/**
 * Two patients who are one person. `into` stands for both from now on; what is known of either stays
 * with its own item, so that a split finds it again.
 */
export const mergedPatients = (
  into: Patient,
  from: Patient,
  { by, at, note }: Said,
): { into: Patient; from: Patient } => {
  const reached = ContactChannel.options.reduce(
    (patient, channel) => contactFrom(patient, from, channel, at),
    into,
  );
  const [text, mail] = [
    stricter(into.consents.text, from.consents.text),
    stricter(into.consents.mail, from.consents.mail),
  ];
  const silentSince = into.silentSince ?? from.silentSince;
  return {
    into: {
      ...reached,
      consents: { ...(text ? { text } : {}), ...(mail ? { mail } : {}) },
      ...(silentSince ? { silentSince } : {}),
      referrals: [...into.referrals, ...from.referrals],
      apartFrom: into.apartFrom.filter((id) => id !== from.patientId),
      merges: [
        ...into.merges,
        ...from.merges,
        {
          patientId: from.patientId,
          referrals: from.referrals.map(({ referralId }) => referralId),
          ...{ by, at, note },
        },
      ],
    },
    from: {
      ...from,
      mergedInto: into.patientId,
      apartFrom: from.apartFrom.filter((id) => id !== into.patientId),
    },
  };
};

/** What came with the other one goes with them; a contact that only they had goes too. */
const withoutContactOf = (patient: Patient, other: Patient, channel: ContactChannel): Patient => {
  const address = addressOf(patient, channel);
  const contact = patient.contacts[channel];
  if (!address || !contact || address !== addressOf(other, channel)) return patient;
  const left = new Set(patient.referrals.map(({ practiceNpi }) => practiceNpi));
  const namedBy = contact.namedBy.filter((npi) => left.has(npi));
  if (contact.standing === 'verified' || namedBy.length > 0)
    return { ...patient, contacts: { ...patient.contacts, [channel]: { ...contact, namedBy } } };
  return withContact(patient, channel, undefined, contact);
};

/**
 * Undoes a merge: the other one has their referrals back, with those that came since and are theirs.
 * Links that went out meanwhile may show both, so they are dead.
 */
export const splitPatients = (
  patient: Patient,
  other: Patient,
  more: readonly string[],
): { patient: Patient; other: Patient; moved: string[] } => {
  const merge = patient.merges.find(({ patientId }) => patientId === other.patientId);
  const theirs = new Set([...(merge?.referrals ?? []), ...more]);
  const moved = patient.referrals.filter(({ referralId }) => theirs.has(referralId));
  const { mergedInto: _, ...free } = other;
  const { silentSince, ...own } = patient;
  const left: Patient = {
    ...own,
    // That the other one has died is said of the other one.
    ...(silentSince && silentSince !== other.silentSince ? { silentSince } : {}),
    referrals: patient.referrals.filter(({ referralId }) => !theirs.has(referralId)),
    merges: patient.merges.filter(({ patientId }) => patientId !== other.patientId),
    apartFrom: [...new Set([...patient.apartFrom, other.patientId])],
  };
  const rest = ContactChannel.options.reduce(
    (one, channel) => withoutContactOf(one, other, channel),
    left,
  );
  return {
    patient: { ...rest, links: { text: rest.links.text + 1, mail: rest.links.mail + 1 } },
    other: {
      ...free,
      referrals: moved,
      apartFrom: [...new Set([...free.apartFrom, patient.patientId])],
      links: { text: free.links.text + 1, mail: free.links.mail + 1 },
    },
    moved: moved.map(({ referralId }) => referralId),
  };
};

/** Two whom nobody shall take for one again. */
export const apart = (one: Patient, other: Patient): [Patient, Patient] => [
  { ...one, apartFrom: [...new Set([...one.apartFrom, other.patientId])] },
  { ...other, apartFrom: [...new Set([...other.apartFrom, one.patientId])] },
];
