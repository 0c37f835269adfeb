import { type Actions, close } from '../hold/hold-action.ts';

/** What may be done about an order that is not complete, not safe or not understood. */
export const referralActions = {
  'order-incomplete': [
    {
      action: 'recheck',
      says: 'Check again after something was supplied',
      resume: 'Check completeness',
    },
    close('incomplete', 'Close: the practice will not complete the order'),
  ],
  'order-unsafe': [
    {
      action: 'clear',
      says: 'Clear with a reason: for the next dose, until a day, or for the course',
      resume: 'Check completeness',
      needs: ['clearance', 'note'],
      clinical: true,
    },
    {
      action: 'recheck',
      says: 'Check again after the order was corrected',
      resume: 'Check completeness',
    },
    close('withdrawn', 'Close: the prescriber stops the order'),
  ],
  'order-drug-unknown': [
    {
      action: 'enter-drug',
      says: 'Enter the drug for this order, as a pharmacist',
      resume: 'Check completeness',
      needs: ['drug', 'note'],
      clinical: true,
    },
    {
      action: 'recheck',
      says: 'Check again after the order or the catalogue was changed',
      resume: 'Check completeness',
    },
    close('withdrawn', 'Close: the prescriber stops the order'),
  ],
} satisfies Actions;
