import { eligibilityKept } from '../coverage/eligibility.ts';
import { tellPatientShare } from '../coverage/patient-share.ts';
import type { ReferralFile } from '../referral/referral-file.ts';
import type { ReferralDetail } from './routes.ts';

/** The coverage as the payer answered last, with what the patient pays by that answer. */
export const coverageShown = ({ kept }: ReferralFile): Pick<ReferralDetail, 'coverage'> => {
  const eligibility = eligibilityKept(kept);
  if (!eligibility) return {};
  const { payerId, rank, status, checkedAt, plan, through, share } = eligibility;
  return {
    coverage: {
      ...{ payerId, rank, status, checkedAt },
      ...(plan ? { plan } : {}),
      ...(through ? { through } : {}),
      ...(share ? { share, says: tellPatientShare(share) } : {}),
    },
  };
};
