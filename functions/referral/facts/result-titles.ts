import { lookup } from '../../platform/lookup.ts';
import type { Observation } from '../referral.ts';

/**
 * What results are called where a person reads them, by the LOINC codes of each: the short names of the
 * LOINC table, in words. Those of `lab-tests.ts` are repeated, for not all who show a result read it.
 */
const rows: readonly (readonly [title: string, codes: string])[] = [
  ['body weight', '29463-7 3141-9'],
  ['body height', '8302-2'],
  ['hemoglobin', '718-7'],
  ['platelets', '777-3 26515-7'],
  ['neutrophils', '751-8 753-4 26499-4'],
  ['ALT', '1742-6'],
  ['AST', '1920-8'],
  ['total bilirubin', '1975-2'],
  ['creatinine', '2160-0'],
  ['creatinine clearance', '35591-7 2164-2'],
  ['eGFR', '98979-8 62238-1 33914-3'],
  ['ferritin', '2276-4'],
  ['transferrin saturation', '2502-3'],
  ['potassium', '2823-3 6298-4'],
  ['sodium', '2951-2'],
  ['magnesium', '19123-9'],
  ['phosphate', '2777-1'],
  ['glucose', '2345-7'],
  ['total cholesterol', '2093-3'],
  ['triglycerides', '2571-8'],
  ['calcium', '17861-6'],
  ['corrected calcium', '29265-6'],
  ['albumin', '1751-7'],
  ['IgA', '2458-8'],
  ['IgG', '2465-3'],
  ['alpha-1 antitrypsin', '1825-9'],
  ['creatine kinase', '2157-6'],
  ['25-OH vitamin D', '62292-8'],
  ['vancomycin trough', '4092-3'],
  ['blood group', '882-1'],
  ['ApoE genotype', '21619-2'],
  ['systolic blood pressure', '8480-6'],
  ['diastolic blood pressure', '8462-4'],
  [
    'tuberculosis screen (IGRA or skin test)',
    '71773-6 45323-3 39263-9 1648-5 23537-4 23539-0 71774-4 71775-1 74281-7 64084-7 88517-8',
  ],
  [
    'hepatitis B surface antigen',
    '5195-3 5196-1 5197-9 75410-1 47364-5 7905-3 65633-0 63557-3 58452-4',
  ],
  ['hepatitis B core antibody (total)', '16933-4 13952-7 83100-8 22316-4 5187-0 51914-0 21005-4'],
  ['JC virus antibody', '70173-0'],
  ['hepatitis C antibody', '13955-0 16128-1 5199-5 40726-2 72376-7'],
  ['HIV antibody or antigen', '56888-1 7918-6 31201-7 80387-4 48345-3'],
  [
    'pregnancy test',
    '2106-3 2112-1 80384-1 2118-8 2110-5 80385-8 20994-0 19080-1 21198-7 20415-6 83086-9 45194-8 25372-4',
  ],
  ['antibody screen', '890-4 1003-3 1250-0'],
  ['DPYD test', '79719-1 45284-7'],
  ['MRI of the brain', '24590-2 30657-1 24587-8 24589-4'],
];

const titles = lookup<string>(
  Object.fromEntries(
    rows.flatMap(([title, codes]) => codes.split(' ').map((code) => [code, title] as const)),
  ),
);

/** As the sender names it, else by its title with the code, else by the code alone. */
export const resultCalled = ({ text, code }: Pick<Observation, 'text' | 'code'>): string => {
  const title = titles[code];
  return text ?? (title ? `${title}, ${code}` : code);
};
