import type { Site } from '../../network/network.ts';
import type { Payer } from '../../payer/payer.ts';
import type { SentDocument } from '../../platform/document-gateway.ts';
import type { CoverageClaimed, Submission } from '../../referral/referral.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import type { Authorization } from '../authorization.ts';
import type { Entry } from './resources.ts';

/** Everything a request is made of. */
export type SubmissionFacts = {
  authorization: Authorization;
  submission: Submission;
  coverage: CoverageClaimed;
  payer: Payer;
  therapy: Therapy;
  site: Site;
  documents: readonly SentDocument[];
  /** Which sending this is; its identifier is the same when it is sent again. */
  number: number;
  at: string;
  /**
   * Set when this supplies what the payer asked for: the sending it continues, and how many
   * documents that one carried.
   */
  continues?: { number: number; at: string; documents: number } | undefined;
  /** Of a renewal: the payer's number for what it goes on from, where it gave one. */
  previousNumber?: string | undefined;
  /** What is on record of each criterion of the payer's policies, and why an exception is asked for. */
  shown?: readonly string[] | undefined;
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
