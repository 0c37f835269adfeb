import type { SentDocument } from '../../platform/document-gateway.ts';
import type { RequestBasis } from '../request-basis.ts';
import type { Entry } from './resources.ts';

/** Everything a request is made of. */
export type SubmissionFacts = RequestBasis & {
  documents: readonly SentDocument[];
  /** Which sending this is; its identifier is the same when it is sent again. */
  number: number;
  at: string;
  /**
   * Set when this supplies what the payer asked for: the sending it continues, and how many
   * documents that one carried.
   */
  continues?: { number: number; at: string; documents: number } | undefined;
};

/** The resources that a Claim refers to. */
export type Cast = {
  patient: Entry;
  insurer: Entry;
  requestor: Entry;
  site: Entry;
  coverage: Entry;
  /** Of each drug of the order, its own first. */
  medications: Entry[];
  /** Who ordered: a role where we can reach the person, else the practice. */
  orderer: Entry;
  others: Entry[];
  documents: Entry[];
};
