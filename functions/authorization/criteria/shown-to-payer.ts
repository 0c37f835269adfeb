import type { Authorization } from '../authorization.ts';

/** What the payer is told of its criteria, as the draft found them, and why it is asked all the same. */
export const shownTo = ({ criteria }: Pick<Authorization, 'criteria'>): string[] => [
  ...(criteria?.shown ?? []),
  ...(criteria?.taken && criteria.gaps.length > 0
    ? [`An exception is asked for: ${criteria.taken.note}`]
    : []),
];
