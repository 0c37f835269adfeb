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
  // Signed is what was seen: by a correction with If-Match, keyed-order.ts.
  'order-to-sign': [
    {
      action: 'send-back',
      says: 'Send it back: say what is wrong with it',
      resume: 'Check completeness',
      needs: ['note'],
      ofPractice: true,
    },
    close('incomplete', 'Close: the practice does not sign the order'),
  ],
  'order-sent-back': [
    {
      action: 'ask-practice',
      says: 'Send it to the practice again as it stands, and say why',
      resume: 'Check completeness',
      needs: ['note'],
    },
    close('incomplete', 'Close: the practice does not sign the order'),
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
