import { describe, expect, it } from 'vitest';
import { decideDelivery } from '../../functions/outreach/delivery.ts';
import type { Message } from '../../functions/outreach/message.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { aBookedVisit, aMessage, aPatient } from '../support/patients.ts';

const noon = new Date('2026-11-29T18:00:00Z');
const visit = aBookedVisit();
const decide = (
  message: Parameters<typeof aMessage>[0],
  facts: Partial<Parameters<typeof decideDelivery>[1]> = {},
  now = noon,
) =>
  decideDelivery(
    aMessage({ channel: 'mail', ...message }),
    {
      patient: aPatient(),
      visit,
      ahead: [visit],
      siteZone: 'America/Chicago',
      practiceMail: 'office@example.org',
      ...facts,
    },
    now,
  );
const send = { outcome: 'send', to: 'odalys@example.org' };
const overtaken = { outcome: 'withhold', reason: 'overtaken' };

describe('a message to the contact of a parent', () => {
  const mail = { standing: 'verified' as const, namedBy: [], since: '2026-01-01T00:00:00Z' };
  const birthday = '2026-11-30';
  const child = aPatient({ contacts: { mail: { ...mail, parentUntil: birthday } } });

  it.each([
    ['goes out on the last day before the patient is of age', child, '2026-11-30T04:59:00Z', send],
    [
      'goes out no more from that birthday on, in the desk’s zone',
      child,
      '2026-11-30T05:00:00Z',
      { outcome: 'withhold', reason: 'no-address' },
    ],
    [
      'goes out where the contact is the patient’s own',
      aPatient({ contacts: { mail } }),
      '2026-11-30T05:00:00Z',
      send,
    ],
  ])('%s', (_says, patient, at, expected) => {
    const message = { visitId: undefined, revision: undefined, kind: 'series-confirmed' as const };
    expect(
      decide(
        { ...message, dueAt: '2026-11-29T12:00:00Z', useBy: '2026-12-09T12:00:00Z' },
        { patient },
        new Date(at),
      ),
    ).toEqual(expected);
  });
});

describe('a message that later events have made untrue', () => {
  it.each<[Message['kind'], Visit[], object]>([
    ['series-confirmed', [visit], send],
    ['series-confirmed', [], overtaken],
    ['series-cancelled', [], send],
    ['series-cancelled', [visit], overtaken],
    ['referral-received', [], send],
    ['referral-received', [visit], overtaken],
    ['more-time-needed', [], send],
    ['more-time-needed', [visit], overtaken],
    ['plan-ended', [], send],
    ['plan-ended', [visit], overtaken],
  ])('%s with %j ahead', (kind, ahead, expected) => {
    expect(decide({ kind, visitId: undefined, revision: undefined }, { ahead })).toEqual(expected);
  });

  it.each<[Message['kind'], Visit['status'], object]>([
    ['visit-cancelled', 'cancelled', send],
    ['visit-cancelled', 'planned', overtaken],
    ['after-visit', 'completed', send],
    ['after-visit', 'planned', overtaken],
    ['after-visit', 'missed', overtaken],
    ['reminder', 'planned', send],
    ['reminder', 'confirmed', send],
    ['reminder', 'in-progress', overtaken],
    ['reminder', 'cancelled', overtaken],
  ])('%s of a visit that is %s', (kind, status, expected) => {
    expect(decide({ kind }, { visit: aBookedVisit({ status }) })).toEqual(expected);
  });

  it('says of a referral that has ended that visits will be set', () => {
    const message = { kind: 'referral-received', visitId: undefined, revision: undefined } as const;
    expect(decide(message, { ahead: [], closed: true })).toEqual(overtaken);
  });

  it.each([
    [true, overtaken],
    [false, send],
  ])('asks what is answered: %s', (answered, expected) => {
    const message = { kind: 'question', visitId: undefined, revision: undefined } as const;
    expect(decide(message, { answered })).toEqual(expected);
  });

  it('waited as a text for its place until the visits were set', () => {
    const message = { kind: 'referral-received', visitId: undefined, revision: undefined } as const;
    const patient = aPatient({ texts: [{ messageId: 'other', at: '2026-11-29T15:00:00Z' }] });
    const text = { ...message, channel: 'text', useBy: '2026-12-02T00:00:00.000Z' } as const;
    expect(decide(text, { patient, ahead: [] })).toMatchObject({ because: 'limits' });
    expect(decide({ ...text, code: 'limits' }, { patient, ahead: [visit] })).toEqual(overtaken);
  });

  it('speaks of a time that the visit no longer has', () => {
    expect(decide({}, { visit: aBookedVisit({ revision: 2 }) })).toEqual(overtaken);
    expect(decide({}, { visit: undefined })).toEqual(overtaken);
  });
});

