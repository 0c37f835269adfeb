import type { Actions } from '../hold/hold-action.ts';

/** What may be done where a visit, or those after it, cannot go on as they are. */
export const visitActions = {
  'place-changed': [
    {
      action: 'place-again',
      says: 'Weigh the places anew; visits to come are given up and booked where they belong',
      resume: 'placement',
    },
    {
      action: 'replanned',
      says: 'Site and visits were brought in line with the new place',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'kept',
      says: 'The site and every visit still fit, with the way there',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'visit-not-ready': [
    { action: 'recheck', says: 'Check the visit again', resume: 'Check visit' },
    {
      action: 'coverage-told',
      says: 'The payer said by telephone that it covers the day of the visit',
      resume: 'Check visit',
      needs: ['reference', 'note'],
    },
    {
      action: 'override',
      says: 'Go ahead with a reason',
      resume: 'Check visit',
      needs: ['note'],
      clinical: true,
    },
  ],
  'clearance-ended': [
    {
      action: 'clear',
      says: 'Clear again with a reason: for this dose, until a day, or for the course',
      resume: 'Check visit',
      needs: ['clearance', 'note'],
      clinical: true,
    },
    {
      action: 'recheck',
      says: 'Check the visit again after the order was corrected',
      resume: 'Check visit',
    },
  ],
  'visit-unrecorded': [
    { action: 'recheck', says: 'It is recorded now', resume: 'Check visit' },
    { action: 'missed', says: 'The patient was not seen', resume: 'Check visit', needs: ['note'] },
  ],
  'visit-suspended': [
    {
      action: 'clear',
      says: 'Go on with a plan',
      resume: 'Check visit',
      needs: ['note'],
      clinical: true,
    },
  ],
  'site-review': [
    {
      action: 'place-again',
      says: 'Weigh the places anew; visits to come are given up and booked where they belong',
      resume: 'placement',
    },
    {
      action: 'kept',
      says: 'The doses to come are given where they are, for a reason',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
  ],
  'access-review': [
    {
      action: 'line-arranged',
      says: 'A line that suits is in place, or will be before the next visit',
      resume: 'same-stage',
      needs: ['lineType', 'note'],
      clinical: true,
    },
    {
      action: 'go-on',
      says: 'Go on as before, with a nurse skilled in ultrasound',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
  ],
} satisfies Actions;
