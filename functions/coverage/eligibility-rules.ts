import type { Determination, Reason } from '../platform/determination.ts';
import type { CoverageClaimed } from '../referral/referral.ts';
import { type Eligibility, type EligibilityAnswer, isAbout } from './eligibility.ts';

/** What came of asking one payer. */
export type AskedCoverage = {
  coverage: CoverageClaimed;
  answer:
    | EligibilityAnswer
    | { outcome: 'payer-unknown' | 'not-askable'; benefits?: undefined; rejections?: undefined };
};

const rule = {
  id: 'coverage.first-active',
  version: '1',
  source: 'X12 005010X279A1; the primary coverage pays first, then the secondary',
};

const says: Readonly<Record<AskedCoverage['answer']['outcome'], [Reason['bearing'], string]>> = {
  active: ['for', 'The payer says that the coverage is active.'],
  inactive: ['against', 'The payer says that the coverage is not active.'],
  'not-recognized': ['against', 'The payer does not recognize the member as given.'],
  'payer-unknown': ['against', 'The payer is not in the payer directory.'],
  'not-askable': ['against', 'The member id or group number holds characters no payer uses.'],
};

const reasonOf = ({ coverage, answer }: AskedCoverage): Reason => {
  const [bearing, text] = says[answer.outcome];
  return { bearing, code: `${coverage.rank}-${answer.outcome}`, text };
};

/** A secondary payer that says it pays first, or a primary one that says another does. */
const orderReasons = (asked: readonly AskedCoverage[]): Reason[] =>
  asked.flatMap(({ coverage, answer }) =>
    'otherPayers' in answer && answer.otherPayers.some(({ primary }) => primary)
      ? [
          {
            bearing: 'note' as const,
            code: `${coverage.rank}-other-payer-first`,
            text: 'The payer names another payer that pays before it; check the order.',
            source: 'X12 271 loop 2120, H10',
          },
        ]
      : [],
  );

/** How many of a payer's messages are kept; the first are about the plan. */
const mostMessages = 5;

/** What the payer adds in words, such as that a drug is reviewed for its site of care. */
const messageReasons = (asked: readonly AskedCoverage[]): Reason[] =>
  asked.flatMap(({ coverage, answer }) =>
    ('messages' in answer ? answer.messages : []).slice(0, mostMessages).map((message) => ({
      bearing: 'note' as const,
      code: `${coverage.rank}-message`,
      text: `The payer adds: ${message}`,
      source: 'X12 271 MSG',
    })),
  );

/** The first coverage that is active decides; the answer is what the workflow hears. */
export const decideCoverage = (
  asked: readonly AskedCoverage[],
): { chosen?: AskedCoverage; determination: Determination } => {
  const chosen = asked.find(({ answer }) => answer.outcome === 'active');
  const answer = chosen ? 'active' : holdReason(asked);
  return {
    ...(chosen ? { chosen } : {}),
    determination: {
      question: 'covered',
      facts: Object.fromEntries(
        asked.map(({ coverage, answer: { outcome, rejections } }) => [
          coverage.rank,
          {
            payerId: coverage.payerId,
            outcome,
            rejections: (rejections ?? []).map(({ code, followUp }) => `${code}${followUp}`),
          },
        ]),
      ),
      rule,
      answer,
      reasons: [...asked.map(reasonOf), ...orderReasons(asked), ...messageReasons(asked)],
    },
  };
};

/** Nobody recognized the member: ask who it is. Somebody did, but it is over: find another. */
const holdReason = (
  asked: readonly AskedCoverage[],
): 'coverage-not-active' | 'coverage-identity' =>
  asked.some(({ answer }) => answer.outcome === 'inactive') || asked.length === 0
    ? 'coverage-not-active'
    : 'coverage-identity';

/** The compact record of an answer: what the service types asked about cost and need. */
export const summarizeEligibility = (
  answer: EligibilityAnswer,
  serviceTypes: readonly string[],
): Pick<
  Eligibility,
  | 'plan'
  | 'through'
  | 'authorizationNeeded'
  | 'copayCents'
  | 'coinsuranceBasisPoints'
  | 'deductibleLeftCents'
> => {
  const fitting = answer.benefits.filter(isAbout(serviceTypes));
  const flags = fitting.flatMap(({ authorizationNeeded: needed }) =>
    needed === undefined ? [] : [needed],
  );
  const copay = fitting.find(({ kind, cents }) => kind === 'copay' && cents !== undefined);
  const share = fitting.find(
    ({ kind, basisPoints }) => kind === 'coinsurance' && basisPoints !== undefined,
  );
  const deductible = fitting.find(
    ({ kind, period, individual }) =>
      kind === 'deductible' && period === 'remaining' && individual !== false,
  );
  return {
    ...(answer.plan ? { plan: answer.plan } : {}),
    ...(answer.through ? { through: answer.through } : {}),
    ...(flags.length > 0 ? { authorizationNeeded: flags.includes(true) } : {}),
    ...(copay?.cents === undefined ? {} : { copayCents: copay.cents }),
    ...(share?.basisPoints === undefined ? {} : { coinsuranceBasisPoints: share.basisPoints }),
    ...(deductible?.cents === undefined ? {} : { deductibleLeftCents: deductible.cents }),
  };
};
