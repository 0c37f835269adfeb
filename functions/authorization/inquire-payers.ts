import type { Payer } from '../payer/payer.ts';
import { PayerUnavailable } from '../payer/payer-unavailable.ts';
import { byStep } from '../platform/audit.ts';
import { background } from '../platform/background.ts';
import type { Determination, Reason } from '../platform/determination.ts';
import { asFault, PermanentFault, TransientFault } from '../platform/errors.ts';
import { referralIdOf } from '../platform/ids.ts';
import { log } from '../platform/log.ts';
import { table } from '../platform/table.ts';
import type { Authorization } from './authorization.ts';
import { moveInquiry } from './inquiry-item.ts';
import { afterFailure, chooseAnswer, nextTry, type OpenInquiry } from './inquiry-rules.ts';
import { inquiryBundle } from './pas/inquiry.ts';
import type { PayerAnswer } from './payer-answer.ts';
import { guardedInquiries, type Inquire } from './payer-gateway.ts';
import type { AuthorizationFile } from './reading.ts';
import { recordNotification } from './record-notification.ts';
import { unawaitedHold } from './standing-hold.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

type Deps = {
  store: Pick<
    AuthorizationStore,
    'file' | 'payer' | 'hasNotification' | 'put' | 'note' | 'inquiriesDue' | 'moveInquiry'
  >;
  inquire: Inquire;
  tableName: string;
  now: () => Date;
};

/** How many one round asks for, all at once; the rest is found by the next. */
const most = 20;

const actor = byStep('inquire-payers');

/** What an inquiry came to: news, nothing to go by, or a time to ask again. */
type Heard =
  | { outcome: 'news'; answer: PayerAnswer }
  | { outcome: 'again'; because: string }
  | { outcome: 'nothing'; because: string; words: readonly string[] };

/** Whether an answer says no more than that the payer still decides, which was known. */
const isOldNews = ({ lines, header, information }: PayerAnswer, { status }: Authorization) =>
  status === 'pended' &&
  information.length === 0 &&
  [...lines, ...(header ? [header] : [])].every(
    ({ action, reasons }) => action === 'A4' && reasons.every((code) => code === '0V'),
  );

const none = (because: string, words: readonly string[] = []): Heard => ({
  outcome: 'nothing',
  because,
  words,
});

const because = {
  'not-found': 'it knows of no such request',
  several: 'it answers differently about the same request',
} as const;

/** Asks, and tells what came of it; what may pass is asked again. */
const hear = async (
  { inquire, now }: Deps,
  { submission }: AuthorizationFile,
  authorization: Authorization,
  payer: Payer,
): Promise<Heard> => {
  const coverage = submission.coverages.find(({ rank }) => rank === authorization.coverageRank);
  if (!coverage) return none('the coverage it was asked under is not with the referral any more');
  const at = now().toISOString();
  const bundle = inquiryBundle({ authorization, submission, coverage, payer, at });
  try {
    const made = await inquire(
      payer,
      bundle,
      authorization.channelsFailed?.map(({ id }) => id),
    );
    if (made.outcome === 'rejected') return none('it refuses to say', made.words);
    const chosen = chooseAnswer(made.answers, authorization);
    // What cannot be read may be about this request too, and newer.
    if (made.unread > 0)
      return none(
        made.answers.length > 0
          ? 'a part of its answer cannot be read'
          : 'nothing of its answer can be read',
      );
    if (chosen.outcome !== 'found') return none(because[chosen.outcome]);
    return isOldNews(chosen.answer, authorization)
      ? { outcome: 'again', because: 'it still decides, it says' }
      : { outcome: 'news', answer: chosen.answer };
  } catch (error) {
    if (error instanceof PermanentFault)
      return none(
        error.message === 'payer-without-machine'
          ? 'its entry names no machine that takes inquiries'
          : `it refuses the call (${error.message})`,
      );
    const isSilent = error instanceof PayerUnavailable || asFault(error) instanceof TransientFault;
    return { outcome: 'again', because: isSilent ? 'it does not answer' : 'it could not be asked' };
  }
};

const reason = (code: string, text: string): Reason => ({ bearing: 'note', code, text });

