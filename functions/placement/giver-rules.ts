import type { Site } from '../network/network.ts';
import { isMinor } from '../referral/guardian.ts';
import { phasesOf } from '../referral/order/course.ts';
import { drugsOf } from '../referral/order/regimen.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import { excludes, type SiteFacts, type SiteVerdict, speaksFor } from './site-facts.ts';

/** Where each dose is a visit no drug is given several times a day. */
export const timesADayVerdict = (
  { setting }: Site,
  { therapy, submission }: SiteFacts,
): SiteVerdict | undefined => {
  if (isSelfGiven(therapy, setting)) return undefined;
  const isOften = drugsOf(submission, therapy).some(
    (drug) =>
      drug.therapy &&
      phasesOf(drug.submission.order, drug.therapy).some(({ timesPerDay = 1 }) => timesPerDay > 1),
  );
  return isOften ? excludes('several-doses-a-day') : undefined;
};

/** Who gives the doses at home or in a house: it decides what is taught, and when a nurse comes. */
export const giverVerdict = (
  { setting }: Site,
  { therapy, submission: { order, patient, placement }, on }: SiteFacts,
): SiteVerdict | undefined => {
  if (setting !== 'home' && setting !== 'long-term-care') return undefined;
  if (!isSelfGiven(therapy, setting)) return speaksFor('given-by-nurse');
  if (setting === 'long-term-care') return speaksFor('given-by-house');
  if (order.nurseGives) return excludes('nurse-cannot-stay');
  const isHelped = placement?.needsHelp === true || isMinor(patient, on);
  return speaksFor(isHelped ? 'given-by-caregiver' : 'given-by-patient');
};
