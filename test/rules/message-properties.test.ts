import { describe, expect, it } from 'vitest';
import { type BookedVisit, mayConfirm } from '../../functions/outreach/booked-visit.ts';
import { mayUse } from '../../functions/outreach/consent.ts';
import { decideDelivery } from '../../functions/outreach/delivery.ts';
import { segmentLength, septets } from '../../functions/outreach/gsm7.ts';
import { writeMail } from '../../functions/outreach/mail-templates.ts';
import type { Message } from '../../functions/outreach/message.ts';
import { messageFacts } from '../../functions/outreach/message-facts.ts';
import { capOf, messageRules, messagesFor } from '../../functions/outreach/message-rules.ts';
import { possibleZones } from '../../functions/outreach/quiet-hours.ts';
import { type PatientKind, writeText } from '../../functions/outreach/text-templates.ts';
import { isQuiet, needsPerson } from '../../functions/outreach/undelivered.ts';
import { localDateTime } from '../../functions/platform/zoned-time.ts';
import { addressOf, type Patient } from '../../functions/referral/contact.ts';
import { isAhead, type Visit } from '../../functions/series/visit.ts';
import { aBookedVisit, aPatient, referralId } from '../support/patients.ts';
import { longRuns } from '../support/runs.ts';

/** `PROPERTIES=whole` tries 100,000 histories; a run of the suite fewer. */
const histories = process.env.PROPERTIES === 'whole' ? 100_000 : longRuns(10_000).numRuns;

const hour = 3_600_000;
const day = 24 * hour;

/** The same numbers for the same seed. */
const dice = (seed: number) => {
  let state = seed * 2654435769;
  const next = (): number => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    const mixed = Math.imul(state ^ (state >>> 13), 3266489917);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  return {
    below: (most: number): number => Math.floor(next() * most),
    chance: (share: number): boolean => next() < share,
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  };
};

/** Both changes of the clocks of a year, a new year, and days like others. */
const starts = [
  '2026-10-27T15:00:00Z',
  '2027-03-09T15:00:00Z',
  '2026-12-29T03:00:00Z',
  '2026-07-01T12:00:00Z',
];
const states = ['IL', 'AZ', 'TX', 'HI', 'NY', 'ID', 'IN', 'AK', 'PR', 'FL', undefined];
const consent = (status: 'given' | 'withdrawn') =>
  ({ status, basis: 'express', at: '2026-01-01T00:00:00Z', method: 'text' }) as const;

type World = { patient: Patient; visits: Visit[]; red: Set<string>; queue: Message[]; now: number };

const startedAt = (seed: number) => {
  const roll = dice(seed);
  const now = Date.parse(roll.one(starts)) + roll.below(48) * hour;
  const visits = [1, 2, 3].map((dose) => {
    const begins = now + (dose * 3 + roll.below(4)) * day + roll.below(10) * hour;
    return aBookedVisit({
      visitId: `vis_0123456789abcdefghjk_${dose}`,
      dose,
      startsAt: new Date(begins).toISOString(),
      endsAt: new Date(begins + 3 * hour).toISOString(),
    });
  });
  const world: World = {
    patient: aPatient({
      state: roll.one(states),
      language: roll.one(['en', 'es']),
      ...(roll.chance(0.4) ? { email: undefined } : {}),
      ...(roll.chance(0.1) ? { phone: undefined, number: undefined } : {}),
      consents: {
        text: consent(roll.chance(0.8) ? 'given' : 'withdrawn'),
        mail: consent(roll.chance(0.8) ? 'given' : 'withdrawn'),
      },
    }),
    visits,
    red: new Set(),
    queue: [],
    now,
  };
  return { roll, world };
};

type Roll = ReturnType<typeof dice>;

