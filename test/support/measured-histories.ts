import type { Authorization } from '../../functions/authorization/authorization.ts';
import { addDays } from '../../functions/platform/days.ts';
import { authorizationId, visitId } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';

/**
 * Invented histories of referrals: what became of each, as a plain record that can be counted, and the
 * items that the table's stream would have carried while it happened.
 */
export type MeasuredHistory = {
  referralId: string;
  practiceNpi: string;
  receivedOn: string;
  complete: boolean;
  rounds: {
    payerId: string;
    sentOn: string;
    /** Hours from the sending to the first decision, to the clock's end, and to a grant after a denial. */
    decidedAfter?: number;
    clockHours?: number;
    outcome?: 'approved' | 'changed' | 'denied';
    overturnedAfter?: number;
    through: string;
    granted: number;
    perVisit: number;
    /** Days of doses that it paid for. */
    usedOn: string[];
  }[];
  visits: {
    status: 'completed' | 'missed';
    on: string;
    away: number;
    therapyId: string;
    siteId: string;
    nurseId?: string;
    planned: number;
    taken: number;
  }[];
  holds: { reason: string; owner: string; openedOn: string; hours: number }[];
  messages: {
    kind: string;
    channel: string;
    settledOn: string;
    status: string;
    returned: boolean;
  }[];
};

type Item = Record<string, unknown>;

/** Noon where the desk is, or near it: never near the end of a day. */
const noon = (on: string): string => `${on}T17:00:00.000Z`;
const after = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString();

/** Numbers that are the same at every run (mulberry32). */
const numbers = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const invented = (seed: number) => {
  const next = numbers(seed);
  const upTo = (most: number): number => Math.floor(next() * (most + 1));
  const one = <T>(...values: readonly T[]): T => values[upTo(values.length - 1)] as T;
  const often = (part: number): boolean => next() < part;
  /** The same in another order. */
  const shuffled = <T>(values: readonly T[]): T[] => {
    const mixed = [...values];
    for (let at = mixed.length - 1; at > 0; at -= 1) {
      const to = upTo(at);
      [mixed[at], mixed[to]] = [mixed[to] as T, mixed[at] as T];
    }
    return mixed;
  };
  return { upTo, one, often, shuffled };
};
type Invented = ReturnType<typeof invented>;

const several = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

type Round = MeasuredHistory['rounds'][number];
const outcomes = ['approved', 'approved', 'changed', 'denied'] as const;

const aRound = ({ upTo, one, often }: Invented, from: string, usedOn: string[]): Round => {
  const outcome = often(0.08) ? undefined : one(...outcomes);
  const wasOverturned = outcome === 'denied' && often(0.5);
  const pays = outcome !== undefined && (outcome !== 'denied' || wasOverturned);
  return {
    payerId: one('acme-health', 'state-medicaid', 'example-ma'),
    sentOn: from,
    ...(outcome ? { outcome, decidedAfter: one(0, 1, 2, 23, 24, 25, 100, 400, 800) } : {}),
    ...(often(0.8) ? { clockHours: one(24, 72, 168) } : {}),
    ...(wasOverturned ? { overturnedAfter: 1 + upTo(500) } : {}),
    through: addDays(from, 30 + upTo(120)),
    granted: pays ? 100 + upTo(100) : 0,
    perVisit: 10,
    usedOn: pays ? usedOn : [],
  };
};

const aVisit = ({ upTo, one, often }: Invented, from: string, index: number) => {
  const isAtHome = often(0.3);
  return {
    status: often(0.9) ? ('completed' as const) : ('missed' as const),
    on: addDays(from, 10 + index * 14 + upTo(10)),
    away: upTo(40) - 20,
    therapyId: one('infliximab', 'ivig', 'entered'),
    siteId: one('site_riverbend', 'site_lakeside'),
    ...(isAtHome ? { nurseId: one('nur_ames', 'nur_boll') } : {}),
    planned: 120 + upTo(60),
    taken: 100 + upTo(120),
  };
};

/** One history. */
export const aMeasuredHistory = (number: number, seed: number): MeasuredHistory => {
  const made = invented(seed * 1_000_003 + number);
  const { upTo, one, often } = made;
  const receivedOn = addDays('2026-07-01', upTo(120));
  const visits = several(upTo(4), (index) => aVisit(made, receivedOn, index));
  const given = visits.filter(({ status }) => status === 'completed').map(({ on }) => on);
  return {
    referralId: `ref_${String(number).padStart(20, '0')}`,
    practiceNpi: one('1234567893', '1111111112'),
    receivedOn,
    complete: often(0.6),
    rounds: several(upTo(2), (index) =>
      aRound(made, addDays(receivedOn, upTo(30)), index === 0 ? given : []),
    ),
    visits,
    holds: several(upTo(2), () => ({
      reason: one('order-incomplete', 'denied', 'no-capacity'),
      owner: one('coordinator', 'practice'),
      openedOn: addDays(receivedOn, upTo(20)),
      hours: one(0, 3, 4, 5, 24, 30, 72, 200, 900),
    })),
    messages: several(upTo(3), () => ({
      kind: one('reminder', 'preparation'),
      channel: one('text', 'mail'),
      settledOn: addDays(receivedOn, upTo(40)),
      status: one('sent', 'sent', 'withheld', 'refused', 'unknown'),
      returned: often(0.1),
    })),
  };
};

