import { describe, expect, it } from 'vitest';
import { findCompetencyNeeds } from '../../functions/network/competency-rules.ts';
import { accessFindings } from '../../functions/referral/checks/access-checks.ts';
import { findingOwner } from '../../functions/referral/checks/finding-owners.ts';
import {
  AccessAssessment,
  type AccessFound,
  lineInPlace,
  veinsKnown,
} from '../../functions/referral/checks/vascular-access.ts';
import { saysTrouble } from '../../functions/referral/facts/line-trouble.ts';
import { lineNamed, saysRemoved } from '../../functions/referral/facts/line-words.ts';
import { lineCourseOf, osmolarityOf } from '../../functions/referral/order/line-course.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const on = '2026-11-20';
const daily = (doses: number) => ({ frequency: { loadingDays: [], intervalDays: 1 }, doses });
const weekly = (doses: number) => ({ frequency: { loadingDays: [], intervalDays: 7 }, doses });
const easy = {
  difficultBefore: false,
  difficultyExpected: false,
  veinNotPalpable: false,
  veinNotVisible: false,
  veinUnderThreeMillimeters: false,
};
const hard = { ...easy, veinNotPalpable: true, veinNotVisible: true };
const found = (more: Partial<AccessFound> = {}): AccessFound => ({
  ...easy,
  device: 'peripheral',
  attempts: 1,
  visitId: 'v',
  on,
  ...more,
});
const withOrder = (order: Partial<Order>, more: Partial<Submission> = {}) =>
  aSubmission({ order: anOrder(order), ...more });
const told = (order: Partial<Order>, more: Partial<Submission> = {}) =>
  foundBy(accessFindings, withOrder(order, more)).map(
    (one) => `${one.severity} ${one.code} ${findingOwner(one)}`,
  );
const device = (name: string, state: 'in-place' | 'planned' | 'removed' = 'in-place') => ({
  devices: [{ name, state }],
});

describe('the line that is in place', () => {
  it.each<[Partial<Order>, Partial<Submission>, string | undefined]>([
    [{ lineType: 'picc' }, {}, 'picc'],
    [{ lineType: undefined }, {}, undefined],
    [{ lineType: undefined }, device('Double lumen PICC, right arm'), 'picc'],
    [{ lineType: undefined }, device('PICC', 'planned'), undefined],
    [{ lineType: undefined }, device('PICC', 'removed'), undefined],
    [{ lineType: undefined }, device('PICC removed on Monday'), undefined],
    [{ lineType: 'picc' }, device('PICC', 'removed'), undefined],
    [{ lineType: 'picc' }, device('PIV', 'removed'), 'picc'],
    [
      { lineType: undefined },
      { devices: [{ name: 'PICC', state: 'in-place', untied: true }] },
      undefined,
    ],
    [
      { lineType: undefined },
      {
        devices: [
          { name: 'PIV left hand', state: 'in-place' },
          { name: 'Port-a-Cath', state: 'in-place' },
        ],
      },
      'port',
    ],
    [{ lineType: undefined }, device('Tunneled hemodialysis catheter'), undefined],
    [{ lineType: 'picc' }, device('Midline, left arm'), undefined],
    [{ lineType: 'midline' }, device('Midline, left arm'), 'midline'],
    [{ lineType: 'picc' }, device('PIV left hand'), 'picc'],
    [
      { lineType: 'picc' },
      {
        devices: [
          { name: 'Midline, left arm', state: 'in-place' },
          { name: 'Port-a-Cath', state: 'in-place' },
        ],
      },
      'picc',
    ],
    ...(
      [
        [undefined, undefined, undefined],
        ['2026-11-02', undefined, undefined],
        [undefined, '2026-11-09', undefined],
        ['2026-11-02', '2026-11-09', undefined],
        ['2026-11-09', '2026-11-09', undefined],
        ['2026-11-09', '2026-11-02', 'picc'],
      ] as const
    ).map(([placed, taken, line]): [Partial<Order>, Partial<Submission>, string | undefined] => [
      { lineType: 'picc' },
      {
        devices: [
          { name: 'PICC', state: 'in-place', since: placed },
          { name: 'PICC', state: 'removed', since: taken },
        ],
      },
      line,
    ]),
    [
      { lineType: undefined },
      {
        devices: [
          { name: 'PIV left hand', state: 'removed' },
          { name: 'PIV right hand', state: 'in-place' },
        ],
      },
      'peripheral',
    ],
  ])('of the order %j and the record %j is %s', (order, more, line) => {
    expect(lineInPlace(withOrder(order, more))).toBe(line);
  });

  it('is the one that the newest visit had access through', () => {
    const order = withOrder({ lineType: 'picc' });
    expect(lineInPlace({ ...order, found: [found({ device: 'midline' }), found()] })).toBe(
      'peripheral',
    );
    expect(
      lineInPlace({ ...order, found: [found(), found({ device: 'port', worked: false })] }),
    ).toBe('peripheral');
    expect(lineInPlace({ ...order, found: [found({ device: 'port', worked: false })] })).toBe(
      'picc',
    );
  });

  it('is the one that a clinician says was arranged', () => {
    expect(
      lineInPlace({ ...withOrder({ lineType: 'picc' }), found: [found()], arranged: 'port' }),
    ).toBe('port');
  });

  it.each([
    ['Peripherally inserted central catheter', 'picc'],
    ['catéter de inserción periférica', 'picc'],
    ['Mid-line 18G', 'midline'],
    ['Hickman', 'tunneled'],
    ['Non-tunneled CVC', undefined],
    ['right chest port', 'port'],
    ['report of chest film', undefined],
    ['support stockings', undefined],
    ['heparin lock', 'peripheral'],
    ['AV fistula', undefined],
    ['insulin pump', undefined],
  ])('called %s is a %s', (words, line) => {
    expect(lineNamed(words)).toBe(line);
  });

  it.each([
    ['PICC d/c’d', false],
    ["PICC d/c'd 3 May", true],
    ['port explanted', true],
    ['PICC retirado', true],
    ['PICC in place', false],
  ])('of which “%s” is said is gone: %s', (words, gone) => {
    expect(saysRemoved(words)).toBe(gone);
  });
});

