import * as z from 'zod';
import { lookup } from './lookup.ts';
import { text } from './text.ts';

/** States, the District of Columbia, territories and military mail: USPS Publication 28, appendix B. */
const states = lookup<string>({
  alabama: 'AL',
  alaska: 'AK',
  'american samoa': 'AS',
  arizona: 'AZ',
  arkansas: 'AR',
  california: 'CA',
  colorado: 'CO',
  connecticut: 'CT',
  delaware: 'DE',
  'district of columbia': 'DC',
  florida: 'FL',
  georgia: 'GA',
  guam: 'GU',
  hawaii: 'HI',
  idaho: 'ID',
  illinois: 'IL',
  indiana: 'IN',
  iowa: 'IA',
  kansas: 'KS',
  kentucky: 'KY',
  louisiana: 'LA',
  maine: 'ME',
  maryland: 'MD',
  massachusetts: 'MA',
  michigan: 'MI',
  minnesota: 'MN',
  mississippi: 'MS',
  missouri: 'MO',
  montana: 'MT',
  nebraska: 'NE',
  nevada: 'NV',
  'new hampshire': 'NH',
  'new jersey': 'NJ',
  'new mexico': 'NM',
  'new york': 'NY',
  'north carolina': 'NC',
  'north dakota': 'ND',
  'northern mariana islands': 'MP',
  ohio: 'OH',
  oklahoma: 'OK',
  oregon: 'OR',
  pennsylvania: 'PA',
  'puerto rico': 'PR',
  'rhode island': 'RI',
  'south carolina': 'SC',
  'south dakota': 'SD',
  tennessee: 'TN',
  texas: 'TX',
  utah: 'UT',
  vermont: 'VT',
  'virgin islands': 'VI',
  virginia: 'VA',
  washington: 'WA',
  'west virginia': 'WV',
  wisconsin: 'WI',
  wyoming: 'WY',
});

const stateCodes = new Set([...Object.values(states), 'AA', 'AE', 'AP']);

/** A state as its two letters, from its letters or its name; what is neither stays as it is. */
export const spellState = (written: string): string => {
  const words = written.trim().replace(/\s+/g, ' ');
  const letters = words.replaceAll('.', '').toUpperCase();
  return stateCodes.has(letters) ? letters : (states[words.toLowerCase()] ?? words);
};

/** A ZIP code as `60605` or `60605-0042`, also where its hyphen is missing or a space. */
export const spellPostalCode = (written: string): string => {
  const digits = written.trim().replace(/^(\d{5})[- ]?(\d{4})?$/, '$1$2');
  return /^\d{9}$/.test(digits) ? `${digits.slice(0, 5)}-${digits.slice(5)}` : digits;
};

/** A postal address in the United States. */
export const Address = z.object({
  line: z.array(text(100)).min(1).max(3),
  city: text(60),
  state: z
    .string()
    .overwrite(spellState)
    .regex(/^[A-Z]{2}$/, 'must be a state, as two letters or by name')
    .refine((state) => stateCodes.has(state), 'must be a state, as two letters or by name'),
  postalCode: z
    .string()
    .overwrite(spellPostalCode)
    .regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP code'),
});
export type Address = z.infer<typeof Address>;

const postBox =
  /^(?:p\.?\s*o\.?\s*b(?:ox|\b)|post(?:al)?\s*(?:office)?\s*box\b|box\s+\d|p\.?m\.?b\b|general delivery|homeless|unhoused|undomiciled|no (?:fixed )?(?:address|abode)|unknown\b|transient\b)/i;

/**
 * Whether nobody lives there: a box at the post office (USPS Publication 28, section 28) or words
 * for having no home, with no street beside it.
 */
export const isPostBox = ({ line }: Pick<Address, 'line'>): boolean =>
  line.some((one) => postBox.test(one.trim())) &&
  line.every((one) => postBox.test(one.trim()) || !/^\d+[a-z]?\s+\S/i.test(one.trim()));
