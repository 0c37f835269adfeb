import { type Agreement, comparePersons } from './agreement.ts';
import { agreementWeights, thresholds } from './agreement-weights.ts';
import type { PersonFacts } from './facts.ts';

export type Match = {
  outcome: 'certain' | 'likely' | 'different';
  weight: number;
  agreement: Agreement;
};

/**
 * What no sum makes up for. Two given names are two persons, twins above all, and so are two birth
 * dates, unless one practice has both in one chart, which a person looks at. A given name that is
 * only spelled alike (`Ana`, `Ann`) is one person in one chart alone.
 */
const mostOf = ({ chart, birth, given }: Agreement): Match['outcome'] => {
  const oneChart = chart === 'same';
  if (given === 'different' || birth === 'different') return oneChart ? 'likely' : 'different';
  if (chart === 'different') return 'likely';
  return given === 'close' && !oneChart ? 'likely' : 'certain';
};

const rank = ['different', 'likely', 'certain'] as const;
const lesser = (one: Match['outcome'], other: Match['outcome']): Match['outcome'] =>
  rank[Math.min(rank.indexOf(one), rank.indexOf(other))] as Match['outcome'];

/** Whether two are one person, weighed over all that both are known by. Symmetric. */
export const matchPersons = (one: PersonFacts, other: PersonFacts): Match => {
  const agreement = comparePersons(one, other);
  const weight =
    agreementWeights.chart[agreement.chart] +
    agreementWeights.member[agreement.member] +
    agreementWeights.birth[agreement.birth] +
    agreementWeights.given[agreement.given] +
    agreementWeights.family[agreement.family] +
    agreementWeights.phone[agreement.phone];
  const summed =
    weight >= thresholds.certain ? 'certain' : weight >= thresholds.likely ? 'likely' : 'different';
  const outcome = lesser(summed, mostOf(agreement));
  // One chart of one practice for two who agree in nothing: a slip somewhere, and a person looks.
  const isSlip = outcome === 'different' && agreement.chart === 'same';
  return { outcome: isSlip ? 'likely' : outcome, weight, agreement };
};