describe('how long one line has to last', () => {
  const courseOf = (order: Partial<Order>, more: Partial<Submission> = {}) =>
    lineCourseOf(
      withOrder(order, more),
      lookUpTherapy(order.therapyId ?? 'infliximab') as Therapy,
      on,
    );

  it.each<[string, Partial<Order>, Partial<ReturnType<typeof courseOf>>]>([
    ['a day, where doses are far apart', weekly(8), { days: 1, harsh: false }],
    [
      'the whole course, where they are daily',
      { therapyId: 'ceftriaxone', ...daily(28) },
      { days: 28, harsh: false },
    ],
    [
      'the whole course, where the drug harms veins',
      { therapyId: 'paclitaxel', ...weekly(4) },
      { days: 22, harsh: true, forCancer: true },
    ],
    [
      'for good, where it goes on and on',
      {
        therapyId: 'parenteral_nutrition',
        frequency: { loadingDays: [], intervalDays: 1 },
        doses: undefined,
      },
      { days: Number.POSITIVE_INFINITY, harsh: true },
    ],
  ])('%s', (_, order, expected) => {
    expect(courseOf(order)).toMatchObject(expected);
  });

  it.each([
    [900, false],
    [901, true],
  ])('a fluid of %i mOsm/L harms veins: %s', (osmolarity, harsh) => {
    expect(courseOf({ therapyId: 'hydration', osmolarity, ...daily(2) }).harsh).toBe(harsh);
  });

  it.each<[string | undefined, number | undefined, number | undefined]>([
    ['over 12 hours, 1,850 mOsm/L', undefined, 1850],
    ['950 mosm per liter', 800, 950],
    ['every 8 weeks', undefined, undefined],
    [undefined, 300, 300],
  ])('words “%s” and a field of %s come to %s mOsm/L', (sig, osmolarity, expected) => {
    expect(osmolarityOf(anOrder({ sig, osmolarity }))).toBe(expected);
  });

  it.each<[string, Partial<Submission>, boolean]>([
    ['stage 3b', { conditions: [{ icd10: ['N18.32'], state: 'active' }] }, true],
    ['stage 3a', { conditions: [{ icd10: ['N18.31'], state: 'active' }] }, false],
    ['dialysis, in words', { conditions: [{ name: 'On hemodialysis', state: 'active' }] }, true],
    ['refuted', { conditions: [{ icd10: ['N18.6'], state: 'refuted' }] }, false],
    [
      '44 mL/min',
      { observations: [{ code: '35591-7', on, value: { value: '44', unit: 'mL/min' } }] },
      true,
    ],
    [
      '45 mL/min',
      { observations: [{ code: '35591-7', on, value: { value: '45', unit: 'mL/min' } }] },
      false,
    ],
  ])('the arms are spared with kidneys of %s', (_, more, spared) => {
    expect(courseOf(weekly(8), more).sparesArms).toBe(spared);
  });
});

