import type { Reason } from '../platform/determination.ts';
import { lookup } from '../platform/lookup.ts';
import type { Refusals } from './find-slots.ts';

/** What each refusal of a nurse, a site or a day means. */
const refusalTexts = lookup<string>({
  'no-home-visits': 'does not make home visits',
  'address-unknown': 'the address is outside every area of the agency',
  'day-off': 'not on shift',
  'day-full': 'has as many visits as the day allows',
  'no-gap': 'no gap long enough',
  'too-far': 'a gap, but not with the travel on both sides',
  'patient-busy': 'the patient has another visit then',
  closed: 'closed',
  'no-competent-nurse': 'no nurse on duty is current in all that is asked',
  'no-chair': 'every chair is taken',
  'nurses-busy': 'the nurses on duty have their hands full',
  'too-late-for-first-dose': 'too close to closing for a first dose',
  'too-long': 'the visit is longer than the opening hours',
  'not-authorized-that-day': 'the authorization does not cover the day',
});

const textOf = (code: string): string => {
  const [state, tag] = code.split(':');
  if (state === 'lacks') return `not competent: ${tag}`;
  if (state === 'expired') return `competency expired: ${tag}`;
  return refusalTexts[code] ?? code;
};

const byCount = (counts: Record<string, number>): [string, number][] =>
  Object.entries(counts).sort(([, a], [, b]) => b - a);

/**
 * Why no slot, or no more, was found: nurses or sites refused outright by their first failed rule,
 * then days refused for each dose, most frequent first.
 */
export const whyNot = ({ places, days }: Refusals): Reason[] => [
  ...byCount(places).map(([code, count]) => ({
    bearing: 'against' as const,
    code: `place-${code}`,
    text: `${count} ${count === 1 ? 'nurse' : 'nurses'}: ${textOf(code)}`,
  })),
  ...Object.entries(days).flatMap(([dose, counts]) =>
    byCount(counts)
      .slice(0, 3)
      .map(([code, count]) => ({
        bearing: 'against' as const,
        code: `dose-${dose}-${code}`,
        text: `dose ${dose}, ${count} ${count === 1 ? 'day' : 'days'}: ${textOf(code)}`,
      })),
  ),
];
