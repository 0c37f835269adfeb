import { type Actions, close } from '../hold/hold-action.ts';

/** What may be done where no rule chooses the site of care. */
export const placementActions = {
  'site-needs-clinician': [
    {
      action: 'choose-site',
      says: 'Choose a site of care with a reason',
      resume: 'Determine authorization need',
      needs: ['siteId', 'note'],
      clinical: true,
    },
    { action: 'recheck', says: 'Rank the sites again', resume: 'Choose site of care' },
    close('withdrawn', 'Close: care is given elsewhere'),
  ],
} satisfies Actions;