describe('a line that does not suit the course', () => {
  const kidneys: Partial<Submission> = { conditions: [{ icd10: ['N18.5'], state: 'active' }] };
  it.each<[string, Partial<Order>, Partial<Submission>, string[]]>([
    [
      'too thick a fluid through the arm',
      { therapyId: 'hydration', osmolarity: 1200, lineType: 'midline', ...daily(3) },
      {},
      ['block access-osmolar clinician'],
    ],
    [
      'too thick a fluid, and no line named',
      { therapyId: 'hydration', osmolarity: 1200, lineType: undefined, ...daily(3) },
      {},
      ['missing access-unknown referrer'],
    ],
    [
      'too thick a fluid through a port',
      { therapyId: 'hydration', osmolarity: 1200, lineType: 'port', ...daily(3) },
      {},
      [],
    ],
    [
      'a midline for four weeks',
      { therapyId: 'ceftriaxone', lineType: 'midline', ...daily(28) },
      {},
      ['warn access-outlasted clinician'],
    ],
    [
      'a midline for two weeks',
      { therapyId: 'ceftriaxone', lineType: 'midline', ...daily(14) },
      {},
      [],
    ],
    [
      'a PICC near dialysis',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      kidneys,
      ['warn access-arms-spared clinician'],
    ],
    [
      'a PICC planned near dialysis',
      { therapyId: 'ceftriaxone', lineType: 'peripheral', ...daily(5) },
      { ...kidneys, ...device('PICC', 'planned') },
      ['block access-planned-in-spared-arm clinician'],
    ],
    [
      'a line that the record says was removed',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      device('PICC', 'removed'),
      ['missing access-contradictory referrer'],
    ],
    [
      'a line that one entry of the record calls active and another removed',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      {
        devices: [
          { name: 'PICC', state: 'in-place' },
          { name: 'PICC', state: 'removed', since: '2026-11-09' },
        ],
      },
      ['missing access-contradictory referrer'],
    ],
    [
      'a PICC that the record has as a midline',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      device('Midline, right arm', 'in-place'),
      ['missing access-contradictory referrer'],
    ],
    [
      'a PICC beside a midline',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      {
        devices: [
          { name: 'PICC', state: 'in-place' },
          { name: 'Midline', state: 'in-place' },
        ],
      },
      [],
    ],
    [
      'a PICC beside a midline that was taken out',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      device('Midline', 'removed'),
      [],
    ],
    [
      'a PICC whose tip is not confirmed',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      device('PICC, tip not confirmed', 'in-place'),
      ['block access-doubtful clinician'],
    ],
    [
      'a port that gives no blood, beside a PICC that is used',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      device('Port, no blood return', 'in-place'),
      [],
    ],
    [
      'a clotted PICC that was taken out, beside the new one',
      { therapyId: 'ceftriaxone', lineType: 'picc', ...daily(28) },
      {
        devices: [
          { name: 'PICC, clotted', state: 'removed', since: '2026-11-01' },
          { name: 'PICC', state: 'in-place', since: '2026-11-09' },
        ],
      },
      [],
    ],
    [
      'a cannula that leaks, which is a new one every time',
      { therapyId: 'ceftriaxone', lineType: 'peripheral', ...daily(5) },
      device('Peripheral IV, leaks', 'in-place'),
      [],
    ],
    ['a drug under the skin', { therapyId: 'scig', route: 'SC', lineType: undefined }, kidneys, []],
  ])('%s', (_, order, more, expected) => {
    expect(told(order, more)).toEqual(expected);
  });
});

