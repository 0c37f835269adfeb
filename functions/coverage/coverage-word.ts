import { coverageChangedAt } from '../hold/decisions.ts';
import { type Hold, isOpen, type Resolution, settleHold } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import type { Determination } from '../platform/determination.ts';
import type { Complaint } from '../platform/errors.ts';
import { visitScope } from '../platform/ids.ts';
import { standsForNothing } from '../platform/text.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Submission } from '../referral/referral.ts';
import type { Visit } from '../series/visit.ts';
import { isBeyondCoverage, toldThrough, wordCountsOn } from './covered-day.ts';
import type { CoverageTold, Eligibility } from './eligibility.ts';
import type { CoverageToldBody } from './routes.ts';
import { toldRow } from './told-rows.ts';

/** How far a clock may be ahead of ours. */
const aheadMillis = 5 * 60_000;

const complaint = (pointer: string, detail: string, fix: string): Complaint => ({
  pointer,
  detail,
  fix,
});

/** Why the time at which it was told cannot be, or makes it count for no day any more. */
const unsoundTime = (
  { way, at, through }: CoverageToldBody,
  holds: readonly Hold[],
  now: Date,
): Complaint[] => {
  if (at === undefined) return [];
  const told = Date.parse(at);
  if (told > now.getTime() + aheadMillis)
    return [complaint('/at', 'is in the future', 'Give the time of the call or of the look.')];
  const anew = 'Ask the payer anew, and record what it says now.';
  if (told <= Date.parse(coverageChangedAt(holds)))
    return [complaint('/at', 'lies before the coverage was changed', anew)];
  return through === undefined && toldThrough({ way, at, through }) < localDate(now, deskZone)
    ? [complaint('/at', 'lies so far back that it counts for no day any more', anew)]
    : [];
};

/** Why a last day cannot be, or is of a coverage that is not in force any more. */
const unsoundEnd = (through: string, from: string | undefined, today: string): Complaint[] => {
  const ended = 'Record a coverage that is in force; one that has ended is replaced or closed.';
  return [
    ...(from !== undefined && through < from
      ? [complaint('/through', 'is before the first day', 'Give the days as they were told.')]
      : []),
    ...(through < today ? [complaint('/through', 'is in the past', ended)] : []),
  ];
};

/** Why the days it was told for hold none that it counts for: it would be kept, and read by nobody. */
const unsoundDays = ({ way, at, from, through }: CoverageToldBody, now: Date): Complaint[] => {
  if (through !== undefined) return unsoundEnd(through, from, localDate(now, deskZone));
  return from !== undefined && from > toldThrough({ way, at: at ?? now.toISOString(), through })
    ? [
        complaint(
          '/through',
          'is missing, and without it the word counts for no day that it was told for',
          'Give the last day too, or record what the payer says nearer to the first one.',
        ),
      ]
    : [];
};

/** What keeps a payer's word from counting. */
export const unsoundInWord = (
  body: CoverageToldBody,
  { coverages, holds }: Pick<Submission, 'coverages'> & { holds: readonly Hold[] },
  now: Date,
): Complaint[] => {
  const { payerId, way, person } = body;
  return [
    ...(coverages.some((one) => one.payerId === payerId)
      ? []
      : [
          complaint(
            '/payerId',
            'is of no coverage of the referral',
            'Name a payer of the referral; another coverage is given by a correction.',
          ),
        ]),
    ...(['reference', 'person'] as const)
      .filter((field) => standsForNothing(body[field] ?? '1'))
      .map((field) =>
        complaint(`/${field}`, 'only fills the field', 'Give it as the payer did, or ask for it.'),
      ),
    ...(way === 'telephone' && !person
      ? [complaint('/person', 'is missing', 'Say whom you spoke with.')]
      : []),
    ...unsoundTime(body, holds, now),
    ...unsoundDays(body, now),
  ];
};

const days = ({ from, through }: CoverageTold): string[] => [
  ...(from ? [`from ${from}`] : []),
  ...(through ? [`through ${through}`] : []),
];

/** What was told, by whom, and for which visits it counts. */
export const tellWord = (word: CoverageTold): Determination => {
  const { way, payerId, person, reference, plan, through, uploadId } = word;
  const { days: kept, source } = toldRow(way);
  const said = [...(plan ? [`plan ${plan}`] : []), ...days(word)].join(', ');
  const where = way === 'telephone' ? 'by telephone' : 'in its portal';
  const who = [person, `reference ${reference}`].filter(Boolean).join(', ');
  const last = toldThrough(word);
  return {
    question: 'covered',
    facts: { payerId, way, ...(uploadId ? { uploadId } : {}) },
    rule: { id: 'coverage.told', version: '1', source },
    answer: 'told',
    reasons: [
      {
        bearing: 'for',
        code: `told-by-${way}`,
        text: `The payer said ${where} (${who}) that the coverage is in force${said ? `: ${said}` : ''}.`,
      },
      {
        bearing: 'for',
        code: 'told-through',
        text: through
          ? `It counts for visits through ${last}, the last day that was told.`
          : `No last day was told; it counts for visits through ${last}, ${kept} days.`,
        source,
      },
      ...(uploadId
        ? [
            {
              bearing: 'for' as const,
              code: 'told-document',
              text: `The document that shows it is with the referral (${uploadId}).`,
            },
          ]
        : []),
    ],
  };
};

/** The referral as it stands, as far as a payer's word reaches. */
type Reached = {
  holds: readonly Hold[];
  visits: readonly Visit[];
  eligibility: Eligibility | undefined;
};

/** Whether a hold is the wait of a visit that lay beyond the coverage and does not any more. */
const isCovered = (
  { scope }: Hold,
  { visits, eligibility, holds }: Reached,
  word: CoverageTold,
): boolean => {
  const visit = visits.find(({ visitId }) => visitScope(visitId) === scope);
  if (!visit || !eligibility) return false;
  const { told: _, ...before } = eligibility;
  return (
    isBeyondCoverage(visit, before, holds) &&
    !isBeyondCoverage(visit, { ...before, told: word }, holds)
  );
};

/**
 * The waits that the word answers: each looks again, with it. Whether the coverage is in force today
 * it does not answer where it is of days to come.
 */
export const answeredWaits = (
  tableName: string,
  word: CoverageTold,
  reached: Reached,
  { by, at }: Pick<Resolution, 'by' | 'at'>,
): TransactItem[] => {
  const { payerId, reference } = word;
  return reached.holds.filter(isOpen).flatMap((hold) => {
    if (hold.reason === 'coverage-in-doubt' && wordCountsOn(word, reached.holds, new Date(at)))
      return [
        settleHold(
          tableName,
          hold,
          { resume: 'Verify eligibility' },
          { action: 'told-active', facts: { payerId, reference }, by, at },
        ),
      ];
    return hold.reason === 'visit-not-ready' && isCovered(hold, reached, word)
      ? [
          settleHold(
            tableName,
            hold,
            { resume: 'Check visit' },
            { action: 'coverage-told', facts: { reference }, by, at },
          ),
        ]
      : [];
  });
};