/** Something happens to the patient, to a visit, or to how they are reached. */
const happen = (world: World, roll: Roll): void => {
  const index = roll.below(world.visits.length);
  const visit = world.visits[index] as Visit;
  const change = (different: Partial<Visit>) => {
    world.visits[index] = { ...visit, ...different };
  };
  const choose = (channel: 'text' | 'mail', status: 'given' | 'withdrawn') => {
    const consents = { ...world.patient.consents, [channel]: consent(status) };
    const { unclear: _, ...patient } = world.patient;
    world.patient = { ...patient, consents };
  };
  const things: (() => void)[] = [
    () => choose('text', 'withdrawn'),
    () => choose('text', 'given'),
    () => choose('mail', roll.chance(0.5) ? 'given' : 'withdrawn'),
    () => {
      world.patient = { ...world.patient, unclear: { textId: 't', at: '2026-01-01T00:00:00Z' } };
    },
    () => {
      if (roll.chance(0.1)) world.patient = { ...world.patient, silentSince: visit.startsAt };
    },
    () => world.red.add(visit.visitId),
    () => world.red.delete(visit.visitId),
    () => {
      if (!isAhead(visit)) return;
      const startsAt = new Date(Date.parse(visit.startsAt) + roll.below(3) * day).toISOString();
      change({ startsAt, revision: visit.revision + 1, status: 'planned' });
      publish(world, 'visit.moved', {}, world.visits[index] as Visit);
    },
    () => {
      if (!isAhead(visit)) return;
      change({ status: roll.one(['cancelled', 'completed', 'confirmed', 'missed']) });
      const after = world.visits[index] as Visit;
      if (after.status === 'cancelled') publish(world, 'visit.cancelled', {}, after);
      if (after.status === 'completed') publish(world, 'visit.completed', {}, after);
    },
    () => {
      const rule = roll.one(messageRules.filter(({ recipient }) => recipient === 'patient'));
      // Of a visit that is red nobody publishes that it is ready.
      if (rule.event.startsWith('visit.r') && world.red.has(visit.visitId)) return;
      const when = 'when' in rule ? { [rule.when.field]: [rule.when.is].flat()[0] as string } : {};
      publish(world, rule.event, when, rule.event.startsWith('visit.') ? visit : undefined);
    },
  ];
  roll.one([...things, ...Array.from({ length: 8 }, () => things.at(-1) as () => void)])();
};

let sequence = 0;
const publish = (
  world: World,
  event: string,
  detail: Record<string, string>,
  visit: Visit | undefined,
): void => {
  sequence += 1;
  const at = new Date(world.now).toISOString();
  const next = world.visits.filter(isAhead).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))[0];
  world.queue.push(
    ...messagesFor(
      { 'detail-type': event, detail: { referralId, sequence, at, detail } },
      { patient: world.patient, visit, next },
    ),
  );
};

/** So that a run in which nothing goes out, or nothing waits, is none. */
const tally = { text: 0, mail: 0, hours: 0, limits: 0, unclear: 0, red: 0 };

const site = { name: 'Lakeside Care', phone: '312-555-0100' };
const forbidden = /infliximab|acme|crohn|payer|biologic|undefined|\[object/i;

/** What is wrong with a message that goes out now; nothing, always. */
const wrongWith = (message: Message, world: World, to: string): string[] => {
  const { patient, visits, now } = world;
  const { channel, kind, useBy, visitId } = message;
  const visit = visits.find((one) => one.visitId === visitId);
  const wrong: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) wrong.push(`${what}: ${kind} by ${channel} at ${new Date(now).toISOString()}`);
  };
  must(!patient.silentSince, 'to one who has died');
  must(mayUse(patient, channel), 'without consent');
  must(to === addressOf(patient, channel), 'to another address');
  must(useBy > new Date(now).toISOString(), 'too late');
  if (kind === 'reminder' || kind === 'preparation') {
    must(visit !== undefined && !world.red.has(visit.visitId), 'of a visit that is red');
    must(visit !== undefined && isAhead(visit), 'of a visit that is not ahead');
    must(visit?.revision === message.revision, 'of a time that is none any more');
  }
  const ahead = visits.filter(isAhead);
  const words = messageFacts({ ...patient, site, visit, ahead, link: 'https://c.example/p#t' });
  tally[channel] += 1;
  if (channel === 'mail') {
    const { subject, body } = writeMail(kind as PatientKind, words);
    must(!forbidden.test(`${subject} ${body}`), 'with words that nobody else may read');
    return wrong;
  }
  const text = writeText(kind as PatientKind, words);
  must(!forbidden.test(text), 'with words that nobody else may read');
  must((septets(text) ?? 999) <= segmentLength, 'longer than one segment');
  must(/(STOP to end|Parar: ALTO)$/.test(text), 'without a way out');
  must(!patient.unclear, 'while nobody knows whether they want it');
  for (const zone of possibleZones(patient.state, 'America/Chicago')) {
    const clock = localDateTime(now, zone).slice(11, 16);
    must(clock >= '09:00' && clock < '20:00', `at ${clock} in ${zone}`);
  }
  if (capOf(kind) === 'urgent') return wrong;
  const within = (span: number) => patient.texts.filter(({ at }) => Date.parse(at) > now - span);
  must(within(day).length === 0, 'second of a day');
  must(within(7 * day).length < 3, 'fourth of a week');
  return wrong;
};

