import { type AskPayer, guardedGateway } from '../payer/guarded-gateway.ts';
import type { Payer } from '../payer/payer.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import { MalformedX12 } from '../x12/interchange.ts';
import { UnfitForX12 } from '../x12/segment.ts';
import type { EligibilityAnswer, EligibilityInquiry } from './eligibility-answer.ts';
import { AskLater, NotAnswered } from './x12/answer-faults.ts';
import { writeInquiry } from './x12/eligibility-inquiry.ts';
import { readAnswer } from './x12/read-answer.ts';

export type EligibilityGateway = {
  /**
   * Asks a payer about a member through its clearinghouse.
   *
   * @throws TransientFault when asking again may help, PermanentFault when a person has to look,
   * PayerUnavailable when it is not to be asked now.
   */
  ask: (payer: Payer, inquiry: EligibilityInquiry, now: Date) => Promise<EligibilityAnswer>;
};

const asFault = (error: unknown): unknown => {
  if (error instanceof AskLater) return new TransientFault(`eligibility-later:${error.message}`);
  if (error instanceof NotAnswered)
    return new PermanentFault(`eligibility-refused:${error.message}`);
  if (error instanceof MalformedX12)
    return new PermanentFault(`eligibility-unreadable:${error.message}`);
  if (error instanceof UnfitForX12) return new PermanentFault(error.message);
  return error;
};

/** Speaks X12 270/271 over HTTP with the clearinghouse that the payer directory names. */
export const eligibilityGateway = (askPayer: AskPayer): EligibilityGateway => ({
  ask: async (payer, inquiry, now) => {
    try {
      const reply = await askPayer({
        payerId: payer.payerId,
        channel: 'x12',
        url: payer.clearinghouse.url,
        headers: { 'content-type': 'application/edi-x12', accept: 'application/edi-x12' },
        body: writeInquiry(inquiry, now),
        wire: payer.wire,
      });
      if (reply.status !== 200) throw new PermanentFault(`eligibility-status:${reply.status}`);
      return readAnswer(reply.body, inquiry);
    } catch (error) {
      throw asFault(error);
    }
  },
});

/** As deployed: what keeps one payer's silence from the others stands in the table. */
export const guardedEligibilityGateway = (table: Table, now: () => Date): EligibilityGateway =>
  eligibilityGateway(guardedGateway(table, now));
