import { type Action, type Actions, close } from '../hold/hold-action.ts';

const replaceCoverage: Action = {
  action: 'replace-coverage',
  says: 'Another coverage was given',
  resume: 'Verify eligibility',
  needs: ['coverage'],
};

/** What may be done where no coverage is known to pay. */
export const coverageActions = {
  'coverage-not-active': [
    { action: 'recheck', says: 'Ask the payer again', resume: 'Verify eligibility' },
    replaceCoverage,
    close('not-covered', 'Close: the patient has no coverage and will not pay'),
  ],
  'coverage-identity': [
    { action: 'recheck', says: 'Ask again after a correction', resume: 'Verify eligibility' },
    replaceCoverage,
    close('not-covered', 'Close: no usable coverage'),
  ],
  'coverage-other-payer': [
    replaceCoverage,
    {
      action: 'pays-first',
      says: 'The payer said that it does pay first',
      resume: 'Verify eligibility',
      needs: ['payerId', 'reference', 'note'],
    },
    {
      action: 'recheck',
      says: 'Ask again after the payers put their order right',
      resume: 'Verify eligibility',
    },
    close('not-covered', 'Close: no usable coverage'),
  ],
  'coverage-in-doubt': [
    {
      action: 'told-active',
      says: 'The payer was called: the coverage is in force and pays for the infusion',
      resume: 'Verify eligibility',
      needs: ['payerId', 'reference', 'note'],
    },
    replaceCoverage,
    { action: 'recheck', says: 'Ask the payer again', resume: 'Verify eligibility' },
    close('not-covered', 'Close: no usable coverage'),
  ],
} satisfies Actions;
