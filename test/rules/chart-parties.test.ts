import { describe, expect, it } from 'vitest';
import { comesOfAge, reachedThrough } from '../../functions/referral/guardian.ts';
import { readLanguage } from '../../functions/referral/language.ts';
import type { TestBundle } from '../support/bundles.ts';
import { type Change, foundIn, resourceOf, submissionOf } from '../support/charts.ts';

const changed =
  (type: string, by: object): Change =>
  (chart) => {
    Object.assign(resourceOf(chart, type), by);
  };
const covered = (by: object) => changed('Coverage', by);
const beside =
  (by: object): Change =>
  (chart) => {
    const coverage = { ...(resourceOf(chart, 'Coverage') as { resourceType: string }), ...by };
    chart.entry.push({ fullUrl: `urn:uuid:coverage-${chart.entry.length}`, resource: coverage });
  };
const endOf = (...changes: Change[]) =>
  submissionOf(...changes)
    .account?.filter(({ type }) => type === 'Coverage')
    .map(({ became, why }) => `${became}: ${why}`);
const memberOf = (value: string) => ({
  subscriberId: value,
  identifier: [{ type: { coding: [{ code: 'MB' }] }, value }],
});
const coding = (code: string) => ({ coding: [{ code }] });

describe('coverages of a chart', () => {
  it.each<[string, object, string]>([
    ['has ended', { period: { end: '2025' } }, 'not-used: has ended'],
    ['begins later', { period: { start: '2027-01-01' } }, 'not-used: begins on a later day'],
    ['is cancelled', { status: 'cancelled' }, 'not-used: is not in force'],
    [
      'is dental',
      { type: { text: 'Dental PPO' } },
      'not-used: pays for no infusion: a dental or vision plan, or the patient',
    ],
    [
      'is the patient who pays',
      { type: coding('pay') },
      'not-used: pays for no infusion: a dental or vision plan, or the patient',
    ],
  ])('one that %s is not used, and the account says why', (_, by, end) => {
    expect(foundIn(covered(by))).toEqual(['missing coverage-missing']);
    expect(endOf(covered(by))).toEqual([end]);
  });

  it('a dental plan before the health plan takes no place', () => {
    const dental = beside({
      ...memberOf('D1'),
      order: 1,
      type: coding('DENTPRG'),
      payor: [{ display: 'Delta' }],
    });
    const { coverages } = submissionOf(covered({ order: 2 }), dental);
    expect(coverages.map(({ rank, payerId }) => [rank, payerId])).toEqual([
      ['primary', 'acme-health'],
    ]);
  });

  it('its end is told before it comes', () => {
    expect(foundIn(covered({ period: { end: '2026-12-31' } }))).toEqual(['warn coverage-ends']);
    expect(foundIn(covered({ period: { end: '2028-12-31' } }))).toEqual([]);
  });

  it.each(['WCBPOL', 'AUTOPOL'])('%s pays for an injury alone, and is asked about', (code) => {
    expect(foundIn(covered({ type: coding(code) }))).toEqual(['missing coverage-for-injury']);
  });

  it.each(['PUBLICPOL', 'EHCPOL'])('%s pays for all care, and is not asked about', (code) => {
    expect(foundIn(covered({ type: coding(code) }))).toEqual([]);
  });

  it.each<[string, Change[]]>([
    ['lacks a member id', [covered({ identifier: [], subscriberId: undefined })]],
    ['lacks a payer', [covered({ payor: [] })]],
    [
      'says nothing of who pays first',
      [
        covered({ order: undefined }),
        beside({ ...memberOf('B'), order: undefined, payor: [{ display: 'B' }] }),
      ],
    ],
    ['has the order of another', [beside({ ...memberOf('B'), payor: [{ display: 'B' }] })]],
    [
      'makes the patient the subscriber and names another',
      [covered({ subscriber: { reference: 'RelatedPerson/1' } })],
    ],
  ])('one that %s refuses nothing and is asked about once', (_, changes) => {
    expect(foundIn(...changes)).toEqual(['missing coverage-not-understood']);
  });

  it('the same one sent twice is one', () => {
    expect(foundIn(beside({}))).toEqual([]);
    expect(submissionOf(beside({})).coverages).toHaveLength(1);
  });

  it('a fourth one is left out', () => {
    const more = ['B', 'C', 'D'].map((one, index) =>
      beside({ ...memberOf(one), order: index + 2, payor: [{ display: one }] }),
    );
    expect(submissionOf(...more).coverages.map(({ payerId }) => payerId)).toEqual([
      'acme-health',
      'b',
      'c',
    ]);
  });

  it('its payer may stand within it', () => {
    const payer = {
      resourceType: 'Organization',
      id: 'p',
      identifier: [{ system: 'urn:dripline:payer', value: 'acme-health' }],
    };
    const within = covered({ contained: [payer], payor: [{ reference: '#p' }] });
    expect(submissionOf(within).coverages[0]?.payerId).toBe('acme-health');
  });

  it.each<[object, string]>([
    [{ relationship: { text: 'Spouse' } }, 'spouse'],
    [{ relationship: { text: 'Self' } }, 'self'],
    [{ relationship: coding('18') }, 'self'],
    [{ relationship: coding('19') }, 'child'],
    [{ relationship: coding('injured') }, 'other'],
    [{ relationship: { text: 'Grandchild' } }, 'other'],
    [{ relationship: undefined }, 'self'],
    [{ relationship: undefined, subscriber: { reference: 'RelatedPerson/1' } }, 'other'],
  ])('%o makes the patient %s', (by, relationship) => {
    expect(submissionOf(covered(by)).coverages[0]?.relationship).toBe(relationship);
  });
});

