import { describe, expect, it } from 'vitest';
import {
  addressOf,
  ContactChannel,
  Patient,
  PhoneNumber,
  patientPut,
  patientSilenced,
  reachedFor,
  servesPractice,
} from '../../functions/referral/contact.ts';
import { writtenLanguage } from '../../functions/referral/language.ts';

const lakeside = '1234567893';
const elsewhere = '1000000020';
const at = '2026-11-20T10:00:00.000Z';
const named = { standing: 'named', namedBy: [lakeside], since: at } as const;
const consent = { status: 'given', basis: 'treatment', at, method: 'referral' } as const;

const patient = (different: object = {}): Patient =>
  Patient.parse({
    patientId: 'pat_1',
    givenName: 'Odalys',
    language: 'en',
    phone: '+13125550142',
    number: 'index of 142',
    email: 'odalys@example.org',
    contacts: { text: named, mail: named },
    consents: { text: consent, mail: consent },
    ...different,
  });

describe('what belongs to a practice’s referral may go to', () => {
  it.each([
    ['a number that this practice named', named, lakeside, true],
    ['none that only another named', named, elsewhere, false],
    ['one that both named', { ...named, namedBy: [elsewhere, lakeside] }, lakeside, true],
    [
      'one that our staff verified, whoever named it',
      { ...named, standing: 'verified' },
      elsewhere,
      true,
    ],
    ['none where there is none', undefined, lakeside, false],
  ] as const)('%s', (_, text, practice, may) => {
    const contacts = text ? { text: { ...text, namedBy: [...text.namedBy] } } : {};
    expect(servesPractice({ contacts }, 'text', practice)).toBe(may);
    expect(servesPractice({ contacts }, 'mail', practice)).toBe(false);
  });
});

describe('a patient, as the messages of a practice reach them,', () => {
  it('has number and address where both are for it', () => {
    expect(reachedFor(patient(), lakeside)).toEqual(patient());
  });

  it('has neither where another practice named them', () => {
    const { phone, number, email, ...rest } = patient();
    expect(reachedFor(patient(), elsewhere)).toEqual(rest);
  });

  it('has each by itself', () => {
    const contacts = { text: { ...named, standing: 'verified' }, mail: named };
    const byText = reachedFor(patient({ contacts }), elsewhere);
    expect([byText.phone, byText.number, byText.email]).toEqual([
      '+13125550142',
      'index of 142',
      undefined,
    ]);
    const byMail = reachedFor(patient({ contacts: { mail: named } }), lakeside);
    expect([byMail.phone, byMail.number, byMail.email]).toEqual([
      undefined,
      undefined,
      'odalys@example.org',
    ]);
  });

  it('has no index where none is known, and nothing where there is nothing', () => {
    expect(reachedFor(patient({ number: undefined }), lakeside)).not.toHaveProperty('number');
    const unreached = patient({ phone: undefined, email: undefined });
    const reached = reachedFor(unreached, lakeside);
    expect('phone' in reached || 'email' in reached || 'number' in reached).toBe(false);
  });

  it('is found at the number by text and at the address by mail', () => {
    expect(ContactChannel.options.map((channel) => addressOf(patient(), channel))).toEqual([
      '+13125550142',
      'odalys@example.org',
    ]);
  });
});

describe('the language we write in', () => {
  it.each([
    ['en', 'en'],
    ['en-US', 'en'],
    ['es', 'es'],
    ['es-MX', 'es'],
    ['fr', 'en'],
    ['', 'en'],
  ])('for %s is %s', (code, written) => {
    expect(writtenLanguage(code)).toBe(written);
  });
});

