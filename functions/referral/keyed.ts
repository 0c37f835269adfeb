import * as z from 'zod';

const Said = z.object({ by: z.string(), at: z.string(), words: z.string() });

/**
 * An order that reached us on paper or by telephone and was keyed in by our staff. Until its practice
 * has signed it as it was keyed, it is a referral that waits: no signature on the page, and none that
 * our staff type, counts for what somebody here has read from it. Own rule.
 */
export const Keyed = z.object({
  way: z.enum(['fax', 'telephone', 'mail']),
  /** The page it was read from: the SHA-256 of the document, in hexadecimal. */
  page: z.string().optional(),
  /** Who told it, of an order by telephone. */
  caller: z.string().optional(),
  /**
   * Who keyed it and when, who signed it, what was wrong when it was sent back, and why it was sent to
   * the practice again as it stands: ours to say.
   */
  by: z.string().optional(),
  at: z.string().optional(),
  signed: z.object({ by: z.string(), at: z.string() }).optional(),
  sentBack: Said.optional(),
  askedAgain: Said.optional(),
});
export type Keyed = z.infer<typeof Keyed>;

/** The order as it is after its practice sent it back, or was asked again to sign it, in whose words. */
export const keyedAgain = <Of extends { keyed?: Keyed | undefined }>(
  submission: Of,
  said: Pick<Keyed, 'sentBack' | 'askedAgain'>,
): Of => {
  const { keyed } = submission;
  if (!keyed) return submission;
  const { sentBack: _, askedAgain: __, ...rest } = keyed;
  return { ...submission, keyed: { ...rest, ...said } };
};
