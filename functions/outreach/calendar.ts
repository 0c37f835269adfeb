import type { Language } from '../referral/language.ts';
import type { Visit } from '../series/visit.ts';
import { careTeam, organizer } from './care-team.ts';

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

type Told = {
  language: Language;
  /** Where a visit is, as the messages tell it. */
  place: (visit: Visit) => string;
  now: Date;
};

const isOff = ({ status }: Visit): boolean => status === 'cancelled';

/** A calendar of cancelled visits alone takes them back: RFC 5546, section 3.2. */
const methodOf = (visits: readonly Visit[]): 'PUBLISH' | 'CANCEL' =>
  visits.length > 0 && visits.every(isOff) ? 'CANCEL' : 'PUBLISH';

/**
 * The visits as a calendar (RFC 5545). An event says "Visit" and where, no more; the visit's id and
 * revision let a calendar replace an event that it has. Whoever publishes events is named in them (RFC
 * 5546, section 3.2.1).
 */
export const writeCalendar = (visits: readonly Visit[], { language, place, now }: Told): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Dripline//Visits//EN',
    `METHOD:${methodOf(visits)}`,
    ...visits.flatMap((visit) => [
      'BEGIN:VEVENT',
      `UID:${visit.visitId}@dripline`,
      `SEQUENCE:${visit.revision}`,
      `DTSTAMP:${stamp(now.toISOString())}`,
      `DTSTART:${stamp(visit.startsAt)}`,
      `DTEND:${stamp(visit.endsAt)}`,
      `SUMMARY:${escaped(`${title[language]}: ${careTeam.name}`)}`,
      `LOCATION:${escaped(place(visit))}`,
      `ORGANIZER;CN=${careTeam.name}:${organizer}`,
      `STATUS:${isOff(visit) ? 'CANCELLED' : 'CONFIRMED'}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
