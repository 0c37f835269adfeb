import { describe, expect, it } from 'vitest';
import { conditionFindings } from '../../functions/referral/checks/condition-checks.ts';
import type { ConditionClaimed } from '../../functions/referral/clinical-claims.ts';
import { contraindications } from '../../functions/referral/facts/contraindications.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const having = (therapyId: string, ...conditions: Partial<ConditionClaimed>[]) =>
  foundBy(conditionFindings, {
    ...cleanReferral(therapyId),
    diagnoses: [],
    conditions: conditions.map((one) => ({ state: 'active', ...one })),
  });
const codes = (...asked: Parameters<typeof having>) =>
  having(...asked).map(({ severity, code }) => `${severity} ${code}`);

type Row = {
  stops?: true;
  /** It bears on the therapy once it is past as well. */
  always?: true;
  title: string;
  therapies: string;
  icd10?: string;
  icd9?: string;
  snomed?: string;
  called: string[];
  /** Words that resemble it and are something else. */
  not?: string[];
};

/** Each condition as charts tell of it: a code of each system, and in words. */
const rows: Record<string, Row> = {
  'tuberculosis-active': {
    stops: true,
    title: 'active tuberculosis',
    therapies: 'infliximab eculizumab',
    icd10: 'A15.0',
    icd9: '011.9',
    snomed: '56717001',
    called: [
      ...['Active TB', 'suspected pulmonary tuberculosis', 'TB', 'tuberculosis pulmonar'],
      ...['active spinal tuberculosis', 'TB of the lung'],
    ],
    not: [
      ...['TB skin test', 'latex', 'TB is latent', 'TB test due', 'tb tests', 'TB: screening due'],
      ...['TB screen', 'TB panel neg', 'TB was negative once', 'bovine tb', 'TB blood test due'],
    ],
  },
  'tuberculosis-latent': {
    stops: true,
    always: true,
    title: 'latent tuberculosis, or a positive test for it',
    therapies: 'infliximab infliximab_dyyb tocilizumab',
    icd10: 'Z22.7',
    icd9: '795.5',
    snomed: '11999007',
    called: ['Latent TB', 'LTBI', 'positive PPD'],
    not: ['xltbix'],
  },
  'tuberculosis-history': {
    always: true,
    title: 'tuberculosis in the past',
    therapies: 'infliximab tocilizumab',
    icd10: 'Z86.11',
    icd9: 'V12.01',
    called: ['History of tuberculosis', 'treated pulmonary TB'],
  },
  'hepatitis-b': {
    stops: true,
    always: true,
    title: 'hepatitis B',
    therapies: 'rituximab ocrelizumab infliximab infliximab_dyyb tocilizumab',
    icd10: 'B18.1',
    icd9: '070.30',
    snomed: '61977001',
    called: ['Hepatitis B', 'chronic hep B', 'HBV', 'HBsAg pos', 'hbsag +'],
    not: ['Hepatitis B vaccine', 'HBV immunity', 'Hepatitis B, is immune', 'HBV: now immune'],
  },
  'hepatitis-c': {
    title: 'hepatitis C',
    therapies: 'infliximab rituximab',
    icd10: 'B18.2',
    icd9: '070.54',
    called: ['Hepatitis C', 'hep C', 'HCV'],
  },
  hiv: {
    always: true,
    title: 'HIV infection',
    therapies: 'infliximab ocrelizumab',
    icd10: 'B20',
    icd9: '042',
    snomed: '86406008',
    called: ['HIV', 'human immunodeficiency virus'],
  },
  'infection-active': {
    stops: true,
    title: 'an active infection',
    therapies: 'infliximab ravulizumab paclitaxel',
    icd10: 'J18.9',
    icd9: '486',
    snomed: '233604007',
    called: ['Cellulitis'],
  },
  'infection-minor': {
    title: 'a minor infection',
    therapies: 'infliximab eculizumab',
    icd10: 'B00.1',
    called: [
      'Cold sore',
      'Athletes foot',
      "athlete's foot",
      'wart',
      'warts',
      'URI',
      'URTI',
      'thrush',
    ],
    not: ['stalwart', 'curio'],
  },
  fever: {
    stops: true,
    title: 'a fever',
    therapies: 'infliximab paclitaxel',
    icd10: 'R50.9',
    icd9: '780.60',
    snomed: '386661006',
    called: ['Fever', 'febrile', 'pyrexia', 'fiebre'],
    not: ['afebrile', 'feverfew'],
  },
  'meningococcal-infection': {
    stops: true,
    title: 'a meningococcal infection',
    therapies: 'eculizumab ravulizumab',
    icd10: 'A39.0',
    icd9: '036.0',
    snomed: '23511006',
    called: ['meningococcal disease', 'meningococcemia'],
  },
  'heart-failure': {
    stops: true,
    always: true,
    title: 'heart failure',
    therapies: 'infliximab infliximab_dyyb',
    icd10: 'I50.22',
    icd9: '428.0',
    snomed: '42343007',
    called: [
      'Heart failure',
      'cardiac failure',
      'CHF',
      'HFrEF',
      'HFmrEF',
      'HFpEF',
      'NYHA III',
      'cardiomyopathy',
      'reduced EF',
      'low LVEF',
      'LVEF 35 %',
      'ejection fraction of 40-45%',
      'EF 49.5 %',
      'EF 35.25 %',
      'EF: 9%',
      'insuficiencia cardiaca',
      'miocardiopatia',
    ],
    not: ['EF 50 %', 'EF 60%', 'chfx'],
  },
  'fluid-load': {
    title: 'heart failure, with the fluid that the therapy brings',
    therapies: 'ivig hydration parenteral_nutrition rbc_transfusion',
    icd10: 'I50.22',
    icd9: '428.0',
    snomed: '42343007',
    called: ['Heart failure'],
    not: ['cardiomyopathy'],
  },
  demyelinating: {
    always: true,
    title: 'a demyelinating disease',
    therapies: 'infliximab infliximab_dyyb',
    icd10: 'G35',
    icd9: '340',
    snomed: '24700007',
    called: [
      'Multiple sclerosis',
      'RRMS',
      'SPMS',
      'MS',
      'demyelinating',
      'optic neuritis',
      'Guillain-Barre',
      'GBS',
      'CIDP',
      'NMO',
      'NMOSD',
      'transverse myelitis',
      'esclerosis multiple',
    ],
    not: ['Ms. Smith', 'MS Contin', 'symptoms'],
  },
  pml: {
    stops: true,
    always: true,
    title: 'progressive multifocal leukoencephalopathy',
    therapies: 'natalizumab ocrelizumab rituximab vedolizumab',
    icd10: 'A81.2',
    icd9: '046.3',
    snomed: '22255007',
    called: ['PML', 'multifocal leukoencephalopathy'],
  },
  dialysis: {
    stops: true,
    title: 'dialysis or end-stage kidney disease',
    therapies: 'zoledronic_acid ertapenem daptomycin vancomycin hydration',
    icd10: 'Z99.2',
    icd9: 'V45.11',
    snomed: '302497006',
    called: ['Hemodialysis', 'end stage renal disease', 'end-stage kidney disease', 'ESRD'],
  },
  'kidney-disease': {
    title: 'kidney disease',
    therapies: 'zoledronic_acid ivig carboplatin',
    icd10: 'N18.30',
    icd9: '585.3',
    snomed: '433146000',
    called: [
      'Kidney disease',
      'kidney failure',
      'kidney injury',
      'renal failure',
      'renal insufficiency',
      'CKD',
    ],
  },
  transplant: {
    always: true,
    title: 'a transplanted organ',
    therapies: 'infliximab natalizumab',
    icd10: 'Z94.0',
    icd9: 'V42.0',
    snomed: '161665007',
    called: ['Kidney transplant'],
  },
  hypocalcemia: {
    stops: true,
    title: 'low calcium, or what causes it',
    therapies: 'zoledronic_acid',
    icd10: 'E83.51',
    icd9: '275.41',
    snomed: '5291005',
    called: ['Hypocalcemia', 'hypoparathyroidism'],
  },
  jaw: {
    stops: true,
    always: true,
    title: 'a dying bone of the jaw',
    therapies: 'zoledronic_acid',
    icd10: 'M87.180',
    icd9: '733.45',
    called: ['Necrosis of the jaw', 'necrosis of jaw', 'ONJ', 'BRONJ', 'MRONJ'],
  },
  teeth: {
    title: 'teeth that are treated, or are to be',
    therapies: 'zoledronic_acid',
    icd10: 'K05.30',
    icd9: '523.4',
    called: [
      'Dental extraction planned',
      'tooth abscess',
      'Periodontitis',
      'Extraction of a molar',
    ],
    not: ['dental exam normal', 'teeth intact'],
  },
  neuropathy: {
    title: 'a neuropathy',
    therapies: 'paclitaxel',
    icd10: 'G62.0',
    icd9: '357.6',
    snomed: '302226006',
    called: ['Peripheral neuropathy, grade 3', 'Diabetic polyneuropathy'],
    not: ['neurological exam normal'],
  },
  malignancy: {
    always: true,
    title: 'a malignancy',
    therapies: 'infliximab tocilizumab',
    icd10: 'C50.911',
    icd9: '174.9',
    snomed: '363358000',
    called: ['Breast cancer', 'melanoma'],
  },
  'iga-deficiency': {
    stops: true,
    always: true,
    title: 'IgA deficiency',
    therapies: 'ivig scig alpha1_pi',
    icd10: 'D80.2',
    icd9: '279.01',
    snomed: '29260007',
    called: ['IgA deficiency'],
  },
  thrombosis: {
    always: true,
    title: 'a thrombosis, stroke or heart attack',
    therapies: 'ivig scig tocilizumab lecanemab',
    icd10: 'I82.401',
    icd9: '453.40',
    snomed: '128053003',
    called: ['Deep vein thrombosis', 'thromboembolism', 'DVT', 'stroke', 'myocardial infarction'],
  },
  'high-potassium': {
    title: 'high potassium',
    therapies: 'hydration parenteral_nutrition rbc_transfusion',
    icd10: 'E87.5',
    icd9: '276.7',
    snomed: '14140009',
    called: ['Hyperkalemia'],
  },
  'low-phosphate': {
    title: 'low phosphate',
    therapies: 'ferric_carboxymaltose',
    icd10: 'E83.39',
    icd9: '275.3',
    called: ['Hypophosphatemia'],
  },
  'iron-overload': {
    stops: true,
    always: true,
    title: 'iron overload, or an anemia with it',
    therapies: 'ferric_carboxymaltose iron_sucrose',
    icd10: 'E83.110',
    icd9: '275.01',
    called: ['Hemochromatosis', 'sickle cell'],
  },
  'brain-bleeding': {
    stops: true,
    always: true,
    title: 'a bleeding of the brain, or amyloid angiopathy',
    therapies: 'lecanemab',
    icd10: 'I61.9',
    icd9: '431',
    snomed: '1259488005',
    called: [
      'Intracranial hemorrhage',
      'cerebral hemorrhage',
      'cerebral haemorrhage',
      'ARIA',
      'siderosis',
    ],
    not: ['malaria vaccine'],
  },
  seizures: {
    always: true,
    title: 'seizures',
    therapies: 'ertapenem lecanemab',
    icd10: 'G40.909',
    icd9: '345.90',
    called: ['Seizure', 'epilepsy'],
  },
  'liver-disease': {
    title: 'a disease of the liver',
    therapies: 'tocilizumab infliximab zoledronic_acid',
    icd10: 'K74.60',
    icd9: '571.5',
    called: [
      'Cirrhosis',
      'hepatic failure',
      'liver disease',
      'liver failure',
      'autoimmune hepatitis',
    ],
  },
  'bowel-perforation-risk': {
    always: true,
    title: 'diverticulitis, an ulcer or a perforation',
    therapies: 'tocilizumab',
    icd10: 'K57.30',
    icd9: '531.90',
    called: ['Diverticulosis', 'peptic ulcer'],
  },
  'low-counts': {
    title: 'low blood counts',
    therapies: 'tocilizumab paclitaxel',
    icd10: 'D70.9',
    icd9: '288.00',
    called: ['Neutropenia', 'aplastic anemia'],
  },
  hyperprolinemia: {
    stops: true,
    always: true,
    title: 'hyperprolinemia',
    therapies: 'ivig scig',
    icd10: 'E72.59',
    icd9: '270.8',
    called: ['Hyperprolinemia'],
  },
  'fructose-intolerance': {
    stops: true,
    always: true,
    title: 'hereditary fructose intolerance',
    therapies: 'ivig',
    icd10: 'E74.12',
    icd9: '271.2',
    called: ['Fructose intolerance'],
  },
  arrhythmia: {
    title: 'an arrhythmia or a long QT',
    therapies: 'fluorouracil_pump milrinone_home',
    icd10: 'I49.9',
    icd9: '427.9',
    called: ['Long QT', 'arrhythmia'],
  },
  breathing: {
    always: true,
    title: 'sleep apnea or a lung disease',
    therapies: 'hydromorphone_pca ketamine_infusion',
    icd10: 'G47.33',
    icd9: '496',
    called: ['Sleep apnea', 'COPD'],
  },
  'substance-use': {
    always: true,
    title: 'substance use',
    therapies: 'hydromorphone_pca ketamine_infusion',
    icd10: 'F11.20',
    icd9: '304.00',
    called: ['Opioid use', 'alcohol dependence', 'cocaine abuse', 'substance use disorder'],
  },
  psychosis: {
    stops: true,
    always: true,
    title: 'a psychosis',
    therapies: 'ketamine_infusion',
    icd10: 'F20.9',
    icd9: '295.90',
    called: ['Schizophrenia'],
  },
  bipolar: {
    always: true,
    title: 'a bipolar disorder',
    therapies: 'ketamine_infusion',
    icd10: 'F31.9',
    icd9: '296.80',
    called: ['Bipolar', 'mania', 'manic'],
    not: ['maniax'],
  },
  vessels: {
    title: 'an aneurysm, a disease of the coronary arteries or a high pressure',
    therapies: 'ketamine_infusion',
    icd10: 'I25.10',
    icd9: '414.01',
    snomed: '53741008',
    called: [
      'Aneurysm',
      'CAD',
      'uncontrolled hypertension',
      'severe HTN',
      'uncontrolled blood pressure',
      'intracranial hypertension',
      'intracranial pressure',
    ],
    not: ['cadaver donor'],
  },
  'hypertensive-crisis': {
    stops: true,
    title: 'a hypertensive crisis',
    therapies: 'ketamine_infusion',
    icd10: 'I16.9',
    called: ['Hypertensive crisis', 'hypertensive urgency', 'hypertensive emergency'],
  },
  'c-difficile': {
    always: true,
    title: 'a C. difficile infection',
    therapies: 'ceftriaxone ertapenem',
    icd10: 'A04.72',
    icd9: '008.45',
    called: ['C. difficile'],
  },
  'muscle-disease': {
    title: 'a disease of muscle',
    therapies: 'daptomycin',
    icd10: 'G72.9',
    icd9: '359.9',
    called: ['Myopathy'],
  },
  'eosinophilic-pneumonia': {
    stops: true,
    always: true,
    title: 'eosinophilic pneumonia',
    therapies: 'daptomycin',
    icd10: 'J82.81',
    icd9: '518.3',
    called: ['Eosinophilic pneumonia'],
  },
  pneumonia: {
    stops: true,
    title: 'a pneumonia, and the drug does not work in the lung',
    therapies: 'daptomycin',
    icd10: 'J18.9',
    icd9: '486',
    snomed: '233604007',
    called: ['Pneumonia', 'CAP', 'VAP', 'lung abscess'],
    not: ['eosinophilic pneumonia', 'capsule'],
  },
  refeeding: {
    title: 'a severe malnutrition, and with it the risk of refeeding',
    therapies: 'parenteral_nutrition',
    icd10: 'F50.00',
    icd9: '261',
    snomed: '238107002',
    called: [
      'Severe malnutrition',
      'severely malnourished',
      'severe protein-calorie malnutrition',
      'severe protein energy undernutrition',
      'severe protein calorie malnutrition',
      'severe proteinenergy malnutrition',
    ],
  },
  smoking: {
    title: 'the habit of smoking, which undoes what the drug is for',
    therapies: 'alpha1_pi',
    icd10: 'F17.210',
    icd9: '305.1',
    snomed: '77176002',
    called: [
      'Current smoker',
      'everyday smoker',
      'every day smoker',
      'some day smoker',
      'someday smoker',
      'current tobacco smoker',
      'heavy cigarette smoker',
      'smokes',
      'tobacco use disorder',
      'nicotine dependence',
      'vapes',
      'vaping',
    ],
    not: ['former smoker', 'smokestack'],
  },
  'thick-blood': {
    always: true,
    title: 'thick blood',
    therapies: 'ivig scig',
    icd10: 'C88.0',
    icd9: '273.3',
    called: ['Hyperviscosity', 'MGUS'],
  },
  'newborn-jaundice': {
    stops: true,
    title: 'jaundice of a newborn',
    therapies: 'ceftriaxone',
    icd10: 'P59.9',
    icd9: '774.6',
    called: ['Neonatal jaundice'],
  },
  'neurologic-new': {
    stops: true,
    title: 'new or worse signs of the nerves, as PML begins with',
    therapies: 'natalizumab vedolizumab',
    called: ['New neurological symptoms', 'worsening weakness', 'new or worse vision'],
  },
  'iga-without': {
    always: true,
    title: 'no IgA: red cells are washed, or come from such a donor',
    therapies: 'rbc_transfusion',
    icd10: 'D80.2',
    snomed: '29260007',
    called: ['IgA deficiency', 'anti-IgA antibodies'],
  },
  'line-trouble': {
    title: 'an infection or clot of a line',
    therapies: 'parenteral_nutrition vancomycin',
    icd10: 'T80.211A',
    icd9: '999.31',
    called: ['Catheter related infection', 'line thrombosis', 'CLABSI'],
  },
  'aseptic-meningitis': {
    always: true,
    title: 'aseptic meningitis or migraine',
    therapies: 'ivig',
    icd10: 'G43.909',
    icd9: '346.90',
    called: ['Migraine'],
  },
  hemolysis: {
    title: 'hemolysis',
    therapies: 'ivig',
    icd10: 'D59.1',
    icd9: '283.0',
    called: ['Hemolysis'],
  },
  'heart-failing-now': {
    stops: true,
    title: 'heart failure that is acute, with the fluid that the therapy brings',
    therapies: 'hydration',
    icd10: 'I50.23',
    called: [
      'Acute on chronic systolic heart failure',
      'Acute on chronic diastolic (congestive) heart failure',
      'acute-on-chronic CHF',
      'acute exacerbation of the heart failure',
      'decompensated CHF',
      'CHF exacerbation',
      'Heart failure, decompensated',
      'ADHF',
    ],
    not: [
      'chronic heart failure',
      'acute otitis media',
      'heart failure',
      'CHF, compensated',
      'Acute kidney injury and chronic heart failure',
      'Acute gastroenteritis in a patient of heart failure',
    ],
  },
  'pulmonary-edema': {
    stops: true,
    title: 'fluid in the lungs',
    therapies: 'ivig hydration parenteral_nutrition rbc_transfusion',
    icd10: 'J81.0',
    icd9: '518.4',
    snomed: '19242006',
    called: ['Pulmonary edema', 'lung oedema', 'pulmonary congestion', 'volume overload'],
  },
  'transfusion-reaction': {
    always: true,
    title: 'a reaction to blood',
    therapies: 'rbc_transfusion',
    icd10: 'T80.30XA',
    icd9: '999.60',
    called: ['Transfusion reaction', 'TRALI', 'TACO', 'alloantibodies', 'hemolytic reaction'],
    not: ['tacos'],
  },
  'bowel-obstruction': {
    stops: true,
    title: 'an obstruction or paralysis of the bowel',
    therapies: 'hydromorphone_pca',
    icd10: 'K56.609',
    icd9: '560.9',
    snomed: '81060008',
    called: ['Bowel obstruction', 'intestinal obstruction', 'ileus', 'SBO'],
    not: ['ileuses'],
  },
  'asthma-acute': {
    stops: true,
    title: 'an acute or severe asthma',
    therapies: 'hydromorphone_pca',
    icd10: 'J45.901',
    icd9: '493.92',
    snomed: '708090002',
    called: ['Status asthmaticus', 'acute asthma', 'severe asthma', 'asthma exacerbation'],
    not: ['asthma'],
  },
  'dpd-deficiency': {
    stops: true,
    always: true,
    title: 'a deficiency of dihydropyrimidine dehydrogenase',
    therapies: 'fluorouracil_pump',
    called: ['DPD deficiency', 'partial DPD enzyme deficiency', 'DPYD variant'],
    not: ['DPD tested'],
  },
  'high-triglycerides': {
    title: 'high triglycerides',
    therapies: 'parenteral_nutrition',
    icd10: 'E78.1',
    icd9: '272.1',
    snomed: '302870006',
    called: ['Hypertriglyceridemia', 'high triglycerides'],
  },
  'valve-obstruction': {
    always: true,
    title: 'a narrowed valve or outflow of the heart',
    therapies: 'milrinone_home',
    icd10: 'I35.0',
    icd9: '424.1',
    snomed: '60573004',
    called: ['Aortic stenosis', 'pulmonary valve stenosis', 'HOCM', 'obstructive cardiomyopathy'],
  },
  'blood-refused': {
    stops: true,
    always: true,
    title: 'the wish to be given no blood',
    therapies: 'rbc_transfusion',
    icd10: 'Z53.1',
    icd9: 'V62.6',
    called: ['Jehovah witness', 'declines blood', 'refuses all blood', 'refused transfusion'],
  },
};

