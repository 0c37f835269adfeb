import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { writeCalendar } from '../../functions/outreach/calendar.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { aBookedVisit } from '../support/patients.ts';

const now = new Date('2026-11-20T10:00:00Z');
const write = (
  visits: readonly Visit[],
  place = 'Lakeside Care, 100 Example St, Chicago, IL 60601',
) => writeCalendar(visits, { language: 'en', place: () => place, now });

type Kept = { start: string; end: string; location: string; sequence: number };

/** A calendar as another program keeps it: it takes events by UID, newer ones for older ones. */
const calendarOf = (...files: readonly string[]): Map<string, Kept> => {
  const kept = new Map<string, Kept>();
  for (const file of files) {
    const calendar = new ICAL.Component(ICAL.parse(file));
    const method = calendar.getFirstPropertyValue('method');
    for (const each of calendar.getAllSubcomponents('vevent')) {
      const event = new ICAL.Event(each);
      const known = kept.get(event.uid);
      if (known && known.sequence > event.sequence) continue;
      if (method === 'CANCEL' || each.getFirstPropertyValue('status') === 'CANCELLED')
        kept.delete(event.uid);
      else
        kept.set(event.uid, {
          start: event.startDate.toJSDate().toISOString(),
          end: event.endDate.toJSDate().toISOString(),
          location: event.location,
          sequence: event.sequence,
        });
    }
  }
  return kept;
};

describe('a calendar as an independent parser reads it', () => {
  const visit = aBookedVisit();
  const moved = aBookedVisit({
    revision: 2,
    startsAt: '2026-12-02T16:00:00.000Z',
    endsAt: '2026-12-02T19:00:00.000Z',
  });
  const uid = `${visit.visitId}@dripline`;

  it('has the visit at its place, from when until when', () => {
    expect(calendarOf(write([visit])).get(uid)).toEqual({
      start: '2026-12-01T15:00:00.000Z',
      end: '2026-12-01T18:00:00.000Z',
      location: 'Lakeside Care, 100 Example St, Chicago, IL 60601',
      sequence: 1,
    });
  });

  it('moves the visit that it had, and is not moved back by an older file', () => {
    const after = calendarOf(write([visit]), write([moved]), write([visit]));
    expect([...after.values()]).toMatchObject([{ start: '2026-12-02T16:00:00.000Z', sequence: 2 }]);
  });

  it('takes off a visit that is cancelled, by itself and among others', () => {
    const off = aBookedVisit({ revision: 3, status: 'cancelled' });
    const other = aBookedVisit({ visitId: 'vis_0123456789abcdefghjk_2' });
    expect(write([off])).toContain('METHOD:CANCEL\r\n');
    expect(calendarOf(write([visit]), write([off])).size).toBe(0);
    const whole = write([off, other]);
    expect(whole).toContain('METHOD:PUBLISH\r\n');
    expect([...calendarOf(write([visit, other]), whole).keys()]).toEqual([
      `${other.visitId}@dripline`,
    ]);
  });

  it('has what RFC 5546 asks of a published event, and a neutral title', () => {
    const [event] = new ICAL.Component(ICAL.parse(write([visit]))).getAllSubcomponents('vevent');
    for (const name of ['dtstamp', 'dtstart', 'organizer', 'summary', 'uid'])
      expect(event?.getAllProperties(name), name).toHaveLength(1);
    expect(event?.getFirstPropertyValue('summary')).toBe('Visit: Dripline Care');
    expect(event?.getFirstPropertyValue('organizer')).toMatch(/^mailto:/);
  });

  it('gives any place back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), (place) => {
        fc.pre(!/\p{Cc}/u.test(place));
        expect(calendarOf(write([visit], place)).get(uid)?.location).toBe(place);
      }),
      { numRuns: 300 },
    );
  });
});
