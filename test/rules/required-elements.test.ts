import { describe, expect, it } from 'vitest';
import { missingElements } from '../../functions/referral/checks/required-elements.ts';
import type { Order, PatientClaimed, Submission } from '../../functions/referral/referral.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';
import { foundBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const complete = aSubmission();
const ordered = (different: Parameters<typeof anOrder>[0]): Submission =>
  aSubmission({ order: anOrder(different) });
const patient = (different: { [K in keyof PatientClaimed]?: PatientClaimed[K] | undefined }) =>
  ({ ...complete, patient: { ...complete.patient, ...different } }) as Submission;
const covered = (...coverages: Partial<Submission['coverages'][number]>[]): Submission => ({
  ...complete,
  coverages: coverages.map((one) => ({
    ...(complete.coverages[0] as Submission['coverages'][number]),
    ...one,
  })),
});
const measured = (...observations: Submission['observations']): Submission => ({
  ...complete,
  observations,
});
const doubted = (...about: NonNullable<Order['notUnderstood']>[number]['about'][]) => ({
  notUnderstood: about.map((one) => ({ about: one, at: 'Order.sig', words: 'x', why: 'y' })),
});
const phases = (...different: object[]) =>
  different.map((one) => ({ days: [0], ...one })) as unknown as Order['phases'];
const weight = { code: '29463-7', on: '2026-11-15', value: { value: '82', unit: 'kg' } };
const height = { code: '8302-2', on: '2026-11-15', value: { value: '168', unit: 'cm' } };
const mg = { value: '300', unit: 'mg' };
const guardian = { name: 'Philippa Guardwell', phone: '+13125550144' };
const home = { line: ['PO Box 9'], city: 'Chicago', state: 'IL', postalCode: '60605' };
const coverageOf = (became: 'used' | 'not-understood', type = 'Coverage'): Submission => ({
  ...complete,
  coverages: [],
  account: [{ type, entries: [1], became, why: 'z' }] as unknown as Submission['account'],
});

/** What is asked for: where it lacks, each by itself, and where it is there or is not asked for. */
type Row = [asked: string, lacks: Submission[], there: Submission[]];
const rows: Row[] = [
  ['block therapy-unknown /order/drug', [ordered({ therapyId: undefined })], []],
  [
    'warn drug-entered /order/drug',
    [ordered({ therapyId: 'entered_drug', entered: anEnteredDrug() })],
    [],
  ],
  [
    'missing dose-missing /order/dose',
    [
      ordered({ dose: undefined }),
      ordered({ dose: undefined, phases: phases({ dose: mg }, {}) }),
      ordered({ dose: undefined, ...doubted('route', 'timing') }),
    ],
    [
      ordered({ dose: undefined, phases: phases({ dose: mg }, { dose: mg }) }),
      ordered({ dose: undefined, ...doubted('dose') }),
      ordered({ dose: undefined, ...doubted('route', 'dose') }),
    ],
  ],
  [
    'missing route-missing /order/route',
    [ordered({ route: undefined }), ordered({ route: undefined, ...doubted('dose') })],
    [ordered({ route: undefined, ...doubted('route') }), ordered({ route: 'SC' })],
  ],
  [
    'missing frequency-missing /order/frequency',
    [
      ordered({ frequency: undefined }),
      ordered({ frequency: { loadingDays: [] } }),
      ordered({ frequency: undefined, doses: 2, ...doubted('dose') }),
    ],
    [
      ordered({ frequency: undefined, phases: phases({}) }),
      ordered({ frequency: { loadingDays: [], intervalDays: 56 } }),
      ordered({ frequency: { loadingDays: [0] } }),
      ordered({ frequency: undefined, doses: 1 }),
      ordered({ frequency: undefined, ...doubted('timing') }),
    ],
  ],
  [
    'missing doses-missing /order/doses',
    [
      ordered({ doses: undefined }),
      ordered({
        ...{ doses: undefined, frequency: undefined },
        phases: phases({ every: { value: 8, unit: 'wk' } }),
      }),
      ordered({ doses: undefined, ...doubted('dose') }),
    ],
    [
      ordered({ doses: undefined, frequency: undefined, phases: phases({}) }),
      ordered({
        ...{ doses: undefined, frequency: undefined },
        phases: phases({ every: { value: 8, unit: 'wk' }, doses: 4 }),
      }),
      ordered({ doses: undefined, ...doubted('timing') }),
    ],
  ],
  ['missing signature-missing /order/signedAt', [ordered({ signedAt: undefined })], []],
  [
    'missing prescriber-missing /prescriber',
    [
      { ...complete, prescriber: undefined },
      { ...complete, prescriber: { name: 'Imogen Testwell' } },
    ],
    [{ ...complete, prescriber: { name: 'Imogen Testwell', npiAsSent: '1888888888' } }],
  ],
  [
    'warn prescriber-npi-unreadable /prescriber/npi',
    [{ ...complete, prescriber: { name: 'Imogen Testwell', npiAsSent: '1888888888' } }],
    [
      { ...complete, prescriber: undefined },
      {
        ...complete,
        prescriber: { name: 'Imogen Testwell', npi: '1000000012', npiAsSent: '1888888888' },
      },
    ],
  ],
  ['missing diagnosis-missing /diagnoses', [{ ...complete, diagnoses: [] }], []],
  [
    'missing coverage-missing /coverages',
    [
      covered(),
      covered({ rank: 'secondary' }),
      coverageOf('used'),
      coverageOf('not-understood', 'Device'),
    ],
    [covered({ rank: 'secondary' }, {}), coverageOf('not-understood')],
  ],
  [
    'missing coverage-for-injury /coverages',
    [covered({ forInjuryOnly: true }), covered({ rank: 'secondary' }, { forInjuryOnly: true })],
    [covered({}, { rank: 'secondary', forInjuryOnly: true }), covered({ forInjuryOnly: false })],
  ],
  [
    'warn coverage-ends /coverages',
    [covered({ endsOn: '2027-05-19' }), covered({ rank: 'secondary' }, { endsOn: '2026-11-20' })],
    [
      covered({ endsOn: '2027-05-20' }),
      covered({}, { rank: 'secondary', endsOn: '2026-11-21' }),
      covered(),
    ],
  ],
  [
    'missing address-missing /patient/address',
    [patient({ address: undefined })],
    [patient({ address: undefined, addressAsSent: { city: 'Chicago' } })],
  ],
  [
    'missing name-unclear /patient/name',
    [patient({ nameAsSent: 'Alma Maria Example' })],
    [patient({ nameAsSent: undefined })],
  ],
  [
    'missing address-incomplete /patient/address',
    [patient({ address: undefined, addressAsSent: { city: 'Chicago' } })],
    [patient({ address: undefined }), patient({ addressAsSent: { city: 'Chicago' } })],
  ],
  [
    'missing street-address-missing /patient/address',
    [{ ...patient({ address: home }), placement: { preferred: 'home' } }],
    [
      patient({ address: home }),
      { ...patient({ address: home }), placement: { preferred: 'clinic' } },
      { ...patient({ address: home }), placement: undefined },
      { ...complete, placement: { preferred: 'home' } },
      { ...patient({ address: undefined }), placement: { preferred: 'home' } },
    ],
  ],
  [
    'missing phone-missing /patient/phone',
    [patient({ phone: undefined, birthDate: '2008-11-20' })],
    [
      patient({ phone: undefined, birthDate: '2008-11-21' }),
      patient({ phone: undefined, guardian: { ...guardian, appointed: true } }),
    ],
  ],
  [
    'missing guardian-missing /patient/guardian',
    [patient({ birthDate: '2008-11-21' })],
    [patient({ birthDate: '2008-11-20' }), patient({ birthDate: '2016-02-29', guardian })],
  ],
  [
    'missing guardian-unreachable /patient/guardian/phone',
    [
      patient({ birthDate: '2016-02-29', guardian: { name: 'Gus' } }),
      patient({ guardian: { name: 'Gus', appointed: true } }),
    ],
    [
      patient({ birthDate: '2016-02-29', guardian }),
      patient({ birthDate: '2016-02-29' }),
      patient({ guardian: { name: 'Gus' } }),
    ],
  ],
  [
    'warn guardian-decides /patient/guardian',
    [patient({ guardian: { ...guardian, appointed: true } })],
    [
      patient({ guardian }),
      patient({ birthDate: '2016-02-29', guardian: { ...guardian, appointed: true } }),
    ],
  ],
  [
    'warn comes-of-age /patient/guardian',
    [patient({ birthDate: '2009-05-19', guardian }), patient({ birthDate: '2008-11-21' })],
    [
      patient({ birthDate: '2009-05-20', guardian }),
      patient({ birthDate: '2008-11-20', guardian }),
      patient({ birthDate: '2009-05-19', guardian: { ...guardian, appointed: true } }),
    ],
  ],
  [
    'warn phone-unreadable /patient/phone',
    [
      patient({ phone: '555-0142' }),
      patient({ birthDate: '2016-02-29', guardian: { ...guardian, phone: '555-0142' } }),
    ],
    [
      patient({ phone: undefined }),
      patient({ birthDate: '2016-02-29', phone: '555-0142', guardian }),
    ],
  ],
  [
    'warn language-unknown /patient/language',
    [patient({ languageAsSent: 'mother tongue' })],
    [patient({ languageAsSent: 'Castilian', language: 'es' })],
  ],
  [
    'warn language-not-written /patient/language',
    [patient({ language: 'pl' })],
    [patient({ language: 'es' })],
  ],
  [
    'warn interpreter-needed /patient/interpreter',
    [patient({ interpreter: true })],
    [patient({ interpreter: false })],
  ],
  ['warn address-temporary /patient/address', [patient({ addressUntil: '2027-03-01' })], []],
  [
    'missing birth-date-implausible /patient/birthDate',
    [patient({ birthDate: '1906-11-20' })],
    [patient({ birthDate: '1906-11-21' })],
  ],
  [
    'missing birth-date-ahead /patient/birthDate',
    [patient({ birthDate: '2026-11-21' })],
    [patient({ birthDate: '2026-11-20' })],
  ],
  [
    'warn emergency-contact-missing /patient/emergencyContact',
    [patient({ emergencyContact: undefined })],
    [],
  ],
  [
    'missing allergies-missing /allergies',
    [{ ...complete, allergies: undefined }],
    [{ ...complete, allergies: [] }],
  ],
  [
    'missing first-dose-unknown /order/firstDose',
    [ordered({ firstDose: undefined }), ordered({ firstDose: undefined, ...doubted('dose') })],
    [ordered({ firstDose: false }), ordered({ firstDose: undefined, ...doubted('history') })],
  ],
  [
    'missing last-dose-missing /order/lastDoseOn',
    [ordered({ firstDose: false })],
    [ordered({ firstDose: false, lastDoseOn: '2026-11-02' }), ordered({ firstDose: undefined })],
  ],
  [
    'missing first-dose-contradicted /order/firstDose',
    [ordered({ lastDoseOn: '2026-11-02' })],
    [ordered({ firstDose: false, lastDoseOn: '2026-11-02' })],
  ],
  [
    'warn dose-stopped /order/stoppedDoseOn',
    [ordered({ stoppedDoseOn: '2026-11-02' })],
    [ordered({ stoppedDoseOn: '2026-11-02', priorReaction: { grade: 2 } })],
  ],
  [
    'missing weight-missing /observations',
    [measured(height), measured({ code: '29463-7', value: { value: '82', unit: 'kg' } })],
    [
      measured({ ...weight, value: { value: '13', unit: 'stone' } }),
      { ...measured(), order: anOrder({ therapyId: 'vedolizumab', dose: mg }) },
    ],
  ],
  [
    'missing weight-unit-unknown /observations',
    [measured({ ...weight, value: { value: '13', unit: 'stone' } })],
    [measured(), measured({ ...weight, value: { value: '180', unit: '[lb_av]' } })],
  ],
  [
    'missing result-ahead /observations',
    [measured(weight, { ...height, on: '2026-11-22' })],
    [measured(weight, { ...height, on: '2026-11-21' }), measured({ ...weight, on: undefined })],
  ],
  [
    'warn height-missing /observations',
    [measured(weight)],
    [{ ...measured(), order: anOrder({ therapyId: 'vedolizumab', dose: mg }) }],
  ],
  [
    'missing surface-unknown /observations',
    [
      {
        ...measured(weight),
        order: anOrder({ therapyId: 'paclitaxel', dose: { value: '175', unit: 'mg/m2' } }),
      },
      {
        ...measured(weight),
        order: anOrder({
          therapyId: 'paclitaxel',
          dose: mg,
          loadingDose: { value: '175', unit: 'mg/m2' },
        }),
      },
    ],
    [
      ordered({ therapyId: 'paclitaxel', dose: { value: '175', unit: 'mg/m2' } }),
      { ...measured(weight), order: anOrder({ therapyId: 'paclitaxel', dose: mg }) },
    ],
  ],
  [
    'missing filtration-unknown /observations',
    [ordered({ therapyId: 'carboplatin', dose: { value: '5', unit: 'AUC' } })],
    [
      ordered({ therapyId: 'carboplatin', dose: mg }),
      {
        ...measured(weight, height, {
          code: '2160-0',
          on: '2026-11-15',
          value: { value: '1', unit: 'mg/dL' },
        }),
        order: anOrder({ therapyId: 'carboplatin', dose: { value: '5', unit: 'AUC' } }),
      },
    ],
  ],
  [
    'missing central-line-missing /order/lineType',
    [
      ordered({ therapyId: 'milrinone_home', lineType: 'peripheral' }),
      ordered({ therapyId: 'milrinone_home', lineType: undefined }),
    ],
    [
      ordered({ therapyId: 'milrinone_home', lineType: 'picc' }),
      ordered({ lineType: undefined }),
      ordered({ therapyId: undefined, lineType: undefined }),
    ],
  ],
  [
    'missing reaction-orders-missing /order/reactionOrders',
    [ordered({ reactionOrders: undefined }), ordered({ reactionOrders: false })],
    [
      ordered({ therapyId: 'hydration', reactionOrders: undefined }),
      ordered({ therapyId: undefined, reactionOrders: undefined }),
    ],
  ],
  [
    'missing premedication-missing /order/premedications',
    [
      ordered({ therapyId: 'ocrelizumab', premedications: undefined }),
      ordered({ therapyId: 'ocrelizumab', premedications: [] }),
    ],
    [
      ordered({ therapyId: 'ocrelizumab' }),
      ordered({ premedications: undefined }),
      ordered({ therapyId: undefined, premedications: undefined }),
    ],
  ],
  [
    'missing line-missing /order/lineType',
    [ordered({ therapyId: 'ceftriaxone', lineType: undefined })],
    [
      ordered({ therapyId: 'ceftriaxone', lineType: 'midline' }),
      ordered({ therapyId: 'infliximab', lineType: undefined }),
      ordered({ therapyId: 'scig', route: 'SC', lineType: undefined }),
      ordered({ therapyId: 'milrinone_home', lineType: undefined }),
      ordered({ therapyId: undefined, lineType: undefined }),
    ],
  ],
  [
    'warn prior-therapies-missing /priorTherapies',
    [{ ...complete, priorTherapies: [] }],
    [
      { ...ordered({ therapyId: 'hydration' }), priorTherapies: [] },
      { ...ordered({ therapyId: 'zoledronic_acid' }), priorTherapies: [] },
      { ...ordered({ therapyId: undefined }), priorTherapies: [] },
    ],
  ],
];

describe('what an order must hold', () => {
  const told = (submission: Submission, asked: string) =>
    foundBy(missingElements, submission)
      .map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`)
      .filter((one) => one.split(' ')[1] === asked.split(' ')[1]);

  it.each(rows)('%s', (asked, lacks, there) => {
    for (const [index, one] of lacks.entries())
      expect(told(one, asked), `lacks ${index}`).toEqual([asked]);
    for (const [index, one] of [complete, ...there].entries())
      expect(told(one, asked), `there ${index - 1}`).toEqual([]);
  });
});

describe('what is told of it', () => {
  const text = (submission: Submission, asked: string) =>
    foundBy(missingElements, submission).find(({ code }) => code === asked)?.text;
  const sent = (addressAsSent: NonNullable<PatientClaimed['addressAsSent']> | undefined) =>
    text(patient({ address: undefined, addressAsSent }), 'address-incomplete');

  it.each<[NonNullable<PatientClaimed['addressAsSent']>, string]>([
    [{}, "The patient's address lacks its street, city, state, ZIP code."],
    [
      { line: ['12 Sample Street'], city: 'Chicago' },
      "The patient's address lacks its state, ZIP code.",
    ],
    [
      { line: ['12 Sample Street'], city: 'Chicago', state: 'Ilinoy', postalCode: '6060' },
      "The state, ZIP code of the patient's address cannot be read.",
    ],
    [
      { line: ['12 Sample Street'], state: 'Ilinoy', postalCode: '60601' },
      "The patient's address lacks its city. The state of the patient's address cannot be read.",
    ],
    [
      { line: ['12 Sample Street'], city: 'Chicago', state: 'IL', postalCode: 'x' },
      "The ZIP code of the patient's address cannot be read.",
    ],
  ])('an address with %j: %s', (address, words) => {
    expect(sent(address)).toBe(words);
  });

  it('names the day on which something ends', () => {
    expect(text(covered({ endsOn: '2026-12-31' }), 'coverage-ends')).toMatch(/on 2026-12-31\.$/);
    expect(
      text(
        covered({ rank: 'secondary', endsOn: '2026-11-30' }, { endsOn: '2026-12-31' }),
        'coverage-ends',
      ),
    ).toMatch(/on 2026-12-31\.$/);
    expect(text(patient({ birthDate: '2009-01-05' }), 'comes-of-age')).toMatch(/on 2027-01-05:/);
    expect(text(patient({ addressUntil: '2027-03-01' }), 'address-temporary')).toMatch(
      /until 2027-03-01\.$/,
    );
  });

  it('names the units of a weight that are read', () => {
    const stone = measured({ ...weight, value: { value: '13', unit: 'stone' } });
    const found = foundBy(missingElements, stone).find((one) => one.code === 'weight-unit-unknown');
    expect(found?.fix).toMatch(/: kg, /);
  });
});
