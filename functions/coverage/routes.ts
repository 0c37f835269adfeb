import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { ReferralId, UploadId } from '../platform/ids.ts';
import { CoverageTold, ToldWay } from './eligibility.ts';

/** A coverage that a payer confirmed by telephone or in its portal. */
export const CoverageToldBody = z.strictObject({
  payerId: z.string().trim().min(1).max(60),
  way: ToldWay,
  /** Who it was there; a call has somebody. */
  person: z.string().trim().min(1).max(100).optional(),
  reference: z.string().trim().min(1).max(60),
  /** When it was told; now, if left out. */
  at: z.iso.datetime().optional(),
  plan: z.string().trim().min(1).max(60).optional(),
  /** First and last day of the coverage, where they were told. */
  from: z.iso.date().optional(),
  through: z.iso.date().optional(),
  /** An upload of the referral that was bound: a picture of the portal, a letter. */
  uploadId: UploadId.optional(),
});
export type CoverageToldBody = z.infer<typeof CoverageToldBody>;

export const CoverageToldView = CoverageTold.omit({ besides: true }).extend({
  /** The last day of a visit for which it counts. */
  countsThrough: z.iso.date(),
});

export const coverageRoutes = defineRoutes({
  'POST /referrals/{referralId}/coverage-word': {
    function: 'record-coverage-word',
    summary: 'Record that the payer confirmed the coverage by telephone or in its portal',
    access: ['coordinator', 'clinician'],
    path: z.object({ referralId: ReferralId }),
    body: CoverageToldBody,
    success: { status: 201, body: CoverageToldView },
    problems: {
      'not-found': 'no such referral',
      'referral-closed': 'the referral is closed',
      'coverage-word-unsound':
        'it names another payer, nobody at a call, or a day or time that cannot be',
      'upload-missing': 'the document was not sent and bound to this referral',
      'changed-meanwhile': 'the referral was changed at the same moment; read it and send again',
      'idempotency-key-reused': 'the key was used before with another body',
    },
  },
});
