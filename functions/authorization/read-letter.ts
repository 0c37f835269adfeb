import { correspondenceOf, correspondenceView } from '../hold/correspondence.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { readerOf } from '../platform/disclosure.ts';
import type { Answer, Request } from '../platform/http.ts';
import { authorizationScope } from '../platform/ids.ts';
import { maySeeReferral, notFound, type Principal } from '../platform/principal.ts';
import { localDate } from '../platform/zoned-time.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { ladderOf } from './denial-ladder.ts';
import { denialOf } from './denial-rules.ts';
import { lettersOf } from './letters/letter.ts';
import { letterFile } from './letters/letter-file.ts';
import type { LetterFacts } from './letters/letter-parts.ts';
import { printedKinds } from './packet-view.ts';
import type { authorizationRoutes } from './routes.ts';
import type { AuthorizationStore } from './store.ts';

type Incoming = Request<
  (typeof authorizationRoutes)['GET /authorizations/{authorizationId}/letters/{letter}']
>;
type Deps = {
  store: Pick<
    AuthorizationStore,
    'get' | 'noteReading' | 'file' | 'payer' | 'site' | 'correspondence'
  >;
  now: () => Date;
};

/** What a letter is written from; undefined where its request or its payer is gone. */
const factsOf = async (
  store: Deps['store'],
  { authorizationId, referralId }: { authorizationId: string; referralId: string },
  principal: Principal,
  now: Date,
): Promise<LetterFacts | undefined> => {
  const { authorizations, submission, sight } = await store.file(referralId);
  const authorization = authorizations.find((one) => one.authorizationId === authorizationId);
  const payer = authorization && (await store.payer(authorization.payerId, sight));
  if (!authorization || !payer) return undefined;
  const [site, entries] = await Promise.all([
    store.site(authorization.siteId, sight),
    store.correspondence(referralId),
  ]);
  const see = readerOf(principal, { practice: authorization.practiceNpi });
  const denial = denialOf(authorization);
  return {
    authorization,
    submission,
    payer,
    coverage: submission.coverages.find(({ rank }) => rank === authorization.coverageRank),
    therapy: lookUpTherapy(authorization.therapyId, submission.order.entered),
    site,
    logged: correspondenceOf(entries, authorizationScope(authorizationId)).map((entry) =>
      correspondenceView(entry, see, principal.subject),
    ),
    denial,
    ladder: denial ? ladderOf({ ...authorization, denial }, payer, now) : [],
    on: localDate(now, deskZone),
  };
};

/** Writes a letter for a person to sign, for whoever may read all that it tells. */
export const readLetter =
  ({ store, now }: Deps) =>
  async ({ principal, path: { authorizationId, letter } }: Incoming): Promise<Answer> => {
    const authorization = await store.get(authorizationId);
    // What is not there is shown to nobody, and no reading of it is kept.
    if (!authorization || !lettersOf(authorization).some((one) => one.letter === letter))
      throw notFound('letter');
    const { practiceNpi, referralId } = authorization;
    const see = readerOf(principal, { practice: practiceNpi });
    const shown = maySeeReferral(principal, practiceNpi) && printedKinds.every((kind) => see(kind));
    const outcome = shown ? 'shown' : 'refused';
    const at = now();
    await store.noteReading({ principal, seen: 'authorization', outcome, now: at }, [referralId]);
    if (!shown) throw notFound('letter');
    const facts = await factsOf(store, authorization, principal, at);
    if (!facts) throw notFound('letter');
    return {
      body: letterFile(letter, facts, at),
      headers: {
        'content-disposition': `inline; filename="${authorizationId}-${letter}.pdf"`,
      },
    };
  };
