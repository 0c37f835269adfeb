import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSubmission,
  completenessDetermination,
  countDoseBy,
} from '../../functions/referral/checks/completeness.ts';
import { requiredElements } from '../../functions/referral/checks/required-elements.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import { judgeFindings } from '../../functions/referral/verdict.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';
import { expectWellTold } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
/** The codes of what is found; whatever it is, it says what, where, how to mend it, and by what rule. */
const codes = (submission: Submission, asOf = today): string[] =>
  checkSubmission(submission, asOf).map(({ code, text, fix, pointer, source }) => {
    for (const words of [text, fix]) expect(words).toMatch(/^[A-Z].*\.$/);
    expect(pointer).toMatch(/^\/[a-z]/);
    expect(source.length).toBeGreaterThan(2);
    return code;
  });
const ordered = (different: Parameters<typeof anOrder>[0]): Submission =>
  aSubmission({ order: anOrder(different) });
const weighing = (value: string, unit = 'kg', on = '2026-11-15'): Submission => {
  const base = aSubmission();
  const others = base.observations.filter(({ code }) => code !== '29463-7');
  return { ...base, observations: [{ code: '29463-7', on, value: { value, unit } }, ...others] };
};
const without = (loinc: string): Submission => {
  const base = aSubmission();
  return { ...base, observations: base.observations.filter(({ code }) => code !== loinc) };
};

const reachedAt = (phone: string): Submission =>
  aSubmission({ patient: { ...aSubmission().patient, phone } });
const born = (birthDate: string): Submission =>
  aSubmission({ patient: { ...aSubmission().patient, birthDate } });

const covered = (by: object): Submission => {
  const base = aSubmission();
  return { ...base, coverages: base.coverages.map((one) => ({ ...one, ...by })) };
};

describe('who the patient is', () => {
  it.each([
    ['(312) 555-0142', []],
    ['1 312 555 0142', []],
    ['+44 20 7946 0958', []],
    ['312-555-0142 x 5', ['phone-unreadable']],
    ['+1 555 0142', ['phone-unreadable']],
    ['ask the daughter', ['phone-unreadable']],
  ])('a telephone number written as "%s" gives %j', (phone, found) => {
    expect(codes(reachedAt(phone))).toEqual(found);
  });

  it('may be born on the day of the check, and not later', () => {
    expect(codes(born(today))).not.toContain('birth-date-ahead');
    expect(codes(born('2026-11-21'))).toContain('birth-date-ahead');
    expect(judgeFindings(checkSubmission(born('2026-11-21'), today))).toBe('missing');
  });
});

describe('a complete order', () => {
  it('has no findings', () => {
    expect(checkSubmission(aSubmission(), today)).toEqual([]);
    expect(judgeFindings([])).toBe('complete');
  });
});

