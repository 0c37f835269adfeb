import { lookup } from '../platform/lookup.ts';
/**
 * What X12 code list 886 (decision reasons, HCR03) means, as far as it is used for infusion, in our
 * words. A code that is not here is told as it is.
 */
export const payerReasons = lookup<string>({
  '0B': 'review by an outside organization',
  '0D': 'the primary care provider is involved first',
  '0F': 'not medically necessary',
  '0G': 'level of care',
  '0H': 'no authorization is required',
  '0J': 'review by an outside organization',
  '0L': 'the maximum of the plan is reached',
  '0M': 'not covered',
  '0N': 'no authorization was had before',
  '0P': 'information that was asked for did not come',
  '0Q': 'duplicate of an earlier request',
  '0R': 'does not fit the diagnosis',
  '0T': 'experimental',
  '0U': 'more information on the patient is needed',
  '0V': 'needs medical review',
  '0W': 'decision pending',
  '0X': 'does not fit the type of provider',
  '0Y': 'does not fit the age of the patient',
  '0Z': 'does not fit the sex of the patient',
  '9': 'out of network',
  '10': 'delivery pattern',
  '12': 'restricted to other providers',
  '13': 'restricted to other providers',
  '15': 'outside the area',
  '16': 'facility type',
  '17': 'time limits',
  '25': 'errors in the request',
  '44': 'another treatment is to be tried first',
});

/** A reason of the payer in words, with its code for whoever calls the payer about it. */
export const payerReason = (code: string): string =>
  Object.hasOwn(payerReasons, code)
    ? `${payerReasons[code]} (${code})`
    : `reason ${code} of the payer`;
