import { describe, expect, it } from 'vitest';
import { entered } from '../../functions/network/entered.ts';
import { rowsLost } from '../../functions/network/kept-rows.ts';
import { Nurse, Point, Site, WeekHours } from '../../functions/network/network.ts';
import { aNurse, anAgency, aSite } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const takesSite = (different: object) => Site.safeParse({ ...aSite(), ...different }).success;
const takesNurse = (different: object) => Nurse.safeParse({ ...aNurse(), ...different }).success;
const messages = (parsed: { error?: { issues: { message: string }[] } | undefined }) =>
  parsed.error?.issues.map(({ message }) => message) ?? [];

describe('a point on the map', () => {
  it.each([
    [90_000_000, 180_000_000, true],
    [-90_000_000, -180_000_000, true],
    [90_000_001, 0, false],
    [-90_000_001, 0, false],
    [0, 180_000_001, false],
    [0, -180_000_001, false],
    [0.5, 0, false],
  ])('%d, %d is taken: %s', (lat, lon, taken) => {
    expect(Point.safeParse({ lat, lon }).success).toBe(taken);
  });
});

describe('hours', () => {
  const hours = (from: string, to: string) => WeekHours.safeParse({ monday: { from, to } });
  it.each([
    ['00:00', '23:55', true],
    ['07:30', '19:05', true],
    ['20:00', '20:05', true],
    ['7:30', '19:00', false],
    ['07:31', '19:00', false],
    ['07:60', '19:00', false],
    ['07:30', '24:00', false],
    ['07:30', '19:00:00', false],
    ['at 07:30', '19:00', false],
    ['19:00', '07:30', false],
    ['07:30', '07:30', false],
  ])('from %s to %s are taken: %s', (from, to, taken) => {
    expect(hours(from, to).success).toBe(taken);
  });

  it('say what is wrong with them', () => {
    expect(messages(hours('07:31', '19:00'))).toEqual([
      'must be a time in steps of five minutes, such as 07:30',
    ]);
    expect(messages(hours('19:00', '07:30'))).toEqual(['must end after it begins']);
  });

  it('are of days of the week, each of which may be left out', () => {
    expect(WeekHours.safeParse({}).success).toBe(true);
    expect(WeekHours.safeParse({ holiday: { from: '08:00', to: '09:00' } }).success).toBe(false);
    expect(WeekHours.safeParse({ sunday: { from: '08:00', to: '09:00', x: 1 } }).success).toBe(
      false,
    );
  });
});