const roundImages = (history: MeasuredHistory, index: number): Item[] => {
  const round = history.rounds[index] as Round;
  const { referralId } = history;
  const id = authorizationId(referralId, index + 1);
  const sentAt = noon(round.sentOn);
  const dueAt = round.clockHours === undefined ? undefined : after(sentAt, round.clockHours);
  const decidedAt = after(sentAt, round.decidedAfter ?? 0);
  let rev = 0;
  const image = (status: Authorization['status'], at: string | undefined, used: string[]): Item => {
    rev += 1;
    const isGranted = status === 'approved' || status === 'changed';
    return {
      ...keys.authorization(id),
      authorizationId: id,
      referralId,
      round: index + 1,
      practiceNpi: history.practiceNpi,
      payerId: round.payerId,
      coverageRank: 'primary',
      therapyId: 'infliximab',
      siteId: 'site_riverbend',
      setting: 'infusion-center',
      placeOfService: '11',
      status,
      urgency: 'standard',
      version: 1,
      rev,
      sent: { number: 1, version: 1, operation: 'send', at: sentAt, documents: 0 },
      lines: [
        {
          sequence: 1,
          kind: 'drug',
          code: 'J1745',
          units: 300,
          perVisit: round.perVisit,
          visits: 10,
          from: round.sentOn,
          through: round.through,
          clock: { rule: 'any', urgency: 'standard', ...(dueAt ? { dueAt } : {}) },
          state: status === 'denied' ? 'denied' : isGranted ? 'approved' : 'pended-in-review',
          ...(at
            ? { decision: { ...(isGranted ? { units: round.granted } : {}), reasons: [], at } }
            : {}),
        },
      ],
      ledger: Object.fromEntries(
        used.map((on, dose) => [
          visitId(referralId, dose + 1),
          { on, dose: dose + 1, state: 'used' },
        ]),
      ),
    };
  };
  const images = [image('pended', undefined, [])];
  if (!round.outcome) return images;
  images.push(image(round.outcome, decidedAt, []));
  const grantedAt = after(decidedAt, round.overturnedAfter ?? 0);
  if (round.overturnedAfter !== undefined) images.push(image('approved', grantedAt, []));
  const status = round.outcome === 'changed' ? 'changed' : 'approved';
  for (let doses = 1; doses <= round.usedOn.length; doses += 1)
    images.push(image(status, grantedAt, round.usedOn.slice(0, doses)));
  return images;
};

/** What the stream carries of a history, in the order in which it was written. */
export const imagesOf = (history: MeasuredHistory): Item[] => {
  const { referralId, receivedOn, practiceNpi, complete } = history;
  const record = (event: string, at: string, detail: object, sequence: number): Item => ({
    ...keys.audit(referralId, sequence),
    referralId,
    sequence,
    event,
    at,
    detail,
  });
  const verdict = complete ? 'complete' : 'incomplete';
  const received = { practiceNpi, verdict, urgency: 'routine', found: [] };
  return [
    record('referral.received', noon(receivedOn), received, 1),
    ...history.rounds.flatMap((_, index) => roundImages(history, index)),
    ...history.visits.map((visit, index): Item => {
      const startedAt = noon(visit.on);
      return {
        ...keys.visit(visitId(referralId, index + 1)),
        visitId: visitId(referralId, index + 1),
        referralId,
        patientId: 'pat_any',
        dose: index + 1,
        revision: 0,
        startsAt: startedAt,
        endsAt: after(startedAt, 3),
        zone: 'America/New_York',
        on: visit.on,
        idealOn: addDays(visit.on, -visit.away),
        setting: visit.nurseId ? 'home' : 'infusion-center',
        status: visit.status,
        therapyId: visit.therapyId,
        siteId: visit.siteId,
        ...(visit.nurseId ? { nurseId: visit.nurseId } : {}),
        minutes: { prep: 10, infusion: visit.planned - 30, observation: 15, closeout: 5 },
        ...(visit.status === 'completed'
          ? { startedAt, endedAt: after(startedAt, visit.taken / 60) }
          : {}),
      };
    }),
    ...history.holds.flatMap(({ reason, owner, openedOn, hours }, index): Item[] => {
      const openedAt = noon(openedOn);
      const hold = {
        pk: `REF#${referralId}`,
        sk: `HOLD#r${index + 1}`,
        referralId,
        reason,
        owner,
        openedAt,
      };
      const at = after(openedAt, hours);
      return [
        { ...hold, status: 'open' },
        { ...hold, status: 'resolved', resolution: { at } },
      ];
    }),
    ...history.messages.flatMap((message, index): Item[] => {
      const { kind, channel, settledOn, status, returned } = message;
      const messageId = `msg_${index}`;
      const at = noon(settledOn);
      const sent = { referralId, messageId, kind, channel, status, queuedAt: at, settledAt: at };
      const back = { messageId, kind, channel, status: 'bounced' };
      return [
        { ...keys.message(referralId, messageId), ...sent },
        ...(returned ? [record('message.undelivered', after(at, 1), back, 10 + index)] : []),
      ];
    }),
  ];
};

