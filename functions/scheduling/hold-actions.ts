import { type Actions, close } from '../hold/hold-action.ts';

/** What may be done where doses have no visit, or not the right one. */
export const schedulingActions = {
  'no-capacity': [
    { action: 'search-again', says: 'Look again: capacity was added', resume: 'Book series' },
    {
      action: 'widen-window',
      says: 'The prescriber allows more days around each dose',
      resume: 'Book series',
      needs: ['toleranceDays', 'note'],
      clinical: true,
    },
    {
      action: 'correct-approval',
      says: 'The approval was taken down wrong: another number or last day',
      resume: 'Book series',
      needs: ['authorizationNumber', 'expiresOn', 'note'],
    },
    { action: 'move-site', says: 'Choose another site of care', resume: 'Choose site of care' },
    close('no-capacity', 'Close: care is given elsewhere'),
  ],
  'order-changed': [
    {
      action: 'accept',
      says: 'Go on with the order as it is now; nothing else is needed',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
    {
      action: 'replanned',
      says: 'Visits and authorization were brought in line with the changed order',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
  ],
  'coverage-changed': [
    {
      action: 'ask-again',
      says: 'Ask the payer again for eligibility and authorization; under another payer, place and visits follow',
      resume: 'renewal',
    },
    {
      action: 'confirmed',
      says: 'The payer said by telephone that it pays for the visits',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'visits-not-covered': [
    {
      action: 'ask-again',
      says: 'Ask the payer again, for every dose to come as the order has it now',
      resume: 'renewal',
    },
    {
      action: 'recheck',
      says: 'The answer or the visits were put right: reserve what is paid for now',
      resume: 'series',
    },
    {
      action: 'correct-approval',
      says: 'The approval was taken down wrong: another number or last day',
      resume: 'series',
      needs: ['authorizationNumber', 'expiresOn', 'note'],
    },
  ],
  'visit-to-rebook': [
    { action: 'rebooked', says: 'The dose has another visit', resume: 'same-stage' },
    {
      action: 'not-needed',
      says: 'The dose is not to be given',
      resume: 'no-series',
      needs: ['note'],
      clinical: true,
    },
  ],
  'series-unlike-order': [
    { action: 'book', says: 'Find times for the doses that have no visit', resume: 'series' },
    {
      action: 'in-line',
      says: 'Every ordered dose has its visit now, and no visit is one too many',
      resume: 'same-stage',
    },
    {
      action: 'not-needed',
      says: 'The doses that have no visit are not to be given',
      resume: 'no-series',
      needs: ['note'],
      clinical: true,
    },
  ],
  'visit-displaced': [
    {
      action: 'kept',
      says: 'The visit can take place all the same',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'first-dose-late': [
    {
      action: 'accept',
      says: 'The dose may be given as late as that',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
    { action: 'moved', says: 'An earlier visit was found', resume: 'same-stage' },
  ],
  'move-requested': [
    { action: 'moved', says: 'Another time was found', resume: 'same-stage' },
    {
      action: 'kept',
      says: 'The patient was told that the time stays',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
} satisfies Actions;