describe('the moments of a message', () => {
  it.each([
    ['is sent in the moment in which it is due', { dueAt: noon.toISOString() }, send],
    [
      'waits a millisecond before',
      { dueAt: '2026-11-29T18:00:00.001Z' },
      { outcome: 'wait', until: '2026-11-29T18:00:00.001Z' },
    ],
    ['is sent a millisecond before it has no use', { useBy: '2026-11-29T18:00:00.001Z' }, send],
    [
      'is not sent in the moment in which it has none',
      { useBy: noon.toISOString() },
      { outcome: 'withhold', reason: 'too-late' },
    ],
  ])('%s', (_says, different, expected) => {
    expect(decide(different)).toEqual(expected);
  });

  it.each([
    [
      '2026-11-30T15:00:00.001Z',
      { outcome: 'wait', until: '2026-11-30T15:00:00.000Z', because: 'hours' },
    ],
    ['2026-11-30T15:00:00.000Z', { outcome: 'withhold', reason: 'too-late' }],
  ])('of a text at night, of use until %s', (useBy, expected) => {
    const night = new Date('2026-11-30T04:00:00Z');
    expect(decide({ channel: 'text', useBy }, {}, night)).toEqual(expected);
  });
});

describe('texts that wait for the same morning', () => {
  it.each<[string, Message['kind'], string, string]>([
    ['what has to be known goes first', 'reminder', '2026-12-02T00:00:00.000Z', '15:00'],
    ['what only should be known gives way', 'preparation', '2026-12-02T00:00:00.000Z', '15:30'],
    ['unless it then had no use any more', 'preparation', '2026-11-30T15:30:00.000Z', '15:00'],
    ['which a millisecond more decides', 'preparation', '2026-11-30T15:30:00.001Z', '15:30'],
  ])('%s', (_, kind, useBy, at) => {
    const night = new Date('2026-11-30T04:00:00Z');
    expect(decide({ channel: 'text', kind, useBy }, {}, night)).toEqual({
      outcome: 'wait',
      until: `2026-11-30T${at}:00.000Z`,
      because: 'hours',
    });
  });
});

describe('what asks somebody to come to a visit that is red', () => {
  it.each<[Message['kind'], Message['channel'], object]>([
    ['reminder', 'mail', { outcome: 'wait', until: '2026-11-29T19:00:00.000Z', because: 'red' }],
    ['preparation', 'text', { outcome: 'wait', until: '2026-11-29T19:00:00.000Z', because: 'red' }],
    ['visit-moved', 'mail', send],
    ['education-assigned', 'mail', send],
  ])('%s by %s', (kind, channel, expected) => {
    expect(decide({ kind, channel }, { red: true })).toEqual(expected);
  });

  it('goes out once it is red no more, and not at all where that comes too late', () => {
    expect(decide({}, { red: false })).toEqual(send);
    expect(decide({ useBy: '2026-11-29T19:00:00.000Z' }, { red: true })).toEqual({
      outcome: 'withhold',
      reason: 'too-late',
    });
    expect(decide({ useBy: '2026-11-29T19:00:00.001Z' }, { red: true })).toMatchObject({
      outcome: 'wait',
    });
  });
});

it('a practice is written to also about a patient who has died', () => {
  const message = { recipient: 'practice', visitId: undefined, revision: undefined } as const;
  const patient = aPatient({ silentSince: '2026-11-20T17:00:00Z' });
  expect(decide({ ...message, kind: 'referral-closed' }, { patient })).toEqual({
    outcome: 'send',
    to: 'office@example.org',
  });
  expect(decide({}, { patient })).toEqual({ outcome: 'withhold', reason: 'silent' });
});
