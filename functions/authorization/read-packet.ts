import { readerOf } from '../platform/disclosure.ts';
import { type DocumentGateway, documentGateway } from '../platform/document-gateway.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { maySeeReferral, notFound } from '../platform/principal.ts';
import { setting, table } from '../platform/table.ts';
import { isCurrent, printedKinds } from './packet-view.ts';
import { readLetter } from './read-letter.ts';
import { authorizationRoutes } from './routes.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

type Incoming = Request<
  (typeof authorizationRoutes)['GET /authorizations/{authorizationId}/packet']
>;
type Deps = {
  store: Pick<AuthorizationStore, 'get' | 'noteReading'>;
  documents: Pick<DocumentGateway, 'read'>;
  now: () => Date;
};

/** Hands the newest packet of an authorization to whoever may read all of it. */
export const readPacket =
  ({ store, documents, now }: Deps) =>
  async ({ principal, path }: Incoming): Promise<Answer> => {
    const authorization = await store.get(path.authorizationId);
    if (!authorization?.packet || !isCurrent(authorization)) throw notFound('packet');
    const { practiceNpi, referralId, packet } = authorization;
    const see = readerOf(principal, { practice: practiceNpi });
    const shown = maySeeReferral(principal, practiceNpi) && printedKinds.every((kind) => see(kind));
    const outcome = shown ? 'shown' : 'refused';
    await store.noteReading({ principal, seen: 'authorization', outcome, now: now() }, [
      referralId,
    ]);
    if (!shown) throw notFound('packet');
    const { storedAs, bytes } = packet;
    const [document] = await documents.read([
      { title: 'packet', contentType: 'application/pdf', storedAs, bytes },
    ]);
    return {
      body: Buffer.from(document?.data ?? '', 'base64'),
      headers: { 'content-disposition': `inline; filename="${path.authorizationId}.pdf"` },
    };
  };

export const handler = http({
  'GET /authorizations/{authorizationId}/packet': route(
    authorizationRoutes['GET /authorizations/{authorizationId}/packet'],
    (request) =>
      readPacket({
        store: authorizationStore(table()),
        documents: documentGateway(setting('DOCUMENT_BUCKET')),
        now: () => new Date(),
      })(request),
  ),
  'GET /authorizations/{authorizationId}/letters/{letter}': route(
    authorizationRoutes['GET /authorizations/{authorizationId}/letters/{letter}'],
    (request) => readLetter({ store: authorizationStore(table()), now: () => new Date() })(request),
  ),
});
