import * as z from 'zod';
import { Actor } from '../platform/audit.ts';
import { HoldId, HoldScope, ReferralId, readScope } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { type Lifecycle, priorsOf, unended } from '../platform/lifecycle.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { Clearance } from './clearance.ts';
import type { HoldReason } from './hold-reasons.ts';

/**
 * A standing hold is one that no workflow waits with: a person works it while the workflow goes on,
 * and it has no task token. What a nurse reports, who a patient is and how they are
 * reached, what a scheduler is asked for, what could not be
 * delivered, what a patient wrote, an order that changed, what a payer takes back or lets run out.
 */
export const Standing = z.enum([
  'report',
  'patient',
  'request',
  'message',
  'order',
  'authorization',
]);

/** A hold: why we wait, on whom, until when, what may be done, and how it ended. */
export const HoldStatus = z.enum(['open', 'overdue', 'resolved', 'cancelled']);
export type HoldStatus = z.infer<typeof HoldStatus>;

/** `cancelled`: it ended as it was placed, because nobody had to wait any more. */
export const holdLife: Lifecycle<HoldStatus> = {
  begins: ['open', 'cancelled'],
  next: {
    open: ['open', 'overdue', 'resolved'],
    overdue: ['overdue', 'resolved'],
    resolved: [],
    cancelled: [],
  },
};

/** What the waiting workflow is told when the hold ends; ids and named outcomes only. */
export const Settlement = z.object({
  resume: z.string(),
  reason: z.string().optional(),
  dueAt: z.iso.datetime().optional(),
  closeReason: z.string().optional(),
});
export type Settlement = z.infer<typeof Settlement>;

/** Fields that may be left out; one schema of each, for every function that works with holds holds them all. */
const text = z.string().optional();
const day = z.iso.date().optional();

/** What comes with an action beside its note; which of them an action needs, its row says. */
export const ResolutionFacts = z.object({
  siteId: text,
  toleranceDays: z.number().int().positive().optional(),
  lineType: text,
  reference: text,
  payerId: text,
  authorizationNumber: text,
  expiresOn: day,
  /** Lines that the payer approved, by their sequence, with the units it gave to each. */
  approvedLines: z
    .array(z.object({ sequence: z.number().int().positive(), units: z.number().int().positive() }))
    .optional(),
  /** What the payer wants to have, each thing in its words, and the day until which. */
  askedFor: z.array(z.string()).optional(),
  wantedBy: day,
  /** The first day of an approval, where it is not that of the request. */
  startsOn: day,
  /** Of a rung after a denial: its fast form, and which open rights whoever takes it gives up. */
  expedited: z.literal(true).optional(),
  forfeits: z.array(z.string()).optional(),
  /** What a denial is about, as a person was told; the day on its notice; and the payer's words. */
  denialReading: text,
  noticeOn: day,
  said: text,
  /** The day on which what was not understood is explained again. */
  nextOn: day,
  /** Of a request that a person sent: when, how, who took it, and which document shows it. */
  sentAt: z.iso.datetime().optional(),
  channel: text,
  person: text,
  proofDocument: text,
  coverage: z.record(z.string(), z.json()).optional(),
  drug: z.record(z.string(), z.json()).optional(),
  /** How doses go on after a reaction. */
  plan: z.record(z.string(), z.json()).optional(),
  /** For which doses a clinician cleared what was found. */
  clearance: Clearance.optional(),
});
export type ResolutionFacts = z.infer<typeof ResolutionFacts>;

export const Resolution = z.object({
  action: z.string(),
  /** Free text of the person who resolved it; may hold PHI, so it never leaves the table. */
  note: z.string().optional(),
  facts: ResolutionFacts.catch({}),
  by: Actor,
  at: z.iso.datetime(),
});
export type Resolution = z.infer<typeof Resolution>;

/** The start of time, for an instant that cannot be read: long due, so that somebody looks. */
const instant = z.iso.datetime().catch('1970-01-01T00:00:00Z');

/**
 * What its referral is about, as far as lists show it: free of PHI. The stream of changes puts it
 * there and keeps it so (worklist/keep-worklist.ts); whoever writes a hold anew leaves it as it is.
 */
export type HoldAbout = {
  payerId?: string;
  therapyId?: string;
  practiceName?: string;
  urgency?: 'routine' | 'urgent';
};

/**
 * A hold that cannot be read in part is still somebody's to work: what only tells of it has a value
 * that gets it looked at. What says which hold it is, whether it waits, and what its workflow is
 * told must be as we wrote it.
 */
