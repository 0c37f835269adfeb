import * as z from 'zod';
import { type Actor, type AuditRecord, byStep } from '../platform/audit.ts';
import { type Determination, digestDetermination } from '../platform/determination.ts';
import { keys } from '../platform/keys.ts';
import { priorsOf } from '../platform/lifecycle.ts';
import { unpacked } from '../platform/packed.ts';
import { readAll } from '../platform/read-items.ts';
import { type Committed, chain, commit } from '../platform/record.ts';
import { settleStore } from '../platform/settle-store.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Policy } from '../therapy/policy.ts';
import { readLocalPolicy } from '../therapy/policy-store.ts';
import { closingParts } from './closing.ts';
import { patientSilenced } from './contact.ts';
import { putOrder, putReferral } from './main-item.ts';
import { findPeople, openAmong, readNumber, readPatient } from './people-store.ts';
import { readFile } from './reading.ts';
import {
  type CloseReason,
  type Finding,
  openStatuses,
  Referral,
  referralLife,
  Submission,
} from './referral.ts';
import type { ReferralFile } from './referral-file.ts';
import { referralUpdate } from './referral-item.ts';
import type { KnownPeople, TakenPatient } from './take-patient.ts';
import { putUpload, type Upload } from './upload.ts';
import { type CompletenessVerdict, statusAfter } from './verdict.ts';

/** A change asked for by a caller: who, when and the name of the operation. */
export type ChangeAsked = { operation: string; by: Actor; at: string };

/** The next version of an order, with what the main item keeps of it and the waits it ends. */
export type NextOrder = {
  submission: Submission;
  findings: readonly Finding[];
  /** What keeps it from going on. */
  standing: readonly Finding[];
  bodyHash: string;
  /** Main item fields that follow from the order. */
  set: Partial<Referral>;
  event: 'referral.corrected' | 'referral.document-added';
  detail: AuditRecord['detail'];
  beside: readonly TransactItem[];
};

const verdictDetail = ({ answer }: Determination, findings: readonly Finding[]) => ({
  verdict: answer,
  found: findings.map(({ code }) => code),
});

/** How an order came that our staff keyed in, and from which document. */
const keyedDetail = ({ keyed }: Submission) =>
  keyed ? { keyed: keyed.way, ...(keyed.page ? { page: keyed.page } : {}) } : {};

const FirstOrder = z.object({ bodyHash: z.string(), findings: z.custom<Finding[]>(Array.isArray) });

/** Where the patient's writes begin among the items of `receive`. */
export const firstOfPatient = 2;