describe('words against a line', () => {
  it.each([
    'PICC, tip not confirmed',
    'PICC tip not yet verified',
    'tip unknown',
    'placement pending',
    'awaiting x-ray',
    'Port, no blood return',
    'poor blood return',
    'does not flush',
    'PICC malpositioned',
    'tip in azygos vein',
    'tip in the internal jugular',
    'PICC, looped up into the right jugular',
    'PICC, to be changed for infection',
    'antibiotics for line infection',
    'occluded PICC',
    'dislodged 4 cm',
    'migrated',
    'infected port',
    'leaking at the hub',
    'fractured catheter',
    'port with clot',
  ])('“%s”', (words) => {
    expect(saysTrouble(words)).toBe(true);
  });

  it.each([
    'PICC',
    'PICC, tip confirmed at SVC by CXR',
    'tip verified',
    'good blood return',
    'no signs of infection',
    'not occluded',
    'non-occluded',
    'flushes well',
    'Port, right chest',
    'Implanted port, right internal jugular',
    'Tunneled catheter, right internal jugular, tip in the SVC',
    'PICC, tip at the cavoatrial junction, right jugular patent',
    'Antithrombogenic PICC',
    'anti-infective coated PICC',
    'thromboresistant PICC',
    'PICC placed for joint infection',
    'PICC for bloodstream infection',
    'Port with infection prevention dressing',
  ])('not “%s”', (words) => {
    expect(saysTrouble(words)).toBe(false);
  });
});

describe('the words for a line', () => {
  it.each([
    ['PICC', 'picc'],
    ['two piccs', 'picc'],
    ['P.I.C.C.', 'picc'],
    ['insercion periferica', 'picc'],
    ['midline', 'midline'],
    ['mid line', 'midline'],
    ['mid-line', 'midline'],
    ['linea media', 'midline'],
    ['Portacath', 'port'],
    ['Port-a-Cath', 'port'],
    ['Mediport', 'port'],
    ['Medi-port', 'port'],
    ['PowerPort', 'port'],
    ['Power Port', 'port'],
    ['ports', 'port'],
    ['implanted access', 'port'],
    ['implanted venous access', 'port'],
    ['subcutaneous reservoir', 'port'],
    ['Broviac', 'tunneled'],
    ['Tunneled catheter', 'tunneled'],
    ['tunnelled catheter', 'tunneled'],
    ['Powerline', 'tunneled'],
    ['Power line', 'tunneled'],
    ['Permcath', 'tunneled'],
    ['nontunneled', undefined],
    ['PIV', 'peripheral'],
    ['peripheral IV', 'peripheral'],
    ['peripheral catheter', 'peripheral'],
    ['saline lock', 'peripheral'],
    ['saline-lock', undefined],
    ['heplock', 'peripheral'],
    ['hep lock', 'peripheral'],
    ['hep-lock', 'peripheral'],
    ['hep- lock', 'peripheral'],
    ['Angiocath', 'peripheral'],
    ['epicc', undefined],
    ['PIVOT', undefined],
    ['vascath', undefined],
    ['vas cath port', undefined],
    ['AV fistula port', undefined],
    ['avfistula port', undefined],
    ['graft port', undefined],
  ])('%s: %s', (words, line) => {
    expect(lineNamed(words)).toBe(line);
  });

  it.each([
    'removed',
    "d/c'd",
    'd/cd',
    'discontinued',
    'pulled',
    'explantation',
    'taken out',
    'retirado',
    'retirada',
  ])('of one that is gone: PICC %s', (words) => {
    expect(saysRemoved(`PICC ${words}`)).toBe(true);
    expect(saysRemoved(`PICC x${words}x`)).toBe(false);
  });
});

