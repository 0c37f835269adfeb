import type { Determination, Reason } from '../platform/determination.ts';
import type { CoverageClaimed } from '../referral/referral.ts';
import { isAbout } from './benefit.ts';
import type { Eligibility } from './eligibility.ts';
import type { EligibilityAnswer } from './eligibility-answer.ts';
import { readPatientShare, tellPatientShare } from './patient-share.ts';
import { isContraryMessage } from './x12/benefit-words.ts';
import { isWithin } from './x12/plan-dates.ts';
import { rejectionCodes } from './x12/rejection-codes.ts';

/** What came of asking one payer. */
export type AskedCoverage = {
  coverage: CoverageClaimed;
  answer:
    | EligibilityAnswer
    | { outcome: 'payer-unknown' | 'not-askable'; benefits?: undefined; rejections?: undefined };
  /** The payer has told one of us that the coverage counts. */
  told?: boolean;
};

const rule = {
  id: 'coverage.first-active',
  version: '1',
  source: 'X12 005010X279A1; the primary coverage pays first, then the secondary',
};

const says: Readonly<
  Record<AskedCoverage['answer']['outcome'] | 'told', [Reason['bearing'], string]>
> = {
  active: ['for', 'The payer says that the coverage is active.'],
  inactive: ['against', 'The payer says that the coverage is not active.'],
  'part-a-only': [
    'against',
    'The coverage is Medicare Part A alone, which does not pay for infusions outside a stay.',
  ],
  'other-payer-first': ['against', 'The payer says that another payer pays before it.'],
  'other-payer-unclear': [
    'against',
    'The payer tells of another payer and does not say which of them pays first.',
  ],
  'another-member': ['against', 'The payer answered about another member than was asked about.'],
  'in-doubt': [
    'against',
    'The answer of the payer contradicts itself, or leaves open whether the coverage counts.',
  ],
  told: ['for', 'The payer confirmed the coverage to one of us, whatever its answer leaves open.'],
  'not-recognized': ['against', 'The payer does not recognize the member as given.'],
  'payer-unknown': ['against', 'The payer is not in the payer directory.'],
  'not-askable': ['against', 'The member id or group number holds characters no payer uses.'],
};

const reasonOf = ({ coverage, answer, told }: AskedCoverage): Reason => {
  const outcome = told ? 'told' : answer.outcome;
  const [bearing, text] = says[outcome];
  return { bearing, code: `${coverage.rank}-${outcome}`, text };
};

/** What leaves a coverage open or denies it, and each rejection, in the payer's words. */
const payersReasons = (asked: readonly AskedCoverage[]): Reason[] =>
  asked.flatMap(({ coverage: { rank }, answer, told }) => {
    if (!('doubts' in answer)) return [];
    const { doubts, denials, actives, rejections, outcome } = answer;
    const bearing = outcome === 'active' || told ? ('note' as const) : ('against' as const);
    // Beside an answer a rejection stands among the doubts already.
    const bare = doubts.some((words) => words.startsWith('It rejects')) ? [] : rejections;
    return [
      ...(outcome === 'active' ? [] : actives).map((said) => ({
        code: `${rank}-active-as-sent`,
        text: `The payer says: ${said}`,
      })),
      ...denials.map((said) => ({ code: `${rank}-denied`, text: `The payer says: ${said}` })),
      ...doubts.map((said) => ({ code: `${rank}-doubt`, text: `The payer says: ${said}` })),
      ...bare.map(({ code, followUp, loop }) => ({
        code: `${rank}-rejection`,
        text: `The payer says: ${[code, followUp].filter(Boolean).join(' ')}, ${rejectionCodes[code]?.says ?? 'a code that we do not know'} (${loop}).`,
      })),
    ].map((reason) => ({ ...reason, bearing, source: 'X12 271 EB, DTP, INS, AAA' }));
  });

/** Every other payer that an answer tells of, by its name as sent, and what it says of the order. */
const otherPayerReasons = (asked: readonly AskedCoverage[]): Reason[] =>
  asked.flatMap(({ coverage, answer }) =>
    ('otherPayers' in answer ? answer.otherPayers : []).map(({ name, order }) => ({
      bearing: 'note' as const,
      code: `${coverage.rank}-other-payer${order === 'before' ? '-first' : ''}`,
      text: {
        before: `The payer names another payer that pays before it: ${name}.`,
        after: `The payer tells of another payer: ${name}.`,
        unsaid: `The payer tells of another payer, and not which pays first: ${name}.`,
      }[order],
      source: 'X12 271 EB*R, loop 2120, H10',
    })),
  );

