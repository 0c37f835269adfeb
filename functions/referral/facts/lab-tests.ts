import { lookup } from '../../platform/lookup.ts';
import type { TestWords } from './result-words.ts';

/** From which number on a result is positive, and below which it is negative, in one unit. */
type CutOff = {
  /** In small letters. */
  units: readonly string[];
  negativeBelow: string;
  /** Left out where it is positive from there on. */
  positiveFrom?: string;
  /** Nobody measures less; zero where it is left out. */
  least?: string;
};

/** A test that therapies ask for, by every code that laboratories send it under. */
export type LabTest = TestWords & {
  id: string;
  title: string;
  /** LOINC codes that answer it, with words or a number. */
  codes: readonly string[];
  /** Codes that some laboratories put the verdict under, whose numbers are of something else. */
  wordsOnly?: readonly string[];
  /** Numbers that are negative only beside controls which worked. */
  needControls?: readonly string[];
  /** Codes that look like it and do not answer: controls, other specimens, orders. */
  never?: readonly string[];
  /** How a laboratory that uses codes of its own calls it. */
  called: RegExp;
  cutOffs: readonly CutOff[];
  /** What was once positive stays so: a later negative is a contradiction, not an answer. */
  staysPositive: boolean;
  source: string;
};

const list = (codes: string): readonly string[] => codes.split(' ');

const index: CutOff = {
  units: ['{index}', '{s_co_ratio}', 's/co', 'index'],
  negativeBelow: '0.9',
  positiveFrom: '1',
};

/** A variant of DPYD that lessens the enzyme, as laboratories write it. */
const variant = String.raw`(?:c\.)?\d{3,4}(?:[+-]\d+)?[acgt]>[acgt]|\*(?!1\b)\d+[ab]?|hapb3|rs\d{5,}|\(|\)`;

const dpyd: LabTest = {
  id: 'dpyd',
  title: 'DPYD test',
  codes: list('79719-1 45284-7'),
  called: /\bdpyd\b|dihydropyrimidine dehydrogenase/i,
  names:
    /\b(dpyd|dpd|dihydropyrimidine dehydrogenase|gene|genotype|phenotype|diplotype|predicted|variants?|mutations?|tested|enzyme|score|activity)\b/g,
  clean: new RegExp(
    [
      String.raw`\*1 ?\/ ?\*1(?![\w*])`,
      String.raw`\b(?:normal|extensive) metaboli[sz]er\b`,
      String.raw`\bnormal (?:dpd |dpyd |enzyme )*(?:function|activity)\b`,
      String.raw`\b(?:homozygous )?wild[- ]?type\b`,
      String.raw`\breference\/reference\b`,
      String.raw`\bno (?:(?:dpyd|clinically relevant|relevant|pathogenic|deleterious|known|tested) )*(?:variants?|mutations?)(?: (?:was|were))?(?: (?:detected|identified|found))?(?![\w ]*(?:besides|except|other))`,
      String.raw`\bactivity score(?: of)?[:=]? ?2(?:\.0+)?(?![\d.])`,
      String.raw`\bnegative for (?:(?:the|and|variants?|dpyd|,|${variant})[ ,;]*)+`,
    ].join('|'),
    'g',
  ),
  found: new RegExp(
    `${String.raw`\b(?:poor|intermediate|rapid|ultrarapid) metaboli|\bheterozyg|\bhomozyg|\bcarrier|\bdeficien|\b(?:reduced|decreased|no|low) (?:function|activity)\b`}|${variant}`.replace(
      String.raw`|\(|\)`,
      '',
    ),
  ),
  cutOffs: [],
  staysPositive: true,
  source: 'wording of laboratories and of CPIC; general knowledge - verify',
};

const bleeding =
  '(?:micro-?|macro-?|intracranial |intracerebral |subarachnoid )?(?:ha?emorrhages?|bleeds?)|(?:superficial )?siderosis|aria(?:-[eh])?|(?:vasogenic )?edema|(?:cerebral )?amyloid angiopathy|pml|progressive multifocal leukoencephalopathy';
const otherwise =
  'infarct(?:s|ion)?|stroke|mass(?:es)?|tumou?rs?|aneurysms?|hydrocephalus|restricted diffusion|midline shift|(?:abnormal |contrast )?enhancement|(?:intracranial )?(?:abnormalit(?:y|ies)|findings?|process|patholog(?:y|ies))|(?:(?:enhancing|t2|gadolinium[- ]enhancing|gad[- ]enhancing|white matter|demyelinating|or) )*lesions?';
const listed = (leads: string, what: string): string =>
  `\\b(?:${leads})(?: evidence (?:of|for)| signs? of)? (?:${what})(?:(?:,? (?:or|and|nor|no)|,|/) ?(?:${what}))*(?: (?:is|are|was|were))?(?: (?:seen|identified|present|detected))?\\b`;

