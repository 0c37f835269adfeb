import { describe, expect, it } from 'vitest';
import { findCompetencyNeeds } from '../../functions/network/competency-rules.ts';
import { accessFindings } from '../../functions/referral/access-checks.ts';
import { lineNamed, saysRemoved } from '../../functions/referral/facts/line-words.ts';
import { findingOwner } from '../../functions/referral/finding-owners.ts';
import { lineCourseOf, osmolarityOf } from '../../functions/referral/line-course.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import {
  type AccessFound,
  lineInPlace,
  veinsKnown,
} from '../../functions/referral/vascular-access.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { foundBy } from '../support/findings.ts';
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
    ['a drug under the skin', { therapyId: 'scig', route: 'SC', lineType: undefined }, kidneys, []],
  ])('%s', (_, order, more, expected) => {
    expect(told(order, more)).toEqual(expected);
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
