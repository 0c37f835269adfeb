import * as z from 'zod';
import { Refusal } from '../platform/errors.ts';
import type { Answer } from '../platform/http.ts';
import { keys } from '../platform/keys.ts';
import { isSameAsKept, readOnce, requestOperation } from '../platform/operation.ts';
import { actorOf, maySeeReferral, notFound, type Principal } from '../platform/principal.ts';
import type { Committed } from '../platform/record.ts';
import type { Finding, Referral, Submission } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';
import { linksOf, type Receipt } from './routes.ts';
import type { ChangeAsked } from './store.ts';

/** What whoever changed a referral is answered. */
export const receipt = (
  status: 200 | 201,
  { referralId, status: standing }: Referral,
  findings: readonly Finding[],
  account?: Submission['account'],
): Answer => ({
  status,
  body: {
    referralId,
    status: standing,
    findings: [...findings],
    ...(account ? { account } : {}),
    links: linksOf(referralId),
  } satisfies Receipt,
});

/** A change as its caller asks for it: once under one key, by whom and when. */
export const changeAsked = (
  request: Parameters<typeof requestOperation>[0] & { path: { referralId: string } },
  what: string,
  at: Date,
): ChangeAsked => ({
  operation: requestOperation(request, `${what}:${request.path.referralId}`, at),
  by: actorOf(request.principal),
  at: at.toISOString(),
});

const Kept = z.object({ digest: z.string() });

export const closed = () =>
  new Refusal(409, 'referral-closed', 'This referral is closed. Send a new one.');

/** The referral for its practice, a coordinator or a clinician, who may change it. */
export const readToChange = async (
  store: { get: (referralId: string) => Promise<ReferralFile> },
  principal: Principal,
  referralId: string,
): Promise<ReferralFile> => {
  const current = await store.get(referralId);
  if (!maySeeReferral(principal, current.referral.practiceNpi, ['coordinator', 'clinician']))
    throw notFound('referral');
  return current;
};

/** Whether this change of the referral was made before, under the same key of the caller's. */
export const isMadeBefore = (current: ReferralFile, operation: string): boolean => {
  const once = readOnce(operation);
  return (
    once !== undefined &&
    isSameAsKept(operation, current.one(keys.operation('', once.hash).sk, Kept))
  );
};

/** The answer to a change that was not made: what stands in its way. */
export const refusalOf = (done: Extract<Committed, { outcome: 'refused' }>): Refusal => {
  if (done.found?.status === 'closed') return closed();
  return new Refusal(
    409,
    'changed-meanwhile',
    'The referral was changed at the same moment. Read it and send the correction again.',
  );
};
