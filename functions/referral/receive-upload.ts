import { atFirstUse } from '../platform/at-first-use.ts';
import { sha256 } from '../platform/canonical.ts';
import { contradiction, contradictionFix } from '../platform/content-kinds.ts';
import { type DocumentGateway, documentGateway, orDiscard } from '../platform/document-gateway.ts';
import { type Complaint, Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { uploadIdFor } from '../platform/ids.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, notFound } from '../platform/principal.ts';
import { setting, table } from '../platform/table.ts';
import { type FoundUpload, type UploadGateway, uploadGateway } from '../platform/upload-gateway.ts';
import {
  changeAsked,
  closed,
  isMadeBefore,
  readToChange,
  receipt,
  refusalOf,
} from './change-referral.ts';
import { documentAdded } from './document-added.ts';
import { checkRoom, sizeOf } from './document-limits.ts';
import type { DocumentReference } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';
import { referralRoutes } from './routes.ts';
import { type ReferralStore, referralStore } from './store.ts';
import {
  bindUpload,
  isUploadAwaited,
  mostAwaited,
  offeredUpload,
  sendingSeconds,
  Upload,
  uploadedDocument,
} from './upload.ts';
import { type UploadOffer, uploadRoutes } from './upload-routes.ts';

type Deps = {
  store: Pick<ReferralStore, 'get' | 'correct' | 'offerUpload'>;
  tableName: string;
  uploads: UploadGateway;
  documents: Pick<DocumentGateway, 'discard'>;
  now: () => Date;
};

type Documenting = Request<(typeof referralRoutes)['POST /referrals/{referralId}/documents']>;
type Announcing = Request<(typeof uploadRoutes)['POST /referrals/{referralId}/uploads']>;
type Binding = Request<
  (typeof uploadRoutes)['POST /referrals/{referralId}/uploads/{uploadId}/binding']
>;

const uploadsOf = (current: ReferralFile): Upload[] => current.each('UPLOAD#', Upload);

/** A refusal for how the upload itself stands. */
const ofUpload = (code: string, detail: string, fix: string): Refusal =>
  new Refusal(409, code, `${detail} ${fix}`, {
    errors: [{ pointer: 'path/uploadId', detail, fix }],
  });

const again = 'Announce the document again by POST /referrals/{referralId}/uploads.';

const uploadsFull = () =>
  new Refusal(
    422,
    'uploads-full',
    `At most ${mostAwaited} uploads of a referral wait to be bound.`,
    {
      errors: [
        {
          pointer: '',
          detail: `would be one of more than ${mostAwaited} uploads that wait`,
          fix: 'Bind those that were sent; the others are gone after a day.',
        },
      ],
    },
  );

/** Lets a caller send one content, exactly as announced, straight to the document bucket. */
export const announceUpload =
  ({ store, uploads, now }: Deps) =>
  async (request: Announcing): Promise<Answer> => {
    const { principal, path, body, idempotencyKey } = request;
    const current = await readToChange(store, principal, path.referralId);
    const { referral, submission } = current;
    const { referralId } = referral;
    if (referral.status === 'closed') throw closed();
    const at = now();
    const uploadId = uploadIdFor(
      at,
      idempotencyKey ? [referralId, principal.subject, idempotencyKey] : [],
    );
    const known = uploadsOf(current);
    const before = known.find((upload) => upload.uploadId === uploadId);
    if (!before) {
      checkRoom(submission.documents, [body], '/bytes');
      if (known.filter((upload) => isUploadAwaited(upload, at)).length >= mostAwaited)
        throw uploadsFull();
    }
    const upload = offeredUpload(uploadId, body, principal.subject, at);
    const done = await store.offerUpload(referralId, upload, {
      operation: requestOperation(request, `uploads:${referralId}`, at),
      by: actorOf(principal),
      at: at.toISOString(),
    });
    if (done.outcome === 'refused') throw refusalOf(done);
    const { status, bindBy } = before ?? upload;
    if (status === 'bound')
      throw ofUpload('upload-bound', 'It is a document already.', 'Nothing is left to do.');
    return {
      body: {
        uploadId,
        ...(await uploads.offer(uploadId, body, { from: at, seconds: sendingSeconds })),
        sendBy: new Date(at.getTime() + sendingSeconds * 1000).toISOString(),
        bindBy,
        binding: `/referrals/${referralId}/uploads/${uploadId}/binding`,
      } satisfies UploadOffer,
    };
  };

/** What is sent must be what was announced, whatever the bucket has let in. */
const mismatches = ({ contentType, bytes, sha256 }: Upload, found: FoundUpload): Complaint[] => {
  const contrary = contradiction(contentType, found.begins);
  return [
    ...(contrary ? [{ pointer: '/contentType', detail: contrary, fix: contradictionFix }] : []),
    ...(found.bytes === bytes
      ? []
      : [{ pointer: '/bytes', detail: `${found.bytes} bytes were sent`, fix: again }]),
    ...(found.sha256 === sha256
      ? []
      : [{ pointer: '/sha256', detail: 'another content was sent', fix: again }]),
  ];
};

/** Nothing is there: never sent, or bound and taken away by the same request, sent twice. */
const notThere = async (
  store: Deps['store'],
  { referralId, uploadId }: Binding['path'],
): Promise<Answer> => {
  const current = await store.get(referralId);
  const upload = uploadsOf(current).find((one) => one.uploadId === uploadId);
  if (upload?.status === 'bound') return receipt(201, current.referral, current.findings);
  throw ofUpload('upload-missing', 'Nothing was sent.', 'Send the content as announced first.');
};

/**
 * Makes a document of what was sent, once, however often it is asked. What can never become one is
 * taken out of the bucket; what only came at a bad moment stays for another try, and goes by itself
 * when none comes.
 */
export const bindDocument =
  ({ store, tableName, uploads, documents, now }: Deps) =>
  async ({ principal, path, query }: Binding): Promise<Answer> => {
    const current = await readToChange(store, principal, path.referralId);
    const { referral, submission, findings } = current;
    const upload = uploadsOf(current).find(
      ({ uploadId, by }) => uploadId === path.uploadId && by === principal.subject,
    );
    if (!upload) throw notFound('upload');
    const { uploadId } = upload;
    if (upload.status === 'bound') return receipt(201, referral, findings);
    const refused = async (refusal: Refusal): Promise<never> => {
      await uploads.discard(uploadId);
      throw refusal;
    };
    const at = now();
    if (referral.status === 'closed') return refused(closed());
    if (!isUploadAwaited(upload, at))
      return refused(ofUpload('upload-expired', 'It was not bound in time.', again));
    const found = await uploads.look(uploadId);
    if (!found) return notThere(store, path);
    const errors = mismatches(upload, found);
    if (errors.length > 0)
      return refused(
        new Refusal(422, 'document-mismatch', 'What was sent is not what was announced.', {
          errors,
        }),
      );
    checkRoom(submission.documents, [upload], 'path/uploadId');
    const asked = { operation: `bind:${uploadId}`, by: actorOf(principal), at: at.toISOString() };
    const storedAs = await uploads.keep(uploadId);
    if (!storedAs) return notThere(store, path);
    const document = { ...uploadedDocument(upload), storedAs };
    const done = await orDiscard(documents, [document], () =>
      store.correct(
        referral,
        documentAdded(tableName, current, document, {
          ...asked,
          bodyHash: upload.sha256.slice(0, 32),
          more: query.more === 'true',
          beside: [bindUpload(tableName, referral.referralId, upload)],
        }),
        asked,
      ),
    );
    // Bound at the same moment by the same request, sent twice: it is a document.
    if (done.outcome === 'refused' && done.found?.status !== 'bound') throw refusalOf(done);
    await uploads.discard(uploadId);
    return receipt(201, referral, findings);
  };

type DocumentDeps = Pick<Deps, 'tableName' | 'now'> & {
  store: Pick<ReferralStore, 'get' | 'correct'>;
  documents: Pick<DocumentGateway, 'keep' | 'discard'>;
};

/** Adds one document; a payer's question that waits is answered by sending the request again. */
export const addDocument =
  ({ store, tableName, documents, now }: DocumentDeps) =>
  async (request: Documenting): Promise<Answer> => {
    const { principal, path, body, rawBody } = request;
    const current = await readToChange(store, principal, path.referralId);
    const { referral, submission, findings } = current;
    const asked = changeAsked(request, 'documents', now());
    if (isMadeBefore(current, asked.operation)) return receipt(201, referral, findings);
    if (referral.status === 'closed') throw closed();
    checkRoom(submission.documents, [{ bytes: sizeOf(body.data) }], '/data');
    const kept = await documents.keep([body]);
    const done = await orDiscard(documents, kept, () =>
      store.correct(
        referral,
        documentAdded(tableName, current, kept[0] as DocumentReference, {
          ...asked,
          bodyHash: sha256(rawBody).slice(0, 32),
        }),
        asked,
      ),
    );
    if (done.outcome === 'refused') throw refusalOf(done);
    return receipt(201, referral, findings);
  };

const ready = atFirstUse((): Deps & DocumentDeps => {
  const target = table();
  const bucket = setting('DOCUMENT_BUCKET');
  return {
    store: referralStore(target),
    tableName: target.name,
    uploads: uploadGateway(bucket),
    documents: documentGateway(bucket),
    now: () => new Date(),
  };
});

export const handler = http({
  'POST /referrals/{referralId}/documents': route(
    referralRoutes['POST /referrals/{referralId}/documents'],
    (request) => addDocument(ready())(request),
  ),
  'POST /referrals/{referralId}/uploads': route(
    uploadRoutes['POST /referrals/{referralId}/uploads'],
    (request) => announceUpload(ready())(request),
  ),
  'POST /referrals/{referralId}/uploads/{uploadId}/binding': route(
    uploadRoutes['POST /referrals/{referralId}/uploads/{uploadId}/binding'],
    (request) => bindDocument(ready())(request),
  ),
});
