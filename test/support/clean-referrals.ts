import { readdirSync, readFileSync } from 'node:fs';
import { Nurse, Site } from '../../functions/network/network.ts';
import type { Observation, Order, Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aSubmission } from './referrals.ts';

/** One order of each therapy as a careful practice would send it, clean on 2026-11-20. */

const on = '2026-11-18';
const number = (code: string, value: string, unit: string, day = on): Observation => ({
  code,
  on: day,
  value: { value, unit },
});
const said = (code: string, coded: string, day = on): Observation => ({
  code,
  on: day,
  value: { coded },
});

const size = [number('29463-7', '80', 'kg'), number('8302-2', '180', 'cm')];
const tuberculosis = said('45323-3', 'negative');
const hepatitisB = [said('5196-1', 'negative'), said('13952-7', 'negative')];
const creatinine = number('2160-0', '1', 'mg/dL');
const liver = [number('1742-6', '22', 'U/L'), number('1920-8', '20', 'U/L')];
const notPregnant = said('2106-3', 'negative');
const counts = [number('751-8', '4', '10*3/uL'), number('777-3', '220', '10*3/uL')];
const iron = [
  number('718-7', '9.8', 'g/dL'),
  number('2276-4', '9', 'ng/mL'),
  number('2502-3', '11', '%'),
];
const salts = [
  number('2823-3', '4.1', 'mmol/L'),
  number('2951-2', '139', 'mmol/L'),
  number('2777-1', '3.4', 'mg/dL'),
  number('19123-9', '2', 'mg/dL'),
  number('2345-7', '98', 'mg/dL'),
];
const mri = said('24590-2', 'negative');
const globulins = [number('2458-8', '180', 'mg/dL'), number('2465-3', '420', 'mg/dL')];
const ownGlobulin = number('2465-3', '980', 'mg/dL');

type Clean = {
  diagnosis: string;
  order: Partial<Order>;
  observations: Observation[];
  place?: Partial<NonNullable<Submission['placement']>>;
  told?: Partial<Pick<Submission, 'vaccinations' | 'enrollments'>>;
};

const againstMeningococci = {
  enrollments: [
    { program: 'ULTOMIRIS and SOLIRIS REMS', number: '1000000012', who: 'prescriber' as const },
  ],
  vaccinations: [
    { cvx: '203', on: '2026-08-01', given: true },
    { cvx: '162', on: '2026-08-01', given: true },
    { cvx: '203', on: '2026-10-01', given: true },
    { cvx: '162', on: '2026-10-01', given: true },
  ],
};

const mg = (value: string) => ({ value, unit: 'mg' });
const perKg = (value: string) => ({ value, unit: 'mg/kg' });
const first = { firstDose: true } as const;
const goingOn = { firstDose: false, lastDoseOn: '2026-11-19' } as const;
const picc = { lineType: 'picc' } as const;
const port = { lineType: 'port' } as const;

const antibiotic = (diagnosis: string, order: Partial<Order>): Clean => ({
  diagnosis,
  order: {
    ...first,
    ...picc,
    frequency: { loadingDays: [], intervalDays: 1 },
    doses: 28,
    ...order,
  },
  observations: [creatinine],
});

