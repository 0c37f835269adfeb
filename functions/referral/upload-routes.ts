import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { UploadId } from '../platform/ids.ts';
import {
  noDocumentRoom,
  practiceOrCoordinator,
  Receipt,
  referralChanged,
  referralPath,
} from './routes.ts';
import { AnnouncedUpload } from './upload.ts';

/** How a content that is larger than a request is sent: straight to the document bucket. */
export const UploadOffer = z.object({
  uploadId: UploadId,
  method: z.literal('PUT'),
  url: z.string().meta({
    description: 'Takes this one content, until `sendBy`. Whoever has it needs no token.',
  }),
  headers: z.record(z.string(), z.string()).meta({
    description: 'To be sent as they are: any other type, size or content is refused.',
  }),
  sendBy: z.iso.datetime(),
  bindBy: z.iso
    .datetime()
    .meta({ description: 'Until when it may become a document; then what was sent is removed.' }),
  binding: z.string(),
});
export type UploadOffer = z.infer<typeof UploadOffer>;

/** For uploads alone: what corrects a referral does not carry it. */
export const uploadRoutes = defineRoutes({
  'POST /referrals/{referralId}/uploads': {
    function: 'receive-upload',
    summary: 'Announce a document that is larger than a request, and learn where to send it',
    access: practiceOrCoordinator,
    path: referralPath,
    body: AnnouncedUpload,
    success: { status: 201, body: UploadOffer },
    problems: {
      ...referralChanged,
      ...noDocumentRoom,
      'uploads-full': 'at most 20 uploads of a referral wait to be bound',
      'upload-bound': 'what was announced under this Idempotency-Key is a document already',
    },
  },
  'POST /referrals/{referralId}/uploads/{uploadId}/binding': {
    function: 'receive-upload',
    summary: 'Make a document of what was sent, once it is found to be what was announced',
    access: practiceOrCoordinator,
    path: referralPath.extend({ uploadId: UploadId }),
    /** `true` where others follow: a payer that waits is answered with the last of them. */
    query: z.object({ more: z.literal('true').optional() }),
    success: { status: 201, body: Receipt },
    problems: {
      ...referralChanged,
      ...noDocumentRoom,
      'document-mismatch': 'what was sent is not what was announced, and is removed',
      'upload-missing': 'nothing has been sent yet',
      'upload-expired': 'the upload was not bound in time, and what was sent is removed',
    },
  },
});