const person = (by: object) => changed('Patient', by);
const patientOf = (...changes: Change[]) => submissionOf(...changes).patient;
const born: Change = person({ birthDate: '2014-03-09' });
const contact =
  (by: object): Change =>
  (chart: TestBundle) => {
    const [first] = resourceOf(chart, 'Patient').contact as object[];
    Object.assign(first as object, by);
  };
const related = (text: string) => contact({ relationship: [{ text }] });

describe('the patient of a chart', () => {
  const name = (use: string | undefined, given: string) => ({
    ...(use ? { use } : {}),
    family: 'Exampleton',
    given: [given],
  });
  it.each([
    ['nickname', undefined],
    ['anonymous', 'usual'],
    ['temp', 'usual'],
    ['usual', 'official'],
  ])('is called by no %s name where there is another', (less, more) => {
    expect(patientOf(person({ name: [name(less, 'Odie'), name(more, 'Odalys')] })).name.given).toBe(
      'Odalys',
    );
  });

  it.each(['NONE', 'n/a', 'declined@'])(
    '"%s" is no e-mail address, and refuses nothing',
    (value) => {
      const telecom = [
        { system: 'phone', value: '+1 312-555-0142' },
        { system: 'email', value },
      ];
      expect(patientOf(person({ telecom })).email).toBeUndefined();
      expect(foundIn(person({ telecom }))).toEqual([]);
    },
  );

  it('has a number for texts only', () => {
    const telecom = [{ system: 'sms', value: '+1 312-555-0142' }];
    expect(patientOf(person({ telecom })).phone).toBe('+1 312-555-0142');
  });

  it('keeps the chart number among many identifiers, and none that is too long', () => {
    const more = Array.from({ length: 12 }, (_, index) => ({
      system: `urn:x:${index}`,
      value: 'x',
    }));
    const chart = { type: coding('MR'), system: 'urn:chart', value: 'EX1001' };
    const kept = patientOf(
      person({ identifier: [{ system: 'urn:y', value: 'y'.repeat(99) }, ...more, chart] }),
    ).identifiers;
    expect(kept[0]).toEqual({ system: 'urn:chart', value: 'EX1001' });
    expect(kept).toHaveLength(10);
  });

  it('keeps a chart number without its system as the practice’s own, and nothing else without one', () => {
    const chart = { type: coding('MR'), value: ' EX1001 ' };
    const license = { type: coding('DL'), value: 'D-77' };
    expect(patientOf(person({ identifier: [license, chart] })).identifiers).toEqual([
      { system: 'urn:chart-number', value: 'EX1001' },
    ]);
  });

  it.each([
    ['Spanish; Castilian', 'es'],
    ['SPANISH / ESPAÑOL', 'es'],
    ['Español', 'es'],
    ['Chinese (Mandarin)', 'zh'],
  ])('speaks %s', (said, code) => {
    expect(readLanguage(said)).toBe(code);
  });

  it.each([
    {
      url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired',
      valueBoolean: true,
    },
    {
      url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed',
      valueCoding: { code: '373066001' },
    },
  ])('needs an interpreter, which is told: $url', (extension) => {
    expect(foundIn(person({ extension: [extension] }))).toEqual(['warn interpreter-needed']);
  });
  it('needs none where that is said', () => {
    const url = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed';
    expect(foundIn(person({ extension: [{ url, valueCoding: { code: '373067005' } }] }))).toEqual(
      [],
    );
  });

  it('is at a temporary address while that lasts, and somebody is told', () => {
    const home = {
      use: 'home',
      line: ['12 Sample Street'],
      city: 'Chicago',
      state: 'IL',
      postalCode: '60605',
    };
    const away = (period: object) => ({ ...home, use: 'temp', line: ['9 Winter Way'], period });
    const now = person({ address: [home, away({ start: '2026-11-01', end: '2027-03-01' })] });
    expect(patientOf(now).address?.line).toEqual(['9 Winter Way']);
    expect(foundIn(now)).toEqual(['warn address-temporary']);
    const over = person({ address: [home, away({ start: '2025-11-01', end: '2026-03-01' })] });
    expect(patientOf(over).address?.line).toEqual(['12 Sample Street']);
    expect(foundIn(over)).toEqual([]);
  });

  it.each(['General Delivery', 'HOMELESS', 'No fixed address'])(
    'has no home where a nurse can go at "%s"',
    (line) => {
      const atHome: Change = (chart) => {
        resourceOf(chart, 'ServiceRequest').locationCode = [coding('PTRES')];
      };
      const address = [
        { use: 'home', line: [line], city: 'Chicago', state: 'IL', postalCode: '60605' },
      ];
      expect(foundIn(person({ address }), atHome)).toContain('missing street-address-missing');
    },
  );

  it('was not born on a day that stands for none', () => {
    expect(foundIn(person({ birthDate: '1900-01-01' }))).toEqual([
      'missing birth-date-implausible',
    ]);
  });

  it.each([
    ['F', 'female'],
    ['male', 'male'],
    ['Female', 'female'],
  ])('is %s, which is %s', (gender, sex) => {
    expect(patientOf(person({ gender })).sex).toBe(sex);
  });

  it('names no employer as whom to call', () => {
    expect(foundIn(contact({ relationship: [coding('E')] }))).toEqual([
      'warn emergency-contact-missing',
    ]);
  });
});

