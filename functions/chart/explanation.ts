import { lookup } from '../platform/lookup.ts';
import type { Finding, Submission } from '../referral/referral.ts';
import { drugsOrdered } from '../referral/regimen.ts';
import type { Explanation, ReferralDetail } from './routes.ts';

type Line = Explanation['sections'][number]['lines'][number];
type Section = Explanation['sections'][number];
type Decided = ReferralDetail['determinations'][number];

/** What a finding of each severity does, as a colleague would say it. */
const effects: Readonly<Record<Finding['severity'], string>> = {
  block: 'It stops the therapy until a clinician has decided.',
  missing: 'It is asked for, and the referral waits for the answer.',
  warn: 'It is told, and stops nothing.',
};

const whoAnswers: Readonly<Record<NonNullable<Finding['owner']>, string>> = {
  referrer: 'The practice answers it.',
  clinician: 'A clinician answers it.',
  coordinator: 'A coordinator answers it.',
};

const findingLine = ({ text, fix, severity, source, pointer, owner, said }: Finding): Line => ({
  text: [
    text,
    ...(said ? [`Sent was: “${said}”.`] : []),
    effects[severity],
    ...(owner && severity !== 'warn' ? [whoAnswers[owner]] : []),
    fix,
  ].join(' '),
  from: pointer,
  source,
});

const bySeverity = (findings: readonly Finding[]): Finding[] => {
  const order: readonly Finding['severity'][] = ['block', 'missing', 'warn'];
  return [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
};

/** The drugs of a regimen: what is given at one visit, one after the other. */
const regimenSection = ({ submission }: ReferralDetail): Section[] => {
  const { alsoInfused = [] } = submission?.order ?? {};
  if (!submission || alsoInfused.length === 0) return [];
  return [
    {
      title: 'The drugs that are given at one visit',
      lines: drugsOrdered(submission as Submission).map(({ drug, dose }, index) => ({
        text: [
          drug,
          ...(dose ? [dose] : []),
          index === 0
            ? 'on the days of the order'
            : alsoInfused[index - 1]?.eachVisit
              ? 'at every visit'
              : 'on days of its own among them',
        ].join(', '),
        from: index === 0 ? '/order' : `/order/alsoInfused/${index - 1}`,
      })),
    },
  ];
};

const orderSection = ({ findings }: ReferralDetail): Section => ({
  title: 'The order: what is missing, and what could harm the patient',
  lines:
    findings.length > 0
      ? bySeverity(findings).map(findingLine)
      : [{ text: 'Every check of this therapy was made, and none found anything.' }],
});

const became = {
  used: 'Used',
  'not-used': 'Not used',
  'not-needed': 'Not needed',
  'not-understood': 'Not understood',
} as const;

/** What became of what a bundle held; what was not understood comes first. */
const accountSection = ({ submission }: ReferralDetail): Section[] => {
  const account = submission?.account ?? [];
  const order = ['not-understood', 'not-used', 'used', 'not-needed'] as const;
  const lines = order.flatMap((end) => account.filter((line) => line.became === end));
  return lines.length > 0
    ? [
        {
          title: 'What was sent',
          lines: lines.map(({ became: end, type, why, entries }) => ({
            text: `${became[end]}: ${entries.length > 1 ? `${entries.length} × ` : ''}${type}, ${why}`,
            from: entries.map((entry) => `/entry/${entry}`).join(' '),
          })),
        },
      ]
    : [];
};

/** The last answer to each of these questions, with all that spoke for and against it. */
const decidedSection = (
  title: string,
  questions: readonly string[],
  { determinations }: ReferralDetail,
): Section[] => {
  const last = questions.flatMap(
    (question) => determinations.findLast((one) => one.question === question) ?? [],
  );
  return last.length > 0 ? [{ title, lines: last.flatMap(decidedLines) }] : [];
};

const bearings = { for: 'For it', against: 'Against it', note: 'Beside' } as const;

/** An id stays as it is. */
const answerWords = (answer: string): string =>
  answer.includes('_') ? answer : answer.replaceAll('-', ' ');

const decidedLines = ({ question, answer, at, rule, reasons }: Decided): Line[] => [
  { text: `${questionWords(question)}: ${answerWords(answer)}.`, at, source: rule.source },
  ...reasons.map(({ bearing, text, source }) => ({
    text: `${bearings[bearing]}: ${text}`,
    ...(source ? { source } : {}),
  })),
];

const words = lookup<string>({
  covered: 'Is the patient covered',
  'authorization-needed': 'Must the payer authorize it',
  authorized: 'Has the payer authorized it',
  'site-of-care': 'Where is it given',
  series: 'When is it given',
  'visit-time': 'Was a time chosen against a rule',
  ready: 'Was the last visit that was looked at ready',
  education: 'What is taught',
});

const questionWords = (question: string): string => words[question] ?? question;

/** What the payer was asked for last, drug by drug and service by service. */
const askedSection = ({ authorizations }: ReferralDetail): Section[] => {
  const [last] = [...authorizations].sort((a, b) => b.round - a.round);
  return last
    ? [
        {
          title: 'What the payer was asked for',
          lines: last.lines.map(({ drug, kind, code, units, from, through, state }) => ({
            text: `${drug ?? answerWords(kind)}, ${code}: ${units} units from ${from} through ${through}; ${answerWords(state)}.`,
          })),
        },
      ]
    : [];
};

const candidatesSection = ({ sites }: ReferralDetail): Section[] =>
  sites.length > 0
    ? [
        {
          title: 'Places that were weighed, best first',
          lines: sites.map(({ siteId, reasons }) => ({
            text: `${siteId}: ${reasons.length > 0 ? reasons.join(', ') : 'nothing speaks for or against it'}.`,
          })),
        },
      ]
    : [];

const waitsSection = ({ holds }: ReferralDetail): Section => {
  const open = holds.filter(({ status }) => status === 'open' || status === 'overdue');
  return {
    title: 'What it waits for now',
    lines:
      open.length > 0
        ? open.map(({ says, owner, dueAt, openedAt, status }) => ({
            text: `${says} The turn is ${/^\d/.test(owner) ? 'the practice’s' : `the ${owner}’s`}, until ${dueAt}${status === 'overdue' ? ', which has passed' : ''}.`,
            at: openedAt,
          }))
        : [{ text: 'Nothing: no wait is open.' }],
  };
};

/**
 * The whole reasoning about a referral, in the order in which a colleague would tell it, as far as its
 * reader is shown the facts. `from` is the element that a line rests on, `source` the rule's.
 */
export const explainReferral = (detail: ReferralDetail): Explanation => ({
  referralId: detail.referralId,
  status: detail.status,
  sections: [
    ...regimenSection(detail),
    orderSection(detail),
    ...accountSection(detail),
    ...decidedSection('Who pays', ['covered', 'authorization-needed', 'authorized'], detail),
    ...askedSection(detail),
    ...decidedSection('Where', ['site-of-care'], detail),
    ...candidatesSection(detail),
    ...decidedSection('When', ['series', 'visit-time', 'ready'], detail),
    ...decidedSection('Teaching', ['education'], detail),
    waitsSection(detail),
  ],
});