describe('a required element that is not there', () => {
  const gaps: readonly [string, Submission][] = [
    ['therapy-unknown', ordered({ therapyId: undefined })],
    ['drug-entered', ordered({ therapyId: 'entered_drug', entered: anEnteredDrug() })],
    [
      'surface-unknown',
      aSubmission({
        order: anOrder({ therapyId: 'paclitaxel', dose: { value: '175', unit: 'mg/m2' } }),
        observations: [],
      }),
    ],
    [
      'filtration-unknown',
      ordered({ therapyId: 'carboplatin', dose: { value: '5', unit: 'AUC' } }),
    ],
    ['central-line-missing', ordered({ therapyId: 'milrinone_home', lineType: 'peripheral' })],
    ['dose-missing', ordered({ dose: undefined })],
    ['route-missing', ordered({ route: undefined })],
    ['frequency-missing', ordered({ frequency: undefined })],
    ['doses-missing', ordered({ doses: undefined })],
    [
      'order-to-sign',
      { ...ordered({ signedAt: undefined }), keyed: { way: 'fax', page: 'a'.repeat(64) } },
    ],
    [
      'order-sent-back',
      {
        ...ordered({ signedAt: undefined }),
        keyed: { way: 'mail', sentBack: { by: 'desk', at: `${today}T15:00:00Z`, words: 'No.' } },
      },
    ],
    ['signature-missing', ordered({ signedAt: undefined })],
    ['prescriber-missing', aSubmission({ prescriber: undefined })],
    [
      'prescriber-npi-unreadable',
      aSubmission({ prescriber: { npiAsSent: '1888888888', name: 'Imogen Testwell' } }),
    ],
    ['diagnosis-missing', aSubmission({ diagnoses: [] })],
    ['coverage-missing', aSubmission({ coverages: [] })],
    ['address-missing', aSubmission({ patient: { ...aSubmission().patient, address: undefined } })],
    [
      'address-incomplete',
      aSubmission({
        patient: {
          ...aSubmission().patient,
          address: undefined,
          addressAsSent: { city: 'Chicago' },
        },
      }),
    ],
    [
      'street-address-missing',
      aSubmission({
        patient: {
          ...aSubmission().patient,
          address: { line: ['PO Box 9'], city: 'Chicago', state: 'IL', postalCode: '60605' },
        },
        placement: { residence: 'private', preferred: 'home' },
      }),
    ],
    [
      'name-unclear',
      aSubmission({ patient: { ...aSubmission().patient, nameAsSent: 'Alma Maria Example' } }),
    ],
    [
      'name-single',
      aSubmission({ patient: { ...aSubmission().patient, name: { given: '', family: 'Alma' } } }),
    ],
    [
      'language-unknown',
      aSubmission({ patient: { ...aSubmission().patient, languageAsSent: 'mother tongue' } }),
    ],
    [
      'language-not-written',
      aSubmission({ patient: { ...aSubmission().patient, language: 'pl' } }),
    ],
    ['phone-missing', aSubmission({ patient: { ...aSubmission().patient, phone: undefined } })],
    [
      'guardian-missing',
      aSubmission({ patient: { ...aSubmission().patient, birthDate: '2016-02-29' } }),
    ],
    [
      'guardian-unreachable',
      aSubmission({
        patient: {
          ...aSubmission().patient,
          birthDate: '2016-02-29',
          guardian: { name: 'Philippa Guardwell', email: 'guardwell@example.org' },
        },
      }),
    ],
    ['phone-unreadable', reachedAt('555-0142')],
    ['birth-date-ahead', born('2026-11-21')],
    ['birth-date-implausible', born('1900-01-01')],
    [
      'interpreter-needed',
      aSubmission({ patient: { ...aSubmission().patient, interpreter: true } }),
    ],
    [
      'address-temporary',
      aSubmission({ patient: { ...aSubmission().patient, addressUntil: '2027-03-01' } }),
    ],
    [
      'guardian-decides',
      aSubmission({
        patient: { ...aSubmission().patient, guardian: { name: 'Gus', appointed: true } },
      }),
    ],
    ['comes-of-age', born('2008-12-24')],
    ['coverage-for-injury', covered({ forInjuryOnly: true })],
    ['coverage-ends', covered({ endsOn: '2026-12-31' })],
    [
      'emergency-contact-missing',
      aSubmission({ patient: { ...aSubmission().patient, emergencyContact: undefined } }),
    ],
    ['allergies-missing', aSubmission({ allergies: undefined })],
    ['first-dose-unknown', ordered({ firstDose: undefined })],
    ['last-dose-missing', ordered({ firstDose: false })],
    ['first-dose-contradicted', ordered({ firstDose: true, lastDoseOn: '2026-11-02' })],
    ['dose-stopped', ordered({ stoppedDoseOn: '2026-11-02' })],
    ['weight-missing', without('29463-7')],
    ['weight-unit-unknown', weighing('13', 'stone')],
    ['result-ahead', weighing('82', 'kg', '2029-11-15')],
    ['height-missing', without('8302-2')],
    ['reaction-orders-missing', ordered({ reactionOrders: undefined })],
    ['premedication-missing', ordered({ therapyId: 'ocrelizumab', premedications: undefined })],
    ['line-missing', ordered({ therapyId: 'ceftriaxone', lineType: undefined })],
    ['prior-therapies-missing', aSubmission({ priorTherapies: [] })],
  ];

  it.each(gaps)('is told as %s, with a remedy and a source', (code, submission) => {
    const found = checkSubmission(submission, today);
    expect(found.map((finding) => finding.code)).toContain(code);
    expectWellTold(found);
  });

  it('is tested for every element of the table', () => {
    expect(gaps.map(([code]) => code).sort()).toEqual(
      requiredElements.map(({ code }) => code).sort(),
    );
  });

  it('is none when allergies are said not to be known, or one dose needs no interval', () => {
    expect(codes(aSubmission({ allergies: 'none-known' }))).not.toContain('allergies-missing');
    expect(codes(ordered({ frequency: undefined, doses: 1 }))).not.toContain('frequency-missing');
  });
});