const brainMri: LabTest = {
  id: 'brain-mri',
  title: 'MRI of the brain',
  codes: list('24590-2 30657-1 24587-8 24589-4'),
  called: /\b(mri?|magnetic resonance)\b.*\b(brain|head)\b|\b(brain|head)\b.*\bmri?\b/i,
  names: /\b(mri?|brain|head|baseline|impression|findings?|contrast|gadolinium)\b/g,
  clean: new RegExp(
    [
      listed('no|0|zero|without|negative for', `${bleeding}|${otherwise}`).replace(
        '(?: evidence',
        `(?=[^.;]*(?:${bleeding}))(?: evidence`,
      ),
      String.raw`\b(?:normal|unremarkable)(?: (?:mri|study|exam(?:ination)?|of the|brain))*\b`,
    ].join('|'),
    'g',
  ),
  idle: new RegExp(
    [
      listed('no acute', `${bleeding}|${otherwise}`),
      listed('no(?: new| or| enhancing)*', otherwise),
      String.raw`\b(?:stable|unchanged|known)(?: (?:appearance of|chronic|ms|multiple sclerosis|demyelinating|white matter|t2))* (?:lesions?|plaques?|changes|disease)\b`,
      String.raw`\b(?:mild|minimal|moderate|age-related|chronic)(?: (?:mild|moderate|chronic|generali[sz]ed|diffuse|cerebral|cortical|small vessel|microvascular|ischemic|white matter|and))* (?:changes|disease|atrophy|volume loss)\b`,
    ].join('|'),
    'g',
  ),
  found: new RegExp(
    `\\b(?:${bleeding})\\b|\\b(?:infarct|stroke|mass|tumou?r|aneurysm|abscess|vasculitis|hydrocephalus)`,
  ),
  cutOffs: [],
  staysPositive: false,
  source: 'lecanemab and natalizumab labels; words of radiologists: general knowledge - verify',
};

/**
 * Codes, names and cut-offs: LOINC names, eCQM value sets, laboratory pages of QuantiFERON-TB Gold
 * Plus; a skin test counts from 5 mm because the therapies that ask for it suppress immunity (CDC).
 * Cut-offs of hCG and of signal ratios: general knowledge - verify.
 */
