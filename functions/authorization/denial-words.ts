import type { DenialRung, DenialRungRow } from '../payer/denial-rung.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { RungOutcome } from './denial.ts';
import type { RungStanding } from './denial-ladder.ts';

/** What each rung is called where people read it. */
export const rungNames: Readonly<Record<DenialRung, string>> = {
  resubmit: 'a corrected new request',
  'peer-to-peer': 'the peer-to-peer review',
  appeal: 'the appeal',
  'second-appeal': 'the second appeal',
  'external-review': 'the external review',
};

export const outcomeSays: Readonly<Record<RungOutcome, string>> = {
  overturned: 'the denial was overturned',
  partly: 'a part was granted',
  upheld: 'the denial was upheld',
  'given-up': 'it was given up',
};

/** The place whose clocks a zone is named by. */
const placeOf = (zone: string): string =>
  zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');

/** Until when, by the payer's clocks. */
export const windowSays = ({ window, row }: RungStanding, zone: string): string => {
  if (window)
    return `open through ${window.lastDay} (${placeOf(zone)} time)${window.stated ? ', as the notice says' : ''}`;
  return row.rung === 'resubmit'
    ? 'open without a last day'
    : 'no last day is on file: ask the payer for it';
};

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const takenSays = ({ rung, taken }: RungStanding, zone: string): string => {
  const since = taken ? ` since ${localDate(taken.at, zone)}` : '';
  if (!taken?.outcome) return `${capital(rungNames[rung])} is under way${since}.`;
  return `${capital(rungNames[rung])} is over: ${outcomeSays[taken.outcome]}.`;
};

/** How a rung stands, in a sentence. */
export const standingSays = (standing: RungStanding, zone: string): string => {
  const { rung, row, state, lostTo, window, onlyExpedited } = standing;
  const name = capital(rungNames[rung]);
  switch (state) {
    case 'open':
      return `${name}: ${windowSays(standing, zone)}.`;
    case 'not-yet':
      return `${name} comes after ${row.after.map((one) => rungNames[one]).join(' or ')}${onlyExpedited ? '; where it is urgent, it may be asked for at once' : ''}.`;
    case 'under-way':
    case 'over':
      return takenSays(standing, zone);
    case 'lost':
      return `${name} is lost: ${lostTo ? rungNames[lostTo] : 'another step'} was taken first.`;
    case 'lapsed':
      return `${name} may not be asked for any more: its last day was ${window?.lastDay ?? 'before today'} (${placeOf(zone)} time).`;
  }
};

const marks: Readonly<Record<DenialRungRow['mark'], string | undefined>> = {
  official: undefined,
  secondary: 'From a secondary source: read the notice before you rely on it.',
  'general-knowledge': 'General knowledge without a source: read the notice, and ask the payer.',
  'own-target': 'Example data or our own target: confirm it with the payer.',
};

/** How far a row may be relied on; nothing where its source is official. */
export const markSays = ({ mark }: Pick<DenialRungRow, 'mark'>): string | undefined => marks[mark];
