import type { Site } from '../network/network.ts';
import type { Payer } from '../payer/payer.ts';
import { PermanentFault } from '../platform/errors.ts';
import type { CoverageClaimed, Submission } from '../referral/referral.ts';
import type { Therapy } from '../therapy/therapy.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import type { Authorization } from './authorization.ts';
import type { AuthorizationFile } from './reading.ts';
import { renewedNumber } from './renewal-rules.ts';
import type { AuthorizationStore } from './store.ts';

/** What a request is written from, whether a machine sends it or a person. */
export type RequestBasis = {
  authorization: Authorization;
  submission: Submission;
  coverage: CoverageClaimed;
  payer: Payer;
  therapy: Therapy;
  site: Site;
  /** Of a renewal: the payer's number for what it goes on from, where it gave one. */
  previousNumber?: string | undefined;
};

/** @throws PermanentFault for what a person has to mend first. */
export const requestBasis = async (
  store: Pick<AuthorizationStore, 'site'>,
  { submission, authorizations, sight }: AuthorizationFile,
  { authorization, payer }: Pick<RequestBasis, 'authorization' | 'payer'>,
): Promise<RequestBasis> => {
  const coverage = submission.coverages.find(({ rank }) => rank === authorization.coverageRank);
  const therapy = lookUpTherapy(authorization.therapyId, submission.order.entered);
  const site = await store.site(authorization.siteId, sight);
  if (!coverage || !therapy || !site) throw new PermanentFault('request-without-basis');
  const previousNumber = renewedNumber(authorization, authorizations);
  return { authorization, submission, coverage, payer, therapy, site, previousNumber };
};