describe('the dose', () => {
  const doses: readonly [string, Parameters<typeof anOrder>[0], string | undefined][] = [
    ['at the maximum per kilogram passes', { dose: { value: '10', unit: 'mg/kg' } }, undefined],
    [
      'a hair above it blocks',
      { dose: { value: '10.000001', unit: 'mg/kg' } },
      'dose-above-maximum',
    ],
    ['below the usual range warns', { dose: { value: '2', unit: 'mg/kg' } }, 'dose-low'],
    [
      'ten times too small blocks as a slip',
      { dose: { value: '0.5', unit: 'mg/kg' } },
      'dose-slip',
    ],
    ['of zero blocks', { dose: { value: '0', unit: 'mg/kg' } }, 'dose-zero'],
    ['in grams is the same dose', { dose: { value: '0.41', unit: 'g' } }, undefined],
    // 82 kg at 10 mg/kg is 820 mg; one vial of 100 mg more is rounding, more is not.
    ['rounded up to a vial passes', { dose: { value: '900', unit: 'mg' } }, undefined],
    ['beyond rounding blocks', { dose: { value: '903', unit: 'mg' } }, 'dose-above-maximum'],
    ['in a volume cannot be checked', { dose: { value: '20', unit: 'mL' } }, 'dose-unit-unknown'],
    [
      'that a flat-dose drug never has blocks',
      { therapyId: 'vedolizumab', dose: { value: '3000', unit: 'mg' } },
      'dose-above-maximum',
    ],
    [
      'above the limit of one adult dose blocks whatever the weight',
      { therapyId: 'tocilizumab', dose: { value: '801', unit: 'mg' } },
      'dose-above-maximum',
    ],
    [
      'above an adult maximum per kilogram blocks, though a child may have it',
      { therapyId: 'tocilizumab', dose: { value: '9', unit: 'mg/kg' } },
      'dose-above-maximum',
    ],
    [
      'of a course counts its consecutive days together',
      {
        therapyId: 'ivig',
        dose: { value: '1.3', unit: 'g/kg' },
        frequency: { loadingDays: [0, 1], intervalDays: 21 },
      },
      'dose-above-maximum',
    ],
    [
      'of a week counts by its interval',
      {
        therapyId: 'scig',
        route: 'SC',
        dose: { value: '0.4', unit: 'g/kg' },
        frequency: { loadingDays: [], intervalDays: 6 },
      },
      'dose-above-maximum',
    ],
    [
      'of a day counts its doses together',
      {
        therapyId: 'ceftriaxone',
        dose: { value: '2', unit: 'g' },
        frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 3 },
      },
      'dose-above-maximum',
    ],
  ];

  it.each(doses)('%s', (_, different, expected) => {
    const found = codes(ordered(different)).filter((code) => code.startsWith('dose-'));
    expect(found).toEqual(expected ? [expected] : []);
  });

  it.each([
    ['29.999999', false],
    ['30', true],
  ])('that is too much for an adult, for a child of %s kg: %s', (kilograms, isTooMuch) => {
    const child = {
      ...weighing(kilograms),
      patient: { ...aSubmission().patient, birthDate: '2015-03-09' },
      order: anOrder({ therapyId: 'tocilizumab', dose: { value: '9', unit: 'mg/kg' } }),
    };
    expect(codes(child).includes('dose-above-maximum')).toBe(isTooMuch);
  });

  it('on loading days is held against the same bounds', () => {
    expect(
      codes(
        ordered({
          therapyId: 'ocrelizumab',
          dose: { value: '600', unit: 'mg' },
          loadingDose: { value: '3000', unit: 'mg' },
        }),
      ),
    ).toContain('dose-above-maximum');
  });

  const inPhases = (therapyId: string, value: string, unit: string): Submission => {
    const phase = { days: [0], every: { value: 3, unit: 'wk' as const }, dose: { value, unit } };
    return ordered({ therapyId, dose: undefined, frequency: undefined, phases: [phase] });
  };

  it.each([
    ['paclitaxel', '1750', 'mg/m2', 'surface-unknown', '8302-2'],
    ['carboplatin', '60', 'AUC', 'filtration-unknown', 'no creatinine'],
    ['milrinone_home', '0.375', 'mcg/kg/min', 'weight-missing', '29463-7'],
  ])('of a part of the course, %s %s %s, is asked for what it goes by', (drug, ...rest) => {
    const [value, unit, asked, lost] = rest;
    const submission = inPhases(drug, value, unit);
    const found = checkSubmission(
      { ...submission, observations: submission.observations.filter(({ code }) => code !== lost) },
      today,
    );
    expect(found.map(({ code }) => code)).toContain(asked);
    expect(found).toContainEqual(
      expect.objectContaining({
        code: 'dose-not-computed',
        severity: 'missing',
        pointer: '/order/phases/0/dose',
      }),
    );
  });

  it('of a part of the course is held against its bounds by surface and by filtration', () => {
    expect(codes(inPhases('paclitaxel', '1750', 'mg/m2'))).toContain('dose-above-maximum');
    expect(codes(inPhases('paclitaxel', '175', 'mg/m2'))).not.toContain('dose-above-maximum');
    const overdosed = inPhases('carboplatin', '60', 'AUC');
    const creatinine = { code: '2160-0', on: '2026-11-10', value: { value: '0.9', unit: 'mg/dL' } };
    const measured = { ...overdosed, observations: [...overdosed.observations, creatinine] };
    expect(codes(measured)).toContain('dose-above-maximum');
    expect(codes(measured)).not.toContain('dose-not-computed');
  });

  it('is never both passed and blocked as it grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), (hundredths) => {
        const value = (hundredths / 1000).toFixed(3);
        const found = codes(ordered({ dose: { value, unit: 'mg/kg' } }));
        const blocked = found.includes('dose-above-maximum');
        expect(blocked).toBe(hundredths > 10_000);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the weight', () => {
  it.each([
    ['older than 30 days before the order', weighing('82', 'kg', '2026-10-20'), 'weight-old'],
  ])('%s is pointed out', (_, submission, code) => {
    expect(codes(submission)).toContain(code);
  });

  const blocks = (submission: Submission): string[] =>
    checkSubmission(submission, today)
      .filter(({ severity }) => severity === 'block')
      .map(({ code }) => code);
  const aged = (birthDate: string, kilograms: string): Submission => ({
    ...weighing(kilograms),
    patient: { ...aSubmission().patient, birthDate },
  });
  const alsoWeighed = (value: string, on: string, base = weighing('82')): Submission => ({
    ...base,
    observations: [...base.observations, { code: '29463-7', on, value: { value, unit: 'kg' } }],
  });

  it.each([
    ['an adult of 700 kg', weighing('700'), 'weight-impossible'],
    ['an adult of 3 kg', weighing('3'), 'weight-impossible'],
    ['far from what the height allows', weighing('300'), 'weight-implausible'],
    ['a month-old of 82 kg', aged('2026-10-15', '82'), 'weight-impossible'],
    ['a child of six of 120 kg', aged('2020-06-01', '120'), 'weight-impossible'],
    ['somebody weighed before the birth', aged('2026-11-16', '4'), 'weight-impossible'],
    ['300 kg weeks after 82 kg', alsoWeighed('300', '2026-10-20'), 'weight-jump'],
    ['300 kg and 82 kg on one day', alsoWeighed('300', '2026-11-15'), 'weight-jump'],
    ['pounds among kilograms', alsoWeighed('180.4', '2026-10-20'), 'weight-unit-suspect'],
    ['91 kg and 82 kg on one day', alsoWeighed('91', '2026-11-15'), 'weight-contradictory'],
    ['91 kg a week before 82 kg', alsoWeighed('91', '2026-11-08'), 'weight-contradictory'],
  ])('of %s blocks a dose that goes by it', (_, submission, code) => {
    expect(blocks(submission)).toContain(code);
  });

  it.each([
    ['an adult of 40 kg', weighing('40')],
    ['an adult of 280 kg', weighing('280')],
    ['a month-old of 4 kg', aged('2026-10-15', '4')],
    ['a child of six of 20 kg', aged('2020-06-01', '20')],
    ['half as much years ago', alsoWeighed('41', '2022-11-15')],
    ['90.2 kg and 82 kg on one day', alsoWeighed('90.2', '2026-11-15')],
    ['91 kg eight days before 82 kg', alsoWeighed('91', '2026-11-07')],
    ['an infant that gained a fifth', alsoWeighed('6.5', '2026-11-10', aged('2026-07-01', '8'))],
    ['an infant that doubled', alsoWeighed('4', '2026-08-15', aged('2026-07-01', '8'))],
  ])('of %s blocks nothing by itself', (_, submission) => {
    const observations = submission.observations.filter(({ code }) => code !== '8302-2');
    expect(
      blocks({ ...submission, observations }).filter((code) => code.startsWith('weight')),
    ).toEqual([]);
  });

  it('matters only to a dose that goes by it', () => {
    const order = anOrder({ therapyId: 'vedolizumab', dose: { value: '300', unit: 'mg' } });
    expect(blocks({ ...weighing('700'), order })).toEqual([]);
  });

  it('in pounds is exactly converted, and doses the same as in kilograms', () => {
    // 82 kg are 180.779 pounds; 10 mg/kg rounded to a vial is the same limit for both.
    const inPounds = weighing('180.779', '[lb_av]');
    expect(codes({ ...inPounds, order: anOrder({ dose: { value: '900', unit: 'mg' } }) })).toEqual(
      [],
    );
  });

  it('twice, once in pounds taken for kilograms, is suspected', () => {
    const base = weighing('180.4');
    const before = { code: '29463-7', on: '2026-09-01', value: { value: '82', unit: 'kg' } };
    expect(codes({ ...base, observations: [...base.observations, before] })).toContain(
      'weight-unit-suspect',
    );
  });

  it('that has changed by more than a tenth is pointed out', () => {
    const base = weighing('92');
    const before = { code: '29463-7', on: '2026-09-01', value: { value: '82', unit: 'kg' } };
    expect(codes({ ...base, observations: [...base.observations, before] })).toContain(
      'weight-changed',
    );
  });
});

