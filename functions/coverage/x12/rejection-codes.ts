import { lookup } from '../../platform/lookup.ts';

/**
 * What an eligibility rejection (X12 element 901) means to us, in our own words; the few codes
 * that lead somewhere of their own. Everything else needs a person who knows our set-up.
 */
type RejectionMeaning = 'identity' | 'inactive' | 'later' | 'set-up';

export const rejectionMeanings: Readonly<
  Record<string, { means: RejectionMeaning; says: string }>
> = {
  '42': { means: 'later', says: 'the payer cannot answer now' },
  '80': { means: 'later', says: 'the payer gave no answer' },
  '58': { means: 'identity', says: 'the birth date is missing or not a date' },
  '60': { means: 'identity', says: 'the birth date lies after the day of care' },
  '64': { means: 'identity', says: 'the patient id is not valid' },
  '65': { means: 'identity', says: 'the patient name is not valid' },
  '66': { means: 'identity', says: 'the sex is missing or not one the payer knows' },
  '67': { means: 'identity', says: 'the patient is not found' },
  '68': { means: 'identity', says: 'the patient id is used twice' },
  '71': { means: 'identity', says: 'the birth date is not that of the member' },
  '72': { means: 'identity', says: 'the member id is not valid' },
  '73': { means: 'identity', says: 'the member name is not valid' },
  '74': { means: 'identity', says: 'the sex on file differs' },
  '75': { means: 'identity', says: 'the member is not found' },
  '76': { means: 'identity', says: 'the member id is used twice' },
  '77': { means: 'identity', says: 'the member is found, the patient is not' },
  '78': { means: 'identity', says: 'the member is not in the group or plan' },
  '95': { means: 'inactive', says: 'the patient is not eligible' },
};

export const rejectionCodes = lookup(rejectionMeanings);

/** `N` and `S` tell us not to ask again; a follow-up of `R` or `P` invites the same question. */
export const meaningOf = (code: string): RejectionMeaning =>
  rejectionCodes[code]?.means ?? 'set-up';