describe('a patient as stored', () => {
  it('is new: written once, without the texts, which stand with the number', () => {
    const { texts, rev, ...kept } = patient({
      texts: [{ messageId: 'm', at }],
      mergedInto: undefined,
    });
    expect([texts.length, rev]).toEqual([1, 0]);
    expect(patientPut('t', { ...kept, texts, rev })).toEqual({
      Put: {
        TableName: 't',
        Item: { pk: 'PAT#pat_1', sk: 'PATIENT', ...JSON.parse(JSON.stringify(kept)), rev: 1 },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    });
  });

  it('is changed only as it was seen', () => {
    expect(patientPut('t', patient({ rev: 3 })).Put).toMatchObject({
      Item: { rev: 4 },
      ConditionExpression: 'rev = :seen',
      ExpressionAttributeValues: { ':seen': 3 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it('is silenced since the first word of it, and counts the change', () => {
    expect(patientSilenced('t', 'pat_1', at)).toEqual({
      Update: {
        TableName: 't',
        Key: { pk: 'PAT#pat_1', sk: 'PATIENT' },
        UpdateExpression: 'SET silentSince = if_not_exists(silentSince, :at) ADD rev :one',
        ExpressionAttributeValues: { ':at': at, ':one': 1 },
      },
    });
  });

  it('has what an older one lacked', () => {
    const old = { patientId: 'pat_1', givenName: 'Odalys', language: 'en', consents: {} };
    expect(Patient.parse(old)).toEqual({
      ...old,
      rev: 0,
      contacts: {},
      links: { text: 1, mail: 1 },
      claims: [],
      referrals: [],
      person: { names: [], birthDates: [], charts: [], members: [], phones: [] },
      apartFrom: [],
      merges: [],
      texts: [],
    });
    expect(PhoneNumber.parse({})).toEqual({ patients: [], former: [], rev: 0, texts: [] });
  });

  const merge = {
    patientId: 'pat_2',
    referrals: ['ref_2'],
    by: { kind: 'person', id: 'c' },
    at,
    note: 'x',
  };
  const claim = { channel: 'mail', address: 'a', practiceNpi: lakeside, referralId: 'ref_1', at };

  it.each<[string, object]>([
    ['a merge', { merges: [merge] }],
    ['a claim', { claims: [claim] }],
    [
      'consent by the page',
      { consents: { mail: { ...consent, basis: 'express', method: 'patient-page' } } },
    ],
    [
      'consent withdrawn by text',
      { consents: { text: { ...consent, status: 'withdrawn', method: 'text' } } },
    ],
    ['a verified contact', { contacts: { mail: { ...named, standing: 'verified' } } }],
    ['Spanish', { language: 'es' }],
    ['the longest number', { phone: '+123456789012345' }],
    ['the shortest', { phone: '+12345678' }],
    ['a home', { state: 'IL', postalCode: '60601' }],
  ])('is read with %s', (_, more) => {
    expect(patient(more)).toMatchObject(more);
  });

  it.each<[string, object]>([
    ['a number in another form', { phone: '3125550142' }],
    ['a number with zero for a country', { phone: '+03125550142' }],
    ['too short a number', { phone: '+1234567' }],
    ['too long a number', { phone: '+1234567890123456' }],
    ['words around the number', { phone: 'x+13125550142' }],
    ['no address of mail', { email: 'nobody' }],
    ['another language', { language: 'fr' }],
    ['a state by name', { state: 'Illinois' }],
    ['a state in small letters', { state: 'il' }],
    ['a channel that there is not', { contacts: { fax: named } }],
    ['a contact of no standing', { contacts: { text: { ...named, standing: 'heard' } } }],
    ['consent of no status', { consents: { text: { ...consent, status: 'maybe' } } }],
    ['consent on no ground', { consents: { text: { ...consent, basis: 'hope' } } }],
    ['consent by no method', { consents: { text: { ...consent, method: 'wink' } } }],
    ['a claim of nobody', { claims: [{ ...claim, practiceNpi: undefined }] }],
    ['a merge by nobody', { merges: [{ ...merge, by: undefined }] }],
    ['a text at no time', { texts: [{ messageId: 'm', at: 'once' }] }],
    ['half a link', { links: { text: 1.5, mail: 1 } }],
    ['a count below none', { rev: -1 }],
    ['a referral without a therapy', { referrals: [{ referralId: 'r', practiceNpi: lakeside }] }],
  ])('is not read with %s', (_, odd) => {
    expect(() => patient(odd)).toThrow();
  });
});
