import type { Observation } from '../referral.ts';
import { partOf, testCalled } from './lab-tests.ts';
import { unnamedCode } from './looked-for.ts';
import { plain } from './result-words.ts';

/**
 * Results by the names that laboratories and charts give them which send no code that is known here.
 * The list is closed: a name counts where it is all that is said, beside the words that every such
 * name may carry; one word more, and it is another test. General knowledge - verify.
 */
const rows: readonly (readonly [code: string, names: string])[] = [
  ['718-7', 'hgb, hb, hemoglobin, haemoglobin'],
  ['2276-4', 'ferritin'],
  ['2502-3', 'tsat, transferrin saturation, transferrin sat, iron saturation, iron sat'],
  ['2502-3', 'percent iron saturation, iron percent saturation, percent transferrin saturation'],
  ['2502-3', 'tsat percent, transferrin saturation percent, iron saturation percent'],
  ['777-3', 'plt, plts, platelets, platelet count, plt count, platelet'],
  ['751-8', 'anc, absolute neutrophil count, absolute neutrophils, neutrophils absolute'],
  [
    '751-8',
    'neutrophil absolute, neut abs, neutrophils abs, abs neutrophils, neutrophil count abs',
  ],
  ['1742-6', 'alt, sgpt, alanine aminotransferase, alanine transaminase'],
  ['1920-8', 'ast, sgot, aspartate aminotransferase, aspartate transaminase'],
  ['1975-2', 'bilirubin total, total bilirubin, bili total, total bili, tbili, t bili, tbil'],
  ['2160-0', 'creatinine, creat, scr'],
  ['2823-3', 'potassium'],
  ['2951-2', 'sodium'],
  ['19123-9', 'magnesium'],
  ['2777-1', 'phosphate, phosphorus, phos, inorganic phosphorus, phosphorus inorganic'],
  ['2345-7', 'glucose, glucose random, random glucose, glucose fasting, fasting glucose'],
  ['2571-8', 'triglycerides, triglyceride, trig, trigs'],
  ['17861-6', 'calcium, calcium total, total calcium'],
  ['29265-6', 'corrected calcium, calcium corrected, calcium corrected for albumin'],
  ['29265-6', 'albumin corrected calcium, calcium albumin corrected'],
  ['1751-7', 'albumin'],
  ['2458-8', 'iga, immunoglobulin a, iga total, total iga'],
  ['2465-3', 'igg, immunoglobulin g, igg total, total igg'],
  ['1825-9', 'alpha 1 antitrypsin, alpha1 antitrypsin, a 1 antitrypsin, a1at, aat'],
  ['1825-9', 'alpha 1 proteinase inhibitor'],
  ['35591-7', 'crcl, creatinine clearance, estimated creatinine clearance, est crcl'],
  ['98979-8', 'egfr, estimated gfr, gfr estimated, egfr ckd epi, egfr ckd epi 2021, egfrcr'],
  ['2157-6', 'ck, cpk, ck total, total ck, creatine kinase, creatine phosphokinase'],
  ['2157-6', 'creatine kinase total, total creatine kinase'],
  ['62292-8', 'vitamin d 25 hydroxy, vitamin d 25 oh, 25 hydroxy vitamin d, 25 oh vitamin d'],
  ['62292-8', '25 hydroxyvitamin d, vitamin d 25 hydroxy total, vitamin d 25 oh total'],
  ['62292-8', 'vit d 25 hydroxy, vit d 25 oh, vitamin d 25, 25 ohd'],
  ['4092-3', 'vancomycin trough, vanc trough, vanco trough, trough vancomycin'],
  ['29463-7', 'weight, wt, body weight, body wt, weight kg, wt kg, weight lb, weight lbs'],
  ['8302-2', 'height, ht, body height, height cm, ht cm'],
  ['8480-6', 'systolic, sbp, systolic bp, systolic blood pressure, bp systolic'],
  ['8462-4', 'diastolic, dbp, diastolic bp, diastolic blood pressure, bp diastolic'],
  ['8310-5', 'temperature, temp, body temperature, body temp'],
  ['71773-6', 'quantiferon, quantiferon tb, quantiferon tb gold, quantiferon tb gold plus, qft'],
  ['71773-6', 'quantiferon gold, quantiferon gold plus, quantiferon plus, qft plus, qft gold'],
  ['71773-6', 'qft gold plus, quantiferon tb gold in tube, tb quantiferon, tb gold plus, tb gold'],
  ['71773-6', 'quantiferon tb gold plus 1 tube, quantiferon tb gold plus 4 tube, qft tb gold plus'],
  ['71773-6', 'igra, tb igra, igra tb, interferon gamma release assay, t spot tb, t spot, tspot'],
  ['39263-9', 'tuberculin skin test, tb skin test, ppd, tst, mantoux, ppd skin test, mantoux test'],
  ['5196-1', 'hbsag, hbs ag, hep b sag, hep b s ag, hepatitis b sag, hbsag screen'],
  ['5196-1', 'hepatitis b surface antigen, hepatitis b surface ag, hep b surface antigen'],
  [
    '5196-1',
    'hep b surface ag, hbv surface antigen, hbv surface ag, hepatitis b surface ag screen',
  ],
  ['5196-1', 'hepatitis b surface antigen screen, hep b surface ag screen, hbsag hepatitis b'],
  ['13952-7', 'hbcab total, total hbcab, anti hbc total, hbc total, hep b core total ab'],
  ['13952-7', 'hepatitis b core antibody total, hepatitis b core ab total, hep b core ab total'],
  ['13952-7', 'hep b core antibody total, hepatitis b core total antibody, hep b core ab tot'],
  ['13952-7', 'hepatitis b total core antibody, hep b total core ab, hepatitis b core ab tot'],
  [
    '13952-7',
    'hepatitis b core total ab, hep b core total antibody, total hepatitis b core antibody',
  ],
  ['70173-0', 'jc virus antibody, jc virus ab, jcv antibody, jcv ab, anti jcv antibody, anti jcv'],
  ['70173-0', 'stratify jcv, stratify jcv antibody, stratify jcv ab, stratify jcv dxselect'],
  ['70173-0', 'stratify jcv antibody with index, jcv antibody with index, jcv ab w index'],
  ['13955-0', 'hepatitis c antibody, hepatitis c ab, hep c antibody, hep c ab, hcv antibody'],
  ['13955-0', 'hcv ab, anti hcv, hepatitis c virus antibody'],
  ['56888-1', 'hiv 1 2 ag ab, hiv ag ab, hiv ag ab 4th gen, hiv 1 2 ag ab 4th generation'],
  ['56888-1', 'hiv 1 2 antigen antibody, hiv antigen antibody, hiv 4th generation'],
  ['2106-3', 'pregnancy test, urine pregnancy test, pregnancy test urine, upt, hcg urine'],
  ['2106-3', 'urine hcg, hcg, beta hcg, hcg beta, bhcg, b hcg, serum pregnancy test, preg test'],
  ['882-1', 'abo rh, abo and rh, abo rh type, abo rh typing, abo group and rh type'],
  ['890-4', 'antibody screen, rbc antibody screen, indirect coombs, indirect antiglobulin test'],
  ['79719-1', 'dpyd, dpyd genotype, dpyd genotyping, dpyd gene, dpyd mutation analysis'],
  ['79719-1', 'dpyd sequencing, dpyd phenotype'],
  ['24590-2', 'mri brain, brain mri, mr brain, mri of brain, mri brain w wo contrast'],
  ['24590-2', 'mri brain with and without contrast, mri brain without contrast, mri head'],
  ['24590-2', 'mri brain w and wo contrast, mri brain with contrast, mri brain wo contrast'],
];