describe.each(Object.entries(rows))('%s', (id, row) => {
  const { stops, always, title, therapies, icd10, icd9, snomed, called, not = [] } = row;
  const expected = `${stops ? 'block' : 'warn'} condition-${id}`;
  const [therapyId = ''] = therapies.split(' ');
  const coded = icd10 ? { icd10: [icd10] } : { name: called[0] as string };

  it.each(therapies.split(' '))('speaks against %s, and is told by its name', (one) => {
    const found = having(one, coded).find(({ code }) => code === `condition-${id}`);
    expect(found).toMatchObject({
      severity: stops ? 'block' : 'warn',
      pointer: '/conditions/0',
      text: `The patient has ${title}: this speaks against the therapy.`,
      fix: stops
        ? 'Say when it ended, or have a clinician decide whether the therapy may be given.'
        : 'Weigh it, and say what was decided.',
    });
  });

  it('is known by the codes of older and other lists', () => {
    if (icd9) expect(codes(therapyId, { icd9: [icd9] })).toContain(expected);
    if (snomed) expect(codes(therapyId, { snomed: [snomed] })).toContain(expected);
    expect(codes(therapyId, { icd10: ['R53.83'], icd9: ['780.79'], snomed: ['84229001'] })).toEqual(
      [],
    );
  });

  it.each(called)('is known by the words "%s"', (name) => {
    expect(codes(therapyId, { name })).toContain(expected);
  });

  it.each([...not, 'fatigue'])('is not seen in "%s"', (name) => {
    expect(codes(therapyId, { name })).not.toContain(expected);
  });

  it(`bears once it is past: ${always === true}`, () => {
    const past = codes(therapyId, { ...coded, state: 'past' });
    if (always) expect(past).toContain(expected);
    else expect(past).not.toContain(expected);
    expect(codes(therapyId, { ...coded, state: 'refuted' })).toEqual([]);
  });
});