describe('what a course asks of its line', () => {
  const access = (different: Partial<Therapy['access']>): Therapy => ({
    ...(lookUpTherapy('infliximab') as Therapy),
    access: {
      ...{ tissue: 'none', central: 'no', source: 'the label', confidence: 'high' },
      ...different,
    },
  });
  const courseOf = (order: Partial<Order>, different: Partial<Therapy['access']> = {}) =>
    lineCourseOf(withOrder(order), access(different), on);
  const every = (intervalDays: number, doses: number) => ({
    frequency: { loadingDays: [], intervalDays },
    doses,
  });

  it.each<[string, Partial<Order>, number, number]>([
    ['three days apart', every(3, 5), 5, 13],
    ['four days apart', every(4, 5), 5, 1],
    [
      'closer at the beginning',
      { frequency: { loadingDays: [0, 3], intervalDays: 28 }, doses: 3 },
      3,
      32,
    ],
    ['closer at the end', { frequency: { loadingDays: [0, 28, 31] }, doses: 3 }, 3, 32],
    ['far apart', { frequency: { loadingDays: [0, 4, 32] }, doses: 3 }, 3, 1],
    ['one', { frequency: undefined, doses: 1 }, 1, 1],
    ['fifty-nine', every(1, 59), 59, 59],
    ['sixty, as good as for ever', every(1, 60), 60, Number.POSITIVE_INFINITY],
    ['seventy, of which sixty are looked at', every(1, 70), 60, Number.POSITIVE_INFINITY],
  ])('is that it lasts: doses %s', (_, order, doses, days) => {
    expect(courseOf(order)).toMatchObject({ doses, days });
  });

  it.each<[string, Partial<Therapy['access']>, Partial<Order>, boolean]>([
    ['a vesicant, twice', { tissue: 'vesicant' }, every(21, 2), true],
    ['a vesicant, once', { tissue: 'vesicant' }, every(21, 1), false],
    [
      'an irritant with serial doses, twice',
      { tissue: 'irritant', central: 'serial' },
      every(21, 2),
      true,
    ],
    ['an irritant, twice', { tissue: 'irritant' }, every(21, 2), false],
    ['serial doses of what does no harm', { central: 'serial' }, every(21, 2), false],
    ['nutrition, once', { tissue: 'hyperosmolar' }, every(1, 1), true],
    ['what needs a central line for any dose', { central: 'yes' }, every(1, 1), true],
    ['thirteen days of fourteen', { centralFromDays: 14 }, every(1, 13), false],
    ['fourteen days', { centralFromDays: 14 }, every(1, 14), true],
    ['a thick fluid', {}, { ...every(1, 1), osmolarity: 901 }, true],
  ])('is a central vein, or not: %s', (_, different, order, harsh) => {
    expect(courseOf(order, different).harsh).toBe(harsh);
  });

  it('knows a course for cancer', () => {
    const of = (therapyId: string) =>
      lineCourseOf(withOrder({ therapyId }), lookUpTherapy(therapyId) as Therapy, on).forCancer;
    expect([of('paclitaxel'), of('infliximab')]).toEqual([true, false]);
  });

  it.each([
    ['1850mosm/L', 1850],
    ['1850 osm', 1850],
    ['950 m osm', 950],
    ['12850 mOsm', 12_850],
    ['12,850 mOsm', 12_850],
    ['85 mOsm', undefined],
    ['950 mL', undefined],
    ['950 mOsm, then 1,100 mOsm', 1100],
  ])('reads the osmolarity in words: “%s”', (sig, expected) => {
    expect(osmolarityOf(anOrder({ sig, osmolarity: undefined }))).toBe(expected);
  });

  const spares = (more: Partial<Submission>) =>
    lineCourseOf(withOrder(weekly(8), more), access({}), on).sparesArms;
  it.each(['N18.32', 'N18.4', 'N18.5', 'N18.6', 'Z99.2', 'Z49.01', 'Z49.31', 'n184'])(
    'spares the arms by the code %s',
    (code) => {
      expect(spares({ conditions: [{ icd10: ['I10', code], state: 'active' }] })).toBe(true);
      expect(spares({ conditions: [{ icd10: [code], state: 'past' }] })).toBe(true);
      expect(spares({ conditions: [{ icd10: [code], state: 'refuted' }] })).toBe(false);
    },
  );

  it.each([
    ['On dialysis', true],
    ['ESRD', true],
    ['End stage renal disease', true],
    ['end-stage kidney disease', true],
    ['CKD stage 3b', true],
    ['CKD stage 4', true],
    ['CKD stage 5', true],
    ['AV fistula', true],
    ['CKD stage 3a', false],
    ['CKD stage 2', false],
    ['xesrdx', false],
  ])('spares the arms by the words “%s”: %s', (name, expected) => {
    expect(spares({ conditions: [{ name, state: 'active' }] })).toBe(expected);
  });

  it.each([
    ['2025-11-20', true],
    ['2025-11-19', false],
  ])('spares the arms by a clearance of the last year: of %s, %s', (day, expected) => {
    const observations = [{ code: '35591-7', on: day, value: { value: '44', unit: 'mL/min' } }];
    expect(spares({ observations })).toBe(expected);
  });
});