export const labTests: readonly LabTest[] = [
  {
    id: 'tuberculosis',
    title: 'tuberculosis screen (IGRA or skin test)',
    codes: list('71773-6 45323-3 39263-9 1648-5 23537-4 23539-0'),
    // LOINC names 71774-4 the mitogen control; many senders put the interpretation under it.
    wordsOnly: list('71774-4 71775-1 74281-7'),
    needControls: list('64084-7 88517-8'),
    never: list('71776-9 71772-8 46217-6 88518-6 74280-9 74279-1 1647-7 43419-1 32561-3 45241-7'),
    called:
      /quantiferon|\bqft|t-?spot|\bigra\b|tuberculin|mantoux|\bppd\b|interferon[- ]gamma release/i,
    names:
      /\b(quantiferon|qft|tb|gold|plus|in-?tube|igra|t-?spot(\.tb)?|ppd|tst|mantoux|tuberculin|skin|induration|mycobacterium|m\.? ?tuberculosis|tuberculosis|mtb|gamma|interferon|stimulated|latent|infection|infeccion|cutanea|panel ?[ab]|esat-?6?|cfp-?(10)?|spot count)\b/g,
    clean:
      /\b(infection with )?(m\.? ?tuberculosis|mtb|tb)( complex)?( infection)?( is)? (not likely|unlikely)\b|\bno (interferon[- ]gamma )?response to (m\.? ?tuberculosis|mtb|tb) antigens?( was| were)? (detected|observed)\b/g,
    cutOffs: [
      {
        units: ['[iu]/ml', 'iu/ml'],
        negativeBelow: '0.35',
        least: '-1',
      },
      { units: ['mm'], negativeBelow: '5' },
      { units: ['{spots}', '{spot}', 'spots'], negativeBelow: '5', positiveFrom: '8' },
    ],
    staysPositive: true,
    source:
      'QuantiFERON-TB Gold Plus cut-offs; T-SPOT.TB label: 8 spots or more positive, 5 to 7 borderline; CDC skin test cut-off of 5 mm before immunosuppression',
  },
  {
    id: 'hepatitis-b-antigen',
    title: 'hepatitis B surface antigen',
    codes: list('5195-3 5196-1 5197-9 75410-1 47364-5 7905-3 65633-0 63557-3 58452-4'),
    never: list('10674-0 10675-7'),
    called: /\bhbs ?ag\b|hep(atitis)? b surface (ag|antigen)|hepatitis b virus surface ag/i,
    names:
      /\b(hbsag|hbs|sag|hepatitis|hep|b|surface|antigen|ag|hbv|superficie|antigeno|de|virus)\b/g,
    // Quantitative assays: general knowledge - verify.
    cutOffs: [
      index,
      {
        units: ['[iu]/ml', 'iu/ml'],
        negativeBelow: '0.05',
      },
    ],
    staysPositive: true,
    source: 'hepatitis B screening before immunosuppression: drug labels',
  },
  {
    id: 'hepatitis-b-core',
    title: 'hepatitis B core antibody (total)',
    codes: list('16933-4 13952-7 83100-8 22316-4 5187-0 51914-0 21005-4'),
    // IgM alone, or IgG alone, is not the total antibody.
    never: list('24113-3 31204-1 22319-8 13919-6 32685-0 40725-4'),
    called: /anti-?hbc|\bhbc ?ab\b|hep(atitis)? b (virus )?core (ab|antibody)/i,
    names:
      /\b(anti|hbc|hbcab|hepatitis|hep|b|core|antibody|ab|total|tot|hbv|anticuerpos?|virus)\b/g,
    cutOffs: [],
    staysPositive: true,
    source: 'hepatitis B screening before immunosuppression: drug labels',
  },
  {
    id: 'jc-virus',
    title: 'JC virus antibody',
    codes: list('70173-0'),
    never: list('35661-8'),
    called: /\bjcv?\b.*(ab|antibody)|stratify/i,
    names: /\b(anti|jc|jcv|john|cunningham|virus|antibody|antibodies|ab|stratify|dxselect)\b/g,
    // Below 0.20 negative, above 0.40 positive; between, a second step decides.
    cutOffs: [{ ...index, negativeBelow: '0.2', positiveFrom: '0.400001' }],
    staysPositive: true,
    source: 'Tysabri label: antibody status and index; its bands: general knowledge - verify',
  },
  {
    id: 'hepatitis-c',
    title: 'hepatitis C antibody',
    codes: list('13955-0 16128-1 5199-5 40726-2 72376-7'),
    called: /\bhcv (ab|antibody)|anti-?hcv|hep(atitis)? c (ab|antibody)/i,
    names: /\b(anti|hcv|hepatitis|hep|c|antibody|ab|virus)\b/g,
    cutOffs: [index],
    staysPositive: true,
    source: 'general knowledge - verify',
  },
  {
    id: 'hiv',
    title: 'HIV antibody or antigen',
    codes: list('56888-1 7918-6 31201-7 80387-4 48345-3'),
    called: /\bhiv\b/i,
    names: /\b(hiv|1|2|1\/2|ag|ab|antigen|antibody|p24|combo|generation|4th|and)\b/g,
    cutOffs: [index],
    staysPositive: true,
    source: 'general knowledge - verify',
  },
  {
    id: 'pregnancy',
    title: 'pregnancy test',
    codes: list(
      '2106-3 2112-1 80384-1 2118-8 2110-5 80385-8 20994-0 19080-1 21198-7 20415-6 83086-9 45194-8 25372-4',
    ),
    never: list('19180-9'),
    called: /pregnancy test|\bhcg\b/i,
    names: /\b(hcg|beta|bhcg|b-hcg|upt|pregnancy|embarazo|urine|orina|poc)\b/g,
    clean: /\b(not pregnant|no embarazada)\b/g,
    found: /\b(pregnant|embarazada)\b/,
    cutOffs: [
      {
        units: ['m[iu]/ml', '[iu]/l', 'miu/ml', 'iu/l'],
        negativeBelow: '5',
        positiveFrom: '25',
      },
    ],
    staysPositive: false,
    source: 'hCG bands: general knowledge - verify',
  },
  {
    id: 'antibody-screen',
    title: 'antibody screen',
    codes: list('890-4 1003-3 1250-0'),
    called: /antibody screen|indirect (coombs|antiglobulin)/i,
    names:
      /\b(antibody|antibodies|unexpected|irregular|atypical|clinically significant|red (blood )?cells?|rbc|erythrocyte|indirect|coombs|antiglobulin|iat)\b/g,
    found: /\banti-[a-z]|\b(allo|auto)antibod/,
    cutOffs: [],
    // An antibody that fades is still there when red cells meet it again.
    staysPositive: true,
    source: 'transfusion practice: general knowledge - verify',
  },
  dpyd,
  brainMri,
];

/** Albumin in serum, and total calcium that the laboratory has corrected for it. */
export const albuminCodes = list('1751-7 61151-7');
export const correctedCalciumCodes = list('29265-6 46099-8');

type Part = 'answers' | 'words-only' | 'needs-controls' | 'never';

/** What part a code plays for which test. */
const parts = lookup<{ test: LabTest; part: Part }>(
  Object.fromEntries(
    labTests.flatMap((test) =>
      (
        [
          [test.codes, 'answers'],
          [test.wordsOnly, 'words-only'],
          [test.needControls, 'needs-controls'],
          [test.never, 'never'],
        ] as const
      ).flatMap(([codes, part]) => (codes ?? []).map((code) => [code, { test, part }] as const)),
    ),
  ),
);

export const partOf = (code: string): { test: LabTest; part: Part } | undefined => parts[code];

/** The test that words name, where a laboratory gives no code that is known. */
export const testCalled = (words: string): LabTest | undefined =>
  labTests.find(({ called }) => called.test(words));

/** The test that one of these codes answers. */
export const testBehind = (codes: readonly string[]): LabTest | undefined =>
  codes.map(partOf).find((found) => found !== undefined)?.test;
