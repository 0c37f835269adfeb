import {
  addressField,
  addressOf,
  type Consent,
  type ContactChannel,
  type ContactClaim,
  type Patient,
  type PhoneNumber,
} from './contact.ts';
import { writtenLanguage } from './language.ts';
import { e164 } from './person/facts.ts';
import type { Submission } from './referral.ts';

/** What a practice says of how a patient is reached, in one of its referrals. */
export type ContactTold = {
  referralId: string;
  practiceNpi: string;
  patient: Submission['patient'];
  /** Blind index of the telephone number named. */
  number: string | undefined;
  /** What we know of that number. */
  known: PhoneNumber | undefined;
  at: string;
  /** A correction takes away what it leaves out; a new referral may know less than an earlier one. */
  isCorrection: boolean;
  /** What is told is a parent's, until this day on which the patient comes of age, or a guardian's. */
  parentUntil?: string | undefined;
};

const treatment = (at: string): Consent => ({
  status: 'given',
  basis: 'treatment',
  at,
  method: 'referral',
});

/** Whether every word on how the patient is reached, and every referral, is this practice's. */
const isAlone = ({ contacts, referrals }: Patient, practiceNpi: string): boolean =>
  Object.values(contacts).every(
    ({ standing, namedBy }) => standing === 'named' && namedBy.every((npi) => npi === practiceNpi),
  ) && referrals.every((referral) => referral.practiceNpi === practiceNpi);

/** The patient with another number or address in use, or with none; links to the old one are dead. */
export const withContact = (
  patient: Patient,
  channel: ContactChannel,
  address: string | undefined,
  { number, ...contact }: Patient['contacts'][ContactChannel] & { number?: string | undefined },
): Patient => {
  const field = addressField[channel];
  const { [field]: before, ...rest } = patient;
  const { [channel]: _, ...contacts } = patient.contacts;
  const { number: formerly, ...others } = rest;
  const numbered = channel === 'text' ? number : formerly;
  return {
    ...others,
    ...(address ? { [field]: address } : {}),
    ...(numbered ? { number: numbered } : {}),
    contacts: address ? { ...contacts, [channel]: contact } : contacts,
    links: {
      ...patient.links,
      ...(before && before !== address ? { [channel]: patient.links[channel] + 1 } : {}),
    },
    claims: patient.claims.filter(
      (claim) => claim.channel !== channel || claim.address !== address,
    ),
  };
};

const isSameClaim = (one: ContactClaim, other: ContactClaim): boolean =>
  one.channel === other.channel &&
  one.address === other.address &&
  one.practiceNpi === other.practiceNpi;

/** More than any practice has reason to name; the oldest go first. */
const mostClaims = 10;

const told = (
  patient: Patient,
  channel: ContactChannel,
  address: string | undefined,
  by: ContactTold,
): Patient => {
  const { practiceNpi, referralId, at, number, parentUntil } = by;
  const inUse = addressOf(patient, channel);
  const contact = patient.contacts[channel];
  if (address === inUse) {
    if (!contact) return patient;
    // Named as the patient's own, it is a parent's no more.
    const { parentUntil: ofParent, ...own } = contact;
    const isOwn = ofParent !== undefined && parentUntil === undefined;
    if (contact.namedBy.includes(practiceNpi) && !isOwn) return patient;
    const kept = {
      ...(isOwn ? own : contact),
      namedBy: [...new Set([...contact.namedBy, practiceNpi])],
    };
    return { ...patient, contacts: { ...patient.contacts, [channel]: kept } };
  }
  const named = {
    standing: 'named' as const,
    namedBy: [practiceNpi],
    since: at,
    ...(parentUntil ? { parentUntil } : {}),
  };
  if (isAlone(patient, practiceNpi))
    return address || by.isCorrection
      ? withContact(patient, channel, address, { ...named, number })
      : patient;
  if (!address) return patient;
  const claim: ContactClaim = {
    ...{ channel, address, practiceNpi, referralId, at },
    ...(channel === 'text' && number ? { number } : {}),
  };
  const others = patient.claims.filter((one) => !isSameClaim(one, claim));
  return { ...patient, claims: [...others, claim].slice(-mostClaims) };
};

/** The name that a patient is called by: who has one alone, by that. */
const calledBy = ({ given, family }: Submission['patient']['name']): string => given || family;

/** A patient of whom nothing is known yet. */
export const newPatient = (patientId: string, { patient, known, at }: ContactTold): Patient => ({
  patientId,
  rev: 0,
  givenName: calledBy(patient.name),
  language: writtenLanguage(patient.language),
  contacts: {},
  links: { text: 1, mail: 1 },
  claims: [],
  // A number that asked to be left in peace is left in peace under every name.
  consents: { text: known?.stopped ?? treatment(at), mail: treatment(at) },
  referrals: [],
  person: { names: [], birthDates: [], charts: [], members: [], phones: [] },
  apartFrom: [],
  merges: [],
  texts: [],
});

/**
 * The patient after a practice has said how they are reached. A practice whose word alone we have
 * may change it; beside another's word, the patient's or our staff's, what differs is kept as a
 * claim and changes nothing. What the patient has chosen (language, stopped channels) stays.
 */
export const contactTold = (patient: Patient, by: ContactTold): Patient => {
  const { name, address, email, phone } = by.patient;
  const own = isAlone(patient, by.practiceNpi);
  const number = e164(phone);
  const reached = told(told(patient, 'text', by.number && number, by), 'mail', email, by);
  const isStopped = by.known?.stopped && by.number === reached.number;
  return {
    ...(isStopped
      ? { ...reached, consents: { ...reached.consents, text: by.known?.stopped } }
      : reached),
    ...(own ? { givenName: calledBy(name) } : {}),
    ...(own && address ? { state: address.state, postalCode: address.postalCode } : {}),
  };
};

/** Channels of which a practice has just named another number or address than the one in use. */
export const newClaims = (before: Patient, after: Patient): ContactClaim[] =>
  after.claims.filter((claim) => !before.claims.some((one) => isSameClaim(one, claim)));