describe('intervals, durations, allergies and plausibility', () => {
  const cases: readonly [string, Submission, string][] = [
    [
      'maintenance doses closer than the label allows block',
      ordered({ frequency: { loadingDays: [0, 14, 42], intervalDays: 27 } }),
      'interval-too-short',
    ],
    [
      'a start too soon after the last dose blocks',
      ordered({ firstDose: false, lastDoseOn: '2026-11-10' }),
      'start-too-early',
    ],
    ['two hours written as two minutes block', ordered({ durationMinutes: 2 }), 'duration-slip'],
    [
      'an infusion faster than usual is pointed out',
      ordered({ durationMinutes: 90 }),
      'duration-short',
    ],
    [
      'an allergy to the drug blocks',
      aSubmission({ allergies: [{ substance: 'Infliximab (Remicade)' }] }),
      'allergy-match',
    ],
    [
      'an allergy to the class blocks',
      aSubmission({
        order: anOrder({ therapyId: 'ceftriaxone' }),
        allergies: [{ substance: 'Allergy to cephalosporin' }],
      }),
      'allergy-match',
    ],
    [
      'a second drug of the class that is still taken blocks',
      aSubmission({ priorTherapies: [{ drug: 'Inflectra', outcome: 'ongoing' }] }),
      'duplicate-class',
    ],
    ['the wrong route blocks', ordered({ route: 'SC' }), 'route-mismatch'],
    [
      'a diagnosis that is not a usual one is pointed out',
      aSubmission({ diagnoses: [{ code: 'J45.909' }] }),
      'indication-unlisted',
    ],
    [
      'a code that is no drug we know is pointed out',
      ordered({ hcpcs: 'J9999' }),
      'billing-code-invalid',
    ],
    ['the code of another drug blocks', ordered({ hcpcs: 'J3380' }), 'drug-contradictory'],
    [
      'a therapy that is not the drug by its name blocks',
      ordered({ therapyId: 'vedolizumab', drug: 'infliximab (Remicade)' }),
      'drug-contradictory',
    ],
    [
      'a biosimilar where the originator may not be substituted blocks',
      ordered({ therapyId: 'infliximab_dyyb', drug: 'Remicade', substitutionAllowed: false }),
      'drug-contradictory',
    ],
    ['a code of another drug is pointed out', ordered({ hcpcs: 'J0696' }), 'billing-code-invalid'],
    [
      'a code that is no longer billed is pointed out',
      ordered({ therapyId: 'vancomycin', hcpcs: 'J3370' }),
      'billing-code-invalid',
    ],
    [
      'an old signature is pointed out',
      ordered({ signedAt: '2025-01-01T10:00:00Z' }),
      'signature-old',
    ],
    [
      'a signature dated a week ahead is pointed out',
      ordered({ signedAt: '2026-11-27T10:00:00Z' }),
      'signature-ahead',
    ],
    [
      'a signature from further in the future blocks',
      ordered({ signedAt: '2026-11-28T10:00:00Z' }),
      'signature-in-future',
    ],
    ['a start that has passed is pointed out', ordered({ startOn: '2026-11-01' }), 'start-past'],
  ];

  it.each(cases)('%s', (_, submission, code) => {
    expect(codes(submission)).toContain(code);
  });

  it.each(['not currently taking', 'stopped in May', 'no response'])(
    'a second drug of the class is none when its outcome is "%s"',
    (outcome) => {
      const priorTherapies = [{ drug: 'Inflectra', outcome }];
      expect(codes(aSubmission({ priorTherapies }))).not.toContain('duplicate-class');
    },
  );

  it('an allergy to something else does not block', () => {
    expect(codes(aSubmission({ allergies: [{ substance: 'Bee venom' }] }))).toEqual([]);
  });

  it('a single dose has no interval to keep', () => {
    expect(
      codes(ordered({ doses: 1, frequency: { loadingDays: [], intervalDays: 1 } })),
    ).not.toContain('interval-too-short');
  });
});

