import { describe, expect, it } from 'vitest';
import { mayChoose, referralsOnPage, shownAt } from '../../functions/outreach/page-scope.ts';
import type { Patient } from '../../functions/referral/contact.ts';
import { aPatient, ownReferral } from '../support/patients.ts';

const [own, other] = ['1234567893', '1000000012'];
const named = aPatient().contacts.text;
const verified = { ...named, standing: 'verified' } as Patient['contacts']['text'];
const ids = Array.from({ length: 21 }, (_, index) => `ref_${String(index).padStart(20, '0')}`);
const [first, second, third] = ids as [string, string, string];

/** Two referrals of the practice that named the contacts, and one of another between them. */
const patient = (different: Parameters<typeof aPatient>[0] = {}) =>
  aPatient({
    referrals: [ownReferral(first, own), ownReferral(second, other), ownReferral(third, own)],
    links: { text: 3, mail: 1 },
    ...different,
  });

describe('what may be shown at a contact', () => {
  it.each<[string, Patient['contacts'], string[]]>([
    ['the referrals of the practice that named it, newest first', { text: named }, [third, first]],
    ['every referral, once it was verified', { text: verified }, [third, second, first]],
    ['nothing, where only the other contact was named', { mail: verified }, []],
  ])('is %s', (_says, contacts, expected) => {
    expect(shownAt(patient({ contacts }), 'text')).toEqual(expected);
  });

  it('is the newest twenty', () => {
    const many = patient({ referrals: ids.map((id) => ownReferral(id, own)) });
    expect(shownAt(many, 'text')).toEqual(ids.slice(1).reverse());
  });
});

describe('what a patient’s page shows', () => {
  const { patientId } = patient();
  const link = (different: object = {}, of = patientId) => ({
    patientId: of,
    sentTo: { channel: 'text' as const, generation: 3, ...different },
  });

  it.each<[string, Patient, Parameters<typeof referralsOnPage>[1], string[] | undefined]>([
    ['all that is theirs, to one who signed in', patient(), undefined, [third, second, first]],
    ['what may be shown where the link went', patient(), link(), [third, first]],
    ['nothing by a link that staff have ended', patient(), link({ generation: 2 }), undefined],
    [
      'nothing by a link of the other channel’s count',
      patient(),
      link({ channel: 'mail' }),
      undefined,
    ],
    ['nothing by another’s link', patient(), link({}, 'pat_00000000000000000000'), undefined],
    [
      'nothing by a link to a number that is gone',
      patient({ phone: undefined }),
      link(),
      undefined,
    ],
  ])('is %s', (_says, whose, by, expected) => {
    expect(referralsOnPage(whose, by)).toEqual(expected);
  });
});

describe('which choice a page may change', () => {
  const sentTo = { channel: 'text' as const, generation: 3 };

  it.each<[string, Parameters<typeof mayChoose>, boolean]>([
    ['any, of one who signed in', [patient(), undefined, 'mail'], true],
    ['that of the contact it went to', [patient(), sentTo, 'text'], true],
    ['not the other one', [patient(), sentTo, 'mail'], false],
    [
      'the other one, from a verified contact',
      [patient({ contacts: { text: verified } }), sentTo, 'mail'],
      true,
    ],
    [
      'the other one, where one practice has every referral',
      [patient({ referrals: [ownReferral(first, own)] }), sentTo, 'mail'],
      true,
    ],
    [
      'not the other one, from a contact that nobody named',
      [patient({ contacts: {} }), sentTo, 'mail'],
      false,
    ],
  ])('is %s', (_says, asked, may) => {
    expect(mayChoose(...asked)).toBe(may);
  });
});
