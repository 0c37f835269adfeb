import { type HoldOutcome, hold } from '../../hold/hold-clock.ts';
import { canonical, sha256 } from '../../platform/canonical.ts';
import type { Authorization, CriteriaStated } from '../authorization.ts';
import { answerOf, gapsOf, type JudgedCriterion, sayFact, tellFact } from './judge-packs.ts';

/** What is told of a criterion that is met: its words, and the facts with their days. */
const metWords = (judged: readonly JudgedCriterion[]): string[] =>
  judged
    .filter(({ standing }) => standing === 'met')
    .map(({ criterion, facts }) =>
      `${criterion.says} ${facts.map(sayFact).join('; ')}`.slice(0, 1000),
    );

/** Gaps that somebody has to supply something for: what is known and fails is none of them. */
const lackingIn = (gaps: readonly string[]): string[] =>
  gaps.filter((gap) => !gap.endsWith(': not-met'));

/** Whether all that lacks is on record and contradicts itself: there is nothing to supply, and something to decide. */
const onlyContradicts = (lacking: readonly string[]): boolean =>
  lacking.every((gap) => gap.endsWith(': contradictory'));

/**
 * Since when what lacks is asked for: a part of it that came sets no clock back, something new does, and
 * so does another who is asked.
 */
const askedSince = (
  gaps: readonly string[],
  before: CriteriaStated | undefined,
  now: Date,
): string | undefined => {
  const lacking = lackingIn(gaps);
  if (lacking.length === 0) return undefined;
  const asked = lackingIn(before?.gaps ?? []);
  const isKnown =
    lacking.every((gap) => asked.includes(gap)) &&
    onlyContradicts(lacking) === onlyContradicts(asked);
  return (isKnown ? before?.askedAt : undefined) ?? now.toISOString();
};

/** What a draft keeps of how its criteria stand; each of them is told by the determination on record. */
export const stateCriteria = (
  judged: readonly JudgedCriterion[],
  before: CriteriaStated | undefined,
  now: Date,
): CriteriaStated | undefined => {
  if (judged.length === 0) return undefined;
  const gaps = gapsOf(judged);
  const askedAt = askedSince(gaps, before, now);
  const told = judged.map(({ id, standing, facts }) => ({
    id,
    standing,
    facts: facts.map(tellFact),
  }));
  return {
    answer: answerOf(judged),
    digest: sha256(canonical(told)).slice(0, 16),
    gaps,
    shown: metWords(judged),
    ...(judged.some(
      ({ standing, criterion }) => standing === 'not-met' && criterion.kind === 'site',
    )
      ? { ofSite: true as const }
      : {}),
    ...(askedAt ? { askedAt } : {}),
    ...(before?.taken ? { taken: before.taken } : {}),
  };
};

type Asked = Pick<Authorization, 'criteria' | 'status'>;

/** Gaps that no person has taken on: one that stands otherwise than it did then is a new one. */
export const openGaps = ({ criteria }: Pick<Asked, 'criteria'>): string[] =>
  (criteria?.gaps ?? []).filter((gap) => !criteria?.taken?.gaps.includes(gap));

/** The wait before anything is sent, where a criterion is open: for all of them together. */
export const criteriaWait = (asked: Asked, now: Date): HoldOutcome | undefined => {
  const gaps = openGaps(asked);
  if (asked.status !== 'drafted' || gaps.length === 0) return undefined;
  const lacking = lackingIn(gaps);
  if (lacking.length === 0) return hold('criteria-not-met', now);
  const { askedAt } = asked.criteria ?? {};
  return hold(
    onlyContradicts(lacking) ? 'evidence-contradictory' : 'evidence-missing',
    askedAt ? new Date(askedAt) : now,
  );
};

/** A person sends the request in spite of every gap; why goes with it. */
export const takeGaps = (
  authorization: Authorization,
  { note, at }: { note: string; at: string },
): Authorization => ({
  ...authorization,
  rev: authorization.rev + 1,
  ...(authorization.criteria
    ? {
        criteria: {
          ...authorization.criteria,
          taken: { gaps: authorization.criteria.gaps, note, at },
        },
      }
    : {}),
});
