import type { Severity } from '../findings.ts';

/** A condition that speaks against a therapy. */
export type Contraindication = {
  id: string;
  title: string;
  /** Beginnings of ICD-10-CM codes, without the dot. */
  icd10: readonly string[];
  snomed: readonly string[];
  /** How it is called where it has no code that is known. */
  called: RegExp;
  therapies: readonly string[];
  severity: Extract<Severity, 'block' | 'warn'>;
  /** It bears on the therapy also once it is past. */
  always?: boolean;
};

const list = (words: string): readonly string[] => (words === '' ? [] : words.split(' '));
const range = (letter: string, first: number, last: number): string[] =>
  Array.from(
    { length: last - first + 1 },
    (_, index) => `${letter}${String(first + index).padStart(2, '0')}`,
  );

const biologics = list(
  'infliximab infliximab_dyyb vedolizumab ocrelizumab natalizumab tocilizumab rituximab',
);
const immuneGlobulins = list('ivig scig');
const chemotherapy = list('carboplatin paclitaxel fluorouracil_pump');

type Told = Pick<Contraindication, 'id' | 'title' | 'called' | 'therapies'> & {
  icd10: string;
  snomed?: string;
  always?: boolean;
};
const of = (
  severity: Contraindication['severity'],
  { icd10, snomed = '', ...row }: Told,
): Contraindication => ({ ...row, severity, icd10: list(icd10), snomed: list(snomed) });
const stops = (row: Told) => of('block', row);
const doubts = (row: Told) => of('warn', row);

/**
 * Drug labels and the checks of infusion intake; codes of ICD-10-CM (April 2026) and SNOMED CT from
 * public value sets. A clinician decides what stops; a pharmacist confirms the table before use.
 */