describe('screenings before a first dose', () => {
  it('a tuberculosis screen of twelve months is good, a day more is not', () => {
    const dated = (on: string) => {
      const base = without('71774-4');
      return {
        ...base,
        observations: [...base.observations, { code: '45323-3', on, value: { coded: 'negative' } }],
      };
    };
    expect(codes(dated('2025-11-20'))).toEqual([]);
    expect(codes(dated('2025-11-19'))).toEqual(['tuberculosis-old']);
  });

  it('hepatitis B needs surface antigen and core antibody, once and for all', () => {
    expect(codes(without('13952-7'))).toEqual(['hepatitis-b-missing']);
    const old = aSubmission();
    const aged = old.observations.map((one) =>
      ['5196-1', '13952-7'].includes(one.code) ? { ...one, on: '2015-01-01' } : one,
    );
    expect(codes({ ...old, observations: aged })).toEqual([]);
  });

  it.each(['positive', 'Reactive', 'Detected'])('a result of "%s" blocks', (coded) => {
    const base = without('5196-1');
    const positive = { code: '5196-1', on: '2026-10-20', value: { coded } };
    const found = checkSubmission(
      { ...base, observations: [...base.observations, positive] },
      today,
    );
    expect(found).toMatchObject([{ code: 'hepatitis-b-positive', severity: 'block' }]);
  });

  it('a negative word that contains another is not positive', () => {
    const base = without('5196-1');
    const result = { code: '5196-1', on: '2026-10-20', value: { coded: 'not detected' } };
    expect(codes({ ...base, observations: [...base.observations, result] })).toEqual([]);
  });

  it('low neutrophils block tocilizumab in either unit, and an unknown unit is asked for again', () => {
    const counted = (value: string, unit: string) => {
      const base = ordered({ therapyId: 'tocilizumab', dose: { value: '8', unit: 'mg/kg' } });
      return codes({
        ...base,
        observations: [
          ...base.observations,
          { code: '751-8', on: '2026-11-10', value: { value, unit } },
        ],
      });
    };
    expect(counted('1.9', '10*3/uL')).toContain('neutrophils-outside-limits');
    expect(counted('1900', '/uL')).toContain('neutrophils-outside-limits');
    expect(counted('2.0', '10*3/uL')).not.toContain('neutrophils-outside-limits');
    expect(counted('2', 'G/L')).toContain('neutrophils-unit-unknown');
  });

  it('pregnancy is asked of a woman who may be pregnant, and of nobody else', () => {
    const about = (sex: 'female' | 'male', birthDate: string) =>
      codes(
        aSubmission({
          order: anOrder({ therapyId: 'zoledronic_acid', dose: { value: '5', unit: 'mg' } }),
          patient: { ...aSubmission().patient, sex, birthDate },
        }),
      ).includes('pregnancy-missing');
    expect(about('female', '1984-03-09')).toBe(true);
    expect(about('female', '1950-03-09')).toBe(false);
    expect(about('male', '1984-03-09')).toBe(false);
  });

  it('a result that is dated tomorrow does not count yet', () => {
    const base = without('71774-4');
    const result = { code: '71774-4', on: '2026-11-21', value: { coded: 'negative' } };
    expect(codes({ ...base, observations: [...base.observations, result] })).toEqual([
      'tuberculosis-missing',
    ]);
  });
});