describe('what is told of a line', () => {
  const access = (different: Partial<Therapy['access']>): Partial<Therapy> => ({
    access: {
      ...{ tissue: 'none', central: 'no', source: 'the label', confidence: 'high' },
      ...different,
    },
  });
  const kidneys: Partial<Submission> = { conditions: [{ icd10: ['N18.5'], state: 'active' }] };
  const asked = (
    order: Partial<Order>,
    more: Partial<Submission>,
    different: Partial<Therapy['access']> = {},
  ) => toldBy(accessFindings, withOrder(order, more), access(different));
  const osmolar = ['block access-osmolar /order/lineType'];

  it.each<[string, Partial<Order>, Partial<Submission>, Partial<Therapy['access']>, string[]]>([
    [
      '900 mOsm/L through the arm',
      { osmolarity: 900, lineType: 'peripheral', ...daily(2) },
      {},
      {},
      [],
    ],
    [
      '901 mOsm/L through the arm',
      { osmolarity: 901, lineType: 'peripheral', ...daily(2) },
      {},
      {},
      osmolar,
    ],
    [
      '901 mOsm/L for longer than the line lasts',
      { osmolarity: 901, lineType: 'peripheral', ...daily(10) },
      {},
      {},
      osmolar,
    ],
    [
      '901 mOsm/L of what needs a central line for any dose',
      { osmolarity: 901, lineType: 'peripheral', ...daily(2) },
      {},
      { central: 'yes' },
      [],
    ],
    ['901 mOsm/L through a PICC', { osmolarity: 901, lineType: 'picc', ...daily(2) }, {}, {}, []],
    [
      '901 mOsm/L through no line',
      { osmolarity: 901, lineType: undefined, ...daily(2) },
      {},
      {},
      ['missing access-unknown /order/lineType'],
    ],
    ['no line', { lineType: undefined, ...daily(2) }, {}, {}, []],
    [
      'a vesicant for longer than the line lasts',
      { lineType: 'midline', ...daily(20) },
      {},
      { tissue: 'vesicant' },
      [],
    ],
    ['a cannula for five days', { lineType: 'peripheral', ...daily(5) }, {}, {}, []],
    [
      'a cannula for six days',
      { lineType: 'peripheral', ...daily(6) },
      {},
      {},
      ['warn access-outlasted /order/lineType'],
    ],
    [
      'a midline near dialysis, for fifteen days',
      { lineType: 'midline', ...daily(15) },
      kidneys,
      {},
      ['warn access-arms-spared /order/lineType', 'warn access-outlasted /order/lineType'],
    ],
    [
      'a midline planned near dialysis',
      { lineType: 'port', ...daily(2) },
      { ...kidneys, ...device('Midline', 'planned') },
      {},
      ['block access-planned-in-spared-arm /devices'],
    ],
    [
      'a port planned near dialysis',
      { lineType: 'port', ...daily(2) },
      { ...kidneys, ...device('Port-a-Cath', 'planned') },
      {},
      [],
    ],
    [
      'a PICC planned for good kidneys',
      { lineType: 'port', ...daily(2) },
      device('PICC', 'planned'),
      {},
      [],
    ],
    [
      'a PICC of nobody knows what standing, near dialysis',
      { lineType: 'port', ...daily(2) },
      { ...kidneys, devices: [{ name: 'PICC', state: 'unknown' }] },
      {},
      [],
    ],
  ])('%s', (...[, order, more, different, expected]) => {
    expect(asked(order, more, different)).toEqual(expected);
  });

  it.each<[string, Partial<Order>, Partial<Submission>, string]>([
    [
      'thin or central',
      { osmolarity: 901, lineType: 'midline', ...daily(20) },
      {},
      'Have a PICC placed, or the fluid made thinner.',
    ],
    [
      'for a longer course',
      { osmolarity: 901, lineType: 'midline', ...daily(40) },
      {},
      'Have a tunneled catheter or a port placed, or the fluid made thinner.',
    ],
    ['a line that lasts', { lineType: 'midline', ...daily(20) }, {}, 'Plan for a PICC.'],
    [
      'a line that spares the arm',
      { lineType: 'picc', ...daily(20) },
      kidneys,
      'Ask the kidney doctor; the table proposes a tunneled catheter.',
    ],
    [
      'another than is planned',
      { lineType: 'port', ...daily(20) },
      { ...kidneys, ...device('PICC', 'planned') },
      'Have a tunneled catheter placed instead, or let a clinician decide with the kidney doctor.',
    ],
  ])('proposes what suits: %s', (_, order, more, fix) => {
    expect(foundBy(accessFindings, withOrder(order, more), access({}))[0]?.fix).toBe(fix);
  });

  it('is nothing of a drug that nobody knows', () => {
    const thick = { osmolarity: 1200, lineType: 'peripheral', ...daily(2) } as const;
    expect(toldBy(accessFindings, withOrder({ ...thick, therapyId: undefined }))).toEqual([]);
    expect(toldBy(accessFindings, withOrder(thick), { ...access({}), route: 'SC' })).toEqual([]);
  });
});