export const contraindications: readonly Contraindication[] = [
  stops({
    id: 'tuberculosis-active',
    title: 'active tuberculosis',
    icd10: 'A15 A17 A18 A19',
    snomed: '56717001',
    called: /\b(active|pulmonary|miliary) (tb|tuberculosis)|^tuberculosis$/,
    therapies: list('infliximab infliximab_dyyb tocilizumab vedolizumab'),
  }),
  stops({
    id: 'tuberculosis-latent',
    title: 'latent tuberculosis, or a positive test for it',
    icd10: 'Z227 R7611 R7612',
    called: /latent (tb|tuberculosis)|positive (ppd|tuberculin|quantiferon|igra)/,
    therapies: list('infliximab infliximab_dyyb tocilizumab'),
    always: true,
  }),
  doubts({
    id: 'tuberculosis-history',
    title: 'tuberculosis in the past',
    icd10: 'Z8611 Z8615 B90',
    called: /history of (tb|tuberculosis)/,
    therapies: list('infliximab infliximab_dyyb tocilizumab'),
    always: true,
  }),
  stops({
    id: 'hepatitis-b',
    title: 'hepatitis B',
    icd10: 'B16 B170 B180 B181 B191',
    snomed: '235869004 66071002 61977001',
    called: /hepatitis b\b(?!.*(vaccin|immun))|\bhbv infection/,
    therapies: list('rituximab ocrelizumab infliximab infliximab_dyyb tocilizumab'),
    always: true,
  }),
  doubts({
    id: 'hepatitis-c',
    title: 'hepatitis C',
    icd10: 'B171 B182 B192',
    called: /hepatitis c\b/,
    therapies: list('infliximab infliximab_dyyb rituximab'),
  }),
  doubts({
    id: 'hiv',
    title: 'HIV infection',
    icd10: 'B20 Z21 O987 B9735',
    snomed: '111880001 86406008',
    called: /\bhiv\b|human immunodeficiency/,
    therapies: biologics,
    always: true,
  }),
  stops({
    id: 'infection-active',
    title: 'an active infection',
    icd10:
      'A40 A41 A39 A481 A49 B377 B371 B44 B45 B38 B39 B40 J13 J14 J15 J16 J18 N10 N390 L03 M86 I33 K65 G00 G01 G04 R7881 T80211 T814 U071 J09 J10 J11 B02 B004 L02',
    snomed: '91302008 23511006 840539006',
    called:
      /sepsis|bacteremia|pneumonia|covid|cellulitis|abscess|pyelonephritis|osteomyelitis|endocarditis|meningitis|herpes zoster|shingles|influenza\b(?!.*vaccin)/,
    therapies: [...biologics, 'eculizumab', 'ravulizumab'],
  }),
  stops({
    id: 'meningococcal-infection',
    title: 'a meningococcal infection',
    icd10: 'A39',
    snomed: '23511006',
    called: /meningococc.*(infection|disease|meningitis)|meningococcemia/,
    therapies: list('eculizumab ravulizumab'),
  }),
  stops({
    id: 'heart-failure',
    title: 'heart failure',
    icd10: 'I50 I110 I130 I132 I0981 I42',
    snomed: '42343007 84114007',
    called: /heart failure|cardiomyopathy|\bchf\b/,
    therapies: list('infliximab infliximab_dyyb'),
    always: true,
  }),
  doubts({
    id: 'fluid-load',
    title: 'heart failure, with the fluid that the therapy brings',
    icd10: 'I50 I110 I130 I132',
    snomed: '42343007 84114007',
    called: /heart failure|\bchf\b/,
    therapies: list('ivig hydration parenteral_nutrition rbc_transfusion'),
  }),
  doubts({
    id: 'demyelinating',
    title: 'a demyelinating disease',
    icd10: 'G35 G36 G37 H46 G610 G6181 G0481',
    snomed: '24700007 426373005 425500002 428700003 66760008',
    called: /multiple sclerosis|demyelinat|optic neuritis|guillain/,
    therapies: list('infliximab infliximab_dyyb'),
    always: true,
  }),
  stops({
    id: 'pml',
    title: 'progressive multifocal leukoencephalopathy',
    icd10: 'A812',
    snomed: '22255007 713487008 420554003',
    called: /multifocal leukoencephalopathy|\bpml\b/,
    therapies: list('natalizumab ocrelizumab rituximab vedolizumab'),
    always: true,
  }),
  stops({
    id: 'dialysis',
    title: 'dialysis or end-stage kidney disease',
    icd10: 'Z992 Z49 N186 Z9115',
    snomed: '108241001 302497006 236435004',
    called: /dialysis|end.stage (renal|kidney)|\besrd\b/,
    therapies: list('zoledronic_acid ertapenem daptomycin vancomycin'),
  }),
  doubts({
    id: 'kidney-disease',
    title: 'kidney disease',
    icd10: 'N18 I12 I13 N17 N19 E1122',
    snomed: '433146000 46177005',
    called: /kidney (disease|failure|injury)|renal (failure|insufficiency)|\bckd\b/,
    therapies: list('zoledronic_acid ertapenem daptomycin vancomycin ivig carboplatin'),
  }),
  doubts({
    id: 'transplant',
    title: 'a transplanted organ',
    icd10: 'Z94 T86 D8981',
    snomed: '161665007 737295003 737297006 737300001',
    called: /transplant/,
    therapies: list('infliximab infliximab_dyyb rituximab tocilizumab natalizumab'),
    always: true,
  }),
  stops({
    id: 'hypocalcemia',
    title: 'low calcium, or what causes it',
    icd10: 'E8351 E20 E892',
    snomed: '5291005',
    called: /hypocalc|hypoparathyroid/,
    therapies: ['zoledronic_acid'],
  }),
  doubts({
    id: 'jaw',
    title: 'a disease of the jaw',
    icd10: 'M87180 M8708 M272',
    called: /(osteo)?necrosis of (the )?jaw/,
    therapies: ['zoledronic_acid'],
    always: true,
  }),
  doubts({
    id: 'malignancy',
    title: 'a malignancy',
    icd10: [...range('C', 0, 96), ...range('D', 0, 9), ...range('D', 37, 48)].join(' '),
    snomed: '118600007 363358000 109969005',
    called: /cancer|carcinoma|lymphoma|leukemia|melanoma|malignan/,
    therapies: list('infliximab infliximab_dyyb tocilizumab'),
    always: true,
  }),
  stops({
    id: 'iga-deficiency',
    title: 'IgA deficiency',
    icd10: 'D802',
    snomed: '190979003 29260007',
    called: /iga deficien/,
    therapies: [...immuneGlobulins, 'alpha1_pi'],
    always: true,
  }),
  doubts({
    id: 'thrombosis',
    title: 'a thrombosis, stroke or heart attack',
    icd10: 'I26 I80 I81 I82 I63 I21 I74 G45 Z8671 Z8673 D685 D686',
    snomed: '59282003 128053003',
    called: /thrombo(sis|embol)|embolism|\bdvt\b|stroke|infarction/,
    therapies: [...immuneGlobulins, 'tocilizumab'],
    always: true,
  }),
  doubts({
    id: 'high-potassium',
    title: 'high potassium',
    icd10: 'E875',
    snomed: '14140009',
    called: /hyperkal/,
    therapies: list('hydration parenteral_nutrition rbc_transfusion'),
  }),
  doubts({
    id: 'low-phosphate',
    title: 'low phosphate',
    icd10: 'E8339 E8330',
    called: /hypophosph/,
    therapies: ['ferric_carboxymaltose'],
  }),
  stops({
    id: 'iron-overload',
    title: 'iron overload, or an anemia with it',
    icd10: 'E8311 D56 D57',
    called: /hemochromatosis|iron overload|thalassemia|sickle/,
    therapies: list('ferric_carboxymaltose iron_sucrose'),
    always: true,
  }),
  stops({
    id: 'brain-bleeding',
    title: 'a bleeding of the brain, or amyloid angiopathy',
    icd10: 'I60 I61 I62 I680 I691 G936 I671',
    snomed: '1259488005',
    called: /intracranial h|cerebral h(a)?emorrhage|amyloid angiopathy|siderosis|\baria\b/,
    therapies: ['lecanemab'],
    always: true,
  }),
  doubts({
    id: 'seizures',
    title: 'seizures',
    icd10: 'G40 R56',
    called: /seizure|epilep/,
    therapies: list('ertapenem lecanemab'),
    always: true,
  }),
  doubts({
    id: 'liver-disease',
    title: 'a disease of the liver',
    icd10: 'K70 K71 K72 K73 K74 K766 K754',
    called: /cirrhosis|hepatic failure|liver (disease|failure)|autoimmune hepatitis/,
    therapies: list('tocilizumab infliximab infliximab_dyyb zoledronic_acid'),
  }),
  doubts({
    id: 'bowel-perforation-risk',
    title: 'diverticulitis, an ulcer or a perforation',
    icd10: 'K57 K631 K25 K26 K27',
    called: /diverticul|peptic ulcer|perforation/,
    therapies: ['tocilizumab'],
    always: true,
  }),
  doubts({
    id: 'low-counts',
    title: 'low blood counts',
    icd10: 'D70 D696 D693 D61',
    called: /neutropen|thrombocytopen|aplastic/,
    therapies: ['tocilizumab', ...chemotherapy],
  }),
  stops({
    id: 'hyperprolinemia',
    title: 'hyperprolinemia',
    icd10: 'E7259',
    called: /hyperprolin/,
    therapies: immuneGlobulins,
    always: true,
  }),
  stops({
    id: 'fructose-intolerance',
    title: 'hereditary fructose intolerance',
    icd10: 'E7412',
    called: /fructose intoleran/,
    therapies: ['ivig'],
    always: true,
  }),
  doubts({
    id: 'arrhythmia',
    title: 'an arrhythmia or a long QT',
    icd10: 'I4581 I47 I49',
    called: /long qt|arrhythmia|tachycardia/,
    therapies: list('fluorouracil_pump milrinone_home'),
  }),
  doubts({
    id: 'breathing',
    title: 'sleep apnea or a lung disease',
    icd10: 'G473 J96 J44',
    called: /sleep apnea|\bcopd\b|respiratory failure/,
    therapies: list('hydromorphone_pca ketamine_infusion'),
    always: true,
  }),
  doubts({
    id: 'substance-use',
    title: 'substance use',
    icd10: 'F10 F11 F13 F14 F15 F16 F19',
    called: /(substance|opioid|alcohol|cocaine) (use|abuse|dependence)/,
    therapies: list('hydromorphone_pca ketamine_infusion'),
    always: true,
  }),
  doubts({
    id: 'psychosis',
    title: 'a psychosis',
    icd10: 'F20 F25 F29 F31',
    called: /schizo|psychosis|psychotic|bipolar/,
    therapies: ['ketamine_infusion'],
    always: true,
  }),
  stops({
    id: 'hypertensive-crisis',
    title: 'a hypertensive crisis',
    icd10: 'I16',
    called: /hypertensive (crisis|emergency|urgency)/,
    therapies: ['ketamine_infusion'],
  }),
  doubts({
    id: 'c-difficile',
    title: 'a C. difficile infection',
    icd10: 'A047',
    called: /difficile/,
    therapies: list('ceftriaxone ertapenem'),
    always: true,
  }),
  doubts({
    id: 'muscle-disease',
    title: 'a disease of muscle',
    icd10: 'M60 M6282 G72',
    called: /myopathy|rhabdomyo|myositis/,
    therapies: ['daptomycin'],
  }),
  stops({
    id: 'eosinophilic-pneumonia',
    title: 'eosinophilic pneumonia',
    icd10: 'J82',
    called: /eosinophilic pneumonia/,
    therapies: ['daptomycin'],
    always: true,
  }),
  stops({
    id: 'newborn-jaundice',
    title: 'jaundice of a newborn',
    icd10: 'P59',
    called: /neonatal jaundice|newborn jaundice/,
    therapies: ['ceftriaxone'],
  }),
  doubts({
    id: 'line-trouble',
    title: 'an infection or clot of a line',
    icd10: 'T80211 T80212 T80218 T80219 T827 T8286 I826',
    called: /(catheter|line).*(infection|thrombosis)|clabsi/,
    therapies: list('parenteral_nutrition vancomycin'),
  }),
  doubts({
    id: 'aseptic-meningitis',
    title: 'aseptic meningitis or migraine',
    icd10: 'G030 G43',
    called: /aseptic meningitis|migraine/,
    therapies: ['ivig'],
    always: true,
  }),
  doubts({
    id: 'hemolysis',
    title: 'hemolysis',
    icd10: 'D59',
    called: /hemoly/,
    therapies: ['ivig'],
  }),
];
