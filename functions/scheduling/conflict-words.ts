import { lookup } from '../platform/lookup.ts';
import { competencyWords } from '../therapy/competency-words.ts';

/** What each refusal of a nurse, a site or a day means. */
const refusalTexts = lookup<string>({
  'no-home-visits': 'does not make home visits',
  'address-unknown': 'the address is outside every area of the agency',
  'day-off': 'not on shift',
  'day-full': 'has as many visits as the day allows',
  'no-gap': 'no gap long enough',
  'too-far': 'a gap, but not with the travel on both sides',
  'patient-busy': 'the patient has another visit then',
  closed: 'closed',
  'no-competent-nurse': 'no nurse on duty is current in all that is asked',
  'no-chair': 'every chair is taken',
  'nurses-busy': 'the nurses on duty have their hands full',
  'too-late-for-first-dose': 'too close to closing for a first dose',
  'too-long': 'the visit is longer than the opening hours',
  'nurse-busy': 'the nurse has another visit then',
  'nurse-unknown': 'no such nurse visits from the site',
  'outside-window': 'the day is outside the window of the dose',
  'out-of-order': 'another dose would come before or after it out of order',
  'too-soon-after-dose': 'too close to the dose before or after it',
  'not-authorized-that-day': 'the authorization does not cover the day',
});

const calledBy = lookup<string>(competencyWords);

/** A competency within a sentence; one of an agency's own as it names it. */
const competencyCalled = (tag: string): string =>
  (calledBy[tag] ?? tag.replaceAll('-', ' ')).toLowerCase();

/** What a refusal or a conflict means, in words. */
export const conflictWords = (code: string): string => {
  const [state, tag = ''] = code.split(':');
  if (state === 'lacks') return `not competent in ${competencyCalled(tag)}`;
  if (state === 'expired') return `competency in ${competencyCalled(tag)} has expired`;
  return refusalTexts[code] ?? code;
};
