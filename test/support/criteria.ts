import {
  type CriteriaFile,
  judgeCriterion,
} from '../../functions/authorization/criteria/judge-criterion.ts';
import { Criterion, PolicyPack } from '../../functions/payer/pack.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anAuthorization } from './authorizations.ts';
import { aSubmission } from './referrals.ts';

/** The payer's day on which criteria of the tests are judged. */
export const criteriaDay = '2026-11-20';
type Facts = Parameters<typeof aSubmission>[0];

/** What a criterion is held against: the request for infliximab, with what your case needs to differ. */
export const criteriaFile = (
  different: Facts = {},
  beside: Partial<CriteriaFile> = {},
): CriteriaFile => ({
  submission: aSubmission(different),
  therapy: lookUpTherapy('infliximab'),
  lines: anAuthorization({}).lines.filter(({ kind }) => kind === 'drug'),
  setting: 'infusion-center',
  on: criteriaDay,
  ...beside,
});

/** A criterion of a payer that denies without it. */
export const aCriterion = (kind: string, asked: object): Criterion =>
  Criterion.parse({ id: 'one', says: 'What the payer asks.', without: 'denies', kind, ...asked });

/** A policy of a payer for infliximab that asks for these. */
export const aPack = (criteria: readonly object[], different: object = {}): PolicyPack =>
  PolicyPack.parse({
    id: 'crohn',
    source: 'a policy of the tests',
    mark: 'own-target',
    from: '2026-01-01',
    therapies: ['infliximab'],
    criteria,
    ...different,
  });

/**
 * How it stands, in one line: `standing: fact, day [pointer]; ... - what somebody has to supply`. What a
 * criterion is decided by is shown to people and payers, so that it is as much of the rule as how it stands.
 */
export const judgedSays = (
  criterion: Criterion,
  different: Facts = {},
  beside: Partial<CriteriaFile> = {},
): string => {
  const judged = judgeCriterion(criterion, criteriaFile(different, beside));
  const facts = judged.facts.map(
    ({ says, on, pointer }) => `${says}${on ? `, ${on}` : ''} [${pointer}]`,
  );
  return [
    judged.standing,
    ...(facts.length > 0 ? [`: ${facts.join('; ')}`] : []),
    ...(judged.standing === 'unknown' ? [` - ${judged.lacks}`] : []),
  ].join('');
};
