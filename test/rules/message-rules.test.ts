import { describe, expect, it } from 'vitest';
import {
  capOf,
  type DomainEvent,
  messageIdsFor,
  messagesFor,
} from '../../functions/outreach/message-rules.ts';
import { aBookedVisit, aPatient, referralId, visitId } from '../support/patients.ts';

const event = (type: string, detail: DomainEvent['detail']['detail'] = {}): DomainEvent => ({
  'detail-type': type,
  detail: { referralId, sequence: 7, at: '2026-11-20T18:00:00Z', detail },
});
const farVisit = aBookedVisit({
  startsAt: '2027-03-01T15:00:00.000Z',
  endsAt: '2027-03-01T18:00:00.000Z',
});
const written = (type: string, detail = {}, visit: typeof farVisit | undefined = farVisit) =>
  messagesFor(event(type, detail), { patient: aPatient(), visit, next: visit });

describe('when a message is due, and until when it is of use', () => {
  it.each<[string, object, string, string]>([
    ['referral.received', {}, '2026-11-20T18', '2026-11-22T18'],
    ['hold.placed', { owner: 'patient' }, '2026-11-20T18', '2026-11-23T18'],
    ['hold.placed', { owner: 'referrer' }, '2026-11-20T18', '2026-11-23T18'],
    ['hold.escalated', { firstFor: 'referrer' }, '2026-11-20T18', '2026-11-23T18'],
    ['series.booked', {}, '2026-11-20T18', '2026-11-24T18'],
    ['education.assigned', {}, '2026-11-20T18', '2026-11-30T18'],
    ['visit.readiness-checked', { ready: true }, '2026-11-20T18', '2026-11-24T18'],
    ['visit.reminder-due', { ready: true }, '2026-11-20T18', '2026-11-22T18'],
    ['visit.moved', {}, '2026-11-20T18', '2026-11-27T18'],
    ['visit.cancelled', {}, '2026-11-20T18', '2026-11-27T18'],
    ['series.released', {}, '2026-11-20T18', '2026-11-27T18'],
    // Late reactions come a day or more after the infusion.
    ['visit.completed', {}, '2026-11-21T18', '2026-11-22T18'],
    ['referral.closed', {}, '2026-11-20T18', '2026-11-30T18'],
  ])('after %s %j', (type, detail, dueAt, useBy) => {
    for (const message of written(type, detail)) {
      expect(message.dueAt).toBe(`${dueAt}:00:00.000Z`);
      expect(message.useBy).toBe(`${useBy}:00:00.000Z`);
    }
    expect(written(type, detail)).not.toEqual([]);
  });

  it('ends with the start of the visit, and for what comes after a visit does not', () => {
    const past = aBookedVisit({ startsAt: '2026-11-20T15:00:00.000Z' });
    expect(written('visit.moved', {}, past)[0]?.useBy).toBe('2026-11-20T15:00:00.000Z');
    expect(written('visit.completed', {}, past)[0]?.useBy).toBe('2026-11-22T18:00:00.000Z');
  });
});

describe('a message as it is queued', () => {
  it('says of which visit it is, and from which event it came', () => {
    const [byText, byMail] = written('visit.moved');
    expect(byText).toEqual({
      messageId: byText?.messageId,
      referralId,
      kind: 'visit-moved',
      channel: 'text',
      recipient: 'patient',
      status: 'queued',
      queuedAt: '2026-11-20T18:00:00Z',
      dueAt: '2026-11-20T18:00:00.000Z',
      useBy: '2026-11-27T18:00:00.000Z',
      visitId,
      revision: 1,
      attempts: 0,
    });
    expect(byMail?.channel).toBe('mail');
    expect(byMail?.messageId).not.toBe(byText?.messageId);
  });

  it('speaks to a practice of its referral and of no visit, by mail', () => {
    const toPractice = written('visit.completed', { closeReason: 'completed' }).at(-1);
    expect(toPractice).toMatchObject({ recipient: 'practice', channel: 'mail' });
    expect(toPractice).not.toHaveProperty('visitId');
    expect(toPractice?.useBy).toBe('2026-11-30T18:00:00.000Z');
  });

  it('of a withdrawal goes to the practice where our staff did it, and to a patient who waits', () => {
    const told = (detail: Parameters<typeof event>[1]) =>
      written('referral.withdrawn', detail).map(({ kind, recipient }) => [kind, recipient]);
    expect(told({ by: 'practice' })).toEqual([]);
    expect(told({ by: 'staff' })).toEqual([['referral-closed', 'practice']]);
    expect(told({ by: 'practice', patientWaits: true })).toEqual([['series-cancelled', 'patient']]);
    expect(capOf('series-cancelled')).toBe('urgent');
  });

  it('is written to a practice also of a patient whom nobody knows', () => {
    expect(
      messagesFor(event('referral.closed'), {
        patient: undefined,
        visit: undefined,
        next: undefined,
      }),
    ).toHaveLength(1);
  });

  it.each<[string, Record<string, string>]>([
    ['visit.moved', {}],
    ['referral.received', {}],
    ['visit.completed', { closeReason: 'completed' }],
    ['coverage.verified', {}],
  ])('of %s %j is found by the event, whichever channel it took', (type, detail) => {
    const ids = messageIdsFor(event(type, detail));
    for (const { messageId } of written(type, detail)) expect(ids).toContain(messageId);
    expect(new Set(ids).size).toBe(ids.length);
    const kinds = new Set(written(type, detail).map(({ kind }) => kind));
    expect(ids).toHaveLength(2 * kinds.size);
  });
});
