import {
  type Correspondence,
  correspondenceOf,
  correspondenceView,
} from '../hold/correspondence.ts';
import { type Hold, holdListView, isOpen } from '../hold/hold.ts';
import { costOf, dueBecause } from '../hold/hold-asks.ts';
import { askedOf, holdSays } from '../hold/hold-words.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { readerOf } from '../platform/disclosure.ts';
import type { Principal } from '../platform/principal.ts';
import { stateTag } from '../platform/revision.ts';
import type { Finding } from '../referral/referral.ts';
import { personNamed, type StaffPerson } from '../staff/person.ts';
import { listActions } from './hold-choices.ts';
import { mayReadNote, mayReadWhy } from './hold-disclosure.ts';
import { explainHold } from './hold-why.ts';
import type { HoldDetail } from './routes.ts';

/** What a decision on a hold rests on; a hold keeps no count of its changes. */
export const holdTag = (hold: Hold): string => {
  const { status, level, assignee, evidence, dueAt, resolution, correspondence } = hold;
  const rested = { status, level, assignee, evidence, dueAt, resolution, correspondence };
  return stateTag(JSON.parse(JSON.stringify(rested)));
};

/** What there is to read about a hold beside itself. */
export type AroundHold = {
  records: readonly AuditRecord[];
  findings: readonly Finding[];
  /** What had stopped the order and a clinician has cleared. */
  cleared: readonly Finding[];
  correspondence: readonly Correspondence[];
  /** What places are called, where the hold is about places. */
  names: ReadonlyMap<string, string>;
  /** What the people are called who worked it. */
  people: ReadonlyMap<string, StaffPerson>;
};

const nameOf = (people: AroundHold['people'], personId: string) => {
  const { name } = personNamed(people, personId);
  return name ? { name } : {};
};

/** A hold as this caller may see it; who only plans around it learns that it waits, not why. */
export const describeHold = (
  hold: Hold,
  { correspondence = [], people = new Map(), ...around }: Partial<AroundHold>,
  principal: Principal,
): HoldDetail => {
  const { resolution } = hold;
  const see = readerOf(principal, { practice: hold.practiceNpi });
  const note = mayReadNote(principal, hold) ? resolution?.note : undefined;
  const { therapyId, ...listed } = holdListView(hold);
  return {
    ...listed,
    ...(therapyId && see('therapy') ? { therapyId } : {}),
    status: hold.status,
    says: holdSays(hold.reason),
    ...askedOf(hold.reason),
    dueBecause: dueBecause(hold),
    stage: hold.stage,
    ...(hold.assignee
      ? {
          assigned: {
            ...personNamed(people, hold.assignee),
            ...(hold.assignedAt ? { since: hold.assignedAt } : {}),
          },
        }
      : {}),
    actions: isOpen(hold)
      ? listActions(hold).map((one) => ({
          action: one.action,
          says: one.says,
          needs: [...(one.needs ?? [])],
          ...(one.clinical ? { clinical: one.clinical } : {}),
          ...(one.ofPractice ? { ofPractice: one.ofPractice } : {}),
          costs: costOf(hold.reason, one),
        }))
      : [],
    ...(resolution
      ? {
          resolution: {
            action: resolution.action,
            ...(note ? { note } : {}),
            by: { ...resolution.by, ...nameOf(people, resolution.by.id) },
            at: resolution.at,
          },
        }
      : {}),
    correspondence: correspondenceOf(correspondence, hold.scope).map((entry) =>
      correspondenceView(entry, see, principal.subject),
    ),
    why: mayReadWhy(principal, hold) ? explainHold(hold, { ...around, see }) : [],
  };
};
