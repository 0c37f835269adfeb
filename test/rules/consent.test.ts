import { describe, expect, it } from 'vitest';
import { consentBy, mayUse, reachable } from '../../functions/outreach/consent.ts';
import type { ContactChannel } from '../../functions/referral/contact.ts';
import { aPatient } from '../support/patients.ts';

const at = '2026-11-10T10:00:00.000Z';
const given = consentBy('patient-page', 'given', at);
const withdrawn = consentBy('text', 'withdrawn', at);

describe('whether a channel may be used', () => {
  it.each<[string, ContactChannel, object, boolean]>([
    ['leave was given', 'text', { text: given }, true],
    ['leave was withdrawn', 'text', { text: withdrawn }, false],
    ['nobody spoke of it', 'text', {}, false],
    ['leave was given for the other channel', 'text', { mail: given }, false],
    ['leave was given for mail', 'mail', { mail: given, text: withdrawn }, true],
  ])('when %s', (_says, channel, consents, may) => {
    const patient = { ...aPatient(), consents };
    expect(mayUse(patient, channel)).toBe(may);
    expect(reachable(patient, channel)).toBe(may);
  });

  it('does not reach a patient without an address for it', () => {
    const consents = { text: given, mail: given };
    const { phone: _phone, email: _email, ...rest } = { ...aPatient(), consents };
    expect(reachable(rest, 'text')).toBe(false);
    expect(reachable(rest, 'mail')).toBe(false);
    expect(mayUse(rest, 'text')).toBe(true);
  });
});

describe('a consent in the patient’s own words', () => {
  it.each(['text', 'patient-page'] as const)('by %s is express, from then on', (method) => {
    expect(consentBy(method, 'withdrawn', at)).toEqual({
      status: 'withdrawn',
      basis: 'express',
      at,
      method,
    });
  });
});
