import type { Reason } from '../platform/determination.ts';
import { conflictWords } from './conflict-words.ts';
import type { Refusals } from './find-slots.ts';

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
    text: `${count} ${count === 1 ? 'nurse' : 'nurses'}: ${conflictWords(code)}`,
  })),
  ...Object.entries(days).flatMap(([dose, counts]) =>
    byCount(counts)
      .slice(0, 3)
      .map(([code, count]) => ({
        bearing: 'against' as const,
        code: `dose-${dose}-${code}`,
        text: `Dose ${dose}, ${count} ${count === 1 ? 'day' : 'days'}: ${conflictWords(code)}`,
      })),
  ),
];
