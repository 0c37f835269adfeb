import type { HoldReason } from '../hold/hold-reasons.ts';
import { type Lookup, lookup } from '../platform/lookup.ts';

/** What an action comes to, whatever was waited for, and where that differs by the reason. */
type End = string | Readonly<Partial<Record<HoldReason, string>>>;

const asked = 'the payer is asked about the coverage again';

/** How each action ends a wait, as somebody reads it who follows a referral. */
const ends: Lookup<End> = lookup<End>({
  covered: 'every visit that is booked is paid for',
  'send-back': 'the practice sent the order back and said what is wrong',
  recheck: {
    'visits-not-covered': 'what the visits are paid by is looked at again',
    'order-incomplete': 'the order is checked again',
    'order-unsafe': 'the order is checked again',
    'order-drug-unknown': 'the order is checked again',
    'coverage-not-active': asked,
    'coverage-identity': asked,
    'coverage-other-payer': asked,
    'coverage-in-doubt': asked,
    'site-needs-clinician': 'the sites of care are ranked again',
    'evidence-missing': 'the criteria of the payer are looked at again',
    'conditions-undocumented': 'what the payer holds its claims against is looked at again',
    'evidence-contradictory': 'the criteria of the payer are looked at again',
    'criteria-not-met': 'the criteria of the payer are looked at again',
    'visit-not-ready': 'the visit is checked again',
    'clearance-ended': 'the visit is checked again',
    'visit-unrecorded': 'the visit is on record now',
  },
  close: 'the referral is closed',
  clear: {
    'order-unsafe': 'a clinician found the order safe to go on with',
    'clearance-ended': 'a clinician looked again, and lets the visit go on',
    'visit-suspended': 'a clinician lets the visits go on',
  },
  'enter-drug': 'a pharmacist entered the drug for this order',
  'replace-coverage': 'another coverage was given',
  'pays-first': 'the payer said that it does pay first',
  'choose-site': 'a clinician chose the site of care',
  needed: 'the payer said that it must authorize this',
  'not-needed': {
    'authorization-need-unknown': 'the payer said that it need not authorize this',
    'visit-to-rebook': 'the dose is not to be given',
    'series-unlike-order': 'the doses that have no visit are not to be given',
    'authorization-ending': 'no renewal is needed',
    'step-promised': 'the step is not needed any more',
  },
  taken: 'the step that was named was taken',
  'ask-now': 'the payer is asked again at once',
  'asked-again': 'the payer answers again and is asked',
  sent: 'the request was sent, and the payer decides',
  'next-channel': 'the request goes another way to the payer',
  redraft: 'the request is made anew',
  'record-approval': 'the approval of the payer is on record',
  'record-part': 'a part was approved, and somebody decides whether it is enough',
  'record-request': 'the payer wants more before it decides',
  'record-denial': 'the denial of the payer is on record',
  resubmit: {
    'payer-decision': 'the request is sent again',
    denied: 'a corrected new request goes to the payer',
    'approval-changed': 'the payer is asked again for the rest',
    'denied-site-of-care': 'a corrected new request goes to the payer',
    'submission-rejected': 'the request is sent again',
    'payer-contact': 'a new request goes to the payer',
  },
  'submit-without': {
    'evidence-missing': 'the request goes without what is lacking, and says why',
    'evidence-contradictory': 'a clinician said what is true, and the request goes with it',
  },
  'book-without': 'the visits are booked all the same, and a person said why',
  'ask-exception': 'the payer is asked for an exception',
  supply: 'what the payer asked for is sent',
  'await-decision': 'the payer has what it needs and decides',
  'peer-to-peer': 'the prescriber speaks with the clinician of the payer, who then decides',
  appeal: 'an appeal was filed, and the payer decides on it',
  'second-appeal': 'an appeal to the second level was filed, and the payer decides on it',
  'external-review': 'the case is with an independent reviewer, who decides',
  'move-site': 'another site of care is looked for',
  accept: {
    'approval-changed': 'what the payer approved is enough to go on with',
    'order-changed': 'care goes on with the order as it is now',
    'first-dose-late': 'the first dose may be given as late as that',
  },
  'approval-stands': 'the payer was called, and its approval stands',
  called: {
    'answer-unexpected':
      'the payer was called, and it is clear which request and which of its answers count',
    'message-undelivered': 'they were told by telephone',
    'given-not-authorized': 'the payer was asked for what was given beyond the authorization',
  },
  'not-billed': 'what was given beyond the authorization is not billed',
  answered: 'the patient was answered',
  explained: 'it was explained, and the patient said it back in their own words',
  'explain-again': 'it is not understood yet, and is explained again on a day that is named',
  'stop-texts': 'the patient was asked, and gets no more texts',
  'place-again': 'the place of the doses to come is chosen anew',
  'line-arranged': 'a line that suits the visits to come is arranged',
  'go-on': 'the visits go on through the veins of the arm, with a skilled nurse',
  'search-again': 'times are looked for again',
  'widen-window': 'the prescriber allows more days around each dose',
  'correct-approval': 'the number or the last day of the approval was corrected',
  replanned: {
    'order-changed': 'visits and authorization were brought in line with the order',
    'place-changed': 'site and visits were brought in line with the new place',
  },
  'ask-practice': 'the practice is asked again to sign the order',
  'ask-again': 'the payer is asked about coverage and authorization again',
  'told-active': 'the payer said by telephone that the coverage is in force',
  confirmed: 'the payer said by telephone that it pays for the visits',
  kept: {
    'place-changed': 'the site and every visit still fit',
    'site-review': 'a clinician keeps the doses to come where they are',
    'visit-displaced': 'the visit can take place all the same',
    'move-requested': 'the patient was told that the time stays',
  },
  'same-person': 'the two are one person',
  'another-person': 'the two are different persons',
  alive: 'it was an error, the patient lives, and visits and messages go on',
  'use-new': 'the patient was asked, and what the practice names is right',
  keep: 'the patient was asked, and what is in use is right',
  rebooked: 'the dose has another visit',
  book: 'times are looked for, for the doses that have no visit',
  'in-line': 'every dose of the order has its visit',
  moved: {
    'first-dose-late': 'an earlier visit was found',
    'move-requested': 'another time was found',
  },
  'coverage-told': 'the payer said by telephone that it covers the day of the visit',
  override: 'a person decided to go on with the visit as it is',
  missed: 'the patient was not seen',
  renew: 'the payer is asked for a renewal',
  retry: 'the step that failed is tried again',
});

/**
 * How a wait ended, in a sentence; an action that nobody takes any more is not told.
 *
 * @param covers for which doses a clinician cleared what was found, in words
 */
export const tellWaitEnd = (action: string, reason: string, covers?: unknown): string => {
  const end = ends[action];
  const told = typeof end === 'object' ? lookup<string>({ ...end })[reason] : end;
  const reach = typeof covers === 'string' ? `, ${covers}` : '';
  return told ? `The wait ended: ${told}${reach}.` : 'The wait ended.';
};