describe('what is known of the veins', () => {
  const told = (more: Partial<Submission>, visits: AccessFound[] = []) => {
    const { risk, because } = veinsKnown({ ...aSubmission(more), found: visits }, on);
    return [risk, ...because];
  };
  it.each<[string, Partial<Submission>, AccessFound[], string[]]>([
    ['nobody looked', {}, [], ['unknown']],
    [
      'the practice says they are hard',
      { placement: { residence: 'private', difficultAccess: true } },
      [],
      ['moderate', 'flagged'],
    ],
    ['the practice answered the scale', { veins: hard }, [], ['moderate', 'scored']],
    [
      'three sticks into the hardest veins',
      { veins: { ...hard, difficultBefore: true, difficultyExpected: true } },
      [found({ attempts: 3 })],
      ['high', 'scored', 'sticks'],
    ],
    ['the practice answered a part of it', { veins: { veinNotVisible: true } }, [], ['unclear']],
    ['a visit found them good', {}, [found()], ['low']],
    ['a visit found them hard', {}, [found(hard)], ['moderate', 'scored']],
    ['two sticks', {}, [found({ attempts: 2 })], ['low']],
    ['three sticks', {}, [found({ attempts: 3 })], ['moderate', 'sticks']],
    ['no access', {}, [found({ worked: false, attempts: 2 })], ['moderate', 'no-access']],
    [
      'one visit found them hard and the next did not',
      {},
      [found({ ...hard, attempts: 3 }), found()],
      ['moderate', 'scored', 'sticks'],
    ],
    [
      'two visits since found them good',
      {},
      [found({ ...hard, attempts: 3 }), found(), found()],
      ['low'],
    ],
    ['a port says nothing of the arms', {}, [found({ ...hard, device: 'port' })], ['unknown']],
  ])('where %s', (_, more, visits, expected) => {
    expect(told(more, visits)).toEqual(expected);
  });

  it('asks for a nurse with ultrasound at the next visit', () => {
    const infliximab = lookUpTherapy('infliximab') as Therapy;
    const tags = (visits: AccessFound[]) =>
      findCompetencyNeeds(
        infliximab,
        { ...withOrder({}), found: visits },
        on,
        'infusion-center',
      ).map(({ tag }) => tag);
    expect(tags([])).not.toContain('ultrasound-access');
    expect(tags([found({ attempts: 3 })])).toContain('ultrasound-access');
    expect(tags([found({ attempts: 3 }), found({ device: 'port' })])).toEqual(
      expect.arrayContaining(['port-access']),
    );
  });
});