/** That a person looks it up, and what was tried before. */
const unanswered = (
  { authorizationId, status, version }: Authorization,
  why: string,
  words: readonly string[],
): Determination => ({
  question: 'authorized',
  facts: { authorizationId, version },
  rule: { id: 'payer-inquiry', version: '1', source: 'Da Vinci PAS 2.2.1, Claim/$inquire' },
  answer: status,
  reasons: [
    reason(
      'payer-has-news',
      'The payer told that it has news of this request, and sent none of it.',
    ),
    reason('inquiry-unanswered', `It was asked what became of it, and ${why}: call the payer.`),
    ...words.map((said) => reason('payer-says', `The payer says: ${said}`)),
  ],
});

/** A person looks: the payer said that there is news, and nobody could learn what. */
const toPerson = async (
  { store, tableName, now }: Deps,
  inquiry: OpenInquiry,
  { file, authorization }: { file: AuthorizationFile; authorization: Authorization },
  { because: why, words }: { because: string; words: readonly string[] },
): Promise<void> => {
  const at = now();
  const { authorizationId, eventKey, tries } = inquiry;
  const done = await store.note(
    authorization.referralId,
    {
      operation: `inquire:${authorizationId}:${eventKey}:${tries}`,
      at: at.toISOString(),
      event: 'authorization.inquired',
      actor,
      detail: { authorizationId, outcome: 'unanswered' },
      determination: unanswered(authorization, why, words),
    },
    [
      moveInquiry(tableName, inquiry, undefined),
      ...unawaitedHold(tableName, authorization, file, at),
    ],
  );
  if (done.outcome === 'refused') throw new TransientFault('inquiry-moved');
};

/** One inquiry: what the payer decided is recorded as if it had sent it. */
const inquireAbout = async (deps: Deps, inquiry: OpenInquiry): Promise<void> => {
  const { store, now } = deps;
  const { authorizationId, payerId, eventKey, tries, eventNumber } = inquiry;
  const file = await store.file(referralIdOf(authorizationId));
  // Drafted anew, it may be another payer's by now: what this one knows is nobody's business then.
  const authorization = file.authorizations.find(
    (one) => one.authorizationId === authorizationId && one.payerId === payerId,
  );
  if (file.referral.status === 'closed' || !authorization)
    return store.moveInquiry(inquiry, undefined);
  const payer = await store.payer(payerId);
  const heard = payer
    ? await hear(deps, file, authorization, payer)
    : none('it is not in the payer directory');
  if (heard.outcome === 'again') {
    const next = nextTry(inquiry, now());
    if (next) return store.moveInquiry(inquiry, next);
  }
  if (heard.outcome !== 'news' || !payer)
    return toPerson(
      deps,
      inquiry,
      { file, authorization },
      { words: [], ...(heard as Exclude<Heard, { outcome: 'news' }>) },
    );
  await recordNotification(deps, {
    payer,
    actor,
    eventKey: `inquiry-${eventKey}-${tries}`,
    eventNumber,
    answer: heard.answer,
  });
  await store.moveInquiry(inquiry, undefined);
};

/** What failed is tried again later as well, so that it stands in front of nobody. */
const orLater = async (deps: Deps, inquiry: OpenInquiry): Promise<void> => {
  try {
    await inquireAbout(deps, inquiry);
  } catch (error) {
    await deps.store.moveInquiry(inquiry, afterFailure(inquiry, deps.now()));
    throw error;
  }
};

/**
 * Asks payers what became of requests of which they sent no more than a name. What one of them does
 * not answer, or fails here, is in nobody's way: all are asked at once, and each again later.
 */
export const inquirePayers = (deps: Deps) => async (): Promise<void> => {
  const due = await deps.store.inquiriesDue(deps.now().toISOString(), most);
  const ends = await Promise.allSettled(due.map((inquiry) => orLater(deps, inquiry)));
  for (const end of ends)
    if (end.status === 'rejected')
      log({ event: 'record.failed', name: 'inquire-payers', code: asFault(end.reason).message });
  const mended = ends.filter(({ status }) => status === 'fulfilled').length;
  log({ event: 'sweep.completed', sweep: 'inquiries', found: due.length, mended });
};

export const handler = background('inquire-payers', async () => {
  const now = () => new Date();
  return inquirePayers({
    store: authorizationStore(table()),
    inquire: guardedInquiries(table(), now),
    tableName: table().name,
    now,
  })();
});
