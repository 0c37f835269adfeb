import { type Actions, close } from '../hold/hold-action.ts';

/** What may be done about a promise of the desk, and about what failed. */
export const worklistActions = {
  'step-promised': [
    {
      action: 'taken',
      says: 'The step was taken; the note says what came of it',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'not-needed',
      says: 'The step is not needed any more',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'needs-attention': [
    { action: 'retry', says: 'Try the same step again', resume: 'same-stage' },
    close('failed', 'Close: handled by hand'),
  ],
} satisfies Actions;
