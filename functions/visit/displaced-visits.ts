import { isOpen } from '../hold/hold.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import { type Opening, opening, type Span } from '../network/days.ts';
import type { Nurse, Site } from '../network/network.ts';
import { siteOpening } from '../network/site-hours.ts';
import type { Actor } from '../platform/audit.ts';
import { addDays } from '../platform/days.ts';
import { TransientFault } from '../platform/errors.ts';
import { commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { readCenterDays, readNurseDays } from '../scheduling/calendar-store.ts';
import { authorizationOf } from '../scheduling/visit-file.ts';
import { holdsOfVisit } from '../series/suspension.ts';
import { isAhead } from '../series/visit.ts';
import { therapyOf } from '../therapy/therapy-catalogue.ts';
import { placeLacksOf } from './readiness.ts';
import { visitStore } from './store.ts';

/** How far ahead visits may be booked, and some. */
const daysAhead = 400;

/** An entry of the network as it is from now on. */
export type Changed = { kind: 'nurse'; entry: Nurse } | { kind: 'site'; entry: Site };

const hoursOf = (changed: Changed): Opening =>
  changed.kind === 'site'
    ? siteOpening(changed.entry)
    : opening(changed.entry.shifts, changed.entry.awayOn, changed.entry.zone);

type Day = { on: string; blocks: readonly (Span & { visitId: string })[] };

/** The visits that stand in hours which the nurse or the site had, and has no longer. */
const outside = async (
  table: Table,
  before: Changed,
  changed: Changed,
  now: Date,
): Promise<string[]> => {
  const { siteId, zone } = changed.entry;
  const from = localDate(now, zone);
  const to = addDays(from, daysAhead);
  const days: Day[] = await readCenterDays(table, siteId, from, to);
  if (changed.kind === 'nurse')
    days.push(...(await readNurseDays(table, changed.entry.nurseId, from, to)));
  const covers = (hours: Span | undefined, block: Span): boolean =>
    hours !== undefined && hours.from <= block.from && block.to <= hours.to;
  const [had, has] = [hoursOf(before), hoursOf(changed)];
  return days.flatMap(({ on, blocks }) =>
    blocks.filter((block) => had(on) && !covers(has(on), block)).map(({ visitId }) => visitId),
  );
};

/**
 * Asks a scheduler about every visit to come that an entry of the network, as it is about to be,
 * leaves without its nurse or its site, weeks before the visit would be looked at. Run before the
 * entry is written, and again with it, so that nothing is forgotten in between; a visit that is
 * asked about already is not asked about twice.
 *
 * @returns the ids of the visits that are asked about now
 * @throws TransientFault when somebody changed a visit's referral meanwhile.
 */
export const askAboutDisplaced = async (
  table: Table,
  before: Changed,
  changed: Changed,
  { actor, operation }: { actor: Actor; operation: string },
  now: Date,
): Promise<string[]> => {
  const store = visitStore(table);
  const asked: string[] = [];
  for (const visitId of await outside(table, before, changed, now)) {
    const file = await store.file(visitId);
    if (!file || !isAhead(file.visit) || file.referral.status === 'closed') continue;
    const { visit, referral, holds } = file;
    const known = holdsOfVisit(holds, visit).some(
      (hold) => hold.reason === 'visit-displaced' && isOpen(hold),
    );
    const [site, nurses] = await Promise.all([
      changed.kind === 'site' ? changed.entry : store.site(visit.siteId),
      store.nurses(),
    ]);
    const lacks = placeLacksOf({
      ...file,
      therapy: therapyOf(visit.therapyId),
      authorization: authorizationOf(file, visit),
      site,
      nurses: nurses.map((nurse) =>
        changed.kind === 'nurse' && nurse.nurseId === changed.entry.nurseId ? changed.entry : nurse,
      ),
      onCalendar: true,
      now,
    });
    if (known || lacks.length === 0) continue;
    const hold = standingHold(
      {
        kind: 'request',
        scope: `v${Number(visitId.split('_')[2])}.`,
        reason: 'visit-displaced',
        stage: 'Plan visit',
        evidence: { visitId, lacks: lacks.map(({ code }) => code) },
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
    asked.push(visitId);
  }
  return asked;
};
