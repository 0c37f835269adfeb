import { describe, expect, it } from 'vitest';
import { Address, isPostBox } from '../../functions/platform/address.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { correctedSubmission } from '../../functions/referral/corrected-submission.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { reachedThrough } from '../../functions/referral/guardian.ts';
import { readLanguage, writtenLanguage } from '../../functions/referral/language.ts';
import { separateSuffix, wholeName } from '../../functions/referral/person/name.ts';
import { readSubmission } from '../../functions/referral/submission-body.ts';
import { withResource } from '../support/bundles.ts';
import { aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
const sent = (patient: Record<string, unknown>) => {
  const bundle = withResource('Patient', (resource) => Object.assign(resource, patient));
  const result = submissionFromBundle(bundle, today);
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};
const patientOf = (patient: Record<string, unknown>) => sent(patient).patient;
const found = (patient: Record<string, unknown>) => checkSubmission(sent(patient), today);

const street = (line: string, more: object = {}) => ({
  use: 'home',
  line: [line],
  city: 'Chicago',
  state: 'IL',
  postalCode: '60605',
  ...more,
});

describe('a period', () => {
  const periods: readonly [string, object | undefined, boolean][] = [
    ['that is not given', undefined, true],
    ['that ended yesterday', { end: '2026-11-19' }, false],
    ['that ends today', { end: '2026-11-20' }, true],
    ['that ended last month', { end: '2026-10' }, false],
    ['that ends with this month', { end: '2026-11' }, true],
    ['that ended with last year', { end: '2025' }, false],
    ['that ends with this year', { end: '2026' }, true],
    ['that begins tomorrow', { start: '2026-11-21' }, false],
    ['that began today', { start: '2026-11-20' }, true],
    ['that began this month', { start: '2026-11' }, true],
    ['that ends at an hour of today', { end: '2026-11-20T09:00:00-06:00' }, true],
    ['with an end that is no date', { end: 'unknown' }, true],
  ];

  it.each(periods)('%s says whether an address holds', (_, period, holds) => {
    const { address } = patientOf({ address: [street('1 Invented Way', { period })] });
    expect(address?.line[0]).toBe(holds ? '1 Invented Way' : undefined);
  });

  it.each(periods)('%s says whether a number holds', (_, period, holds) => {
    const { phone } = patientOf({ telecom: [{ system: 'phone', value: '312-555-0190', period }] });
    expect(phone).toBe(holds ? '312-555-0190' : undefined);
  });

  it.each(periods)('%s says whether a chart number holds', (_, period, holds) => {
    const { identifiers } = patientOf({ identifier: [{ system: 'urn:x', value: 'A1', period }] });
    expect(identifiers).toHaveLength(holds ? 1 : 0);
  });

  it('says which of two names and addresses is in force, whatever their order', () => {
    const names = [
      { use: 'official', family: 'Formerly', given: ['Jocasta'], period: { end: '2021-04-28' } },
      { use: 'official', family: 'Presently', given: ['Jocasta'], period: { start: '2021-04-28' } },
    ];
    const addresses = [
      street('1 Former Way', { period: { end: '2024-05-31' } }),
      street('88 Current Row', { period: { start: '2024-06-01' } }),
    ];
    for (const turn of [(all: object[]) => all, (all: object[]) => [...all].reverse()]) {
      const patient = patientOf({ name: turn(names), address: turn(addresses) });
      expect(patient.name.family).toBe('Presently');
      expect(patient.address?.line).toEqual(['88 Current Row']);
    }
  });

  it('of a coverage that has ended leaves the coverage out', () => {
    const bundle = withResource('Coverage', (coverage) => {
      coverage.period = { start: '2020-01-01', end: '2025-12-31' };
    });
    const result = submissionFromBundle(bundle, today);
    expect(result).toMatchObject({ outcome: 'mapped', submission: { coverages: [] } });
  });
});

describe('of several numbers', () => {
  it('the one ranked first is taken, else the mobile one', () => {
    const mobile = { system: 'phone', value: '312-555-0190', use: 'mobile' };
    const home = { system: 'phone', value: '312-555-0191', use: 'home' };
    expect(patientOf({ telecom: [home, mobile] }).phone).toBe(mobile.value);
    expect(patientOf({ telecom: [mobile, { ...home, rank: 1 }] }).phone).toBe(home.value);
    expect(
      patientOf({
        telecom: [
          { ...mobile, rank: 2 },
          { ...home, rank: 1 },
        ],
      }).phone,
    ).toBe(home.value);
  });
});

describe('where the patient is', () => {
  it('is the physical address, not the one for the mail', () => {
    const both = [
      street('PO Box 91', { type: 'postal' }),
      street('77 Pretend Alley', { type: 'physical' }),
    ];
    for (const address of [both, [...both].reverse()])
      expect(patientOf({ address }).address?.line).toEqual(['77 Pretend Alley']);
  });

  it('is a street before a box at the post office, even at work', () => {
    const address = [street('P.O. Box 4127'), street('9 Office Park', { use: 'work' })];
    expect(patientOf({ address }).address?.line).toEqual(['9 Office Park']);
  });

  it.each([
    ['PO Box 91', true],
    ['P.O. Box 4127', true],
    ['p o box 12', true],
    ['POB 7', true],
    ['Post Office Box 5', true],
    ['Box 220', true],
    ['General Delivery', true],
    ['12 Boxwood Lane', false],
    ['7 Poboski Street', false],
    ['1 Post Office Road', false],
  ])('%s: a box at the post office, %s', (line, isBox) => {
    expect(isPostBox({ line: [line] })).toBe(isBox);
  });

  it('is a street where one stands beside the box', () => {
    expect(isPostBox({ line: ['12 Sample Street', 'PO Box 9'] })).toBe(false);
    expect(isPostBox({ line: ['Attn. the household', 'PO Box 9'] })).toBe(true);
  });

  it('is asked for when a nurse would have to go to a box', () => {
    const boxed = sent({ address: [street('P.O. Box 4127')] });
    const at = (preferred: 'home' | 'infusion-center') =>
      checkSubmission({ ...boxed, placement: { residence: 'private', preferred } }, today).map(
        ({ code, severity }) => `${severity} ${code}`,
      );
    expect(at('home')).toContain('missing street-address-missing');
    expect(at('infusion-center')).not.toContain('missing street-address-missing');
  });

  it.each([
    [{ state: 'Illinois', postalCode: '606050042' }, 'IL', '60605-0042'],
    [{ state: ' illinois ', postalCode: '60605 0042' }, 'IL', '60605-0042'],
    [{ state: 'il', postalCode: '60605-0042' }, 'IL', '60605-0042'],
    [{ state: 'D.C.', postalCode: '20001' }, 'DC', '20001'],
    [{ state: 'District of  Columbia', postalCode: '20001' }, 'DC', '20001'],
    [{ state: 'New Hampshire', postalCode: '03031' }, 'NH', '03031'],
  ])('is understood with %j', (parts, state, postalCode) => {
    const { address } = patientOf({ address: [street('12 Sample Street', parts)] });
    expect(address).toMatchObject({ state, postalCode });
  });

  it.each([
    [{ postalCode: undefined }, "The patient's address lacks its ZIP code."],
    [{ postalCode: '6060' }, "The ZIP code of the patient's address cannot be read."],
    [{ state: 'XX' }, "The state of the patient's address cannot be read."],
    [{ state: 'Ontario' }, "The state of the patient's address cannot be read."],
    [{ line: [] }, "The patient's address lacks its street."],
    [
      { city: undefined, state: undefined, postalCode: 'M5V 2T6' },
      "The patient's address lacks its city, state. The ZIP code of the patient's address cannot be read.",
    ],
  ])('says what of it is missing: %j', (parts, text) => {
    const gap = found({ address: [street('12 Sample Street', parts)] }).filter(({ code }) =>
      code.startsWith('address'),
    );
    expect(gap).toMatchObject([{ code: 'address-incomplete', severity: 'missing', text }]);
  });

  it('is asked for as a whole where no address is in force', () => {
    const codes = found({ address: [street('1 Old St', { period: { end: '2020-01-01' } })] });
    expect(codes.map(({ code }) => code)).toContain('address-missing');
  });

  it('is read in the native form by the same rules', () => {
    const parts = { line: ['1 A St'], city: 'Chicago', state: 'Illinois', postalCode: '606050042' };
    expect(Address.parse(parts)).toMatchObject({ state: 'IL', postalCode: '60605-0042' });
    expect(Address.safeParse({ ...parts, state: 'ZZ' }).success).toBe(false);
  });
});

describe('the language', () => {
  it.each([
    [{ coding: [{ code: 'es' }] }, 'es'],
    [{ coding: [{ code: 'es-MX' }] }, 'es-MX'],
    [{ coding: [{ system: 'urn:iso:std:iso:639:2', code: 'spa' }] }, 'es'],
    [{ coding: [{ code: 'fre' }] }, 'fr'],
    [{ text: 'Spanish' }, 'es'],
    [{ coding: [{ code: 'x-9', display: 'Vietnamese' }] }, 'vi'],
    [{ coding: [{ code: 'hmn' }] }, 'hmn'],
  ])('%j is %s', (language, code) => {
    const patient = patientOf({ communication: [{ language, preferred: true }] });
    expect(patient).toMatchObject({ language: code });
    expect(patient).not.toHaveProperty('languageAsSent');
  });

  it.each(['constructor', 'und', 'mother tongue', 'qqq', ''])('%j is none', (said) => {
    expect(readLanguage(said)).toBeUndefined();
  });

  it('that is not known is kept as sent, and told', () => {
    const communication = [{ language: { text: 'what her mother speaks' } }];
    expect(patientOf({ communication })).toMatchObject({
      language: 'en',
      languageAsSent: 'what her mother speaks',
    });
    expect(found({ communication }).map(({ code }) => code)).toContain('language-unknown');
  });

  it('in which nothing is written is told; its messages are English', () => {
    const communication = [{ language: { coding: [{ code: 'pol' }] } }];
    expect(found({ communication }).map(({ code }) => code)).toContain('language-not-written');
    expect([writtenLanguage('pl'), writtenLanguage('es-MX'), writtenLanguage('est')]).toEqual([
      'en',
      'es',
      'en',
    ]);
  });
});

describe('a name that is only sent as one text', () => {
  it.each<[string, object]>([
    ['Placeholder, Ambrose', { given: 'Ambrose', family: 'Placeholder' }],
    ['Ambrose Placeholder', { given: 'Ambrose', family: 'Placeholder' }],
    ['Mr. Ambrose Placeholder', { given: 'Ambrose', family: 'Placeholder' }],
    ['  PLACEHOLDER ,  AMBROSE  ', { given: 'AMBROSE', family: 'PLACEHOLDER' }],
    ['Van der Holder, Ambrose Lee', { given: 'Ambrose', middle: 'Lee', family: 'Van der Holder' }],
    ['Placeholder, Ambrose, Jr.', { given: 'Ambrose', family: 'Placeholder', suffix: 'Jr.' }],
    ['Ambrose Placeholder III', { given: 'Ambrose', family: 'Placeholder', suffix: 'III' }],
    ['Placeholder-Lee, Ambrose', { given: 'Ambrose', family: 'Placeholder-Lee' }],
  ])('"%s" is read', (text, name) => {
    const patient = patientOf({ name: [{ use: 'official', text }] });
    expect(patient.name).toEqual(name);
    expect(patient).not.toHaveProperty('nameAsSent');
    expect(found({ name: [{ text }] }).map(({ code }) => code)).not.toContain('name-unclear');
  });

  it.each<[string, object]>([
    ['Ambrose Lee Placeholder', { given: 'Ambrose', middle: 'Lee', family: 'Placeholder' }],
    ['Placeholder, Ambrose, RN', { given: 'Ambrose', family: 'Placeholder' }],
  ])('"%s" is read as is most common, and asked about', (text, name) => {
    const patient = patientOf({ name: [{ text }] });
    expect(patient).toMatchObject({ name, nameAsSent: text });
    const [asked] = found({ name: [{ text }] }).filter(({ code }) => code === 'name-unclear');
    expect(asked).toMatchObject({ severity: 'missing', owner: 'referrer' });
    // What is found of an order names no patient.
    expect(JSON.stringify(asked)).not.toContain('Placeholder');
  });

  it.each([
    [{ text: 'Ambrose' }, 'Ambrose'],
    [{ text: ', Ambrose' }, 'Ambrose'],
    [{ text: 'Placeholder,' }, 'Placeholder'],
    [{ text: 'Mr. Ambrose' }, 'Ambrose'],
    [{ family: 'Ambrose' }, 'Ambrose'],
    [{ family: 'Ambrose', given: ['  '] }, 'Ambrose'],
    [{ given: ['Ambrose'] }, 'Ambrose'],
  ])('of one word, %j, is taken, and what the payer calls the patient is asked', (name, family) => {
    expect(patientOf({ name: [name] }).name).toEqual({ given: '', family });
    const asked = found({ name: [name] }).filter(({ code }) => code.startsWith('name-'));
    expect(asked).toMatchObject([{ code: 'name-single', severity: 'warn', owner: 'referrer' }]);
  });

  it('of several given names alone is read as most common, and asked about', () => {
    expect(patientOf({ name: [{ given: ['Ambrose', 'Lee'] }] })).toMatchObject({
      name: { given: 'Ambrose', family: 'Lee' },
      nameAsSent: 'Ambrose Lee',
    });
  });

  it('of no word, or of one that names nobody, is asked for', () => {
    for (const text of ['', ' , ', 'Unknown', 'N/A', 'Mr.', '???'])
      expect(() => patientOf({ name: [{ text }] })).toThrow('name.family');
    expect(() => patientOf({ name: [{ given: ['unknown'] }] })).toThrow('name.family');
  });

  it('of one word is taken in the native form too', () => {
    const body = JSON.parse(JSON.stringify(aSubmission()));
    body.patient.name = { family: 'Ambrose' };
    const read = readSubmission(body, 'application/json', today);
    expect(read.submission.patient.name).toEqual({ given: '', family: 'Ambrose' });
  });

  it('is heard where no other name has its parts', () => {
    const parts = { use: 'usual', family: 'Placeholder', given: ['Ambrose'] };
    const text = { use: 'official', text: 'A. Lee Placeholder' };
    expect(patientOf({ name: [text, parts] }).name).toEqual({
      given: 'Ambrose',
      family: 'Placeholder',
    });
    const nickname = { use: 'nickname', family: 'Placeholder', given: ['Bo'] };
    expect(
      patientOf({ name: [{ ...text, text: 'Ambrose Placeholder' }, nickname] }).name.given,
    ).toBe('Ambrose');
  });

  it('is answered by a correction that has its parts', () => {
    const asked = sent({ name: [{ text: 'Ambrose Lee Placeholder' }] });
    const corrected = (patient: object) =>
      correctedSubmission(asked, { patient }, 'application/merge-patch+json', today).patient;
    const parts = { given: 'Ambrose', middle: null, family: 'Lee Placeholder' };
    expect(corrected({ name: parts })).toMatchObject({
      name: { given: 'Ambrose', family: 'Lee Placeholder' },
    });
    expect(corrected({ name: parts })).not.toHaveProperty('nameAsSent');
    expect(corrected({ phone: '+13125550142' })).toHaveProperty('nameAsSent');
  });
});

describe('a name', () => {
  it('has its first given name, the further ones, and its generation apart', () => {
    const name = { use: 'official', family: 'Placeholder Jr.', given: ['Ambrose', 'Lee', 'Roy'] };
    expect(patientOf({ name: [{ ...name, suffix: ['Jr.'] }] }).name).toEqual({
      given: 'Ambrose',
      middle: 'Lee Roy',
      family: 'Placeholder',
      suffix: 'Jr.',
    });
  });

  it.each([
    [{ given: 'A', family: 'Placeholder Jr.' }, [], 'Placeholder', 'Jr.'],
    [{ given: 'A', family: 'Placeholder, III' }, [], 'Placeholder', 'III'],
    [{ given: 'A', family: 'Placeholder' }, ['MD', 'Sr'], 'Placeholder', 'Sr'],
    [{ given: 'A', family: 'Placeholder' }, ['PhD'], 'Placeholder', undefined],
    [{ given: 'A', family: 'Sr' }, [], 'Sr', undefined],
    [{ given: 'A', family: 'De La Sample' }, [], 'De La Sample', undefined],
  ])('%j with %j is of the family %s, generation %s', (name, suffixes, family, suffix) => {
    expect(separateSuffix(name, suffixes)).toEqual({
      given: 'A',
      family,
      ...(suffix ? { suffix } : {}),
    });
  });

  it('is whole where people read it', () => {
    const name = { given: 'Ambrose', middle: 'Lee', family: 'Placeholder', suffix: 'Jr.' };
    expect(wholeName(name)).toBe('Ambrose Lee Placeholder Jr.');
  });

  it('of the native form is taken apart in the same way', () => {
    const body = JSON.parse(JSON.stringify(aSubmission()));
    body.patient.name = { given: 'Ambrose', family: 'Placeholder Jr.' };
    const { submission } = readSubmission(body, 'application/json', today);
    expect(submission.patient.name).toEqual({
      given: 'Ambrose',
      family: 'Placeholder',
      suffix: 'Jr.',
    });
  });
});

describe('a minor', () => {
  const child = { birthDate: '2016-02-29', telecom: [{ system: 'phone', value: '312-555-0732' }] };
  const adult = (code: string | undefined, more: object = {}) => ({
    relationship: [code ? { coding: [{ code }] } : { text: 'the mother of the child' }],
    name: { family: 'Guardwell', given: ['Philippa'] },
    telecom: [
      { system: 'phone', value: '312-555-0733' },
      { system: 'email', value: 'guardwell@example.org' },
    ],
    ...more,
  });
  const reached = (patient: Record<string, unknown>, on = today) => {
    const { phone, email } = reachedThrough(patientOf(patient), on);
    return { phone, email };
  };
  const guardwells = { phone: '312-555-0733', email: 'guardwell@example.org' };

  it.each(['GUARD', 'PRN', 'MTH', 'NFTH', 'PRNFOST', undefined])(
    'is reached through a %s, at none of the own numbers',
    (code) => {
      expect(reached({ ...child, contact: [adult(code)] })).toEqual(guardwells);
    },
  );

  it.each(['GRPRN', 'NBOR', 'C', 'FRND', 'SIS'])('is not reached through a %s', (code) => {
    const contact = [adult(code)];
    expect(reached({ ...child, contact })).toEqual({ phone: undefined, email: undefined });
    expect(found({ ...child, contact }).map(({ code: one }) => one)).toContain('guardian-missing');
  });

  it('has a guardian before a parent, and in force', () => {
    const other = { telecom: [{ system: 'phone', value: '312-555-0799' }] };
    const contact = [
      adult('MTH', other),
      adult('GUARD', { ...other, period: { end: '2020-01-01' } }),
      adult('GUARD'),
    ];
    expect(reached({ ...child, contact })).toEqual(guardwells);
  });

  it('may have the guardian in a RelatedPerson that refers to the patient', () => {
    const bundle = withResource('Patient', (patient) => Object.assign(patient, child));
    const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
    const entry = (reference: string | undefined) => ({
      fullUrl: 'urn:uuid:0c8f6a54-5ad2-4a0e-9b53-3f0b8c5d7e11',
      resource: {
        resourceType: 'RelatedPerson',
        patient: { reference },
        ...adult('GUARD'),
        name: [adult('GUARD').name],
      },
    });
    const guardianIn = (reference: string | undefined) => {
      const result = submissionFromBundle(
        { ...bundle, entry: [...bundle.entry, entry(reference)] },
        today,
      );
      return result.outcome === 'mapped' ? result.submission.patient.guardian?.name : undefined;
    };
    expect(guardianIn(patient?.fullUrl)).toBe('Philippa Guardwell');
    expect(guardianIn('Patient/another')).toBeUndefined();
  });

  it('is a patient like others from the 18th birthday on, unless a guardian was appointed', () => {
    const by = (code: string) => ({ ...child, contact: [adult(code)] });
    expect(reached(by('MTH'), '2034-02-27').phone).toBe(guardwells.phone);
    expect(reached(by('MTH'), '2034-03-01')).toEqual({ phone: '312-555-0732', email: undefined });
    expect(reached(by('GUARD'), '2034-03-01').phone).toBe(guardwells.phone);
  });
});