const clean: Readonly<Record<string, Clean>> = {
  infliximab: {
    diagnosis: 'K50.90',
    order: {
      ...first,
      dose: perKg('5'),
      frequency: { loadingDays: [0, 14, 42], intervalDays: 56 },
      doses: 6,
    },
    observations: [tuberculosis, ...hepatitisB],
  },
  infliximab_dyyb: {
    diagnosis: 'K51.90',
    order: {
      ...first,
      drug: 'infliximab-dyyb (Inflectra)',
      dose: perKg('5'),
      frequency: { loadingDays: [0, 14, 42], intervalDays: 56 },
      doses: 6,
    },
    observations: [tuberculosis, ...hepatitisB],
  },
  vedolizumab: {
    diagnosis: 'K50.90',
    order: {
      ...first,
      dose: mg('300'),
      frequency: { loadingDays: [0, 14, 42], intervalDays: 56 },
      doses: 6,
    },
    observations: [tuberculosis, ...liver],
  },
  ocrelizumab: {
    diagnosis: 'G35',
    order: {
      ...first,
      loadingDose: mg('300'),
      dose: mg('600'),
      frequency: { loadingDays: [0, 14], intervalDays: 168 },
      doses: 3,
    },
    observations: [...hepatitisB, ownGlobulin, ...liver, notPregnant],
  },
  natalizumab: {
    diagnosis: 'G35',
    order: {
      ...first,
      drug: 'natalizumab (Tysabri)',
      dose: mg('300'),
      frequency: { loadingDays: [], intervalDays: 28 },
      doses: 6,
    },
    observations: [said('70173-0', 'negative'), mri],
    told: {
      enrollments: [
        { program: 'TOUCH Prescribing Program', number: 'EX-17' },
        { program: 'TOUCH Prescribing Program', number: 'EX-18', who: 'prescriber' },
      ],
    },
  },
  tocilizumab: {
    diagnosis: 'M05.79',
    order: {
      ...first,
      drug: 'tocilizumab (Actemra)',
      dose: perKg('4'),
      frequency: { loadingDays: [], intervalDays: 28 },
      doses: 6,
    },
    observations: [tuberculosis, ...hepatitisB, ...counts, ...liver],
  },
  rituximab: {
    diagnosis: 'M05.79',
    order: {
      ...first,
      drug: 'rituximab (Rituxan)',
      dose: mg('1000'),
      frequency: { loadingDays: [0, 14] },
      doses: 2,
    },
    observations: [...hepatitisB, ...counts, ownGlobulin, notPregnant],
  },
  eculizumab: {
    diagnosis: 'D59.5',
    order: {
      ...first,
      drug: 'eculizumab (Soliris)',
      dose: mg('900'),
      frequency: undefined,
      phases: [
        { days: [0, 7, 14, 21], dose: mg('600') },
        { days: [0], startsOnDay: 28, every: { value: 2, unit: 'wk' }, doses: 8 },
      ],
      doses: 12,
    },
    observations: [],
    told: againstMeningococci,
  },
  ravulizumab: {
    diagnosis: 'D59.5',
    order: {
      ...first,
      dose: mg('3300'),
      frequency: undefined,
      phases: [
        { days: [0], dose: mg('2700') },
        { days: [0], startsOnDay: 14, every: { value: 8, unit: 'wk' }, doses: 3 },
      ],
      doses: 4,
    },
    observations: [],
    told: againstMeningococci,
  },
  ivig: {
    diagnosis: 'D83.9',
    order: {
      ...goingOn,
      lastDoseOn: '2026-10-30',
      drug: 'immune globulin intravenous (Gammagard Liquid)',
      dose: { value: '0.4', unit: 'g/kg' },
      frequency: { loadingDays: [], intervalDays: 28 },
      doses: 6,
    },
    observations: [...globulins, creatinine],
  },
  scig: {
    diagnosis: 'D83.9',
    order: {
      ...first,
      route: 'SC',
      drug: 'immune globulin subcutaneous (Hizentra)',
      dose: { value: '0.1', unit: 'g/kg' },
      frequency: { loadingDays: [], intervalDays: 7 },
      doses: 26,
    },
    observations: globulins,
  },
  ferric_carboxymaltose: {
    diagnosis: 'D50.9',
    order: { ...first, dose: mg('750'), frequency: { loadingDays: [0, 7] }, doses: 2 },
    observations: iron,
  },
  iron_sucrose: {
    diagnosis: 'D50.9',
    order: { ...first, dose: mg('200'), frequency: { loadingDays: [0, 3, 7, 10, 13] }, doses: 5 },
    observations: [...iron, number('98979-8', '70', 'mL/min/{1.73_m2}')],
  },
  ceftriaxone: antibiotic('M86.9', { dose: { value: '2', unit: 'g' } }),
  vancomycin: antibiotic('M86.9', {
    dose: perKg('15'),
    frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 2 },
  }),
  ertapenem: antibiotic('N10', { dose: { value: '1', unit: 'g' }, doses: 14 }),
  daptomycin: antibiotic('R78.81', { dose: perKg('6') }),
  hydration: {
    diagnosis: 'E86.0',
    order: {
      ...first,
      drug: 'sodium chloride 0.9 % 1000 mL',
      dose: { value: '2', unit: 'L' },
      frequency: { loadingDays: [0, 2, 4] },
      doses: 3,
    },
    observations: [creatinine, ...salts],
    place: { preferred: 'infusion-center' },
  },
  parenteral_nutrition: {
    diagnosis: 'K91.2',
    order: {
      ...goingOn,
      ...picc,
      dose: { value: '90', unit: 'g' },
      frequency: { loadingDays: [], intervalDays: 1 },
      doses: 60,
    },
    observations: [creatinine, ...salts, ...liver, number('2571-8', '120', 'mg/dL')],
  },
  paclitaxel: {
    diagnosis: 'C50.911',
    order: {
      ...first,
      ...port,
      dose: { value: '175', unit: 'mg/m2' },
      frequency: { loadingDays: [], intervalDays: 21 },
      doses: 6,
    },
    observations: [
      ...counts,
      ...liver,
      number('1975-2', '0.6', 'mg/dL'),
      ...hepatitisB,
      notPregnant,
    ],
  },
  carboplatin: {
    diagnosis: 'C56.1',
    order: {
      ...first,
      ...port,
      dose: { value: '5', unit: 'AUC' },
      frequency: { loadingDays: [], intervalDays: 21 },
      doses: 6,
    },
    observations: [...counts, creatinine, notPregnant],
  },
  fluorouracil_pump: {
    diagnosis: 'C18.9',
    order: {
      ...first,
      ...port,
      dose: { value: '2400', unit: 'mg/m2' },
      frequency: { loadingDays: [], intervalDays: 14 },
      doses: 6,
    },
    observations: [...counts, creatinine, ...liver, said('79719-1', 'negative'), notPregnant],
  },
  hydromorphone_pca: {
    diagnosis: 'G89.3',
    order: {
      ...goingOn,
      ...port,
      dose: { value: '0.5', unit: 'mg/h' },
      frequency: { loadingDays: [], intervalDays: 1 },
      doses: 14,
    },
    observations: [],
  },
  ketamine_infusion: {
    diagnosis: 'G90.511',
    order: {
      ...first,
      dose: { value: '0.35', unit: 'mg/kg/h' },
      frequency: { loadingDays: [], intervalDays: 1 },
      doses: 5,
    },
    observations: [...liver, notPregnant],
  },
  imiglucerase: {
    diagnosis: 'E75.22',
    order: {
      ...first,
      dose: { value: '60', unit: 'units/kg' },
      frequency: { loadingDays: [], intervalDays: 14 },
      doses: 6,
    },
    observations: [],
  },
  agalsidase_beta: {
    diagnosis: 'E75.21',
    order: {
      ...first,
      dose: perKg('1'),
      frequency: { loadingDays: [], intervalDays: 14 },
      doses: 6,
    },
    observations: [],
  },
  zoledronic_acid: {
    diagnosis: 'M81.0',
    order: { ...first, dose: mg('5'), frequency: undefined, doses: 1 },
    observations: [
      number('2164-2', '80', 'mL/min'),
      number('17861-6', '9.4', 'mg/dL'),
      notPregnant,
    ],
  },
  lecanemab: {
    diagnosis: 'G30.0',
    order: {
      ...first,
      dose: perKg('10'),
      frequency: { loadingDays: [], intervalDays: 14 },
      doses: 6,
    },
    observations: [mri, said('21619-2', 'E3/E3')],
  },
  alpha1_pi: {
    diagnosis: 'E88.01',
    order: {
      ...first,
      drug: 'alpha-1 proteinase inhibitor (Prolastin-C)',
      dose: perKg('60'),
      frequency: { loadingDays: [], intervalDays: 7 },
      doses: 12,
    },
    observations: [number('1825-9', '40', 'mg/dL'), ...globulins],
  },
  milrinone_home: {
    diagnosis: 'I50.22',
    order: {
      ...goingOn,
      ...picc,
      dose: { value: '0.375', unit: 'mcg/kg/min' },
      frequency: { loadingDays: [], intervalDays: 1 },
      doses: 28,
    },
    observations: [creatinine, ...salts],
  },
  rbc_transfusion: {
    diagnosis: 'D46.9',
    order: {
      ...first,
      dose: { value: '2', unit: 'units' },
      frequency: undefined,
      doses: 1,
    },
    observations: [
      said('882-1', 'O Pos', '2026-11-20'),
      said('890-4', 'negative', '2026-11-20'),
      number('718-7', '6.8', 'g/dL'),
    ],
  },
};

export const cleanReferral = (therapyId: string): Submission => {
  const row = clean[therapyId];
  const therapy = lookUpTherapy(therapyId);
  if (!row || !therapy) throw new Error(`no clean referral of ${therapyId}`);
  const submission = aSubmission();
  const { durationMinutes: _, ...order } = submission.order;
  return aSubmission({
    diagnoses: [{ code: row.diagnosis }],
    order: {
      ...order,
      therapyId,
      drug: therapy.name,
      route: therapy.route,
      ...row.order,
    },
    observations: [...size, ...row.observations],
    placement: { residence: 'private', homeSuitable: true, caregiver: true, ...row.place },
    ...row.told,
  });
};

export const cleanTherapies = Object.keys(clean);

const entries = <T>(folder: string, read: (value: unknown) => T): T[] => {
  const url = new URL(`../../examples/network/${folder}/`, import.meta.url);
  return readdirSync(url).map((file) => read(JSON.parse(readFileSync(new URL(file, url), 'utf8'))));
};

/** The network of the examples. */
export const exampleNurses = entries('nurses', (value) => Nurse.parse(value));
export const exampleSites = entries('sites', (value) => Site.parse(value));