/** Everything again from the histories as they ended: by counter, each cell. */
export const recountOf = (histories: readonly MeasuredHistory[]) => {
  const all: Record<string, Record<string, number>> = {};
  const count = (counter: string, cell: string, amount = 1) => {
    if (amount === 0) return;
    const cells = all[counter] ?? {};
    cells[cell] = (cells[cell] ?? 0) + amount;
    all[counter] = cells;
  };
  const month = (on: string) => on.slice(0, 7);
  const dayAfter = (on: string, hours: number) => after(noon(on), hours - 5).slice(0, 10);
  const spanned = (unit: string, edges: readonly number[], length: number) =>
    `${unit} ${edges.filter((most) => length > most).length}`;
  for (const one of histories) {
    count(
      `referrals|${month(one.receivedOn)}|${one.practiceNpi}`,
      one.complete ? 'complete' : 'incomplete',
    );
    const decisions = one.rounds
      .flatMap((round) =>
        round.outcome
          ? [
              {
                outcome: round.outcome,
                at: after(noon(round.sentOn), round.decidedAfter ?? 0),
              },
            ]
          : [],
      )
      .sort((a, b) => (a.at === b.at ? (a.outcome < b.outcome ? -1 : 1) : a.at < b.at ? -1 : 1));
    const given = one.visits.filter(({ status }) => status === 'completed');
    const first = given.map(({ on }) => on).sort()[0];
    if (first) {
      const [decision] = decisions;
      const path = !decision
        ? 'no-authorization'
        : decision.outcome === 'denied'
          ? 'denied-first'
          : 'authorized';
      const days = (Date.parse(first) - Date.parse(one.receivedOn)) / 86_400_000;
      count(
        `first-infusion|${month(first)}|${path}`,
        spanned('days', [3, 7, 14, 21, 30, 45, 60, 90, 120], days),
      );
    }
    for (const round of one.rounds) {
      const { outcome, decidedAfter = 0, clockHours, overturnedAfter, payerId } = round;
      if (outcome) {
        const counter = `decisions|${month(dayAfter(round.sentOn, decidedAfter))}|${payerId}`;
        count(counter, outcome);
        if (outcome === 'denied')
          count(counter, overturnedAfter === undefined ? 'stands' : 'overturned');
        count(counter, spanned('hours', [2, 24, 72, 168, 336, 720], decidedAfter));
        const clock = clockHours === undefined ? 'no-clock' : undefined;
        count(counter, clock ?? (decidedAfter <= (clockHours ?? 0) ? 'in-time' : 'late'));
      }
      const grantedOn = dayAfter(round.sentOn, decidedAfter + (overturnedAfter ?? 0));
      for (const on of round.usedOn)
        count(`services|${month(on)}|${payerId}`, grantedOn < on ? 'before' : 'not-before');
      if (outcome && (outcome !== 'denied' || overturnedAfter !== undefined)) {
        const counter = `units|${month(round.through)}|${payerId}|J1745`;
        count(counter, 'lines');
        count(counter, 'granted', round.granted);
        count(counter, 'used', round.usedOn.length * round.perVisit);
      }
    }
    for (const visit of one.visits) {
      const counter = `visits|${month(visit.on)}|${visit.siteId}|${visit.therapyId}|${visit.nurseId ?? 'team'}`;
      if (visit.status === 'missed') count(counter, 'missed');
      else {
        count(counter, 'given');
        count(counter, 'planned', visit.planned);
        count(counter, 'taken', visit.taken);
        count(counter, `away ${Math.sign(visit.away) * Math.min(15, Math.abs(visit.away)) || 0}`);
      }
    }
    for (const { reason, owner, openedOn, hours } of one.holds)
      count(
        `holds|${month(dayAfter(openedOn, hours))}|${reason}|${owner}`,
        spanned('hours', [4, 24, 48, 72, 120, 168, 336, 720], hours),
      );
    for (const { kind, channel, settledOn, status, returned } of one.messages)
      count(`messages|${month(settledOn)}|${kind}|${channel}`, returned ? 'undelivered' : status);
  }
  return all;
};