describe('what a nurse writes of an access', () => {
  const isRead = (more: object) =>
    AccessAssessment.safeParse({ ...easy, device: 'peripheral', attempts: 1, ...more }).success;
  it.each<[string, readonly unknown[], readonly unknown[]]>([
    ['device', ['peripheral', 'midline', 'picc', 'port', 'tunneled', 'subcutaneous'], ['', 'x']],
    ['attempts', [0, 10], [-1, 11, 1.5]],
    ['worked', [true, false, undefined], ['yes']],
    [
      'site',
      [
        ...['hand', 'wrist', 'forearm', 'elbow', 'upper-arm', 'chest', 'neck', 'foot', 'scalp'],
        ...['abdomen', 'thigh'],
      ].flatMap((place) => ['left', 'right'].map((side) => ({ side, place }))),
      [{ side: 'left' }, { side: '', place: 'hand' }, { side: 'left', place: '' }, {}],
    ],
    [
      'helped',
      [[], ['ultrasound', 'warmth', 'light', 'another-nurse', 'smaller-needle', 'fluids']],
      [[''], ['x'], Array(7).fill('warmth')],
    ],
  ])('%s', (field, taken, refused) => {
    for (const one of taken) expect(isRead({ [field]: one }), String(one)).toBe(true);
    for (const one of refused) expect(isRead({ [field]: one }), String(one)).toBe(false);
  });
});

describe('a line that one source says was taken out', () => {
  const line = (
    name: string,
    ...told: ['in-place' | 'removed', string | undefined][]
  ): string | undefined =>
    lineInPlace(
      withOrder(
        { lineType: undefined },
        { devices: told.map(([state, since]) => ({ name, state, ...(since ? { since } : {}) })) },
      ),
    );
  const [early, late] = ['2026-11-01', '2026-11-10'];
  it.each<[string, ['in-place' | 'removed', string | undefined][], string | undefined]>([
    [
      'and put in later',
      [
        ['removed', early],
        ['in-place', late],
      ],
      'picc',
    ],
    [
      'after it was put in',
      [
        ['in-place', early],
        ['removed', late],
      ],
      undefined,
    ],
    [
      'on the same day',
      [
        ['in-place', late],
        ['removed', late],
      ],
      undefined,
    ],
    [
      'and put in on no day',
      [
        ['removed', early],
        ['in-place', undefined],
      ],
      undefined,
    ],
    [
      'on no day',
      [
        ['in-place', late],
        ['removed', undefined],
      ],
      undefined,
    ],
    ['by nobody', [['in-place', late]], 'picc'],
  ])('%s: %#', (_, told, expected) => {
    expect(line('PICC', ...told)).toBe(expected);
  });

  it('may be told by its name, and is no other line', () => {
    const there = (...names: string[]) =>
      lineInPlace(
        withOrder(
          { lineType: undefined },
          { devices: names.map((name) => ({ name, state: 'in-place' as const })) },
        ),
      );
    expect(there('PICC', 'PICC removed')).toBeUndefined();
    expect(there('PICC', 'Port removed')).toBe('picc');
    expect(there('PICC', 'PIV')).toBe('picc');
  });

  it('was another where it is a cannula', () => {
    expect(line('PIV', ['in-place', early], ['removed', late])).toBe('peripheral');
  });

  it('is none where the newest visit ran under the skin', () => {
    const under = withOrder({ lineType: undefined });
    expect(lineInPlace({ ...under, found: [found({ device: 'subcutaneous' })] })).toBeUndefined();
    expect(
      lineInPlace({ ...under, found: [found({ device: 'port', worked: false })] }),
    ).toBeUndefined();
    expect(
      lineInPlace({ ...under, found: [found({ device: 'port' }), found({ worked: false })] }),
    ).toBe('port');
  });
});
