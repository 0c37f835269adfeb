import type { Severity } from '../checks/findings.ts';
import {
  activeInfections,
  activeInfections9,
  infectionCalled,
  minorInfections,
} from './infections.ts';

/** A condition that speaks against a therapy. */
export type Contraindication = {
  id: string;
  title: string;
  /** Beginnings of ICD-10-CM codes, without the dot. */
  icd10: readonly string[];
  /** The same of ICD-9-CM, which old problem lists carry. */
  icd9: readonly string[];
  snomed: readonly string[];
  /** How it is called where it has no code that is known. */
  called: RegExp;
  therapies: readonly string[];
  severity: Extract<Severity, 'block' | 'warn'>;
  /** Beginnings that are of another row, though they begin like one of this. */
  except?: readonly string[];
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
/** Therapies under which an infection takes hold. */
export const immunosuppressing: readonly string[] = [...biologics, 'eculizumab', 'ravulizumab'];
const immuneGlobulins = list('ivig scig');
const chemotherapy = list('carboplatin paclitaxel fluorouracil_pump');
/** Therapies under which an infection takes hold, chemotherapy among them. */
export const suppressing: readonly string[] = [...immunosuppressing, ...chemotherapy];

/** SNOMED CT for heart failure, its kinds and the classes of the NYHA. */
const heartFailure =
  '42343007 84114007 88805009 10633002 48447003 56675007 85232009 367363000 417996009 418304008 441481004 441530006 443253003 443254009 443343001 443344007 703272007 446221000 46113002 420300004 421704003 420913000 422293003';
/** An ejection fraction below 50 % among the words. */
const heartFailureCalled =
  /(heart|cardiac|ventricular) failure|insuficiencia cardiaca|\bchf\b|\bhf[rmp]m?r?ef\b|\bnyha\b|new york heart association|(reduced|low) (lv)?(ef|ejection fraction)\b|\b((lv)?ef|ejection fraction)\b\D{0,15}[0-4]?\d(\.\d+)?( ?(-|to) ?\d+)? ?%/;

type Told = Pick<Contraindication, 'id' | 'title' | 'called' | 'therapies'> & {
  icd10: string;
  except?: string;
  icd9?: string;
  snomed?: string;
  always?: boolean;
};
const of = (
  severity: Contraindication['severity'],
  { icd10, except = '', icd9 = '', snomed = '', ...row }: Told,
): Contraindication => ({
  ...row,
  severity,
  icd10: list(icd10),
  except: list(except),
  icd9: list(icd9),
  snomed: list(snomed),
});
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
    icd9: '010 011 012 013 014 015 016 017 018',
    snomed: '56717001 154283005 427099000',
    called:
      /\b(active|pulmonary|miliary|disseminated|rule out|r\/o|suspected|possible|probable|likely|presumptive) (\w+ )?(tb|tuberculosis)\b|^(tb|tuberculosis)\b(?!.*\b(latent|test|screen|skin|neg))|tuberculosis (pulmonar|activa)/,
    therapies: immunosuppressing,
  }),
  stops({
    id: 'tuberculosis-latent',
    title: 'latent tuberculosis, or a positive test for it',
    icd10: 'Z227 R7611 R7612',
    snomed: '11999007',
    icd9: '7955',
    called:
      /latent (tb|tuberculosis)|\bltbi\b|tuberculosis latente|positive (tb|ppd|tst|tuberculin|quantiferon|qft|igra)/,
    therapies: list('infliximab infliximab_dyyb tocilizumab'),
    always: true,
  }),
  doubts({
    id: 'tuberculosis-history',
    title: 'tuberculosis in the past',
    icd10: 'Z8611 Z8615 B90',
    icd9: 'V1201 137',
    called: /(history of|h\/o|prior|previous|old|treated) (\w+ )?(tb|tuberculosis)\b/,
    therapies: list('infliximab infliximab_dyyb tocilizumab'),
    always: true,
  }),
  stops({
    id: 'hepatitis-b',
    title: 'hepatitis B',
    icd10: 'B16 B170 B180 B181 B191 Z2251',
    icd9: '0702 0703 V0261',
    snomed: '235869004 66071002 61977001 235871004',
    called: /\bhep(atitis)? b\b(?!.*(vaccin|immun))|\bhbv\b(?!.*(vaccin|immun))|\bhbsag (pos|\+)/,
    therapies: list('rituximab ocrelizumab infliximab infliximab_dyyb tocilizumab'),
    always: true,
  }),
  doubts({
    id: 'hepatitis-c',
    title: 'hepatitis C',
    icd10: 'B171 B182 B192',
    icd9: '07041 07044 07051 07054 0707 V0262',
    called: /\bhep(atitis)? c\b|\bhcv\b/,
    therapies: list('infliximab infliximab_dyyb rituximab'),
  }),
  doubts({
    id: 'hiv',
    title: 'HIV infection',
    icd10: 'B20 Z21 O987 B9735',
    icd9: '042 V08',
    snomed: '111880001 86406008',
    called: /\bhiv\b|human immunodeficiency/,
    therapies: biologics,
    always: true,
  }),
  stops({
    id: 'infection-active',
    title: 'an active infection',
    icd10: activeInfections.join(' '),
    except: minorInfections.join(' '),
    icd9: activeInfections9.join(' '),
    snomed:
      '91302008 23511006 840539006 40733004 68566005 233604007 186431008 10625071000119104 128045006 60168000 4740000 6142004 5758002 56819008 128477000 45816000 7180009 48661000',
    called: infectionCalled,
    therapies: suppressing,
  }),
  doubts({
    id: 'infection-minor',
    title: 'a minor infection',
    icd10: minorInfections.join(' '),
    called:
      /cold sore|herpes labialis|tinea|onychomycosis|athlete'?s foot|\bwarts?\b|thrush|common cold|\b(uri|urti)\b|sinusitis|bronchitis|pharyngitis/,
    therapies: immunosuppressing,
  }),
  stops({
    id: 'fever',
    title: 'a fever',
    icd10: 'R50',
    icd9: '7806',
    snomed: '386661006',
    called: /\bfever\b|(?<!a)febrile|pyrexia|\bfiebre\b/,
    therapies: suppressing,
  }),
  stops({
    id: 'meningococcal-infection',
    title: 'a meningococcal infection',
    icd10: 'A39',
    icd9: '036',
    snomed: '23511006',
    called: /meningococc.*(infection|disease|meningitis)|meningococcemia/,
    therapies: list('eculizumab ravulizumab'),
  }),
  stops({
    id: 'heart-failure',
    title: 'heart failure',
    icd10: 'I50 I110 I130 I132 I0981 I42',
    icd9: '428 40201 40211 40291 40401 40403 40411 40413 40491 40493 425',
    snomed: heartFailure,
    called: new RegExp(`${heartFailureCalled.source}|cardiomyopathy|miocardiopatia`),
    therapies: list('infliximab infliximab_dyyb'),
    always: true,
  }),
  doubts({
    id: 'fluid-load',
    title: 'heart failure, with the fluid that the therapy brings',
    icd10: 'I50 I110 I130 I132',
    icd9: '428 40201 40211 40291 40401 40403 40411 40413 40491 40493',
    snomed: heartFailure,
    called: heartFailureCalled,
    therapies: list('ivig hydration parenteral_nutrition rbc_transfusion'),
  }),
  doubts({
    id: 'demyelinating',
    title: 'a demyelinating disease',
    icd10: 'G35 G36 G37 H46 G610 G6181 G0481',
    icd9: '340 341 3773 3570',
    snomed: '24700007 426373005 425500002 428700003 66760008',
    called:
      /multiple sclerosis|esclerosis multiple|\b(rr|pp|sp)ms\b|\bms\b(?!\.| contin)|demyelinat|optic neuritis|guillain|\b(gbs|cidp|nmo(sd)?)\b|transverse myelitis/,
    therapies: list('infliximab infliximab_dyyb'),
    always: true,
  }),
  stops({
    id: 'pml',
    title: 'progressive multifocal leukoencephalopathy',
    icd10: 'A812',
    icd9: '0463',
    snomed: '22255007 713487008 420554003',
    called: /multifocal leukoencephalopathy|\bpml\b/,
    therapies: list('natalizumab ocrelizumab rituximab vedolizumab'),
    always: true,
  }),
  stops({
    id: 'dialysis',
    title: 'dialysis or end-stage kidney disease',
    icd10: 'Z992 Z49 N186 Z9115',
    icd9: 'V451 V56 5856',
    snomed: '108241001 302497006 236435004',
    called: /dialysis|end.stage (renal|kidney)|\besrd\b/,
    therapies: list('zoledronic_acid ertapenem daptomycin vancomycin hydration'),
  }),
  doubts({
    id: 'kidney-disease',
    title: 'kidney disease',
    icd10: 'N18 I12 I13 N17 N19 E1122',
    icd9: '585 584 586 403 404',
    snomed: '433146000 46177005',
    called: /kidney (disease|failure|injury)|renal (failure|insufficiency)|\bckd\b/,
    therapies: list('zoledronic_acid ertapenem daptomycin vancomycin ivig carboplatin'),
  }),
  doubts({
    id: 'transplant',
    title: 'a transplanted organ',
    icd10: 'Z94 T86 D8981',
    icd9: 'V42 9968',
    snomed: '161665007 737295003 737297006 737300001',
    called: /transplant/,
    therapies: list('infliximab infliximab_dyyb rituximab tocilizumab natalizumab'),
    always: true,
  }),
  stops({
    id: 'hypocalcemia',
    title: 'low calcium, or what causes it',
    icd10: 'E8351 E20 E892',
    icd9: '27541 2521',
    snomed: '5291005',
    called: /hypocalc|hypoparathyroid/,
    therapies: ['zoledronic_acid'],
  }),
  stops({
    id: 'jaw',
    title: 'a dying bone of the jaw',
    icd10: 'M87180 M8708 M272',
    icd9: '73345',
    called: /necrosis of (the )?jaw|\b(br|mr)?onj\b/,
    therapies: ['zoledronic_acid'],
    always: true,
  }),
  doubts({
    id: 'teeth',
    title: 'teeth that are treated, or are to be',
    icd10: 'K02 K04 K05',
    icd9: '5210 522 523',
    called:
      /(dental|tooth|teeth|molar)s? (extraction|implant|surgery|abscess|infection|caries|decay)|extraction of (a )?(tooth|teeth|molars?)|periodont(al|itis)/,
    therapies: ['zoledronic_acid'],
  }),
  doubts({
    id: 'neuropathy',
    title: 'a neuropathy',
    icd10: 'G60 G61 G62 G63 E1142 E1042',
    icd9: '356 357',
    snomed: '302226006',
    called: /neuropath|polyneurit/,
    therapies: ['paclitaxel'],
  }),
  doubts({
    id: 'malignancy',
    title: 'a malignancy',
    icd10: [...range('C', 0, 96), ...range('D', 0, 9), ...range('D', 37, 48)].join(' '),
    icd9: [...range('', 140, 208), ...range('', 230, 239)].join(' '),
    snomed: '118600007 363358000 109969005',
    called: /cancer|carcinoma|lymphoma|leukemia|melanoma|malignan/,
    therapies: list('infliximab infliximab_dyyb tocilizumab'),
    always: true,
  }),
  stops({
    id: 'iga-deficiency',
    title: 'IgA deficiency',
    icd10: 'D802',
    icd9: '27901',
    snomed: '190979003 29260007',
    called: /iga deficien/,
    therapies: [...immuneGlobulins, 'alpha1_pi'],
    always: true,
  }),
  doubts({
    id: 'thrombosis',
    title: 'a thrombosis, stroke or heart attack',
    icd10: 'I26 I80 I81 I82 I63 I21 I74 G45 Z8671 Z8673 D685 D686',
    icd9: '4151 451 452 453 434 410 444 435 V1251 V1254',
    snomed: '59282003 128053003',
    called: /thrombo(sis|embol)|embolism|\bdvt\b|stroke|infarction/,
    therapies: [...immuneGlobulins, 'tocilizumab', 'lecanemab'],
    always: true,
  }),
  doubts({
    id: 'high-potassium',
    title: 'high potassium',
    icd10: 'E875',
    icd9: '2767',
    snomed: '14140009',
    called: /hyperkal/,
    therapies: list('hydration parenteral_nutrition rbc_transfusion'),
  }),
  doubts({
    id: 'low-phosphate',
    title: 'low phosphate',
    icd10: 'E8339 E8330',
    icd9: '2753',
    called: /hypophosph/,
    therapies: ['ferric_carboxymaltose'],
  }),
  stops({
    id: 'iron-overload',
    title: 'iron overload, or an anemia with it',
    icd10: 'E8311 D56 D57',
    icd9: '2750 2824 2826',
    called: /hemochromatosis|iron overload|thalassemia|sickle/,
    therapies: list('ferric_carboxymaltose iron_sucrose'),
    always: true,
  }),
  stops({
    id: 'brain-bleeding',
    title: 'a bleeding of the brain, or amyloid angiopathy',
    icd10: 'I60 I61 I62 I680 I691 G936 I671',
    icd9: '430 431 432 4373',
    snomed: '1259488005',
    called: /intracranial h|cerebral h(a)?emorrhage|amyloid angiopathy|siderosis|\baria\b/,
    therapies: ['lecanemab'],
    always: true,
  }),
  doubts({
    id: 'seizures',
    title: 'seizures',
    icd10: 'G40 R56',
    icd9: '345 7803',
    called: /seizure|epilep/,
    therapies: list('ertapenem lecanemab'),
    always: true,
  }),
  doubts({
    id: 'liver-disease',
    title: 'a disease of the liver',
    icd10: 'K70 K71 K72 K73 K74 K766 K754',
    icd9: '570 571 572',
    called: /cirrhosis|hepatic failure|liver (disease|failure)|autoimmune hepatitis/,
    therapies: list('tocilizumab infliximab infliximab_dyyb zoledronic_acid'),
  }),
  doubts({
    id: 'bowel-perforation-risk',
    title: 'diverticulitis, an ulcer or a perforation',
    icd10: 'K57 K631 K25 K26 K27',
    icd9: '562 531 532 533 56983',
    called: /diverticul|peptic ulcer|perforation/,
    therapies: ['tocilizumab'],
    always: true,
  }),
  doubts({
    id: 'low-counts',
    title: 'low blood counts',
    icd10: 'D70 D696 D693 D61',
    icd9: '2880 2873 2874 2875 284',
    called: /neutropen|thrombocytopen|aplastic/,
    therapies: ['tocilizumab', ...chemotherapy],
  }),
  stops({
    id: 'hyperprolinemia',
    title: 'hyperprolinemia',
    icd10: 'E7259',
    icd9: '2708',
    called: /hyperprolin/,
    therapies: immuneGlobulins,
    always: true,
  }),
  stops({
    id: 'fructose-intolerance',
    title: 'hereditary fructose intolerance',
    icd10: 'E7412',
    icd9: '2712',
    called: /fructose intoleran/,
    therapies: ['ivig'],
    always: true,
  }),
  doubts({
    id: 'arrhythmia',
    title: 'an arrhythmia or a long QT',
    icd10: 'I4581 I47 I49',
    icd9: '427 42682',
    called: /long qt|arrhythmia|tachycardia/,
    therapies: list('fluorouracil_pump milrinone_home'),
  }),
  doubts({
    id: 'breathing',
    title: 'sleep apnea or a lung disease',
    icd10: 'G473 J96 J44',
    icd9: '32723 5188 496 491 492',
    called: /sleep apnea|\bcopd\b|respiratory failure/,
    therapies: list('hydromorphone_pca ketamine_infusion'),
    always: true,
  }),
  doubts({
    id: 'substance-use',
    title: 'substance use',
    icd10: 'F10 F11 F13 F14 F15 F16 F19',
    icd9: '303 304 305',
    called: /(substance|opioid|alcohol|cocaine) (use|abuse|dependence)/,
    therapies: list('hydromorphone_pca ketamine_infusion'),
    always: true,
  }),
  stops({
    id: 'psychosis',
    title: 'a psychosis',
    icd10: 'F20 F22 F23 F25 F28 F29',
    icd9: '295 297 298',
    called: /schizo|psychosis|psychotic|delusional/,
    therapies: ['ketamine_infusion'],
    always: true,
  }),
  doubts({
    id: 'bipolar',
    title: 'a bipolar disorder',
    icd10: 'F30 F31',
    icd9: '296',
    called: /bipolar|\bmani[ac]\b/,
    therapies: ['ketamine_infusion'],
    always: true,
  }),
  doubts({
    id: 'vessels',
    title: 'an aneurysm, a disease of the coronary arteries or a high pressure',
    icd10: 'I71 I72 I671 I77 I20 I21 I22 I24 I25 I1A G932 I60 I61',
    icd9: '441 442 4373 410 411 413 414',
    snomed: '67362008 233985008 433068007 53741008',
    called:
      /aneurysm|dissection|coronary|\bcad\b|angina|infarction|resistant hypertension|(uncontrolled|severe) (hypertension|htn|blood pressure)|intracranial (hypertension|pressure)/,
    therapies: ['ketamine_infusion'],
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
    icd9: '00845',
    called: /difficile/,
    therapies: list('ceftriaxone ertapenem'),
    always: true,
  }),
  doubts({
    id: 'muscle-disease',
    title: 'a disease of muscle',
    icd10: 'M60 M6282 G72',
    icd9: '359 72888',
    called: /myopathy|rhabdomyo|myositis/,
    therapies: ['daptomycin'],
  }),
  stops({
    id: 'eosinophilic-pneumonia',
    title: 'eosinophilic pneumonia',
    icd10: 'J82',
    icd9: '5183',
    called: /eosinophilic pneumonia/,
    therapies: ['daptomycin'],
    always: true,
  }),
  stops({
    id: 'pneumonia',
    title: 'a pneumonia, and the drug does not work in the lung',
    icd10: 'J12 J13 J14 J15 J16 J17 J18 J851 J852 J95851',
    icd9: '480 481 482 483 484 485 486 513 99731',
    snomed: '233604007 53084003 385093006 429271009',
    called: /(?<!eosinophilic )pneumonia|lung abscess|\b(cap|hap|vap)\b/,
    therapies: ['daptomycin'],
  }),
  doubts({
    id: 'refeeding',
    title: 'a severe malnutrition, and with it the risk of refeeding',
    icd10: 'E40 E41 E42 E43 E640 R634 R64 F500',
    icd9: '260 261 262 7994 3071',
    snomed: '238107002 70241007 56882008',
    called:
      /severe(ly)? (protein[- ]?(calorie|energy) )?(malnutrition|malnourished|undernutrition)|marasmus|kwashiorkor|cachexia|anorexia nervosa|refeeding|starvation/,
    therapies: ['parenteral_nutrition'],
  }),
  doubts({
    id: 'smoking',
    title: 'the habit of smoking, which undoes what the drug is for',
    icd10: 'F172 Z720',
    icd9: '3051',
    snomed: '77176002 449868002 428041000124106 428071000124103 428061000124105 65568007',
    called:
      /\b(current|active|every ?day|some ?day|heavy|light|daily) (tobacco |cigarette )?smoker|\bsmokes\b|\b(tobacco|nicotine) (use disorder|dependence|abuse)|\bvap(es|ing)\b/,
    therapies: ['alpha1_pi'],
  }),
  doubts({
    id: 'thick-blood',
    title: 'thick blood',
    icd10: 'R701 C880 D45 D751 D891 D472',
    icd9: '2730 2733 2384 28989',
    called:
      /hyperviscos|waldenstr|macroglobulin|polycyth|cryoglobulin|monoclonal gammopathy|\bmgus\b/,
    therapies: immuneGlobulins,
    always: true,
  }),
  stops({
    id: 'newborn-jaundice',
    title: 'jaundice of a newborn',
    icd10: 'P59',
    icd9: '774',
    called: /neonatal jaundice|newborn jaundice/,
    therapies: ['ceftriaxone'],
  }),
  stops({
    id: 'neurologic-new',
    title: 'new or worse signs of the nerves, as PML begins with',
    icd10: '',
    called:
      /\b(new|worse\w*)\b[\w ,/-]{0,40}\b(neurolog\w*|weakness|vision|visual|speech|balance|coordination|confusion|gait|cogniti\w*|personality)\b/,
    therapies: list('natalizumab vedolizumab'),
  }),
  doubts({
    id: 'iga-without',
    title: 'no IgA: red cells are washed, or come from such a donor',
    icd10: 'D802',
    snomed: '29260007',
    called: /\biga[- ]?defici|anti-?iga\b/,
    therapies: ['rbc_transfusion'],
    always: true,
  }),
  doubts({
    id: 'line-trouble',
    title: 'an infection or clot of a line',
    icd10: 'T80211 T80212 T80218 T80219 T827 T8286 I826',
    icd9: '99931 99932 99933',
    called: /(catheter|line).*(infection|thrombosis)|clabsi/,
    therapies: list('parenteral_nutrition vancomycin'),
  }),
  doubts({
    id: 'aseptic-meningitis',
    title: 'aseptic meningitis or migraine',
    icd10: 'G030 G43',
    icd9: '047 346',
    called: /aseptic meningitis|migraine/,
    therapies: ['ivig'],
    always: true,
  }),
  doubts({
    id: 'hemolysis',
    title: 'hemolysis',
    icd10: 'D59',
    icd9: '283',
    called: /hemoly/,
    therapies: ['ivig'],
  }),
  stops({
    id: 'heart-failing-now',
    title: 'heart failure that is acute, with the fluid that the therapy brings',
    icd10: 'I5021 I5023 I5031 I5033 I5041 I5043',
    called:
      /\b(acute|decompensated)[ -](\(?(on|chronic|and|systolic|diastolic|combined|congestive|left|right|biventricular|ventricular|sided|ischemic|severe|new|onset|worsening|exacerbation|of|the|his|her)\)?[ -])*(heart failure|chf\b)|\b(heart failure|chf),? (in |with )?(acute )?(exacerbat|decompensat)|\badhf\b/,
    therapies: ['hydration'],
  }),
  stops({
    id: 'pulmonary-edema',
    title: 'fluid in the lungs',
    icd10: 'J81',
    icd9: '514 5184',
    snomed: '19242006 40541001',
    called: /(pulmonary|lung) (o?edema|congestion)|fluid overload|volume overload|flash pulmonary/,
    therapies: list('ivig hydration parenteral_nutrition rbc_transfusion'),
  }),
  stops({
    id: 'blood-refused',
    title: 'the wish to be given no blood',
    icd10: 'Z531',
    icd9: 'V626',
    called: /jehovah|(declin|refus)\w* (all )?(blood|transfusion)|no blood products|bloodless/,
    therapies: ['rbc_transfusion'],
    always: true,
  }),
  doubts({
    id: 'transfusion-reaction',
    title: 'a reaction to blood',
    icd10: 'T803 T804 T80A T8091 T8092',
    icd9: '9996 9997 9998',
    called: /transfusion reaction|\btrali\b|\btaco\b|alloantibod|hemolytic reaction/,
    therapies: ['rbc_transfusion'],
    always: true,
  }),
  stops({
    id: 'bowel-obstruction',
    title: 'an obstruction or paralysis of the bowel',
    icd10: 'K560 K565 K566 K567 K913',
    icd9: '560',
    snomed: '81060008 55525008',
    called: /(bowel|intestinal|gastrointestinal) obstruction|\bileus\b|\bsbo\b/,
    therapies: ['hydromorphone_pca'],
  }),
  stops({
    id: 'asthma-acute',
    title: 'an acute or severe asthma',
    icd10: 'J4551 J4552 J4541 J4542 J45901 J45902',
    icd9: '49391 49392',
    snomed: '708090002 304527002',
    called: /status asthmaticus|(acute|severe) asthma|asthma exacerbation/,
    therapies: ['hydromorphone_pca'],
  }),
  stops({
    id: 'dpd-deficiency',
    title: 'a deficiency of dihydropyrimidine dehydrogenase',
    // No code of ICD-10-CM means this alone: E88.89 and E79.8 hold others.
    icd10: '',
    called: /\bdpd\b.*defici|\bdpyd\b|dihydropyrimidine dehydrogenase/,
    therapies: ['fluorouracil_pump'],
    always: true,
  }),
  doubts({
    id: 'high-triglycerides',
    title: 'high triglycerides',
    icd10: 'E781 E782 E783',
    icd9: '2721 2722 2723',
    snomed: '302870006',
    called: /hypertriglycerid|high triglycerid|hyperchylomicron/,
    therapies: ['parenteral_nutrition'],
  }),
  doubts({
    id: 'valve-obstruction',
    title: 'a narrowed valve or outflow of the heart',
    icd10: 'I350 I352 I370 I372 I421 I060 I062',
    icd9: '4241 39500 4251',
    snomed: '60573004 233873004',
    called:
      /(aortic|pulmonic|pulmonary valve|subaortic) stenosis|obstructive cardiomyopathy|\bhocm\b/,
    therapies: ['milrinone_home'],
    always: true,
  }),
];
