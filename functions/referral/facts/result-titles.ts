import { lookup } from '../../platform/lookup.ts';
import type { Observation } from '../referral.ts';
import { partOf } from './lab-tests.ts';

/** What results are called in words, by LOINC code; those that laboratories word are in `lab-tests.ts`. */
const titles = lookup<string>({
  '29463-7': 'body weight',
  '3141-9': 'body weight',
  '8302-2': 'body height',
  '718-7': 'hemoglobin',
  '777-3': 'platelets',
  '26515-7': 'platelets',
  '751-8': 'neutrophils',
  '753-4': 'neutrophils',
  '26499-4': 'neutrophils',
  '1742-6': 'ALT',
  '1920-8': 'AST',
  '1975-2': 'total bilirubin',
  '2160-0': 'creatinine',
  '35591-7': 'creatinine clearance',
  '2164-2': 'creatinine clearance',
  '98979-8': 'eGFR',
  '62238-1': 'eGFR',
  '33914-3': 'eGFR',
  '2276-4': 'ferritin',
  '2502-3': 'transferrin saturation',
  '2823-3': 'potassium',
  '6298-4': 'potassium',
  '2951-2': 'sodium',
  '19123-9': 'magnesium',
  '2777-1': 'phosphate',
  '2345-7': 'glucose',
  '2093-3': 'total cholesterol',
  '2571-8': 'triglycerides',
  '17861-6': 'calcium',
  '29265-6': 'corrected calcium',
  '1751-7': 'albumin',
  '2458-8': 'IgA',
  '2465-3': 'IgG',
  '1825-9': 'alpha-1 antitrypsin',
  '2157-6': 'creatine kinase',
  '62292-8': '25-OH vitamin D',
  '4092-3': 'vancomycin trough',
  '882-1': 'blood group',
});

const titleOf = (code: string): string | undefined => {
  const known = partOf(code);
  // A code that only looks like the test is not called by its name.
  return known && known.part !== 'never' ? known.test.title : titles[code];
};

/**
 * What a result is called where a person reads it: as the sender names it, else by its title with the
 * code, else by the code alone.
 */
export const resultCalled = ({ text, code }: Pick<Observation, 'text' | 'code'>): string => {
  const title = titleOf(code);
  return text ?? (title ? `${title}, ${code}` : code);
};
