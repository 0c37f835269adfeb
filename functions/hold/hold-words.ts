import type { HoldReason } from './hold-reasons.ts';

/** Whose words tell why a hold waits. */
export const whoseWords = ['payer', 'practice', 'patient', 'nurse', 'desk', 'rules'] as const;
export type WhoseWords = (typeof whoseWords)[number];

type ReasonWords = {
  /** What the reason is called where people read it, in one sentence. */
  says: string;
  /** What it asks of whoever works the hold. */
  asks: string;
  /** In whose words `why` tells it. */
  words: WhoseWords;
  /** Where owner and clock come from; a target of our own is marked so. */
  source: string;
};

const own = 'own target; hold taxonomy';

/** How each reason to wait is told. */
export const holdWords: Readonly<Record<HoldReason, ReasonWords>> = {
  'order-incomplete': {
    says: 'The order lacks something a payer or a nurse needs.',
    asks: 'Get from the practice what the order lacks.',
    words: 'rules',
    source: 'H01-H02, H04, H06: 1 business day, escalate at 2 and 4',
  },
  'order-to-sign': {
    says: 'An order that our staff keyed in waits for the signature of its practice.',
    asks: 'Read the order beside its page, and sign it, or send it back with what is wrong.',
    words: 'rules',
    source: 'H01-H02: 1 business day; that the practice signs what we keyed in is our own rule',
  },
  'order-sent-back': {
    says: 'The practice sent a keyed order back: it says what is wrong.',
    asks: 'Correct the order as the practice says, which sends it there again.',
    words: 'practice',
    source: 'H01-H02; 4 hours, as for what a patient wrote; own target',
  },
  'order-unsafe': {
    says: 'A check of the dose, the results, conditions or other medicines stopped the order; a clinician decides.',
    asks: 'Decide, as a clinician, whether the order may go on as it is.',
    words: 'rules',
    source: 'H03, H05: same day',
  },
  'order-drug-unknown': {
    says: 'The catalogue does not know the drug; a pharmacist enters it.',
    asks: 'Enter the drug, as a pharmacist, or have the order corrected.',
    words: 'practice',
    source: 'H03: same day; own target',
  },
  'coverage-not-active': {
    says: 'No active coverage was found.',
    asks: 'Find a coverage that pays, or settle that there is none.',
    words: 'payer',
    source: 'H09: recheck each 24 hours',
  },
  'coverage-identity': {
    says: 'The payer does not recognize the member as given.',
    asks: 'Find out under which name and number the payer knows the member.',
    words: 'payer',
    source: 'H08: 1 day',
  },
  'coverage-other-payer': {
    says: 'Another payer pays before the one that was named, or may.',
    asks: 'Find out which payer pays first, and have it on record.',
    words: 'payer',
    source: 'H10: another payer pays first; 1 day',
  },
  'coverage-in-doubt': {
    says: 'The payer’s answer about the coverage contradicts itself or leaves it open; the payer is called.',
    asks: 'Call the payer and ask whether the coverage is in force and pays for the infusion.',
    words: 'payer',
    source: 'H09, H11: a call to the payer; 1 day',
  },
  'site-needs-clinician': {
    says: 'No setting is clearly right; a clinician decides.',
    asks: 'Choose, as a clinician, where the doses are given.',
    words: 'rules',
    source: own,
  },
  'authorization-need-unknown': {
    says: 'No payer rule says whether an authorization is needed.',
    asks: 'Ask the payer whether it must authorize this, and take its reference down.',
    words: 'rules',
    source: 'H13: 1 day',
  },
  'payer-unavailable': {
    says: 'The payer does not answer; it is asked again by itself.',
    asks: 'Nothing, as long as the patient can wait: the payer is asked again by itself.',
    words: 'rules',
    source: own,
  },
  'packet-to-send': {
    says: 'The payer takes no request by machine, or not this one: a person sends the packet.',
    asks: 'Send the packet as it says, then record when and by which number it can be shown.',
    words: 'rules',
    source: 'H14: less than 1 day; H15: 2 hours where it is urgent or a channel failed',
  },
  'evidence-missing': {
    says: 'What the payer wants to be shown is not on record, or not understood; nothing was sent.',
    asks: 'Get everything that is named from the practice, at once, or send the request without it.',
    words: 'rules',
    source: 'H07, H14: before the request is sent, within 1 day; own target',
  },
  'conditions-undocumented': {
    says: 'What the payer holds its claims against is not all on record; nothing was booked.',
    asks: 'Get everything that is named, at once, or book all the same with the reason in the note.',
    words: 'rules',
    source: 'H06, H07: before visits are booked, within 1 day; own target',
  },
  'evidence-contradictory': {
    says: 'What is on record of a criterion of the payer contradicts itself; nothing was sent.',
    asks: 'Find out what is true and have it corrected, or say it in the note and send the request.',
    words: 'rules',
    source: 'H07, H14: before the request is sent; 8 hours, as any clinical stop; own target',
  },
  'criteria-not-met': {
    says: 'By what is on record, a criterion of the payer is not met; nothing was sent.',
    asks: 'Correct what is wrong, ask for an exception with its reason, or choose another way.',
    words: 'rules',
    source: 'H06, H07, H12: before the request is sent; 1 day, own target',
  },
  'payer-decision': {
    says: 'The payer is deciding.',
    asks: 'Chase the payer when its time runs out, and record what it tells by another way.',
    words: 'payer',
    source: 'H17: the clock of each line',
  },
  'information-requested': {
    says: 'The payer asks for more information before it decides.',
    asks: 'Send the payer what it asks for, each item, before its time runs out.',
    words: 'payer',
    source: 'H16: the due time of the request',
  },
  denied: {
    says: 'The payer denied the request as not medically necessary or not supported.',
    asks: 'Choose how the denial is answered, while the way is still open.',
    words: 'payer',
    source: 'H18, H19, H21, H22; the order of steps: resubmission, peer-to-peer, appeal',
  },
  'denied-site-of-care': {
    says: 'The payer wants another site of care.',
    asks: 'Move the doses to a site that the payer allows, or answer the denial.',
    words: 'payer',
    source: 'H20',
  },
  'approval-changed': {
    says: 'The payer approved something other than what was asked.',
    asks: 'Decide whether what was granted is enough, or ask for the rest.',
    words: 'payer',
    source: 'H23, H24: before the first visit',
  },
  'submission-rejected': {
    says: 'The payer could not process the request as sent.',
    asks: 'Correct what the payer could not process, and send it again.',
    words: 'payer',
    source: 'H15: 2 hours',
  },
  'payer-contact': {
    says: 'The payer asks to be contacted, or answered in a way no rule reads.',
    asks: 'Call the payer, and record what it decided.',
    words: 'payer',
    source: own,
  },
  'approval-taken-back': {
    says: 'The payer sent a notice that takes back or changes what it had approved.',
    asks: 'Call the payer and ask whether the approval still stands, and under which number.',
    words: 'payer',
    source: 'H23, H24: before the next visit',
  },
  'approval-lost': {
    says: 'The payer took its approval back; visits wait until it approves again.',
    asks: 'Win the approval back, or settle that the payer does not pay.',
    words: 'payer',
    source: 'H18, H19, H21; the clock of a denial',
  },
  'answer-unexpected': {
    says: 'The payer answered twice, or without saying what, or to no request that waits; what holds is unclear.',
    asks: 'Call the payer and ask which request and which answer count.',
    words: 'payer',
    source: own,
  },
  'no-capacity': {
    says: 'No nurse, chair or home visit fits the dose windows.',
    asks: 'Find a nurse, a chair or more days for the doses.',
    words: 'rules',
    source: 'H31: the dose window',
  },
  'order-changed': {
    says: 'The order was changed after it had been checked; no visit goes on until it is accepted.',
    asks: 'Decide, as a clinician, whether visits go on under the changed order.',
    words: 'practice',
    source: own,
  },
  'coverage-changed': {
    says: 'What the payer was asked about has changed, the coverage, the drug or the dose; it is asked again.',
    asks: 'Have the payer asked again, or take its word by telephone.',
    words: 'practice',
    source: own,
  },
  'place-changed': {
    says: 'Where the patient lives or is to be treated has changed; site and visits are looked at again.',
    asks: 'Look whether site and visits still fit the new place.',
    words: 'practice',
    source: own,
  },
  'patient-uncertain': {
    says: 'The patient may be somebody we know already; a person says whether they are one.',
    asks: 'Find out whether the records are of one person.',
    words: 'rules',
    source: own,
  },
  'contact-claimed': {
    says: 'A practice names another telephone number or address of the patient than the one in use.',
    asks: 'Ask the patient which number or address is right.',
    words: 'practice',
    source: own,
  },
  'death-reported': {
    says: 'We were told that the patient has died; visits and messages wait until it is known.',
    asks: 'Ask the practice or the family, in person, whether it is so.',
    words: 'rules',
    source: 'own rule; 4 hours, as for what a patient wrote',
  },
  'visit-to-rebook': {
    says: 'A visit was cancelled or missed and its dose has no other.',
    asks: 'Find another visit for the dose, or have it waived by a clinician.',
    words: 'rules',
    source: own,
  },
  'series-unlike-order': {
    says: 'The visits are not those that the order asks for: doses have none, or there are too many.',
    asks: 'Bring the visits in line with the doses of the order.',
    words: 'rules',
    source: own,
  },
  'visit-displaced': {
    says: 'The nurse or the site is no longer there at the time of a booked visit.',
    asks: 'Move the visit, or make sure that it can take place all the same.',
    words: 'rules',
    source: 'H31; own target',
  },
  'first-dose-late': {
    says: 'The first visit lies after the last day on which the first dose is in its window.',
    asks: 'Find an earlier first visit, or let the dose be given as late as that.',
    words: 'rules',
    source: 'H31: the dose window',
  },
  'move-requested': {
    says: 'The time of a visit does not suit the patient; another one is asked for.',
    asks: 'Find a time that suits the patient, or tell them that it stays.',
    words: 'patient',
    source: own,
  },
  'visit-not-ready': {
    says: 'Something a visit needs is not there yet.',
    asks: 'See to it that the visit has what it lacks, in time.',
    words: 'rules',
    source: 'H30, H35: two to three days before the visit',
  },
  'clearance-ended': {
    says: 'What a clinician cleared of the order does not cover this visit; a clinician looks again.',
    asks: 'Decide, as a clinician, whether doses go on now that the clearance has ended.',
    words: 'rules',
    source: 'H05: what was cleared is looked at again before a dose that it does not cover',
  },
  'visit-unrecorded': {
    says: 'The visit is over and nobody recorded it.',
    asks: 'Have the visit recorded, or say that the patient was not seen.',
    words: 'rules',
    source: own,
  },
  'visit-suspended': {
    says: 'A reaction suspends later visits until a clinician clears them.',
    asks: 'Decide, as a clinician, whether and how visits go on after the reaction.',
    words: 'nurse',
    source: 'grade 3 or higher: the prescriber clears; an hour is our own target',
  },
  'site-review': {
    says: 'The doses to come belong elsewhere now, by what was given, a reaction, the payer or the home.',
    asks: 'Decide whether the doses to come move to where they belong now.',
    words: 'rules',
    source: own,
  },
  'access-review': {
    says: 'A visit found no line that suits the visits to come; a clinician says how they go on.',
    asks: 'Say, as a clinician, through which line the visits to come run.',
    words: 'nurse',
    source: 'two sticks a nurse, then somebody else; a line that suits the drug: own target',
  },
  'authorization-ending': {
    says: 'The authorization ends before the series does.',
    asks: 'Have the authorization renewed, or settle that it need not be.',
    words: 'rules',
    source: 'H26: opens at the earlier of 45 days and 2 visits before the end',
  },
  'visits-not-covered': {
    says: 'The authorization does not pay for visits that are booked on it.',
    asks: 'Have the payer authorize what is missing, or have those visits changed.',
    words: 'rules',
    source: 'H23, H24, H27: before the visit; 1 business day is our own target',
  },
  'given-not-authorized': {
    says: 'More was given at visits than the authorization pays for.',
    asks: 'Ask the payer for the rest afterwards, or settle that it is not billed.',
    words: 'rules',
    source: 'H27; 1 business day is our own target, for payers take such requests for few days',
  },
  'step-promised': {
    says: 'Somebody named a next step after a call, a letter or a look; its day has a clock.',
    asks: 'Take the step that was named, on its day.',
    words: 'desk',
    source: own,
  },
  'message-undelivered': {
    says: 'A message did not surely arrive; the patient or the practice may not know.',
    asks: 'Tell them by telephone what the message was about.',
    words: 'rules',
    source: 'H29; the first try after a business day is our own target',
  },
  'patient-wrote': {
    says: 'A text from the number of the patient waits for a person to read and answer it.',
    asks: 'Read what was written, and answer it.',
    words: 'patient',
    source: own,
  },
  'teaching-asked': {
    says: 'A lesson is to be explained: it was asked about, or not understood.',
    asks: 'Explain it, and have the patient say it back in their own words.',
    words: 'patient',
    source: 'teach-back (AHRQ toolkit, tool 5); the business day is our own target',
  },
  'patient-unwell': {
    says: 'It was written or told that the patient may be unwell; a clinician calls without delay.',
    asks: 'Call the patient without delay, as a clinician.',
    words: 'patient',
    source: own,
  },
  'needs-attention': {
    says: 'Something failed that trying again did not cure.',
    asks: 'Mend what failed, or have it mended, then try again.',
    words: 'rules',
    source: own,
  },
};

/** How a reason is told; one that no code knows any more is told as something that failed. */
export const wordsForReason = (reason: HoldReason): ReasonWords =>
  holdWords[Object.hasOwn(holdWords, reason) ? reason : 'needs-attention'];

/** Why a hold waits, in one sentence. */
export const holdSays = (reason: HoldReason): string => wordsForReason(reason).says;

/** What a hold asks, and whose words tell why it waits. */
export const askedOf = (reason: HoldReason): Pick<ReasonWords, 'asks' | 'words'> => {
  const { asks, words } = wordsForReason(reason);
  return { asks, words };
};