describe('a site', () => {
  const area = { postalCode: '606', location: { lat: 0, lon: 0 } };

  it.each<[string, object, boolean]>([
    ['two hundred chairs', { chairs: 200 }, true],
    ['one chair', { chairs: 1 }, true],
    ['no chair', { chairs: 0 }, false],
    ['more chairs than any', { chairs: 201 }, false],
    ['a place of service of its setting', { placeOfService: '11' }, true],
    ['one of another setting', { placeOfService: '22' }, false],
    ['one that is no code', { placeOfService: '4' }, false],
    ['one of three signs', { placeOfService: '490' }, false],
    ['a name', { name: 'x'.repeat(100) }, true],
    ['too long a name', { name: 'x'.repeat(101) }, false],
    ['an NPI whose check digit is wrong', { npi: '1234567890' }, false],
    [
      'an address with a field that nobody knows',
      { address: { ...aSite().address, floor: 3 } },
      false,
    ],
    ['a zone that there is not', { zone: 'America/Springfield' }, false],
    ['a setting that there is not', { setting: 'garage' }, false],
    ['days without care', { closedOn: ['2026-12-24'] }, true],
    ['a closed day that is none', { closedOn: ['Christmas Eve'] }, false],
    ['more closed days than sixty', { closedOn: Array(61).fill('2026-12-24') }, false],
    ['hours on holidays', { holidayHours: { from: '09:00', to: '12:00' } }, true],
    [
      'holidays that end before they begin',
      { holidayHours: { from: '12:00', to: '09:00' } },
      false,
    ],
    ['a program', { certifications: ['touch'] }, true],
    ['a program that is no tag', { certifications: ['TOUCH program'] }, false],
    ['a tag that ends with a hyphen', { certifications: ['touch-'] }, false],
    ['more programs than twenty', { certifications: Array(21).fill('touch') }, false],
    ['a payer without a contract', { outOfNetwork: ['acme-health'] }, true],
    ['more than fifty of them', { outOfNetwork: Array(51).fill('acme-health') }, false],
    ['an area of three digits', { areas: [area] }, true],
    ['an area with a zone of its own', { areas: [{ ...area, zone: 'America/Denver' }] }, true],
    ['an area of two', { areas: [{ ...area, postalCode: '60' }] }, false],
    ['an area of six', { areas: [{ ...area, postalCode: '606011' }] }, false],
    ['an area of letters', { areas: [{ ...area, postalCode: '606a' }] }, false],
    ['an area with a field that nobody knows', { areas: [{ ...area, x: 1 }] }, false],
    ['more than four hundred areas', { areas: Array(401).fill(area) }, false],
    ['no word on urgent care', { takesUrgent: undefined }, false],
  ])('with %s is taken: %#', (_, different, taken) => {
    expect(takesSite(different)).toBe(taken);
  });

  it('has no closed days, programs, payers or areas where it names none', () => {
    const { closedOn, certifications, outOfNetwork, areas, ...less } = aSite();
    expect(Site.parse(less)).toMatchObject({
      closedOn: [],
      certifications: [],
      outOfNetwork: [],
      areas: [],
    });
  });

  it('that is a home agency may have no chair', () => {
    expect(Site.safeParse(anAgency({ chairs: 0 })).success).toBe(true);
  });

  it('says what is wrong, and where', () => {
    const told = (different: object) =>
      Site.safeParse({ ...aSite(), ...different }).error?.issues.map(({ path, message }) => [
        path.join('/'),
        message,
      ]);
    expect(told({ chairs: 0 })).toEqual([
      ['chairs', 'must be at least 1, except for a home agency'],
    ]);
    expect(told({ placeOfService: '22' })).toEqual([
      ['placeOfService', 'must be a place of service of the setting'],
    ]);
    expect(told({ certifications: ['T'] })).toEqual([
      ['certifications/0', 'must be a tag such as iv-start'],
    ]);
  });
});

describe('a nurse', () => {
  const held = { tag: 'port-access', expiresOn: '2030-01-01' };
  it.each<[string, object, boolean]>([
    ['one visit a day', { maxVisitsPerDay: 1 }, true],
    ['twenty', { maxVisitsPerDay: 20 }, true],
    ['none', { maxVisitsPerDay: 0 }, false],
    ['more', { maxVisitsPerDay: 21 }, false],
    ['half a visit', { maxVisitsPerDay: 1.5 }, false],
    ['no setting', { settings: [] }, false],
    ['two settings', { settings: ['home', 'clinic'] }, true],
    ['days away', { awayOn: ['2026-12-24'] }, true],
    ['more than 120 of them', { awayOn: Array(121).fill('2026-12-24') }, false],
    ['a day away that is none', { awayOn: ['soon'] }, false],
    ['no competency', { competencies: [] }, true],
    ['more than sixty', { competencies: Array(61).fill(held) }, false],
    ['one that never ends', { competencies: [{ tag: 'port-access' }] }, false],
    ['one with a field that nobody knows', { competencies: [{ ...held, level: 3 }] }, false],
    ['a base off the map', { base: { lat: 91_000_000, lon: 0 } }, false],
  ])('with %s is taken: %#', (_, different, taken) => {
    expect(takesNurse(different)).toBe(taken);
  });

  it('is never away where no day is named', () => {
    const { awayOn, ...less } = aNurse();
    expect(awayOn).toEqual([]);
    expect(Nurse.parse(less).awayOn).toEqual([]);
  });
});

