import * as z from 'zod';
import type { DocumentReference } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';

/** What is looked at here of a request as it is stored: what its payer asks for, and how many documents it has. */
type Asking = {
  status: string;
  information?: readonly { code: string }[];
  sent?: { documents: number };
};

const isLoinc = (code: string): boolean => /^\d+-\d$/.test(code);
/** X12 755. */
const isReportType = (code: string): boolean => /^[A-Z0-9]{2}$/.test(code);
/** Where to send it (x12/read-information.ts) is no document. */
const isAddress = (code: string): boolean => code.startsWith('Send it to:');

/**
 * Whether these documents are all that was asked for, so that the payer is answered once. One document
 * is mostly named in several ways, by its kind (a LOINC code), its report type and in words: as many are
 * asked for as it is in the way that names most. Of one, whatever comes is the answer. Of several, each
 * kind needs a document of it, or one of no kind.
 */
const isAllThere = (
  asked: readonly string[],
  documents: readonly Pick<DocumentReference, 'type'>[],
): boolean => {
  const kinds = asked.filter(isLoinc);
  const reports = asked.filter(isReportType);
  const addresses = asked.filter(isAddress);
  const inWords = asked.length - kinds.length - reports.length - addresses.length;
  const wanted = Math.max(kinds.length, reports.length, inWords);
  const of = (kind?: string) => documents.filter(({ type }) => type === kind).length;
  return (
    wanted < 2 || (documents.length >= wanted && kinds.filter((kind) => !of(kind)).length <= of())
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
      isAllThere(
        [...new Set(information.map(({ code }) => code))],
        documents.slice(sent?.documents),
      ),
  );
