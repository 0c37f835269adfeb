import type { Observation } from '../referral.ts';
import { partOf, testCalled } from './lab-tests.ts';
import { unnamedCode } from './looked-for.ts';
import { plain } from './result-words.ts';

/**
 * Results by the names that laboratories and charts give them which send no code that is known here;
 * words in any order. The list is closed: a name counts where it is all that is said, beside the words
 * that every such name may carry; one word more, and it is another test. General knowledge - verify.
 */
const rows: readonly (readonly [code: string, names: string])[] = [
  ['718-7', 'hgb'],
  ['2276-4', 'ferritin'],
  ['2502-3', 'tsat, transferrin sat, iron sat'],
  ['777-3', 'platelet, platelet count'],
  ['751-8', 'anc, abs neut, abs neut count'],
  ['1742-6', 'alt, alanine aminotransferase, alanine transaminase'],
  ['1920-8', 'ast, aspartate aminotransferase, aspartate transaminase'],
  ['1975-2', 'total bilirubin, total bili, tbili, t bili, tbil'],
  ['2160-0', 'creatinine'],
  ['2823-3', 'potassium'],
  ['2951-2', 'sodium'],
  ['19123-9', 'magnesium'],
  ['2777-1', 'phosphate, inorganic phosphate'],
  ['2345-7', 'glucose, random glucose, fasting glucose'],
  ['2571-8', 'triglycerides'],
  ['17861-6', 'calcium, total calcium'],
  ['29265-6', 'corrected calcium, albumin corrected calcium, calcium corrected for albumin'],
  ['1751-7', 'albumin'],
  ['2458-8', 'iga, ig a, total iga'],
  ['2465-3', 'igg, ig g, total igg'],
  ['1825-9', 'alpha 1 antitrypsin, alpha1 antitrypsin, a1at, aat, alpha 1 proteinase inhibitor'],
  ['35591-7', 'crcl, creatinine clearance, estimated creatinine clearance'],
  ['98979-8', 'egfr, estimated gfr, egfr ckd epi, egfr ckd epi 2021'],
  ['2157-6', 'ck, cpk, total ck, creatine kinase, total creatine kinase, creatine phosphokinase'],
  ['62292-8', 'vitamin d 25 oh, vitamin d 25 oh total, 25 hydroxyvitamin d, 25 ohd'],
  ['4092-3', 'vancomycin trough'],
  ['29463-7', 'wt, body wt, wt kg, wt lb, wt lbs'],
  ['8302-2', 'ht, body ht, ht cm'],
  ['8480-6', 'systolic, sbp, systolic bp, systolic pressure'],
  ['8462-4', 'diastolic, dbp, diastolic bp, diastolic pressure'],
  ['8310-5', 'temp, body temp'],
  ['71773-6', 'qft, qft tb, qft gold, qft plus, qft gold plus, qft tb gold, qft tb gold plus'],
  ['71773-6', 'tb gold, tb gold plus, qft tb gold in tube, qft tb gold plus 1 tube'],
  ['71773-6', 'qft tb gold plus 4 tube, igra, tb igra, interferon gamma release assay'],
  ['71773-6', 't spot tb, t spot, tspot'],
  ['39263-9', 'tuberculin skin test, tb skin test, ppd, tst, mantoux, ppd skin test, mantoux test'],
  ['5196-1', 'hbsag, hbs ag, hep b sag, hep b s ag, hbsag screen, hep b surface ag'],
  ['5196-1', 'hbv surface ag, hep b surface ag screen, hbsag hep b'],
  ['13952-7', 'hbcab total, anti hbc total, hbc total, hep b core total ab'],
  ['70173-0', 'jc ab, jcv ab, anti jcv, anti jcv ab, stratify jcv, stratify jcv ab'],
  [
    '70173-0',
    'stratify jcv dxselect, stratify jcv ab with index, jcv ab with index, jcv ab w index',
  ],
  ['13955-0', 'hep c ab, hcv ab, anti hcv'],
  ['56888-1', 'hiv 1 2 ag ab, hiv ag ab, hiv ag ab 4th gen, hiv 1 2 ag ab 4th gen, hiv 4th gen'],
  ['2106-3', 'pregnancy test, urine pregnancy test, upt, hcg, urine hcg, beta hcg, bhcg, b hcg'],
  ['882-1', 'abo rh, abo and rh, abo rh type, abo rh typing, abo group and rh type'],
  ['890-4', 'ab screen, rbc ab screen, indirect coombs, indirect antiglobulin test'],
  ['79719-1', 'dpyd, dpyd genotype, dpyd genotyping, dpyd gene, dpyd mutation analysis'],
  ['79719-1', 'dpyd sequencing, dpyd phenotype'],
  ['24590-2', 'mri brain, mr brain, mri head, mri brain w wo contrast, mri brain with contrast'],
  ['24590-2', 'mri brain with and without contrast, mri brain w and wo contrast'],
  ['24590-2', 'mri brain without contrast, mri brain wo contrast'],
];