describe('an entry as it is sent', () => {
  it('has no field that we do not know', () => {
    expect(entered.site.safeParse({ ...aSite(), floor: 3 }).success).toBe(false);
    expect(entered.nurse.safeParse({ ...aNurse(), shoe: 42 }).success).toBe(false);
    expect(entered.payer.safeParse({ ...examplePayer(), fax: 1 }).success).toBe(false);
    expect(entered.site.safeParse(aSite()).success).toBe(true);
    expect(entered.nurse.safeParse(aNurse()).success).toBe(true);
    expect(entered.payer.safeParse(examplePayer()).success).toBe(true);
  });

  const row = {
    lineOfBusiness: ['commercial'],
    benefit: 'any',
    urgency: 'standard',
    allows: { businessDays: 3 },
    basis: 'contract',
    source: 'contract, page 4',
  };
  const until = (through: string) => ({ ...row, id: 'old', from: '2026-01-01', through });
  const from = (on: string, more: object = {}) => ({ ...row, id: 'new', from: on, ...more });
  const open = { ...row, id: 'old', from: '2026-01-01' };
  const hidden = 'must lie after the end of "old", which comes first: end that with through';
  it.each<[string, object[], [string, string][]]>([
    ['a clock that ends and one that follows', [until('2027-02-28'), from('2027-03-01')], []],
    ['one that outlasts the first', [until('2027-02-28'), from('2027-02-01')], []],
    [
      'one without an end beside the first',
      [open, from('2027-03-01')],
      [['clocks/1/from', hidden]],
    ],
    [
      'one that ends with the first',
      [until('2027-02-28'), from('2027-02-01', { through: '2027-02-28' })],
      [['clocks/1/from', hidden]],
    ],
    ['one that began before the first', [open, from('2025-03-01')], []],
    ['one of another urgency', [open, from('2027-03-01', { urgency: 'expedited' })], []],
    [
      'one of a benefit that the first has too',
      [open, from('2027-03-01', { benefit: 'drug' })],
      [['clocks/1/from', hidden]],
    ],
    [
      'one of every benefit after one of drugs',
      [{ ...open, benefit: 'drug' }, from('2027-03-01')],
      [],
    ],
    [
      'one of more lines of business',
      [open, from('2027-03-01', { lineOfBusiness: ['commercial', 'exchange'] })],
      [],
    ],
    [
      'two of one id',
      [until('2027-02-28'), from('2027-03-01', { id: 'old' })],
      [['clocks/1/id', 'must be an id that no other clock has']],
    ],
    [
      'the id of a general clock',
      [from('2027-03-01', { id: 'ma-drug-standard' })],
      [['clocks/0/id', 'must be an id that no other clock has']],
    ],
    [
      'the id of the last resort',
      [from('2027-03-01', { id: 'own-target' })],
      [['clocks/0/id', 'must be an id that no other clock has']],
    ],
  ])('of clocks has %s', (_says, clocks, expected) => {
    const issues = entered.payer.safeParse({ ...examplePayer(), clocks }).error?.issues ?? [];
    expect(issues.map(({ path, message }) => [path.join('/'), message])).toEqual(expected);
  });

  const pack = {
    id: 'policy',
    source: 'policy 1',
    mark: 'own-target',
    from: '2026-01-01',
    therapies: ['infliximab'],
    criteria: [{ id: 'adult', says: 'An adult.', without: 'denies', kind: 'age', least: 18 }],
  };

  it('names only therapies that the catalogue has, and says which it does not', () => {
    const rule = { id: 'a', source: 'policy 1', from: '2026-01-01' };
    const sent = {
      ...examplePayer(),
      authorizationRules: [
        { ...rule, needed: true },
        { ...rule, needed: true, therapies: ['infliximab', 'snake-oil'] },
      ],
      siteRules: [{ ...rule, avoids: ['hospital-outpatient'], therapies: ['elixir'] }],
      packs: [{ ...pack, therapies: ['infliximab', 'inflixmab'] }],
    };
    const issues = entered.payer.safeParse(sent).error?.issues ?? [];
    expect(issues.map(({ path, message }) => [path.join('/'), message])).toEqual([
      ['authorizationRules/1/therapies/1', 'must be a therapy of the catalogue'],
      ['siteRules/0/therapies/0', 'must be a therapy of the catalogue'],
      ['packs/0/therapies/1', 'must be a therapy of the catalogue'],
    ]);
  });

  it.each<[string, object, object, string[]]>([
    ['one after the other', { through: '2026-06-30' }, { from: '2026-07-01' }, []],
    ['on the same day', { through: '2026-07-01' }, { from: '2026-07-01' }, ['packs/1/id']],
    ['the old one without an end', {}, { from: '2026-07-01' }, ['packs/1/id']],
    ['the newer one first', { from: '2026-07-01' }, { through: '2026-06-30' }, []],
    ['by two ids', {}, { id: 'other' }, []],
  ])('has two packs %s', (_says, first, second, expected) => {
    const packs = [
      { ...pack, ...first },
      { ...pack, ...second },
    ];
    const issues = entered.payer.safeParse({ ...examplePayer(), packs }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('/'))).toEqual(expected);
  });
});

