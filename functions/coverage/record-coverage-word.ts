import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { Upload } from '../referral/upload.ts';
import { Visit } from '../series/visit.ts';
import { answeredWaits, tellWord, unsoundInWord } from './coverage-word.ts';
import { toldThrough } from './covered-day.ts';
import { type CoverageTold, eligibilityKept, wordsKept } from './eligibility.ts';
import { coverageRoutes } from './routes.ts';
import { type CoverageStore, coverageStore } from './store.ts';

type Incoming = Request<(typeof coverageRoutes)['POST /referrals/{referralId}/coverage-word']>;
type Deps = {
  store: Pick<CoverageStore, 'read' | 'recordWord'>;
  tableName: string;
  now: () => Date;
};

const uploadMissing = () =>
  new Refusal(409, 'upload-missing', 'The document is not with the referral.', {
    errors: [
      {
        pointer: '/uploadId',
        detail: 'is no document of this referral',
        fix: 'Announce it by POST /referrals/{referralId}/uploads, send it, and bind it first.',
      },
    ],
  });

/**
 * Records what a payer told of a coverage. It counts for the visits through the day that it names,
 * and what waits for just that looks again.
 */
export const recordCoverageWord =
  ({ store, tableName, now }: Deps) =>
  async (request: Incoming): Promise<Answer> => {
    const { principal, path, body } = request;
    const file = await store.read(path.referralId);
    const { referral, submission, holds } = file;
    if (referral.status === 'closed')
      throw new Refusal(409, 'referral-closed', 'This referral is closed. Nothing waits for it.');
    const at = now();
    const errors = unsoundInWord(body, { ...submission, holds }, at);
    if (errors.length > 0)
      throw new Refusal(422, 'coverage-word-unsound', 'It cannot be kept as it is.', { errors });
    const { uploadId } = body;
    const bound = file
      .each('UPLOAD#', Upload)
      .some((upload) => upload.uploadId === uploadId && upload.status === 'bound');
    if (uploadId && !bound) throw uploadMissing();
    const eligibility = eligibilityKept(file.kept);
    const word: CoverageTold = {
      ...body,
      // With its milliseconds: times are compared as texts.
      at: new Date(body.at ?? at).toISOString(),
      besides: (eligibility?.payerId === body.payerId && eligibility.through) || 'none',
    };
    const by = actorOf(principal);
    const told = { by, at: at.toISOString() };
    const reached = { holds, eligibility, visits: file.each('VISIT#', Visit) };
    const done = await store.recordWord(
      referral,
      { word, before: wordsKept(file.kept) },
      tellWord(word),
      {
        operation: requestOperation(request, `coverage-word:${referral.referralId}`, at),
        actor: by,
        at: told.at,
        waits: answeredWaits(tableName, word, reached, told),
      },
    );
    if (done.outcome === 'refused')
      throw new Refusal(
        409,
        'changed-meanwhile',
        'The referral was changed meanwhile. Read it and send it again.',
      );
    const { besides: _, ...shown } = word;
    return { body: { ...shown, countsThrough: toldThrough(word) } };
  };

export const handler = http({
  'POST /referrals/{referralId}/coverage-word': route(
    coverageRoutes['POST /referrals/{referralId}/coverage-word'],
    (request) => {
      const { name } = table();
      const store = coverageStore(table());
      return recordCoverageWord({ store, tableName: name, now: () => new Date() })(request);
    },
  ),
});
