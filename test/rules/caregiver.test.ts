import { describe, expect, it } from 'vitest';
import {
  CaregiverChoice,
  caregiverAt,
  caregiverChosen,
  mayAct,
  speakerAt,
  withCaregiver,
} from '../../functions/outreach/caregiver.ts';
import { writeMail } from '../../functions/outreach/mail-templates.ts';
import { describeProfile } from '../../functions/outreach/patient-views.ts';
import { aPatient } from '../support/patients.ts';

const at = '2026-11-29T18:00:00.000Z';
const alone = aPatient({ email: undefined, contacts: { text: aPatient().contacts.text } });
const rosa = { name: 'Rosa', mail: 'rosa@example.org' };
const helped = (may: 'see' | 'act') => {
  const chosen = caregiverChosen(alone, { ...rosa, may }, at);
  if (typeof chosen === 'string') throw new Error(chosen);
  return chosen;
};

describe('who speaks by a contact', () => {
  const { mail } = helped('see').contacts;
  const own = aPatient().contacts.mail;
  it.each([
    ['a caregiver', { mail }, { as: 'caregiver', named: 'Rosa, who cares for the patient' }],
    [
      'a parent',
      { mail: own && { ...own, parentUntil: '2030-01-01' } },
      { as: 'guardian', named: 'whoever decides for the patient' },
    ],
    ['the patient', { mail: own }, undefined],
    ['nobody known', {}, undefined],
  ])('is %s', (_, contacts, speaker) => {
    expect(speakerAt({ contacts }, { channel: 'mail' })).toEqual(speaker);
    expect(speakerAt({ contacts }, { channel: 'text' })).toBeUndefined();
    expect(speakerAt({ contacts }, undefined)).toBeUndefined();
  });
});

describe('a caregiver whom the patient names', () => {
  it('is written to at their own address, with the consent and its source on record', () => {
    const patient = helped('see');
    expect(patient).toMatchObject({
      email: 'rosa@example.org',
      contacts: { mail: { standing: 'verified', caregiver: { name: 'Rosa', may: 'see' } } },
      consents: { mail: { status: 'given', basis: 'express', method: 'patient-page', at } },
      links: { text: 1, mail: 1 },
    });
    expect(patient.contacts.text).toEqual(alone.contacts.text);
  });

  it('does not take the place of an address that is the patient’s', () => {
    expect(caregiverChosen(aPatient(), { ...rosa, may: 'see' }, at)).toBe('mail-in-use');
  });

  it('takes the place of another one, whose links are dead', () => {
    const other = caregiverChosen(
      helped('act'),
      { name: 'Ana', mail: 'ana@example.org', may: 'see' },
      at,
    );
    expect(other).toMatchObject({
      email: 'ana@example.org',
      contacts: { mail: { caregiver: { name: 'Ana', may: 'see' } } },
      links: { mail: 2 },
    });
  });

  it('may more or less as the patient says, with the same links', () => {
    expect(caregiverChosen(helped('see'), { may: 'act' }, at)).toMatchObject({
      email: 'rosa@example.org',
      contacts: { mail: { caregiver: { name: 'Rosa', may: 'act' } } },
      links: { mail: 1 },
    });
  });

  it('is nobody once the patient ends it: no address, and links that are dead', () => {
    const ended = caregiverChosen(helped('act'), { may: 'none' }, at);
    expect(ended).toMatchObject({ links: { mail: 2 } });
    expect(ended).not.toHaveProperty('email');
    expect(ended).not.toHaveProperty('contacts.mail');
  });

  it.each([{ may: 'see' }, { may: 'none' }] as const)('is not there to be told %j', (choice) => {
    expect(caregiverChosen(alone, choice, at)).toBe('no-caregiver');
    expect(caregiverChosen(aPatient(), choice, at)).toBe('no-caregiver');
  });

  it('is never named by an end', () => {
    expect(caregiverChosen(alone, { ...rosa, may: 'none' }, at)).toBe('no-caregiver');
  });

  it.each([
    [{ may: 'see', name: 'Rosa' }, false],
    [{ may: 'see', mail: 'rosa@example.org' }, false],
    [{ ...rosa, may: 'see' }, true],
    [{ may: 'all' }, false],
    [{ may: 'act' }, true],
  ])('%j is a choice: %s', (choice, taken) => {
    expect(CaregiverChoice.safeParse(choice).success).toBe(taken);
  });
});

describe('what a link lets its reader do', () => {
  it.each([
    ['the patient, signed in', helped('see'), undefined, undefined, true],
    ['the patient, by text', helped('see'), 'text', undefined, true],
    ['one who may see', helped('see'), 'mail', 'Rosa', false],
    ['one who may act', helped('act'), 'mail', 'Rosa', true],
    ['the patient’s own mail', aPatient(), 'mail', undefined, true],
  ] as const)('%s', (_says, patient, channel, ...[reader, acts]) => {
    const sentTo = channel && { channel };
    expect(caregiverAt(patient, sentTo)?.name).toBe(reader);
    expect(mayAct(patient, sentTo)).toBe(acts);
    expect(describeProfile(patient, sentTo).reader?.name).toBe(reader);
  });

  it('is shown to the patient beside the way that it goes', () => {
    const [text, mail] = describeProfile(helped('act')).channels;
    expect(mail?.caregiver).toEqual({ name: 'Rosa', may: 'act' });
    expect(text).not.toHaveProperty('caregiver');
  });

  it('is nobody’s where there is no such contact', () => {
    expect(withCaregiver(alone, 'mail', { name: 'Rosa', may: 'see' })).toEqual(alone);
  });
});

it('a caregiver is spoken to of the patient', () => {
  const facts = {
    ...{ language: 'en' as const, name: 'Odalys', team: 'T', phone: '1', place: 'P', address: '' },
    ...{ ends: '', confirmed: false, when: 'Tue', dates: [], link: 'l' },
  };
  expect(writeMail('reminder', { ...facts, toGuardian: true }).body).toContain(
    'This is about the care of Odalys.',
  );
  expect(writeMail('reminder', { ...facts, toGuardian: true }).body).not.toMatch(/^Hello Odalys/);
});