describe('what the findings come to', () => {
  const unsafe = ordered({ dose: { value: '11', unit: 'mg/kg' } });

  it('asks the practice first, then the clinician', () => {
    expect(
      judgeFindings(checkSubmission(ordered({ signedAt: undefined, durationMinutes: 2 }), today)),
    ).toBe('missing');
    expect(judgeFindings(checkSubmission(unsafe, today))).toBe('unsafe');
  });

  it('goes on when a clinician has cleared the block, but never past something missing', () => {
    const cleared = new Set(['dose-above-maximum', 'signature-missing']);
    expect(judgeFindings(checkSubmission(unsafe, today), cleared)).toBe('complete');
    expect(judgeFindings(checkSubmission(ordered({ signedAt: undefined }), today), cleared)).toBe(
      'missing',
    );
  });

  it('is explained by every finding with its source', () => {
    const findings = checkSubmission(unsafe, today);
    const order = { submission: unsafe, orderVersion: 1 };
    const determination = completenessDetermination(order, today, findings);
    expect(determination).toMatchObject({
      question: 'complete',
      answer: 'unsafe',
      facts: { blocks: ['dose-above-maximum'] },
      reasons: [{ bearing: 'against', code: 'dose-above-maximum', source: expect.any(String) }],
    });
  });

  it('puts the first dose by its ordered day and tolerance, else by its urgency', () => {
    const dose = (different: Partial<Order>, urgency: 'routine' | 'urgent' = 'routine') =>
      countDoseBy(aSubmission({ order: anOrder(different), urgency }), today);
    expect(dose({ startOn: '2026-12-01' })).toBe('2026-12-05');
    expect(dose({ startOn: '2026-11-01' })).toBe('2026-12-04');
    expect(dose({ startOn: '2026-11-01' }, 'urgent')).toBe('2026-11-22');
  });

  it('names nothing of the patient in any finding', () => {
    const marked = aSubmission({
      patient: {
        ...aSubmission().patient,
        name: { given: 'Zzyzx', family: 'Qwerplex' },
        address: undefined,
        phone: undefined,
      },
      order: anOrder({
        drug: 'Blorbinumab',
        therapyId: undefined,
        dose: { value: '77777', unit: 'mL' },
      }),
      allergies: undefined,
    });
    expect(JSON.stringify(checkSubmission(marked, today))).not.toMatch(
      /Zzyzx|Qwerplex|Blorb|77777/,
    );
  });
});
