import { describe, expect, it } from 'vitest';
import { withVerified } from '../../functions/outreach/person-parts.ts';
import { type Patient, reachedOn, servesPractice } from '../../functions/referral/contact.ts';
import {
  type ContactTold,
  contactTold,
  newClaims,
  newPatient,
  withContact,
} from '../../functions/referral/contact-change.ts';
import { aSubmission } from '../support/referrals.ts';

const lakeside = '1234567893';
const elsewhere = '1000000020';

describe('how a patient is reached', () => {
  const base = aSubmission().patient;
  const at = '2026-11-20T10:00:00.000Z';
  const told = (different: Partial<ContactTold> = {}): ContactTold => ({
    referralId: 'ref_1',
    practiceNpi: lakeside,
    patient: base,
    number: 'index of 142',
    known: undefined,
    at,
    isCorrection: false,
    ...different,
  });
  const first = (): Patient => {
    const patient = contactTold(newPatient('pat_1', told()), told());
    return {
      ...patient,
      referrals: [{ referralId: 'ref_1', practiceNpi: lakeside, therapy: 'infliximab' }],
    };
  };
  const attacker = told({
    referralId: 'ref_2',
    practiceNpi: elsewhere,
    patient: { ...base, phone: '+13125550666', email: 'else@example.org' },
    number: 'index of 666',
  });

  it('is named by the practice that sent the first referral, for its own referrals', () => {
    expect(first()).toMatchObject({ phone: '+13125550142', email: 'odalys@example.org' });
    expect(servesPractice(first(), 'text', lakeside)).toBe(true);
    expect(servesPractice(first(), 'text', elsewhere)).toBe(false);
  });

  it('leads to a parent until the patient comes of age, and to nobody from that day on', () => {
    const parentUntil = '2026-12-01';
    const child = contactTold(newPatient('pat_1', told()), told({ parentUntil }));
    expect(child.contacts).toMatchObject({ text: { parentUntil }, mail: { parentUntil } });
    expect(reachedOn(child, '2026-11-30')).toEqual(child);
    const { phone, number, email, contacts } = reachedOn(child, '2026-12-01');
    expect([phone, number, email, contacts]).toEqual([undefined, undefined, undefined, {}]);
    expect(reachedOn(first(), '2099-01-01')).toEqual(first());
  });

  it('is the patient’s once a practice names it as theirs, and stays a parent’s while it does not', () => {
    const parentUntil = '2026-12-01';
    const child = contactTold(newPatient('pat_1', told()), told({ parentUntil }));
    expect(contactTold(child, told({ parentUntil }))).toEqual(child);
    const grown = contactTold(child, told({ isCorrection: true }));
    expect(reachedOn(grown, '2026-12-02')).toMatchObject({
      phone: '+13125550142',
      email: base.email,
    });
  });

  it('is the patient’s once staff have asked them about it, from the day on which they are of age', () => {
    const parentUntil = '2026-12-01';
    const child = contactTold(newPatient('pat_1', told()), told({ parentUntil }));
    const asked = (on: string) => withVerified(child, 'text', {}, on).contacts.text;
    expect(asked('2026-12-01T04:59:00Z')).toMatchObject({ standing: 'verified', parentUntil });
    expect(asked('2026-12-01T05:00:00Z')?.parentUntil).toBeUndefined();
  });

  it('stays, when a second practice names something else, which is kept as a claim', () => {
    const after = contactTold(first(), attacker);
    expect(after).toMatchObject({
      phone: '+13125550142',
      email: 'odalys@example.org',
      givenName: 'Odalys',
      links: { text: 1, mail: 1 },
    });
    expect(newClaims(first(), after).map(({ channel, address }) => [channel, address])).toEqual([
      ['text', '+13125550666'],
      ['mail', 'else@example.org'],
    ]);
    expect(newClaims(after, contactTold(after, attacker))).toEqual([]);
    expect(after.claims.map(({ number }) => number)).toEqual(['index of 666', undefined]);
  });

  it('stays when a second practice corrects its own referral, and keeps what that leaves out', () => {
    const silent = {
      ...attacker,
      isCorrection: true,
      patient: { ...base, phone: undefined, email: undefined },
    };
    expect(contactTold(first(), silent)).toMatchObject({ phone: '+13125550142' });
  });

  it('is shown to a second practice’s care once that practice names the same', () => {
    const after = contactTold(first(), told({ practiceNpi: elsewhere, referralId: 'ref_2' }));
    expect(servesPractice(after, 'text', elsewhere)).toBe(true);
    expect(after.claims).toEqual([]);
  });

  it('changes on the word of the practice that alone has named it, and earlier links are dead', () => {
    const again = told({ patient: { ...base, phone: '+13125550199' }, number: 'index of 199' });
    expect(contactTold(first(), again)).toMatchObject({
      phone: '+13125550199',
      number: 'index of 199',
      links: { text: 2, mail: 1 },
    });
  });

  it('is not changed by a practice any more once our staff have verified it', () => {
    const patient = first();
    const verified = {
      ...patient,
      contacts: { ...patient.contacts, text: { ...patient.contacts.text, standing: 'verified' } },
    } as Patient;
    const again = told({ patient: { ...base, phone: '+13125550199' }, number: 'index of 199' });
    expect(contactTold(verified, again)).toMatchObject({
      phone: '+13125550142',
      claims: [{ address: '+13125550199' }],
    });
  });

  it('is gone with a correction that leaves it out, and not with a further referral', () => {
    const less = { ...base, phone: undefined, email: undefined };
    const without = { patient: less, number: undefined };
    expect(contactTold(first(), told(without))).toMatchObject({ phone: '+13125550142' });
    const corrected = contactTold(first(), told({ ...without, isCorrection: true }));
    expect([corrected.phone, corrected.number, corrected.email]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is left in peace by text at a number that asked for it, whoever is said to have it', () => {
    const stopped = { status: 'withdrawn', basis: 'express', at, method: 'text' } as const;
    const known = { patients: [], former: [], rev: 1, texts: [], stopped };
    const patient = contactTold(newPatient('pat_2', told({ known })), told({ known }));
    expect(patient.consents).toMatchObject({
      text: { status: 'withdrawn' },
      mail: { status: 'given' },
    });
  });

  const text = { standing: 'named', namedBy: [lakeside], since: at };

  it('is all that is known of a new patient, by leave for treatment', () => {
    expect(newPatient('pat_1', told())).toEqual({
      patientId: 'pat_1',
      rev: 0,
      givenName: 'Odalys',
      language: 'en',
      contacts: {},
      links: { text: 1, mail: 1 },
      claims: [],
      consents: {
        text: { status: 'given', basis: 'treatment', at, method: 'referral' },
        mail: { status: 'given', basis: 'treatment', at, method: 'referral' },
      },
      referrals: [],
      person: { names: [], birthDates: [], charts: [], members: [], phones: [] },
      apartFrom: [],
      merges: [],
      texts: [],
    });
    const spanish = told({ patient: { ...base, language: 'es-MX' } });
    expect(newPatient('pat_1', spanish).language).toBe('es');
  });

  it('is put down with the home, since when it is known, and who named it', () => {
    expect(first()).toMatchObject({
      phone: '+13125550142',
      number: 'index of 142',
      email: 'odalys@example.org',
      state: 'IL',
      postalCode: '60601',
      contacts: { text, mail: text },
      links: { text: 1, mail: 1 },
      claims: [],
    });
  });

  it('stays as it is, word for word, when the same practice says the same again', () => {
    expect(contactTold(first(), told({ at: '2026-12-01T10:00:00.000Z' }))).toEqual(first());
  });

  it('is named by each practice once', () => {
    const second = told({ practiceNpi: elsewhere, referralId: 'ref_2' });
    const twice = contactTold(contactTold(first(), second), second);
    expect(twice.contacts.text?.namedBy).toEqual([lakeside, elsewhere]);
    expect(twice.contacts.mail?.namedBy).toEqual([lakeside, elsewhere]);
  });

  it('by mail has no number, and a new address kills only the links by mail', () => {
    const again = told({ patient: { ...base, email: 'new@example.org' } });
    expect(contactTold(first(), again)).toMatchObject({
      phone: '+13125550142',
      number: 'index of 142',
      email: 'new@example.org',
      links: { text: 1, mail: 2 },
    });
  });

  it('by text is none at a number that cannot be one', () => {
    const unreadable = told({ patient: { ...base, phone: 'ask the daughter' }, number: undefined });
    const patient = contactTold(newPatient('pat_1', unreadable), unreadable);
    expect(patient).not.toHaveProperty('phone');
    expect(patient).not.toHaveProperty('number');
    expect(patient.contacts).toEqual({ mail: text });
  });

  it('is changed by nobody alone once a second practice has a referral of the patient', () => {
    const shared = {
      ...first(),
      referrals: [
        ...first().referrals,
        { referralId: 'ref_2', practiceNpi: elsewhere, therapy: 'infliximab' },
      ],
    };
    const again = told({ patient: { ...base, phone: '+13125550199' }, number: 'index of 199' });
    const after = contactTold(shared, again);
    expect(after.phone).toBe('+13125550142');
    expect(after.claims).toEqual([
      {
        channel: 'text',
        address: '+13125550199',
        practiceNpi: lakeside,
        referralId: 'ref_1',
        at,
        number: 'index of 199',
      },
    ]);
  });

  it('keeps name and home where another practice has a word in it', () => {
    const renamed = {
      ...attacker,
      patient: {
        ...attacker.patient,
        name: { given: 'Bertram', family: 'Else' },
        address: { line: ['1 Far Road'], city: 'Honolulu', state: 'HI', postalCode: '96801' },
      },
    };
    expect(contactTold(first(), renamed)).toMatchObject({
      givenName: 'Odalys',
      state: 'IL',
      postalCode: '60601',
    });
    const own = { ...renamed, practiceNpi: lakeside };
    expect(contactTold(first(), own)).toMatchObject({ givenName: 'Bertram', state: 'HI' });
    const single = { ...own, patient: { ...own.patient, name: { given: '', family: 'Bertram' } } };
    expect(contactTold(first(), single)).toMatchObject({ givenName: 'Bertram' });
    const homeless = told({ patient: { ...base, address: undefined } });
    expect(contactTold(first(), homeless)).toMatchObject({ state: 'IL', postalCode: '60601' });
  });

  it('is claimed once by a practice, the newest word last, ten claims at most', () => {
    const claims = (count: number) =>
      Array.from({ length: count }).reduce<Patient>(
        (patient, _, index) =>
          contactTold(patient, {
            ...attacker,
            patient: { ...base, phone: `+1312555${1000 + index}`, email: undefined },
            number: `index of ${index}`,
          }),
        first(),
      ).claims;
    expect(claims(9)).toHaveLength(9);
    expect(claims(12).map(({ number }) => number)).toEqual(
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((index) => `index of ${index}`),
    );
    const twice = contactTold(contactTold(first(), attacker), {
      ...attacker,
      at: '2026-12-01T10:00:00.000Z',
    });
    expect(twice.claims.map(({ at: when }) => when)).toEqual([
      '2026-12-01T10:00:00.000Z',
      '2026-12-01T10:00:00.000Z',
    ]);
  });

  it.each<[string, Partial<ContactTold>]>([
    ['another practice', { practiceNpi: '1000000038' }],
    ['another number', { patient: { ...base, phone: '+13125550777' }, number: 'index of 777' }],
  ])('has a claim of its own for %s', (_, different) => {
    const once = contactTold(first(), attacker);
    const after = contactTold(once, { ...attacker, ...different });
    expect(newClaims(once, after).length).toBeGreaterThan(0);
    expect(after.claims.length).toBeGreaterThan(once.claims.length);
  });

  it('is a claim no more once it is in use, on its own channel only', () => {
    const other = {
      ...attacker,
      patient: { ...base, phone: '+13125550777', email: undefined },
      number: 'index of 777',
    };
    const claimed = contactTold(contactTold(first(), attacker), other);
    const used = withContact(claimed, 'text', '+13125550666', {
      standing: 'verified',
      namedBy: [],
      since: at,
      number: 'index of 666',
    });
    expect(used).toMatchObject({
      phone: '+13125550666',
      number: 'index of 666',
      contacts: { text: { standing: 'verified', namedBy: [], since: at }, mail: text },
      links: { text: 2, mail: 1 },
    });
    expect(used.contacts.text).not.toHaveProperty('number');
    expect(used.claims.map(({ address }) => address)).toEqual(['else@example.org', '+13125550777']);
  });

  it('is used anew with its links alive where it was in use before', () => {
    const contact = {
      standing: 'verified' as const,
      namedBy: [] as string[],
      since: at,
      number: 'index of 142',
    };
    expect(withContact(first(), 'text', '+13125550142', contact).links).toEqual({
      text: 1,
      mail: 1,
    });
  });

  it('that nobody has any more is gone with its number, its standing and its links', () => {
    const contact = { standing: 'named' as const, namedBy: [] as string[], since: at };
    const none = withContact(first(), 'text', undefined, contact);
    expect(none).not.toHaveProperty('phone');
    expect(none).not.toHaveProperty('number');
    expect(none).toMatchObject({ contacts: { mail: text }, links: { text: 2, mail: 1 } });
    expect(none.contacts).not.toHaveProperty('text');
    expect(withContact(none, 'text', undefined, contact).links).toEqual({ text: 2, mail: 1 });
  });

  describe('once nothing more was to be sent', () => {
    const silent = { ...first(), silentSince: at };
    it.each([true, false])(
      'stays so until a person has made sure: a correction %s',
      (isCorrection) => {
        expect(contactTold(silent, told({ isCorrection })).silentSince).toBe(at);
        expect(contactTold(first(), told({ isCorrection }))).not.toHaveProperty('silentSince');
      },
    );
  });

  it('is left in peace at a number that asked for it, also when it is named later', () => {
    const stopped = { status: 'withdrawn', basis: 'express', at, method: 'text' } as const;
    const known = { patients: [], former: [], rev: 1, texts: [], stopped };
    const again = told({
      known,
      patient: { ...base, phone: '+13125550199' },
      number: 'index of 199',
    });
    expect(contactTold(first(), again).consents).toEqual({ ...first().consents, text: stopped });
    // Another practice names it: it is only a claim, and the number in use may be written to.
    const claimed = { ...again, practiceNpi: elsewhere };
    expect(contactTold(first(), claimed).consents).toEqual(first().consents);
  });
});