/** Reads and conditional writes of referrals. */
export const referralStore = (table: Table) => {
  const { name } = table;

  return {
    /** The referral with its order and holds, as of now. */
    get: async (referralId: string): Promise<ReferralFile> => readFile(table, referralId),

    /** The local policy of a therapy that holds on a day. */
    policy: (therapyId: string | undefined, on: string): Promise<Policy | undefined> =>
      readLocalPolicy(table, therapyId, on),

    /** The audit chain alone. */
    records: (referralId: string): Promise<AuditRecord[]> => chain(table, referralId),

    /** What an id was first received with, and where it stands; undefined when it never was. */
    received: async (referralId: string) => {
      const { pk, sk } = keys.referral(referralId);
      // Orders sort directly before the referral's main item.
      const found = await readAll(table, pk, [keys.order(referralId, 1).sk, sk], true);
      const [order, main] = [found.at(0), found.at(-1)];
      if (!order || !main || order === main) return undefined;
      const { status } = Referral.pick({ status: true }).parse(main);
      const { account } = Submission.pick({ account: true }).parse(unpacked(order.submission));
      return { ...FirstOrder.parse(order), ...(account ? { account } : {}), status };
    },

    /** The patients that a referral may be of. */
    people: {
      find: (tokens, numbers) => findPeople(table, tokens, numbers),
      patient: (patientId) => readPatient(table, patientId),
      number: (number) => readNumber(table, number),
      openAmong: (referralIds) => openAmong(table, referralIds),
    } satisfies KnownPeople,

    /** Nothing → accepted or incomplete, with what it changes of its patient. */
    receive: (
      referral: Referral,
      {
        determination,
        ...order
      }: {
        submission: Submission;
        findings: readonly Finding[];
        bodyHash: string;
        determination: Determination;
      },
      { holds, items }: Pick<TakenPatient, 'holds' | 'items'>,
      { operation, by, at }: ChangeAsked,
    ): Promise<Committed> =>
      commit(table, {
        referralId: referral.referralId,
        operation,
        event: 'referral.received',
        actor: by,
        at,
        detail: {
          practiceNpi: referral.practiceNpi,
          urgency: referral.urgency,
          ...verdictDetail(determination, order.findings),
          ...(holds.length > 0 ? { holds: holds.map(({ holdId }) => holdId) } : {}),
          ...keyedDetail(order.submission),
        },
        determination,
        isFirst: true,
        items: [
          putReferral(name, referral),
          putOrder(name, referral.referralId, 1, {
            ...order,
            judged: digestDetermination(determination),
          }),
          ...items,
        ],
      }),

    /**
     * Not closed, with the order that was checked → accepted or incomplete; one that is active stays
     * so.
     */
    recordCheck: (
      { referralId, status, orderVersion, cleared }: Referral,
      checked: {
        verdict: CompletenessVerdict;
        findings: readonly Finding[];
        /** What keeps it from going on: without what a clinician has cleared. */
        standing: readonly Finding[];
        /** What a clinician has cleared. */
        cleared: readonly Finding[];
        doseBy: string;
        policy: Referral['policy'];
        beside: Referral['beside'];
        determination: Determination;
      },
      operation: string,
      at: string,
    ): Promise<Committed> =>
      commit(table, {
        referralId,
        operation,
        event: 'referral.checked',
        actor: byStep('check-completeness'),
        at,
        detail: verdictDetail(checked.determination, checked.findings),
        determination: checked.determination,
        items: [
          referralUpdate(
            name,
            referralId,
            status === 'active' ? ['active'] : priorsOf(referralLife, statusAfter(checked.verdict)),
            {
              set: {
                ...(status === 'active' ? {} : { status: statusAfter(checked.verdict) }),
                findings: [...checked.standing],
                ...(checked.cleared.length > 0 || cleared ? { cleared: [...checked.cleared] } : {}),
                doseBy: checked.doseBy,
                policy: checked.policy,
                beside: checked.beside,
              },
              started: true,
              seen: { orderVersion },
            },
          ),
        ],
      }),

    /** The workflow runs, and has nothing to write of it. */
    markStarted: (referralId: string): Promise<void> =>
      settleStore(table).endWatch(keys.referral(referralId)),

    /** Not closed: the next version of the order, with the waits it ends. */
    correct: (
      referral: Referral,
      next: NextOrder,
      { operation, by, at }: ChangeAsked,
    ): Promise<Committed> => {
      const { referralId } = referral;
      const version = referral.orderVersion + 1;
      const { submission, findings, standing, bodyHash } = next;
      const { status } = next.set;
      return commit(table, {
        referralId,
        operation,
        event: next.event,
        actor: by,
        at,
        detail: { ...next.detail, orderVersion: version },
        items: [
          putOrder(name, referralId, version, { submission, findings, bodyHash }),
          referralUpdate(name, referralId, status ? priorsOf(referralLife, status) : openStatuses, {
            set: { ...next.set, orderVersion: version, findings: [...standing] },
          }),
          ...next.beside,
        ],
      });
    },

    /** Nothing → offered: a document is announced, and nothing of the referral changes. */
    offerUpload: (
      referralId: string,
      upload: Upload,
      { operation, by, at }: ChangeAsked,
    ): Promise<Committed> =>
      commit(table, {
        referralId,
        operation,
        event: 'upload.offered',
        actor: by,
        at,
        detail: { uploadId: upload.uploadId },
        items: [putUpload(name, referralId, upload)],
      }),

    /** Not closed → closed: nothing waits any more, and the patient may be referred again. */
    close: (
      { referral, holds }: Pick<ReferralFile, 'referral' | 'holds'>,
      closeReason: CloseReason,
      { operation, by, at }: ChangeAsked,
      more: {
        event?: 'referral.withdrawn';
        detail?: AuditRecord['detail'];
        note?: string | undefined;
        /** Nothing more is sent to the patient. */
        endsMessages?: boolean;
      } = {},
    ): Promise<Committed> => {
      const { referralId } = referral;
      const { note } = more;
      return commit(table, {
        referralId,
        operation,
        event: more.event ?? 'referral.closed',
        actor: by,
        at,
        detail: { closeReason, ...more.detail },
        items: [
          ...closingParts(
            name,
            { referral, holds },
            { from: priorsOf(referralLife, 'closed'), closeReason },
            { action: 'closed', by, at, ...(note ? { note } : {}) },
          ),
          ...(more.endsMessages ? [patientSilenced(name, referral.patientId, at)] : []),
          ...(note
            ? [{ Put: { TableName: name, Item: { ...withdrawal(referralId), note, by, at } } }]
            : []),
        ],
      });
    },
  };
};

/** Where the words of a withdrawal are kept; they may say more of a patient than a list should. */
const withdrawal = (referralId: string) => ({
  pk: keys.referral(referralId).pk,
  sk: 'WITHDRAWAL',
});

export type ReferralStore = ReturnType<typeof referralStore>;
