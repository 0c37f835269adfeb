import * as z from 'zod';
import { mostBytesTogether, uploadedTypes } from '../platform/content-kinds.ts';
import { UploadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { type Lifecycle, priorsOf } from '../platform/lifecycle.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { DocumentReference } from './referral.ts';

/** What a caller announces: the document, and what its content will be, to the byte. */
export const AnnouncedUpload = z.strictObject({
  title: DocumentReference.shape.title,
  type: DocumentReference.shape.type,
  contentType: z.enum(uploadedTypes),
  bytes: z.number().int().min(1).max(mostBytesTogether),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the content in 64 lower-case hex digits'),
});
export type AnnouncedUpload = z.infer<typeof AnnouncedUpload>;

export const UploadStatus = z.enum(['offered', 'bound']);
export type UploadStatus = z.infer<typeof UploadStatus>;

export const uploadLife: Lifecycle<UploadStatus> = {
  begins: ['offered'],
  next: { offered: ['bound'], bound: [] },
};

/** A document that was announced and whose content is sent straight to the document bucket. */
export const Upload = z.object({
  uploadId: UploadId,
  status: UploadStatus,
  /** Who announced it; nobody else makes it a document. */
  by: z.string(),
  offeredAt: z.iso.datetime(),
  /** Until when it may become a document of the referral; then its content goes. */
  bindBy: z.iso.datetime(),
  ...AnnouncedUpload.shape,
});
export type Upload = z.infer<typeof Upload>;

/** How many of a referral may wait to be bound: what lies in the bucket is bounded by that. */
export const mostAwaited = 20;

/** How long the address of an upload is good for. */
export const sendingSeconds = 15 * 60;
/** How long what was sent waits to be bound. */
const bindingHours = 24;
/** How long it is known that an upload was bound, as with any request that is sent again. */
const keptDays = 90;

const hourMs = 3_600_000;

export const offeredUpload = (
  uploadId: string,
  announced: AnnouncedUpload,
  by: string,
  now: Date,
): Upload => ({
  uploadId,
  status: 'offered',
  by,
  offeredAt: now.toISOString(),
  bindBy: new Date(now.getTime() + bindingHours * hourMs).toISOString(),
  ...announced,
});

/** What it becomes of the order, but for where its content is kept. */
export const uploadedDocument = ({
  title,
  type,
  contentType,
  bytes,
  sha256,
}: Upload): DocumentReference => ({
  title,
  ...(type ? { type } : {}),
  contentType,
  bytes,
  sha256,
});

/** Whether it was announced, is not bound, and still may be. */
export const isUploadAwaited = ({ status, bindBy }: Upload, now: Date): boolean =>
  status === 'offered' && now.toISOString() < bindBy;

/** The part that keeps what was announced. */
export const putUpload = (tableName: string, referralId: string, upload: Upload): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: {
      ...keys.upload(referralId, upload.uploadId),
      ...upload,
      expiresAt: Math.floor(Date.parse(upload.offeredAt) / 1000) + keptDays * 24 * 3600,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** The part that makes it a document: offered → bound, once. */
export const bindUpload = (
  tableName: string,
  referralId: string,
  { uploadId }: Upload,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.upload(referralId, uploadId),
    UpdateExpression: 'SET #status = :bound',
    ConditionExpression: '#status IN (:prior)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':bound': 'bound', ':prior': priorsOf(uploadLife, 'bound')[0] },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