const differences = {
  name: 'another name',
  'birth-date': 'another date of birth',
  'member-id': 'another member id',
  corrected: 'a correction of what identifies the member',
} as const;

/** What in the answer is another person's, or has been corrected by the payer. */
const differenceReasons = (asked: readonly AskedCoverage[]): Reason[] =>
  asked.flatMap(({ coverage, answer }) =>
    ('differs' in answer ? answer.differs : []).map((what) => ({
      bearing: 'against' as const,
      code: `${coverage.rank}-${what}-differs`,
      text: `The answer of the payer has ${differences[what]}.`,
      source: 'X12 271 NM1, DMG',
    })),
  );

/** How many of a payer's messages are kept; the first are about the plan. */
const mostMessages = 5;

/** What the payer adds in words, such as that a drug is reviewed for its site of care. */
const messageReasons = (asked: readonly AskedCoverage[]): Reason[] =>
  asked.flatMap(({ coverage, answer }) =>
    ('messages' in answer ? answer.messages : [])
      .toSorted((one, other) => Number(isContraryMessage(other)) - Number(isContraryMessage(one)))
      .slice(0, mostMessages)
      .map((message) => ({
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
  const chosen = asked.find(({ answer, told }) => answer.outcome === 'active' || told);
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
      reasons: [
        ...asked.map(reasonOf),
        ...payersReasons(asked),
        ...differenceReasons(asked),
        ...otherPayerReasons(asked),
        ...messageReasons(asked),
      ],
    },
  };
};

/** The same with what the patient pays: whoever speaks with the patient is told (H28). */
export const withPatientShare = (
  determination: Determination,
  { rank, share }: Pick<Eligibility, 'rank' | 'share'>,
): Determination => ({
  ...determination,
  reasons: [
    ...determination.reasons,
    ...tellPatientShare(share ?? {}).map((text) => ({
      bearing: 'note' as const,
      code: `${rank}-patient-share`,
      text,
      source: 'X12 271 EB A, B, C, G; H28',
    })),
  ],
});

/** Reasons to wait where no coverage is taken. */
const waits = [
  'coverage-other-payer',
  'coverage-in-doubt',
  'coverage-not-active',
  'coverage-identity',
] as const;

/**
 * What a coordinator is asked. Another payer pays: which one. An answer leaves it open: the payer.
 * Somebody recognized the member, but it is over: find another. Nobody did: ask who it is.
 */
const holdReason = (asked: readonly AskedCoverage[]): (typeof waits)[number] => {
  const heard = new Set(asked.map(({ answer }) => answer.outcome));
  if (heard.has('other-payer-first') || heard.has('other-payer-unclear'))
    return 'coverage-other-payer';
  if (heard.has('in-doubt')) return 'coverage-in-doubt';
  return heard.has('inactive') || heard.has('part-a-only') || asked.length === 0
    ? 'coverage-not-active'
    : 'coverage-identity';
};

/** The reason to wait that a determination gave. */
export const readWait = (answer: unknown): (typeof waits)[number] =>
  waits.find((wait) => wait === answer) ?? 'coverage-not-active';

/** The compact record of an answer: what the service types asked about cost and need on a day. */
export const summarizeEligibility = (
  answer: EligibilityAnswer,
  { serviceTypes, on }: { serviceTypes: readonly string[]; on: string },
): Pick<Eligibility, 'plan' | 'through' | 'authorizationNeeded' | 'share'> => {
  const fitting = answer.benefits
    .filter(isAbout(serviceTypes))
    .filter((benefit) => isWithin(benefit, on));
  const flags = fitting.flatMap(({ authorizationNeeded: needed }) =>
    needed === undefined ? [] : [needed],
  );
  return {
    ...(answer.plan ? { plan: answer.plan } : {}),
    ...(answer.through ? { through: answer.through } : {}),
    ...(flags.length > 0 ? { authorizationNeeded: flags.includes(true) } : {}),
    share: readPatientShare(answer.benefits, { serviceTypes, on }),
  };
};
