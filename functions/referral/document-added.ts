import type { TransactItem } from '../platform/transaction.ts';
import { isAnswered } from './asked-for.ts';
import { settledByDocument } from './hold-settlements.ts';
import type { DocumentReference } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';
import type { ChangeAsked, NextOrder } from './store.ts';

/**
 * What one more document makes of a referral: the next version of its order, and an answer to the
 * payer that waits for information, once it is all that was asked for.
 *
 * @param bodyHash digest of the request that brought it
 * @param more whether others follow, so that nobody is answered yet
 */
export const documentAdded = (
  tableName: string,
  file: ReferralFile,
  document: DocumentReference,
  {
    by,
    at,
    bodyHash,
    more = false,
    beside = [],
  }: ChangeAsked & { bodyHash: string; more?: boolean; beside?: readonly TransactItem[] },
): NextOrder => {
  const { referral, submission, findings, holds } = file;
  const documents = [...submission.documents, document];
  const waiting = more ? [] : holds;
  const settled = settledByDocument(tableName, waiting, { by, at }, isAnswered(file, documents));
  return {
    submission: { ...submission, documents },
    findings,
    standing: referral.findings,
    bodyHash,
    set: {},
    event: 'referral.document-added',
    detail: {
      documents: documents.length,
      ...(document.type ? { type: document.type } : {}),
      settled: settled.holdIds,
    },
    beside: [...settled.items, ...beside],
  };
};
