import type { HoldReason } from './hold-reasons.ts';

/** What each reason to wait is called where people read it. */
const words: Readonly<Record<HoldReason, string>> = {
  'order-incomplete': 'The order lacks something a payer or a nurse needs.',
  'order-unsafe':
    'A check of the dose, the results, conditions or other medicines stopped the order; a clinician decides.',
  'order-drug-unknown': 'The catalogue does not know the drug; a pharmacist enters it.',
  'coverage-not-active': 'No active coverage was found.',
  'coverage-identity': 'The payer does not recognize the member as given.',
  'coverage-other-payer': 'Another payer pays before the one that was named, or may.',
  'coverage-in-doubt':
    'The payer’s answer about the coverage contradicts itself or leaves it open; the payer is called.',
  'site-needs-clinician': 'No setting is clearly right; a clinician decides.',
  'authorization-need-unknown': 'No payer rule says whether an authorization is needed.',
  'payer-unavailable': 'The payer does not answer; it is asked again by itself.',
  'payer-decision': 'The payer is deciding.',
  'information-requested': 'The payer asks for more information before it decides.',
  denied: 'The payer denied the request as not medically necessary or not supported.',
  'denied-site-of-care': 'The payer wants another site of care.',
  'approval-changed': 'The payer approved something other than what was asked.',
  'submission-rejected': 'The payer could not process the request as sent.',
  'payer-contact': 'The payer asks to be contacted, or answered in a way no rule reads.',
  'approval-taken-back': 'The payer sent a notice that takes back what it had approved.',
  'approval-lost': 'The payer took its approval back; visits wait until it approves again.',
  'answer-unexpected':
    'The payer answered twice, or without saying what, or to no request that waits; what holds is unclear.',
  'no-capacity': 'No nurse, chair or home visit fits the dose windows.',
  'order-changed':
    'The order was changed after it had been checked; no visit goes on until it is accepted.',
  'coverage-changed':
    'What the payer was asked about has changed, the coverage, the drug or the dose; it is asked again.',
  'place-changed':
    'Where the patient lives or is to be treated has changed; site and visits are looked at again.',
  'patient-uncertain':
    'The patient may be somebody we know already; a person says whether they are one.',
  'contact-claimed':
    'A practice names another telephone number or address of the patient than the one in use.',
  'visit-to-rebook': 'A visit was cancelled or missed and its dose has no other.',
  'series-unlike-order':
    'The visits are not those that the order asks for: doses have none, or there are too many.',
  'visit-displaced': 'The nurse or the site is no longer there at the time of a booked visit.',
  'first-dose-late':
    'The first visit lies after the last day on which the first dose is in its window.',
  'move-requested': 'The patient cannot come at the time of a visit and asks for another.',
  'visit-not-ready': 'Something a visit needs is not there yet.',
  'clearance-ended':
    'What a clinician cleared of the order does not cover this visit; a clinician looks again.',
  'visit-unrecorded': 'The visit is over and nobody recorded it.',
  'visit-suspended': 'A reaction suspends later visits until a clinician clears them.',
  'site-review':
    'The doses to come belong elsewhere now, by what was given, a reaction, the payer or the home.',
  'access-review':
    'A visit found no line that suits the visits to come; a clinician says how they go on.',
  'authorization-ending': 'The authorization ends before the series does.',
  'step-promised':
    'Somebody named a next step after a call, a letter or a look; its day has a clock.',
  'message-undelivered':
    'A message did not surely arrive; the patient or the practice may not know.',
  'patient-wrote': 'The patient wrote a text that a person must read and answer.',
  'patient-unwell':
    'The patient wrote that they may be unwell; a clinician calls them without delay.',
  'needs-attention': 'Something failed that trying again did not cure.',
};

/** Why a hold waits, in one sentence; one whose reason no code knows any more has failed. */
export const holdSays = (reason: HoldReason): string =>
  Object.hasOwn(words, reason) ? words[reason] : words['needs-attention'];