/** The queue as a sender works it off at this instant; what ended goes out of it. */
const sweep = (world: World): string[] => {
  const wrong: string[] = [];
  const at = new Date(world.now);
  const due = world.queue.filter(({ dueAt }) => dueAt <= at.toISOString());
  for (const message of due) {
    const end = () => {
      world.queue = world.queue.filter((one) => one !== message);
    };
    const visit = world.visits.find(({ visitId }) => visitId === message.visitId);
    const decision = decideDelivery(
      message,
      {
        patient: world.patient,
        visit,
        ahead: world.visits.filter(isAhead),
        red: visit !== undefined && world.red.has(visit.visitId),
        siteZone: 'America/Chicago',
        practiceMail: undefined,
      },
      at,
    );
    if (decision.outcome === 'wait') {
      if (decision.until <= at.toISOString()) wrong.push(`waits until the past: ${message.kind}`);
      message.dueAt = decision.until;
      if (decision.because) {
        message.code = decision.because;
        tally[decision.because] += 1;
      }
      continue;
    }
    end();
    if (decision.outcome === 'withhold') {
      const { reason: code } = decision;
      const left = (['text', 'mail'] as const).some(
        (one) => addressOf(world.patient, one) && mayUse(world.patient, one),
      );
      const isTold =
        isQuiet(message, code, world.patient) ||
        needsPerson(message, { status: 'withheld', code }) ||
        !['reminder', 'visit-moved', 'visit-cancelled', 'series-cancelled'].includes(message.kind);
      if (!isTold && !left) wrong.push(`nobody is told of ${message.kind}: ${code}`);
      continue;
    }
    wrong.push(...wrongWith(message, world, decision.to));
    if (message.channel === 'text')
      world.patient = {
        ...world.patient,
        texts: [...world.patient.texts, { messageId: message.messageId, at: at.toISOString() }],
      };
  }
  return wrong;
};

/** Ten days in steps of hours and minutes, with what happens in them; then until nothing waits. */
const live = (seed: number): string[] => {
  const { roll, world } = startedAt(seed);
  const wrong: string[] = [];
  for (let step = 0; step < 16; step += 1) {
    world.now += roll.below(14) * hour + roll.below(60) * 60_000;
    happen(world, roll);
    wrong.push(...sweep(world));
  }
  for (let left = 500; left > 0 && world.queue.length > 0; left -= 1) {
    const next = Math.min(...world.queue.map(({ dueAt }) => Date.parse(dueAt)));
    world.now = Math.max(world.now, next);
    wrong.push(...sweep(world));
  }
  if (world.queue.length > 0) wrong.push(`${world.queue.length} never end`);
  return wrong.map((what) => `history ${seed}: ${what}`);
};

describe('messages to patients', () => {
  it(`break no consent, quiet hour, limit or rule of content, and all of them end: ${histories} random histories`, () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= histories && wrong.length < 10; seed += 1) wrong.push(...live(seed));
    expect(wrong).toEqual([]);
    expect(Object.entries(tally).filter(([, times]) => times < histories / 100)).toEqual([]);
  }, 3_600_000);
});

describe('a visit that is red', () => {
  it('is never the patient’s to confirm, whatever else holds of it', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const roll = dice(seed);
      const flags = {
        suspended: roll.chance(0.3),
        beyondCoverage: roll.chance(0.3),
        lacking: roll.chance(0.3),
      };
      const visit: BookedVisit = {
        ...aBookedVisit({ status: roll.one(['planned', 'confirmed', 'completed', 'cancelled']) }),
        ...flags,
      };
      const isRed = flags.suspended || flags.beyondCoverage || flags.lacking;
      if (isRed) expect(mayConfirm(visit, new Date('2026-11-30T00:00:00Z'))).toBe(false);
    }
  });

  it('is told to nobody as ready', () => {
    const detail = {
      referralId,
      sequence: 1,
      at: '2026-11-24T15:00:00.000Z',
      detail: { ready: false },
    };
    const about = { patient: aPatient(), visit: aBookedVisit(), next: aBookedVisit() };
    expect(messagesFor({ 'detail-type': 'visit.readiness-checked', detail }, about)).toEqual([]);
  });
});
