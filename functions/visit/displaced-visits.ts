import { isOpen } from '../hold/hold.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import { missingCompetencies } from '../network/competency-rules.ts';
import { type Opening, opening, type Span } from '../network/days.ts';
import type { Nurse, Site } from '../network/network.ts';
import { siteOpening } from '../network/site-hours.ts';
import type { Actor } from '../platform/audit.ts';
import { addDays } from '../platform/days.ts';
import { TransientFault } from '../platform/errors.ts';
import { visitScope } from '../platform/ids.ts';
import { commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import { readCenterDays, readNurseDays } from '../scheduling/calendar-store.ts';
import { findAuthorization } from '../scheduling/visit-file.ts';
import { holdsOfVisit } from '../series/suspension.ts';
import { isAhead } from '../series/visit.ts';
import { findPlaceLacks } from './readiness.ts';
import { visitStore } from './store.ts';

/** How far ahead visits may be booked, and some; and how many days of a calendar are read at once. */
const daysAhead = 400;
const daysAtOnce = 28;

/** An entry of the network as it was, and as it is from now on. */
export type Changed =
  | { kind: 'nurse'; before: Nurse; entry: Nurse }
  | { kind: 'site'; before: Site; entry: Site };

/** How far the visits of a calendar were looked at: a day, and the last visit of it by id. */
export type LookedUntil = { on: string; after: string };

/** Whether a visit of the calendar may have lost its nurse or its site with the change. */
type Concern = (on: string, block: Span) => boolean;

const lostHours =
  (had: Opening, has: Opening): Concern =>
  (on, block) => {
    const hours = has(on);
    const covered = hours !== undefined && hours.from <= block.from && block.to <= hours.to;
    return had(on) !== undefined && !covered;
  };

const concernOf = (changed: Changed): Concern => {
  if (changed.kind === 'site')
    return lostHours(siteOpening(changed.before), siteOpening(changed.entry));
  const { before, entry } = changed;
  const hoursOf = ({ shifts, awayOn, zone }: Nurse) => opening(shifts, awayOn, zone);
  const lost = lostHours(hoursOf(before), hoursOf(entry));
  const left = before.siteId !== entry.siteId;
  const needs = before.competencies.map(({ tag }) => ({ tag, because: 'held before' }));
  return (on, block) =>
    left ||
    lost(on, block) ||
    missingCompetencies(entry, needs, on).length > missingCompetencies(before, needs, on).length;
};

type Candidate = { on: string; visitId: string };

/** The visits of some days that the change may have displaced, in the order of day and id. */
const candidates = async (
  table: Table,
  changed: Changed,
  from: string,
  to: string,
): Promise<Candidate[]> => {
  const concerns = concernOf(changed);
  const [centerDays, nurseDays] = await Promise.all([
    readCenterDays(table, changed.before.siteId, { from, to }),
    changed.kind === 'nurse' ? readNurseDays(table, changed.entry.nurseId, { from, to }) : [],
  ]);
  const found = [...centerDays, ...nurseDays].flatMap(({ on, blocks }) =>
    blocks.filter((block) => concerns(on, block)).map(({ visitId }) => ({ on, visitId })),
  );
  const order = ({ on, visitId }: Candidate) => `${on} ${visitId}`;
  return found.sort((a, b) => (order(a) < order(b) ? -1 : 1));
};

export type DisplacedSearch = {
  changed: Changed;
  /** Where an earlier look ended; the beginning when left out. */
  place?: LookedUntil | undefined;
  /** How many visits are looked at before the rest is left for another time. */
  limit: number;
  told: { actor: Actor; operation: string };
};

/**
 * Asks a scheduler about the visits to come that a changed entry of the network leaves without
 * their nurse or their site, weeks before the visits would be looked at. A visit that is asked
 * about already is not asked about twice, nor is one that lacked it before the change.
 *
 * @returns the ids of the visits that are asked about now, and where to go on if any are left
 * @throws TransientFault when somebody changed a visit's referral meanwhile.
 */
export const askAboutDisplaced = async (
  table: Table,
  { changed, place, limit, told }: DisplacedSearch,
  now: Date,
): Promise<{ asked: string[]; next?: LookedUntil }> => {
  const today = localDate(now, changed.entry.zone);
  const last = addDays(today, daysAhead);
  const ask = await asker(table, changed, told, now);
  const asked: string[] = [];
  let looked = 0;
  let { on: from, after } = place ?? { on: today, after: '' };
  while (from <= last) {
    const to = addDays(from, daysAtOnce - 1);
    for (const { on, visitId } of await candidates(table, changed, from, to)) {
      if (on === from && visitId <= after) continue;
      if (await ask(visitId)) asked.push(visitId);
      looked += 1;
      if (looked === limit) return { asked, next: { on, after: visitId } };
    }
    from = addDays(to, 1);
    after = '';
  }
  return { asked };
};

/** Looks at one visit and asks about it, if it lost what it had. */
const asker = async (
  table: Table,
  changed: Changed,
  { actor, operation }: DisplacedSearch['told'],
  now: Date,
): Promise<(visitId: string) => Promise<boolean>> => {
  const store = visitStore(table);
  const nurses = await store.nurses();
  const withNurse = (nurse: Nurse) => [
    ...nurses.filter(({ nurseId }) => nurseId !== nurse.nurseId),
    nurse,
  ];
  return async (visitId) => {
    const file = await store.file(visitId);
    if (!file || !isAhead(file.visit) || file.referral.status === 'closed') return false;
    const { visit, referral, holds } = file;
    if (
      holdsOfVisit(holds, visit).some((hold) => hold.reason === 'visit-displaced' && isOpen(hold))
    )
      return false;
    const site = await store.site(visit.siteId);
    const lacksWith = (as: 'before' | 'entry') =>
      findPlaceLacks({
        ...file,
        therapy: visitTherapy(visit.therapyId, file.submission.order, referral.policy),
        authorization: findAuthorization(file, visit),
        site: changed.kind === 'site' ? changed[as] : site,
        nurses: changed.kind === 'nurse' ? withNurse(changed[as]) : nurses,
        onCalendar: true,
        now,
      }).map(({ code }) => code);
    const before = lacksWith('before');
    const lacks = lacksWith('entry').filter((code) => !before.includes(code));
    if (lacks.length === 0) return false;
    const hold = standingHold(
      {
        kind: 'request',
        scope: visitScope(visitId),
        reason: 'visit-displaced',
        stage: 'Check visit',
        evidence: { visitId, lacks },
      },
      referral,
      holds,
      now,
    );
    const done = await commit(table, {
      referralId: referral.referralId,
      operation: `${operation}:${visitId}:${visit.revision}`,
      event: 'hold.placed',
      actor,
      at: now.toISOString(),
      detail: { holdId: hold.holdId, reason: hold.reason, owner: hold.owner, dueAt: hold.dueAt },
      items: [placeStanding(table.name, hold)],
    });
    if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
    return done.outcome === 'applied';
  };
};