/** Words that any name may carry and that do not change which test it is. */
const beside =
  /\b(serum|plasma|blood|whole|ser|plas|bld|or|in|lab|level|levels|lvl|value|quantitative|qualitative|quant|qual|qn|ql|poc|the|of|incubated|eia)\b/g;
/** What is done where it is positive says nothing of which test it is. */
const reflex = /\b(w|with)? ?(reflex|rfx)\b.*$/;

/** A name as the table has it: the property of a LOINC name, marks and words beside it are left out. */
const named = (words: string): string =>
  plain(words)
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/[®™]|\((r|tm)\)/g, ' ')
    .replace(/%/g, ' percent ')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(reflex, ' ')
    .replace(beside, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const codes = new Map(
  rows.flatMap(([code, names]) => names.split(', ').map((name) => [named(name), code] as const)),
);

/** The code of a name, alone or said twice: "Alanine aminotransferase (ALT)". */
const codeNamed = (words: string): string | undefined => {
  const name = named(words);
  const whole = codes.get(name);
  if (whole) return whole;
  const parts = name.split(' ');
  for (let at = 1; at < parts.length; at += 1) {
    const code = codes.get(parts.slice(0, at).join(' '));
    if (code && code === codes.get(parts.slice(at).join(' '))) return code;
  }
  return undefined;
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

/** Whether words hold the name of any test. */
export const mayBeAnyNamed = (words: string): boolean => {
  const said = ` ${named(words)} `;
  return [...codes.keys()].some((name) => said.includes(` ${name} `));
};

/** Whether words hold a name of the test among others, so that they may be of it. */
export const mayBeNamed = (words: string, code: string): boolean => {
  const said = ` ${named(words)} `;
  return [...codes].some(([name, of]) => of === code && said.includes(` ${name} `));
};

/** A result of the native form whose code is no LOINC code: by its name, or by the code where it is one. */
export const underItsCode = (result: Observation): Observation => {
  const { code, text, value, specimen } = result;
  if (/^\d{1,6}-\d$/.test(code) || code === unnamedCode) return result;
  const unit = value && 'value' in value ? value.unit : undefined;
  const found = resultNamed([text ?? code], { unit, specimen });
  return found ? { ...result, text: text ?? code, ...found } : result;
};