describe('who decides on the day the patient is of age', () => {
  const guard = contact({
    relationship: [coding('GUARD')],
    telecom: [{ system: 'phone', value: '+1 312-555-0177' }],
  });
  const adultOf = (guardian: Change) => submissionOf(guardian).patient;

  it('an appointed guardian goes on, and somebody is told', () => {
    expect(foundIn(guard)).toContain('warn guardian-decides');
    const { phone } = reachedThrough(adultOf(guard), '2026-11-29');
    expect(phone).toBe('+1 312-555-0177');
    const without = person({ telecom: [] });
    expect(foundIn(guard, without).filter((one) => one.startsWith('missing'))).toEqual([]);
  });
  it('a parent does not: an adult is told themselves', () => {
    const parent = related('Mother');
    expect(foundIn(parent)).toEqual([]);
    expect(reachedThrough(adultOf(parent), '2026-11-29').phone).toBe('+1 312-555-0142');
  });
  it.each<[string, string[]]>([
    ['2009-02-01', ['warn comes-of-age']],
    ['2008-11-30', ['warn comes-of-age']],
    ['2009-12-01', []],
  ])('a parent of one born on %s is told of before', (birthDate, found) => {
    expect(foundIn(person({ birthDate }), related('Mother'))).toEqual(found);
  });
  it.each([
    ['2008-11-29', '2026-11-29'],
    ['2012-02-29', '2030-03-01'],
  ])('one born on %s comes of age on %s', (birthDate, day) => {
    expect(comesOfAge({ birthDate })).toBe(day);
  });
});

describe('who decides for a child', () => {
  it.each([
    'Madre',
    'Padre',
    'Tutora',
    'Grandmother (legal guardian)',
    'Stepmother',
    'Foster parent',
  ])('%s does', (text) => {
    expect(foundIn(born, related(text))).toEqual([]);
  });
  it.each([
    'Mother - deceased',
    'Father (no contact order)',
    'Mother, not legal guardian',
    'Grandmother',
    'Aunt',
    'Ex-stepfather',
  ])('%s does not', (text) => {
    expect(foundIn(born, related(text))).toEqual(['missing guardian-missing']);
  });
  it('an agency does that is the guardian', () => {
    const agency = contact({
      relationship: [{ text: 'Legal guardian' }],
      name: undefined,
      organization: { display: 'County Child Services' },
    });
    expect(patientOf(born, agency).guardian?.name).toBe('County Child Services');
  });
});
