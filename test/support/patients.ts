import type { Message } from '../../functions/outreach/message.ts';
import { Patient } from '../../functions/referral/contact.ts';
import { Visit } from '../../functions/series/visit.ts';

export const referralId = 'ref_0123456789abcdefghjk';
export const visitId = 'vis_0123456789abcdefghjk_1';

const given = {
  status: 'given',
  basis: 'treatment',
  at: '2026-11-01T10:00:00.000Z',
  method: 'referral',
} as const;

const named = {
  standing: 'named',
  namedBy: ['1234567893'],
  since: '2026-11-01T10:00:00.000Z',
} as const;

/** A referral of the practice that named the contacts, as a patient lists it. */
export const ownReferral = (id: string, practiceNpi = '1234567893') => ({
  referralId: id,
  practiceNpi,
  therapy: 'infliximab',
});

/** Whoever wants to leave out a field gives `undefined`. */
type Part<T> = { [K in keyof T]?: T[K] | undefined };

/** A patient in Chicago who may be texted and mailed. */
export const aPatient = (different: Part<Patient> = {}): Patient =>
  Patient.parse({
    patientId: 'pat_0123456789abcdefghjk',
    givenName: 'Odalys',
    language: 'en',
    phone: '+13125550142',
    email: 'odalys@example.org',
    state: 'IL',
    postalCode: '60601',
    number: 'a'.repeat(64),
    contacts: { text: named, mail: named },
    consents: { text: given, mail: given },
    texts: [],
    ...different,
  });

/** A first visit, on a Tuesday at nine in Chicago. */
export const aBookedVisit = (different: Part<Visit> = {}): Visit =>
  Visit.parse({
    visitId,
    referralId,
    patientId: 'pat_0123456789abcdefghjk',
    therapyId: 'infliximab',
    dose: 1,
    status: 'planned',
    revision: 1,
    startsAt: '2026-12-01T15:00:00.000Z',
    endsAt: '2026-12-01T18:00:00.000Z',
    zone: 'America/Chicago',
    on: '2026-12-01',
    idealOn: '2026-12-01',
    setting: 'infusion-center',
    siteId: 'site_lakeside',
    minutes: { prep: 20, infusion: 120, observation: 30, closeout: 10 },
    ...different,
  });

/** A reminder by text that is due now. */
export const aMessage = (different: Part<Message> = {}): Message => {
  const whole: Part<Message> = {
    messageId: 'msg_0123456789abcdefghjk',
    referralId,
    kind: 'reminder',
    channel: 'text',
    recipient: 'patient',
    status: 'queued',
    queuedAt: '2026-11-29T16:00:00.000Z',
    dueAt: '2026-11-29T16:00:00.000Z',
    useBy: '2026-12-01T15:00:00.000Z',
    visitId,
    revision: 1,
    attempts: 0,
    ...different,
  };
  return whole as Message;
};
