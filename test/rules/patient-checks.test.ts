import { describe, expect, it } from 'vitest';
import { ageFindings } from '../../functions/referral/checks/age-checks.ts';
import {
  enrollmentFindings,
  prescriberFindings,
} from '../../functions/referral/checks/enrollment-checks.ts';
import { heightFindings } from '../../functions/referral/checks/height-checks.ts';
import { pregnancyFindings } from '../../functions/referral/checks/pregnancy-checks.ts';
import { vaccineFindings } from '../../functions/referral/checks/vaccine-checks.ts';
import type { Finding, Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { expectWellTold } from '../support/findings.ts';

const asOf = '2026-11-20';
type Check = (checked: Parameters<typeof ageFindings>[0]) => Finding[];
/** What one check finds of a clean referral that differs in these parts. */
const told = (check: Check, therapyId: string, different: Partial<Submission>): string[] => {
  const submission = { ...cleanReferral(therapyId), ...different };
  const found = check({ submission, therapy: lookUpTherapy(therapyId), asOf });
  expectWellTold(found);
  return found.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
};
const born = (therapyId: string, birthDate: string) => ({
  patient: { ...cleanReferral(therapyId).patient, birthDate },
});
const ordered = (therapyId: string, different: Partial<Submission['order']>) => ({
  order: { ...cleanReferral(therapyId).order, ...different },
});

describe('a patient who is too young for the drug', () => {
  const young = ['block age-below-label /patient/birthDate'];
  const adults =
    'vedolizumab ocrelizumab natalizumab eculizumab alpha1_pi zoledronic_acid paclitaxel carboplatin fluorouracil_pump hydromorphone_pca ketamine_infusion milrinone_home hydration parenteral_nutrition rbc_transfusion';
  const rows = [
    ...adults.split(' ').map((id) => [id, '2008-11-20'] as const),
    ['infliximab', '2020-11-20'],
    ['infliximab_dyyb', '2020-11-20'],
    ...'tocilizumab rituximab ivig scig iron_sucrose imiglucerase agalsidase_beta'
      .split(' ')
      .map((id) => [id, '2024-11-20'] as const),
    ['ferric_carboxymaltose', '2025-11-20'],
    ['daptomycin', '2025-11-20'],
    ['ertapenem', '2026-08-21'],
    ['ceftriaxone', '2026-10-23'],
  ] as const;
  it.each([
    ['1976-11-20', []],
    ['1976-11-21', ['warn age-unusual /patient/birthDate']],
    ['2008-11-20', ['warn age-unusual /patient/birthDate']],
    ['2008-11-21', young],
  ])('lecanemab, born on %s: %j', (birthDate, expected) => {
    expect(told(ageFindings, 'lecanemab', born('lecanemab', birthDate))).toEqual(expected);
  });

  it.each(rows)('%s is for who was born on %s, and not a day later', (id, birthDate) => {
    const dayAfter = birthDate.replace(/\d\d$/, (day) => String(Number(day) + 1).padStart(2, '0'));
    expect(told(ageFindings, id, born(id, birthDate))).toEqual([]);
    expect(told(ageFindings, id, born(id, dayAfter))).toEqual(young);
  });

  it('is no question of a drug without a row, or of a day of birth to come', () => {
    expect(told(ageFindings, 'vancomycin', born('vancomycin', '2026-11-19'))).toEqual([]);
    expect(told(ageFindings, 'ceftriaxone', born('ceftriaxone', '2026-11-20'))).toEqual(young);
    expect(told(ageFindings, 'ceftriaxone', born('ceftriaxone', '2026-11-21'))).toEqual([]);
  });
});

describe('two heights of one patient, where the dose goes by body surface', () => {
  const also = (cm: string, on: string, birthDate = '1984-03-09', therapyId = 'paclitaxel') =>
    told(heightFindings, therapyId, {
      ...born(therapyId, birthDate),
      observations: [
        { code: '8302-2', on: asOf, value: { value: '170', unit: 'cm' } },
        { code: '8302-2', on, value: { value: cm, unit: 'cm' } },
      ],
    });
  const contradictory = ['block height-contradictory /observations'];
  it.each([
    ['six centimeters on one day', also('176', asOf), contradictory],
    ['six less a year before', also('164', '2025-11-20'), contradictory],
    ['five centimeters', also('175', asOf), []],
    ['six almost five years before', also('176', '2021-11-22'), contradictory],
    ['six more than five years before', also('176', '2021-11-20'), []],
    ['six before they were grown', also('164', '2024-11-20', '2007-03-09'), []],
    ['of a drug that goes by weight', also('150', asOf, '1984-03-09', 'infliximab'), []],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('a height that nobody of the age has', () => {
  const tall = (birthDate: string, cm: string, therapyId = 'paclitaxel') =>
    told(heightFindings, therapyId, {
      ...born(therapyId, birthDate),
      observations: [{ code: '8302-2', on: asOf, value: { value: cm, unit: 'cm' } }],
    });
  const impossible = ['block height-impossible /observations'];
  it.each([
    ['of some months', '2025-11-21', '35', '90'],
    ['of one year', '2025-11-20', '60', '105'],
    ['of nearly two', '2024-11-21', '60', '105'],
    ['of two', '2024-11-20', '70', '130'],
    ['of four', '2021-11-22', '70', '130'],
    ['of five', '2021-11-21', '85', '165'],
    ['of ten', '2016-11-22', '105', '205'],
    ['of fifteen', '2011-11-24', '120', '230'],
    ['grown up', '1984-03-09', '120', '230'],
  ])('%s, born on %s: from %s to %s cm', (_, birthDate, least, most) => {
    const [low, high] = [Number(least), Number(most)];
    expect([tall(birthDate, least), tall(birthDate, most)]).toEqual([[], []]);
    expect(tall(birthDate, String(low - 0.001))).toEqual(impossible);
    expect(tall(birthDate, String(high + 0.001))).toEqual(impossible);
  });

  it('is one of before the birth, too', () => {
    expect(tall('2026-11-21', '50')).toEqual(impossible);
  });

  it('is looked at only where a dose goes by body surface', () => {
    expect(tall('1984-03-09', '18', 'infliximab')).toEqual([]);
    expect(told(heightFindings, 'paclitaxel', { observations: [] })).toEqual([]);
  });
});

describe('who is given natalizumab', () => {
  const enrolled = (order: Partial<Submission['order']>, ...programs: string[]) =>
    told(enrollmentFindings, 'natalizumab', {
      ...ordered('natalizumab', order),
      enrollments: programs.map((program) => ({ program, number: '123' })),
    });
  const missing = ['missing enrollment-missing /enrollments'];
  const other = ['block enrollment-of-other-product /enrollments'];
  const tyruko = { drug: 'natalizumab-sztn 300 MG [Tyruko]' };
  it.each<[string, Partial<Submission['order']>, string[], string[]]>([
    ['in its program', {}, ['TOUCH'], []],
    ['in none', {}, [], missing],
    ['in one that nobody knows', {}, ['Zzz'], missing],
    ['in the other program', {}, ['Tyruko REMS'], other],
    ['of the other, in its program', tyruko, ['Tyruko REMS'], []],
    ['of the other by its code', { hcpcs: 'Q5134' }, ['Tyruko REMS'], []],
    ['of the other, in this program', tyruko, ['TOUCH'], other],
    ['of the other, in none', tyruko, [], missing],
    ['and the other one refused', { drug: 'Tysabri (not Tyruko)' }, ['TOUCH'], []],
    [
      'of the other by another of its names',
      { drug: 'natalizumab', alsoNamed: ['Tyruko'] },
      ['TOUCH'],
      other,
    ],
  ])('is enrolled %s', (_, order, programs, expected) => {
    expect(enrolled(order, ...programs)).toEqual(expected);
  });

  it('has a number there, and no other drug needs one', () => {
    const without = { enrollments: [{ program: 'TOUCH' }] };
    expect(told(enrollmentFindings, 'natalizumab', without)).toEqual(missing);
    expect(told(enrollmentFindings, 'natalizumab', { enrollments: undefined })).toEqual(missing);
    expect(told(enrollmentFindings, 'infliximab', { enrollments: [] })).toEqual([]);
  });

  const holding = (one: Partial<NonNullable<Submission['enrollments']>[number]>) =>
    told(enrollmentFindings, 'natalizumab', {
      ...ordered('natalizumab', {}),
      enrollments: [{ program: 'TOUCH', number: '123', ...one }],
    });
  const ended = ['missing enrollment-ended /enrollments'];
  it.each<[string, Parameters<typeof holding>[0], string[]]>([
    ['until today', { until: asOf }, []],
    ['until yesterday', { until: '2026-11-19' }, ended],
    ['reauthorized a year ago', { on: '2025-11-20' }, []],
    ['reauthorized a day before that', { on: '2025-11-19' }, ended],
    ['not yet', { state: 'pending' }, ended],
    ['no more', { state: 'ended' }, ended],
    ['as a prescriber', { who: 'prescriber' }, missing],
  ])('is enrolled %s', (_, one, expected) => {
    expect(holding(one)).toEqual(expected);
  });

  it('reads which program is meant', () => {
    const found = (order: Partial<Submission['order']>) => {
      const submission = { ...cleanReferral('natalizumab'), enrollments: [] };
      return enrollmentFindings({
        submission: { ...submission, order: { ...submission.order, ...order } },
        therapy: lookUpTherapy('natalizumab'),
        asOf,
      })[0];
    };
    for (const part of ['text', 'fix'] as const) {
      expect(found({})?.[part]).toMatch(/TOUCH/);
      expect(found(tyruko)?.[part]).toMatch(/Tyruko/);
    }
  });
});

describe('a vaccine near the first dose', () => {
  const mmr = (on?: string) => [{ cvx: '03', given: true, ...(on ? { on } : {}) }];
  const live = (therapyId: string, vaccinations: Submission['vaccinations'], startOn = asOf) =>
    told(vaccineFindings, therapyId, { ...ordered(therapyId, { startOn }), vaccinations });
  it.each<[string, Submission['vaccinations'], string, string[]]>([
    ['live and 28 days before', mmr('2026-10-23'), asOf, []],
    ['live and 27 days before', mmr('2026-10-24'), asOf, ['block live-vaccine /vaccinations/0']],
    ['live, and a start later', mmr('2026-10-24'), '2026-11-21', []],
    [
      'live, and a start that is over',
      mmr('2026-10-24'),
      '2026-11-01',
      ['block live-vaccine /vaccinations/0'],
    ],
    ['live, without a day', mmr(), asOf, ['block live-vaccine /vaccinations/0']],
    [
      'not known',
      [{ name: 'qqq', on: asOf, given: true }],
      asOf,
      ['block vaccine-not-understood /vaccinations/0'],
    ],
    [
      'not known beside a live one',
      [{ name: 'qqq', on: asOf, given: true }, ...mmr(asOf)],
      asOf,
      ['block live-vaccine /vaccinations/1'],
    ],
    ['not live', [{ cvx: '140', on: asOf, given: true }], asOf, []],
    ['not given', [{ cvx: '03', on: asOf, given: false }], asOf, []],
    ['none told', undefined, asOf, []],
  ])('%s', (_, vaccinations, startOn, expected) => {
    expect(live('infliximab', vaccinations, startOn)).toEqual(expected);
  });

  it('is counted to the day of the check where no start is ordered', () => {
    const without = (vaccinations: Submission['vaccinations']) =>
      told(vaccineFindings, 'infliximab', {
        ...ordered('infliximab', { startOn: undefined }),
        vaccinations,
      });
    expect(without(mmr('2026-10-23'))).toEqual([]);
    expect(without(mmr('2026-10-24'))).toEqual(['block live-vaccine /vaccinations/0']);
  });

  it('is only weighed before some, and no matter before others', () => {
    expect(live('vedolizumab', mmr(asOf))).toEqual(['warn live-vaccine /vaccinations/0']);
    expect(live('ceftriaxone', mmr(asOf))).toEqual([]);
  });

  it('is told with what is known of its day', () => {
    const text = (vaccinations: Submission['vaccinations']) =>
      vaccineFindings({
        submission: { ...cleanReferral('infliximab'), vaccinations },
        therapy: lookUpTherapy('infliximab'),
        asOf,
      })[0]?.text;
    expect(text(mmr())).toMatch(/^A live vaccine was given on a day that is not told: 28 days/);
    expect(text(mmr(asOf))).toMatch(/^A live vaccine lies too near/);
    expect(text([{ name: 'qqq', on: asOf, given: true }])).toMatch(/not known, and may be live/);
  });
});

describe('who prescribes what a program restricts', () => {
  const certified = (
    therapyId: string,
    order: Partial<Submission['order']>,
    ...enrollments: NonNullable<Submission['enrollments']>
  ) => told(prescriberFindings, therapyId, { ...ordered(therapyId, order), enrollments });
  const by = (program: string, more = {}) => ({
    program,
    number: '17',
    who: 'prescriber' as const,
    ...more,
  });
  const missing = ['missing prescriber-enrollment-missing /enrollments'];
  const ended = ['missing prescriber-enrollment-ended /enrollments'];
  it.each<[string, Partial<Submission['order']>, ReturnType<typeof by>[], string[]]>([
    ['natalizumab', {}, [by('TOUCH')], []],
    ['natalizumab', {}, [], missing],
    ['natalizumab', {}, [by('Tyruko REMS')], missing],
    ['natalizumab', { drug: 'Tyruko' }, [by('Tyruko REMS')], []],
    ['natalizumab', {}, [by('TOUCH', { who: undefined })], missing],
    ['natalizumab', {}, [by('TOUCH', { number: undefined })], missing],
    ['natalizumab', {}, [by('TOUCH', { until: '2026-11-19' })], ended],
    ['natalizumab', {}, [by('TOUCH', { state: 'pending' })], ended],
    ['natalizumab', {}, [by('TOUCH', { on: '2020-01-01' })], []],
    ['ravulizumab', {}, [by('ULTOMIRIS and SOLIRIS REMS')], []],
    ['ravulizumab', {}, [by('Ultomiris REMS prescriber certification')], []],
    ['ravulizumab', {}, [], missing],
    ['eculizumab', {}, [by('Soliris REMS')], []],
    ['eculizumab', { drug: 'eculizumab-aeeb (Bkemv)' }, [by('Soliris REMS')], missing],
    ['eculizumab', { drug: 'eculizumab-aeeb (Bkemv)' }, [by('Bkemv REMS')], []],
    ['eculizumab', { hcpcs: 'Q5152' }, [by('Bkemv REMS')], []],
    ['eculizumab', { hcpcs: 'Q5151' }, [by('Soliris REMS')], missing],
    ['eculizumab', { hcpcs: 'Q5151' }, [by('Epysqli REMS')], []],
    ['eculizumab', { drug: 'Epysqli' }, [by('Epysqli REMS')], []],
    ['infliximab', {}, [], []],
  ])('of %s %j with %j is told %j', (therapyId, order, enrollments, expected) => {
    expect(certified(therapyId, order, ...enrollments)).toEqual(expected);
  });

  it('is told of the program by its name, and of whose enrollment it is', () => {
    const whole = (enrollments: Submission['enrollments']) =>
      prescriberFindings({
        submission: { ...cleanReferral('ravulizumab'), enrollments },
        therapy: lookUpTherapy('ravulizumab'),
        asOf,
      })[0];
    expect(whole([])?.text).toContain('ULTOMIRIS and SOLIRIS REMS');
    expect(whole([by('Soliris REMS', { state: 'ended' })])?.text).toContain('of the prescriber');
  });
});

describe('what keeps meningococci off', () => {
  const both = (on: string) => [
    { cvx: '203', on, given: true },
    { cvx: '162', on, given: true },
  ];
  const shot = (vaccinations: Submission['vaccinations'], more: Partial<Submission> = {}) =>
    told(vaccineFindings, 'eculizumab', {
      ...ordered('eculizumab', { startOn: asOf }),
      vaccinations,
      ...more,
    });
  const none = ['block meningococcal-vaccine-missing /vaccinations'];
  const recent = ['block meningococcal-vaccine-recent /vaccinations'];
  const old = ['block meningococcal-vaccine-old /vaccinations'];
  const short = ['warn meningococcal-series-short /vaccinations'];
  it.each<[string, Submission['vaccinations'], string[]]>([
    ['both two weeks before, and before that', [...both('2026-08-01'), ...both('2026-11-06')], []],
    ['both two weeks before', both('2026-11-06'), short],
    ['the same ones told twice', [...both('2026-11-06'), ...both('2026-11-06')], short],
    ['two of one group', [...both('2026-08-01'), ...both('2026-11-06').slice(0, 1)], short],
    ['both five years before', [...both('2021-11-20'), ...both('2024-08-01').slice(1)], short],
    ['one of ACWY a day longer ago', [...both('2021-11-19'), ...both('2024-08-01').slice(1)], old],
    [
      'one of B three years ago',
      [...both('2024-08-01').slice(0, 1), ...both('2023-11-21').slice(1)],
      short,
    ],
    [
      'one of B a day longer ago',
      [...both('2024-08-01').slice(0, 1), ...both('2023-11-20').slice(1)],
      old,
    ],
    ['an old one of one group alone', both('2021-11-19').slice(0, 1), none],
    ['both a day later', both('2026-11-07'), recent],
    ['both on the day', both(asOf), recent],
    ['both after it', both('2026-11-21'), none],
    ['one of the two', both('2026-10-01').slice(0, 1), none],
    [
      'one that nobody says whose',
      both('2026-10-01').map((one) => ({ ...one, untied: true })),
      none,
    ],
    ['none', undefined, none],
    ['one of both groups', [{ cvx: '316', on: '2026-11-06', given: true }], short],
  ])('%s', (_, vaccinations, expected) => {
    expect(shot(vaccinations)).toEqual(expected);
  });

  it('may be an antibiotic, which is told with the vaccines that are lacking', () => {
    const taken = (name: string) =>
      shot(undefined, { medicines: [{ name, state: 'taken' as const }] });
    expect(taken('azithromycin 250 mg')).toEqual([
      'warn meningococcal-vaccine-missing /vaccinations',
    ]);
    expect(taken('aspirin')).toEqual(none);
    const medicines = [{ name: 'penicillin V 500 mg', state: 'taken' as const }];
    expect(shot(undefined, { medicines })).toEqual([
      'warn meningococcal-vaccine-missing /vaccinations',
    ]);
    const found = vaccineFindings({
      submission: { ...cleanReferral('eculizumab'), vaccinations: [] },
      therapy: lookUpTherapy('eculizumab'),
      asOf,
    });
    expect(found[0]?.text).toMatch(/group ACWY and B before/);
  });
});

describe('a pregnancy', () => {
  type Told = NonNullable<Submission['pregnancy']>;
  const says = (
    therapyId: string,
    pregnancy: Told | undefined,
    sex: 'female' | 'male' = 'female',
  ) => {
    const { patient, observations } = cleanReferral(therapyId);
    return told(pregnancyFindings, therapyId, {
      patient: { ...patient, sex, birthDate: '1990-01-01' },
      observations: observations.filter(({ code }) => code !== '2106-3'),
      pregnancy,
      conditions: undefined,
    });
  };
  const on = '2026-11-10';
  it.each<[string, Told | undefined, string[]]>([
    ['carboplatin', { state: 'pregnant', on }, ['block pregnant /pregnancy']],
    ['carboplatin', { state: 'possible', on }, ['block pregnancy-possible /pregnancy']],
    ['carboplatin', { state: 'not-pregnant', on }, []],
    ['infliximab', { state: 'pregnant', on }, ['warn pregnant /pregnancy']],
    ['infliximab', { state: 'possible', on }, ['warn pregnancy-possible /pregnancy']],
    ['infliximab', undefined, []],
    ['carboplatin', { state: 'not-pregnant', on, lactating: true }, ['block nursing /pregnancy']],
    ['infliximab', { state: 'not-pregnant', on, lactating: true }, []],
  ])('before %s, told as %j: %j', (therapyId, pregnancy, expected) => {
    expect(says(therapyId, pregnancy)).toEqual(expected);
  });

  it('of which nothing is told asks back where no test is asked for', () => {
    expect(says('zoledronic_acid', undefined, 'male')).toEqual([]);
  });
});