export const Hold = z.object({
  holdId: HoldId,
  referralId: ReferralId,
  /** Where it waits, and which of the waits there it is. */
  scope: HoldScope,
  count: z.number().int().positive(),
  /** What kind it is, if no workflow waits with it. */
  standing: Standing.optional(),
  /** As code wrote it; the table of reasons is for those who ask what it means. */
  reason: z.custom<HoldReason>((reason) => typeof reason === 'string'),
  /** The workflow stage that waits; `same-stage` goes back to it. */
  stage: z.string(),
  status: HoldStatus,
  owner: z.string().catch('coordinator'),
  team: z.string().catch('coordinator'),
  practiceNpi: z.string().catch('unknown'),
  openedAt: instant,
  dueAt: instant,
  /** Which other team is asked too, since it became overdue; it stays on its own team's list. */
  escalatedTo: z.string().optional().catch(undefined),
  /** How far it was escalated; the last step of its reason is the highest. */
  level: z.number().int().min(0).catch(0),
  doseBy: z.iso.date().optional().catch(undefined),
  assignee: z.string().optional().catch(undefined),
  /** Since when it is theirs. */
  assignedAt: z.string().optional().catch(undefined),
  about: z.custom<HoldAbout>().optional(),
  /** How many calls, letters and looks were written down at it, and the next day that one of them names. */
  correspondence: z.number().int().positive().optional().catch(undefined),
  nextOn: z.iso.date().optional().catch(undefined),
  /** Present while a workflow waits for it; never shown, logged or published. */
  taskToken: z.string().optional(),
  /** What it is about, as it is stored; evidence.ts reads it by the reason. */
  evidence: z.record(z.string(), z.json()).catch({}),
  /** One that cannot be read decides nothing. */
  resolution: Resolution.optional().catch(undefined),
  settlement: Settlement.optional(),
});
export type Hold = z.infer<typeof Hold>;

/** Latest first dose, then due time: the order in which holds are worked. */
export const worklistSort = ({ doseBy, dueAt, holdId }: Hold): string =>
  `${doseBy ?? '9999-12-31'}#${dueAt}#${holdId}`;

/** What the worklist shows. */
export const holdListView = (hold: Hold) => ({
  holdId: hold.holdId,
  referralId: hold.referralId,
  reason: hold.reason,
  status: hold.status,
  owner: hold.owner,
  team: hold.team,
  openedAt: hold.openedAt,
  dueAt: hold.dueAt,
  level: hold.level,
  ...(hold.escalatedTo ? { escalatedTo: hold.escalatedTo } : {}),
  ...(hold.doseBy ? { doseBy: hold.doseBy } : {}),
  ...(hold.assignee ? { assignee: hold.assignee } : {}),
  ...(hold.assignee && hold.assignedAt ? { assignedAt: hold.assignedAt } : {}),
  ...hold.about,
  ...(hold.nextOn ? { nextOn: hold.nextOn } : {}),
});

const waiting: readonly (HoldStatus | undefined)[] = unended(holdLife);
export const isOpen = ({ status }: { status?: HoldStatus | undefined }): boolean =>
  waiting.includes(status);

/**
 * Whether a hold's end is the referral's end at once: it was asked for, and no workflow waits that
 * would close the referral. A renewal has a workflow of its own to end.
 */
export const closesReferral = (
  { taskToken, scope }: Pick<Hold, 'taskToken' | 'scope'>,
  { resume }: Settlement,
): boolean => resume === 'close' && !taskToken && readScope(scope).kind !== 'renewal';

const priors = priorsOf(holdLife, 'resolved');

/** Texts are added to an open hold; it ends with none that whoever ends it has not seen. */
const asSeen = ({ evidence }: Pick<Hold, 'evidence'>): readonly [string, Record<string, number>] =>
  Array.isArray(evidence.texts)
    ? [' AND size(evidence.texts) = :texts', { ':texts': evidence.texts.length }]
    : ['', {}];

/**
 * The transaction part that ends an open hold. It leaves the worklist and stays `unsettled` until
 * the relay has told the waiting workflow. Any area may put this beside its own items: a
 * correction, a payer's notification or a booking ends the wait in the same transaction.
 */
export const settleHold = (
  tableName: string,
  hold: Hold,
  settlement: Settlement,
  resolution: Resolution,
): TransactItem => {
  const [unchanged, counted] = asSeen(hold);
  return {
    Update: {
      TableName: tableName,
      Key: keys.hold(hold.holdId),
      UpdateExpression:
        'SET #status = :resolved, resolution = :resolution, settlement = :settlement, unsettled = :at, due = :due, dueSort = :dueSort REMOVE worklist, worklistSort, escalated, escalatedSort, reasons, reasonsSort, assigned, assignedSort, practice, practiceSort',
      ConditionExpression: `#status IN (${priors.map((_, index) => `:from${index}`).join(', ')})${unchanged}`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...counted,
        ':resolved': 'resolved',
        ':resolution': resolution,
        ':settlement': settlement,
        ':at': resolution.at,
        ':due': 'DUE#unsettled',
        ':dueSort': `${resolution.at}#${hold.holdId}`,
        ...Object.fromEntries(priors.map((status, index) => [`:from${index}`, status])),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};
