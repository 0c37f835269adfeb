/** What a payer asks for, as its request has it (functions/authorization/authorization.ts). */
type Asked = { code: string; says?: string | undefined; dueAt?: string | undefined };
type Known = { type?: string | undefined };

/** One thing that is asked for, and whether a document that names it came since it was asked. */
export type AskedItem = { code: string; says: string; kind?: string; there: boolean };

export type AskedFor = {
  items: readonly AskedItem[];
  /** How many documents came since, and how many of them say not what they are. */
  came: number;
  ofNoKind: number;
  /** Where to send it, as the payer says; it is no document. */
  sendTo: readonly string[];
};

const isKind = (code: string): boolean => /^\d+-\d$/.test(code);
const isReportType = (code: string): boolean => /^[A-Z0-9]{2}$/.test(code);
const isAddress = (code: string): boolean => code.startsWith('Send it to:');

/**
 * What a payer asks for, each thing once, as functions/referral/asked-for.ts reads it: one document is
 * mostly named by its kind, by its report type and in words besides. A thing is there where a document of
 * its kind came; in words nobody can tell which document is which.
 *
 * @param sent how many documents went with the request: those after them answer it
 */
export const askedFor = (
  information: readonly Asked[],
  documents: readonly Known[],
  sent: number,
): AskedFor => {
  const since = documents.slice(sent);
  const each = [...new Map(information.map((one) => [one.code, one])).values()];
  const kinds = each.filter(({ code }) => isKind(code));
  const reports = each.filter(({ code }) => isReportType(code));
  const words = each.filter(({ code }) => !isKind(code) && !isReportType(code) && !isAddress(code));
  const [most = []] = [kinds, reports, words].sort((a, b) => b.length - a.length);
  return {
    items: most.map(({ code, says }) => ({
      code,
      says: says ?? code,
      ...(isKind(code) ? { kind: code } : {}),
      there: isKind(code) && since.some(({ type }) => type === code),
    })),
    came: since.length,
    ofNoKind: since.filter(({ type }) => type === undefined).length,
    sendTo: each.filter(({ code }) => isAddress(code)).map(({ code }) => code),
  };
};
