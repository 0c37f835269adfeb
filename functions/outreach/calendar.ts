import type { Language } from '../referral/language.ts';
import type { Visit } from '../series/visit.ts';
import { careTeam } from './care-team.ts';

const title = { en: 'Visit', es: 'Visita' } as const;

/** `2026-03-03T14:00:00Z` as RFC 5545 writes it. */
const stamp = (instant: string): string =>
  new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** Lines are at most 75 octets; what is longer goes on after a line break and a blank. */
const folded = (line: string): string => {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    if (Buffer.byteLength(part + character) > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join('\r\n ');
};

/**
 * The visits as a calendar (RFC 5545). An event says "Visit" and where, no more; the visit's id and
 * revision let a calendar replace an event that it has.
 */
export const writeCalendar = (
  visits: readonly Visit[],
  { language, place, now }: { language: Language; place: string; now: Date },
): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Dripline//Visits//EN',
    'METHOD:PUBLISH',
    ...visits.flatMap((visit) => [
      'BEGIN:VEVENT',
      `UID:${visit.visitId}@dripline`,
      `SEQUENCE:${visit.revision}`,
      `DTSTAMP:${stamp(now.toISOString())}`,
      `DTSTART:${stamp(visit.startsAt)}`,
      `DTEND:${stamp(visit.endsAt)}`,
      `SUMMARY:${escaped(`${title[language]}: ${careTeam.name}`)}`,
      `LOCATION:${escaped(place)}`,
      `STATUS:${visit.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
