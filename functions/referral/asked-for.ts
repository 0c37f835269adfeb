import * as z from 'zod';
import type { DocumentReference } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';

/** What is looked at here of a request as it is stored: what its payer asks for, and how many documents it has. */
type Asking = {
  status: string;
  information?: readonly { code: string }[];
  sent?: { documents: number };
};

/**
 * Whether these documents are all that was asked for, so that the payer is answered once. Of one thing,
 * whatever comes is the answer. Of several, each kind (a LOINC code) needs a document of it, or one of no
 * kind; what is asked for in words or by report type needs as many documents as there are things.
 */
const isAllThere = (
  asked: ReadonlySet<string>,
  documents: readonly Pick<DocumentReference, 'type'>[],
): boolean => {
  const kinds = [...asked].filter((code) => /^\d+-\d$/.test(code));
  const of = (kind?: string) => documents.filter(({ type }) => type === kind).length;
  return (
    asked.size < 2 ||
    (documents.length >= asked.size - kinds.length &&
      kinds.filter((kind) => !of(kind)).length <= of())
  );
};

/** Whether a payer that waits for what it asked for has all of it with these documents of the order. */
export const isAnswered = (
  { each }: Pick<ReferralFile, 'each'>,
  documents: readonly DocumentReference[],
): boolean =>
  (each('AUTH#', z.unknown()) as Asking[]).every(
    ({ status, information = [], sent }) =>
      status !== 'information-required' ||
      isAllThere(new Set(information.map(({ code }) => code)), documents.slice(sent?.documents)),
  );
