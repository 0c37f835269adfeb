import { readerOf } from '../platform/disclosure.ts';
import { type DocumentLinks, documentLinks } from '../platform/document-link-gateway.ts';
import { http, type Request, route } from '../platform/http.ts';
import { maySeeReferral, notFound, type Principal } from '../platform/principal.ts';
import { setting, table } from '../platform/table.ts';
import type { DocumentReference } from '../referral/referral.ts';
import { type DocumentsStore, documentsStore } from './documents-store.ts';
import { chartRoutes } from './routes.ts';

type Deps = { store: DocumentsStore; links: DocumentLinks; now: () => Date };

/** Time enough to open it, and too little to pass the address on. */
const linkSeconds = 60;

/** A document is known by the end of its key, which is chance. */
const idOf = ({ storedAs }: DocumentReference): string | undefined => storedAs?.split('/').at(-1);

/** The documents of a referral for whoever is shown such; whoever asks is on record. */
const shownTo = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  principal: Principal,
  referralId: string,
): Promise<DocumentReference[]> => {
  const found = await store.documents(referralId);
  if (!found) throw notFound('referral');
  const { practiceNpi, documents } = found;
  const shown =
    maySeeReferral(principal, practiceNpi, ['coordinator', 'clinician']) &&
    readerOf(principal, { practice: practiceNpi })('documents');
  const outcome = shown ? 'shown' : 'refused';
  await store.noteReading({ principal, seen: 'document', outcome, now: now() }, [referralId]);
  if (!shown) throw notFound('referral');
  return documents;
};

/** What is known of each document; its content is behind a link. */
export const listDocuments =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async ({
    principal,
    path,
  }: Request<(typeof chartRoutes)['GET /referrals/{referralId}/documents']>) => {
    const documents = await shownTo(deps, principal, path.referralId);
    return {
      body: {
        items: documents.map((document) => {
          const { title, type, contentType, bytes, sha256 } = document;
          const documentId = idOf(document);
          return {
            ...(documentId ? { documentId } : {}),
            title,
            ...(type ? { type } : {}),
            contentType,
            ...(bytes === undefined ? {} : { bytes }),
            ...(sha256 ? { sha256 } : {}),
          };
        }),
      },
    };
  };

/** Where the content of a document is read for a minute. Whoever has the address needs no token. */
export const linkDocument =
  ({ links, ...deps }: Deps) =>
  async ({
    principal,
    path,
  }: Request<(typeof chartRoutes)['GET /referrals/{referralId}/documents/{documentId}/link']>) => {
    const documents = await shownTo(deps, principal, path.referralId);
    const document = documents.find((one) => idOf(one) === path.documentId);
    if (!document?.storedAs) throw notFound('document');
    const from = deps.now();
    const { storedAs, contentType } = document;
    return {
      body: {
        url: await links({ storedAs, contentType }, { from, seconds: linkSeconds }),
        contentType,
        until: new Date(from.getTime() + linkSeconds * 1000).toISOString(),
      },
    };
  };

const deps = (): Deps => ({
  store: documentsStore(table()),
  links: documentLinks(setting('DOCUMENT_BUCKET')),
  now: () => new Date(),
});

export const handler = http({
  'GET /referrals/{referralId}/documents': route(
    chartRoutes['GET /referrals/{referralId}/documents'],
    (request) => listDocuments(deps())(request),
  ),
  'GET /referrals/{referralId}/documents/{documentId}/link': route(
    chartRoutes['GET /referrals/{referralId}/documents/{documentId}/link'],
    (request) => linkDocument(deps())(request),
  ),
});