describe('the conditions that speak against a therapy', () => {
  it('each have a row here', () => {
    expect(Object.keys(rows).sort()).toEqual([...contraindications.map(({ id }) => id)].sort());
  });

  it.each<[string, 'icd10' | 'icd9', string, string]>([
    ['malignancy', 'icd10', 'C00.1 C09 C10 C96.9 D00 D09.9 D37.0 D48.9', 'C97 D10 D36 D49'],
    ['malignancy', 'icd9', '140 208.9 230 239.9', '139 209 229 240'],
    ['infection-active', 'icd10', 'A00 A09 A10 A99 B99 B15.9 B17.2 B93', 'B90.9 B92 C00'],
    ['infection-active', 'icd9', '001 009 020 041 045 066 080 104 114 136', '010 042 067 137'],
  ])('reach from the first to the last code of %s in %s', (id, system, within, beyond) => {
    const has = (code: string) =>
      codes('infliximab', { [system]: [code] }).some((one) => one.endsWith(` condition-${id}`));
    expect(within.split(' ').filter((code) => !has(code))).toEqual([]);
    expect(beyond.split(' ').filter(has)).toEqual([]);
  });

  it('are none of a code that their row has no list for', () => {
    expect(codes('ketamine_infusion', { icd9: ['780.79'] })).toEqual([]);
    expect(codes('fluorouracil_pump', { icd10: ['R53.83'], icd9: ['780.79'] })).toEqual([]);
  });

  it.each([
    ['active', 'has'],
    ['possible', 'may have'],
    ['past', 'had'],
  ] as const)('are told as %s: the patient %s it', (state, verb) => {
    expect(having('infliximab', { name: 'x' }, { icd10: ['I50.22'], state })).toMatchObject([
      {
        text: `The patient ${verb} heart failure: this speaks against the therapy.`,
        pointer: '/conditions/1',
      },
    ]);
  });
});