describe('a row that requests name', () => {
  const today = '2026-11-30';
  const clock = {
    id: 'old',
    lineOfBusiness: ['commercial'],
    benefit: 'any',
    urgency: 'standard',
    from: '2026-01-01',
    allows: { calendarDays: 5 },
    basis: 'contract',
    source: 'contract, section 4',
  } as const;
  const next = { ...clock, id: 'new', from: '2027-01-01', allows: { calendarDays: 3 } };
  const rung = { id: 'peer', rung: 'peer-to-peer', from: '2026-01-01' };
  it.each<[string, object[], object[], string[]]>([
    ['stays as it is', [clock], [clock], []],
    ['is ended, and another follows', [clock], [{ ...clock, through: '2026-12-31' }, next], []],
    ['is put in another order', [clock, next], [next, clock], []],
    [
      'is told in another order of its fields',
      [clock],
      [Object.fromEntries(Object.entries(clock).reverse())],
      [],
    ],
    ['has its end taken away', [{ ...clock, through: '2026-12-31' }], [clock], []],
    ['is left out', [clock], [], ['/clocks']],
    ['is left out where another has come', [clock], [next], ['/clocks']],
    ['allows another time', [clock], [{ ...clock, allows: { calendarDays: 9 } }], ['/clocks/0']],
    ['begins on another day', [clock], [next, { ...clock, from: '2026-02-01' }], ['/clocks/1']],
    ['began today, and is left out', [{ ...clock, from: today }], [], ['/clocks']],
    ['begins tomorrow, and is left out', [{ ...clock, from: '2026-12-01' }], [], []],
    ['begins tomorrow, and is changed', [next], [{ ...next, allows: { hours: 72 } }], []],
  ])('%s', (_says, before, after, pointers) => {
    const of = (clocks: object[]) => ({ clocks, denialRungs: [] }) as never;
    const lost = rowsLost(of(before), of(after), today);
    expect(lost.map(({ pointer }) => pointer)).toEqual(pointers);
    for (const { detail, fix } of lost) expect(`${detail} ${fix}`).toMatch(/"old"/);
  });

  it('may be a rung of a denial', () => {
    const of = (denialRungs: object[]) => ({ clocks: [], denialRungs }) as never;
    expect(rowsLost(of([rung]), of([]), today)).toMatchObject([{ pointer: '/denialRungs' }]);
    expect(rowsLost(of([rung]), of([{ ...rung, through: today }]), today)).toEqual([]);
  });
});
