import { pumpAtHome } from '../classes/pump-at-home.ts';
import { noKnownRisks } from '../risks.ts';
import { astBeside, atHome, billed, evidence, lab, nursedAtHome, placed } from '../shared.ts';
import { general, high, low, medium, priceFiles, unsure, verify } from '../sources.ts';
import type { BillingCode, Judged, Screening, Therapy } from '../therapy.ts';
import { usual } from '../usual-ranges.ts';

const guideline =
  'https://provider.healthybluenc.com/dam/medpolicies/healthybluenc/active/guidelines/gl_pw_e001131.html (CG-MED-89)';
const starting = 'https://www.todaysdietitian.com/newarchives/0423p22.shtml';

/** A day of nutrition, by its protein. */
const day = (code: string, perDose: NonNullable<BillingCode['perDose']>): BillingCode =>
  billed(code, '1', { unit: 'day', perDose });

const refeeding = low(
  'refeeding: salts are made good before nutrition begins (ASPEN consensus of 2020); the limits are starting values of low confidence; general knowledge - verify',
);
/** Feeding draws these salts out of the blood: who is far below begins after they are made good. */
const refed = (
  of: (typeof usual)['potassium' | 'phosphate' | 'magnesium'],
  min: string,
): Judged => ({
  ...of,
  critical: of.critical.map((limit) => ({ ...limit, min })),
  from: refeeding,
});

const blood = (item: string, title: string, codes: readonly string[], judged: Judged): Screening =>
  lab(item, title, codes, { level: 'missing', withinDays: 14, ...judged });

export const parenteralNutrition: Therapy = {
  ...pumpAtHome,
  id: 'parenteral_nutrition',
  name: 'Parenteral nutrition',
  drugClass: 'parenteral nutrition',
  class: 'nutrition',
  family: 'parenteral-nutrition',
  hcpcs: [
    day('B4189', { from: '10000', below: '52000' }),
    day('B4193', { from: '52000', below: '74000' }),
    day('B4197', { from: '74000', below: '100000.000001' }),
    day('B4199', { from: '100000.000001' }),
  ],
  rxnorm: [],
  names: ['parenteral nutrition', 'tpn', 'total parenteral nutrition', 'hyperalimentation'],
  icd10: [
    { prefix: 'K91.2', text: 'malabsorption after surgery' },
    { prefix: 'K90.82', text: 'short bowel' },
    { prefix: 'K56', text: 'obstruction' },
    { prefix: 'K63.2', text: 'fistula of the intestine' },
    { prefix: 'E43', text: 'severe malnutrition' },
    { prefix: 'Z93', text: 'artificial opening' },
  ],
  regimens: [{ use: 'adults, protein a day', dose: '0.8-2', unit: 'g/kg', everyDays: 1 }],
  // Of protein; energy, dextrose and electrolytes are the pharmacist's to check.
  doseBounds: {
    unit: 'g/kg',
    per: 'day',
    softMin: '0.8',
    softMax: '2',
    hardMax: '2.5',
    ...general,
  },
  vials: [],
  infusionMinutes: { first: 1440, subsequent: 720, ...general },
  observationMinutes: { first: 60, subsequent: 0, ...low(verify) },
  risks: noKnownRisks,
  screening: [
    blood('potassium', 'potassium', ['2823-3', '6298-4'], refed(usual.potassium, '3')),
    blood('sodium', 'sodium', ['2951-2'], usual.sodium),
    blood('phosphate', 'phosphate', ['2777-1'], refed(usual.phosphate, '2')),
    blood('magnesium', 'magnesium', ['19123-9'], refed(usual.magnesium, '1.4')),
    // The policy asks for less than 160 mg/dL before care at home.
    blood('glucose', 'glucose', ['2345-7'], usual.glucose),
    blood('creatinine', 'serum creatinine', ['2160-0'], usual.creatinine),
    lab('triglycerides', 'triglyceride level', ['2571-8'], {
      level: 'warn',
      withinDays: 30,
      ...usual.triglycerides,
    }),
    lab('liver', 'liver panel', ['1742-6'], { level: 'warn', withinDays: 30, ...usual.liver }),
    astBeside(usual.liver),
  ],
  allergens: ['egg', 'soy', 'fish oil', 'amino acid', 'lipid emulsion'],
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'refeeding and unstable salts: begun in a hospital or where it is watched',
    ...medium(`${starting}; ${guideline}`),
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'to begin'],
      'infusion-center': ['not-usual', 'not for a run of every night'],
      home: ['allowed', 'once salts are stable and someone is trained'],
      'long-term-care': ['conditional', 'a house with pumps and laboratory'],
    },
    medium(guideline),
  ),
  competencies: ['central-line', 'nutrition-pump'],
  access: { tissue: 'hyperosmolar', central: 'yes', ...general },
  nurseVisits: {
    firstDays: [0, 1, 3, 7, 14, 21, 28, 35, 42, 49, 56],
    everyDays: 28,
    firstMinutes: 120,
    subsequentMinutes: 60,
    ...general,
  },
  educationTopics: [
    'pn_pump',
    'line_care',
    'fever_and_line_infection',
    'blood_sugar',
    'weights_intake_output',
    'sharps_waste',
    'supplies_storage',
    'emergency_pn_stop',
  ],
  adminCodes: [
    ...nursedAtHome,
    atHome('B4224', 'nutrition administration kit, per day'),
    atHome('B9004', 'portable nutrition pump'),
  ],
  evidence: evidence({
    hcpcs: medium(priceFiles),
    rxnorm: unsure,
    icd10: unsure,
    screening: high(guideline),
  }),
};