/** Words that mean the same, by the one of the table. */
const same: ReadonlyMap<string, string> = new Map(
  [
    'hgb hb hemoglobin haemoglobin',
    'platelet platelets plt plts',
    'neut neutrophil neutrophils',
    'abs absolute',
    'sat saturation',
    'total tot',
    'alt sgpt',
    'ast sgot',
    'creatinine creat scr',
    'phosphate phosphorus phos',
    'triglycerides triglyceride trig trigs',
    'ig immunoglobulin',
    'estimated est',
    'vitamin vit',
    'oh hydroxy',
    'vancomycin vanc vanco',
    'wt weight',
    'ht height',
    'temp temperature',
    'qft quantiferon',
    'hep hepatitis',
    'ag antigen',
    'ab antibody antibodies',
    'gen generation',
    'pregnancy preg',
  ].flatMap((row) => {
    const [meant = '', ...others] = row.split(' ');
    return others.map((other) => [other, meant] as const);
  }),
);

/** Words that any name may carry and that do not change which test it is. */
const beside =
  /\b(serum|plasma|blood|whole|ser|plas|bld|or|in|lab|levels?|lvl|value|quant|quantitative|qual|qualitative|qn|ql|poc|the|of|virus|percent|incubated|eia)\b/g;
/** What is done where it is positive says nothing of which test it is. */
const reflex = /\b(w|with)? ?(reflex|rfx)\b.*$/;

/** The words of a name as the table has them: the property of a LOINC name, marks and words beside it are left out. */
const wordsIn = (name: string): string[] =>
  plain(name)
    .replace(/\[[^\]]*\]|[®™]|\((r|tm)\)/g, ' ')
    .replace(/%/g, ' percent ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(reflex, ' ')
    .replace(beside, ' ')
    .split(' ')
    .filter(Boolean)
    .map((word) => same.get(word) ?? word);

const keyOf = (words: readonly string[]): string => [...new Set(words)].sort().join(' ');

const codes = new Map(
  rows.flatMap(([code, names]) =>
    names.split(', ').map((name) => [keyOf(wordsIn(name)), code] as const),
  ),
);

/** The code of a name, alone or said twice: "Alanine aminotransferase (ALT)". */
const codeNamed = (name: string): string | undefined => {
  const words = wordsIn(name);
  const whole = codes.get(keyOf(words));
  if (whole) return whole;
  return words
    .map((_, at) => [words.slice(0, at), words.slice(at)].map((part) => codes.get(keyOf(part))))
    .find(([one, other]) => one !== undefined && one === other)?.[0];
};

/** Specimens whose numbers are not those of blood; the name alone does not tell them apart. */
const otherSpecimen = /\b(urine|csf|cerebrospinal|fluid|saliva|stool|feces|tissue|sweat|swab)\b/;

const saysSpecimen = (name: string): boolean => /\burine\b/i.test(name);

type Named = { code: string; untied?: true };
type Beside = { unit?: string | undefined; specimen?: string | undefined };

/**
 * The test that a result without a known code is of: one whose name every name of it is. What only
 * resembles a test, is of another specimen, or may be the number of one tube of several, counts
 * against a therapy and never for it.
 */
export const resultNamed = (
  names: readonly string[],
  { unit = '', specimen = '' }: Beside = {},
): Named | undefined => {
  const [code, ...others] = new Set(names.map(codeNamed));
  if (code && others.length === 0) {
    const test = partOf(code)?.test;
    const isOfTube = test?.id === 'tuberculosis' && /iu/i.test(unit);
    const isOther = otherSpecimen.test(plain(specimen)) && !names.some(saysSpecimen);
    // The number of another specimen is of another test; a verdict may still tell of this one.
    if (isOther && !test) return undefined;
    return isOfTube || isOther ? { code, untied: true } : { code };
  }
  const [alike] = testCalled(names.join(' '))?.codes ?? [];
  return alike ? { code: alike, untied: true } : undefined;
};

/** The names by one of their words, so that most words need no look at any. */
const byWord = Map.groupBy(
  [...codes].map(([key, code]) => ({ words: key.split(' '), code })),
  ({ words }) => words[0] as string,
);

/** The codes of tests whose whole names are among words. */
const codesWithin = (words: string): string[] => {
  const said = new Set(wordsIn(words));
  return [...said].flatMap((word) =>
    (byWord.get(word) ?? []).flatMap((one) =>
      one.words.every((part) => said.has(part)) ? [one.code] : [],
    ),
  );
};

/** Whether words hold the name of any test, or of this one, so that they may be of it. */
export const mayBeNamed = (words: string, code?: string): boolean => {
  const found = codesWithin(words);
  return code === undefined ? found.length > 0 : found.includes(code);
};

/** A result of the native form whose code is no LOINC code: by its name, or by the code where it is one. */
export const underItsCode = (result: Observation): Observation => {
  const { code, text, value, specimen } = result;
  if (/^\d{1,6}-\d$/.test(code) || code === unnamedCode) return result;
  const unit = value && 'value' in value ? value.unit : undefined;
  const found = resultNamed([text ?? code], { unit, specimen });
  return found ? { ...result, text: text ?? code, ...found } : result;
};
