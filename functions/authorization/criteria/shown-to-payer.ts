import type { Authorization } from '../authorization.ts';

/** What the note of a person is: a plea where a criterion fails, a word on what is open where none does. */
const noteIs = (gaps: readonly string[]): string =>
  gaps.some((gap) => gap.endsWith(': not-met'))
    ? 'An exception is asked for'
    : 'Of what is not shown';

/** What the payer is told of its criteria, as the draft found them, and why it is asked all the same. */
export const shownTo = ({ criteria }: Pick<Authorization, 'criteria'>): string[] => [
  ...(criteria?.shown ?? []),
  ...(criteria?.taken && criteria.gaps.length > 0
    ? [`${noteIs(criteria.gaps)}: ${criteria.taken.note}`]
    : []),
];
