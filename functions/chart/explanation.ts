import { deskZone } from '../hold/hold-clock.ts';
import { lookup } from '../platform/lookup.ts';
import { writeTime } from '../platform/zoned-time.ts';
import { drugsOrdered } from '../referral/order/regimen.ts';
import type { Finding, Submission } from '../referral/referral.ts';
import { bearings, placesSections } from './places-explained.ts';
import type { Explanation, ReferralDetail } from './routes.ts';

type Line = Explanation['sections'][number]['lines'][number];
type Section = Explanation['sections'][number];
type Decided = ReferralDetail['determinations'][number];

/** What the file itself does not say: what places are called, and how the drug gets into the body. */
type Beside = {
  names: ReadonlyMap<string, string>;
  access: readonly Line[];
  /** The zone of the place that was chosen, if one was. */
  zone?: string | undefined;
};

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

/** What a finding does, and what is to be done; of one that is cleared, for which doses it is. */
const following = (
  { code, severity, owner, fix }: Finding,
  cleared: ReferralDetail['cleared'],
): string[] =>
  severity !== 'warn' && cleared?.codes.includes(code)
    ? [`It stopped the therapy, and a clinician has cleared it ${cleared.covers}.`]
    : [effects[severity], ...(owner && severity !== 'warn' ? [whoAnswers[owner]] : []), fix];

const findingLine = (finding: Finding, cleared: ReferralDetail['cleared']): Line => {
  const { text, source, pointer, said } = finding;
  return {
    text: [text, ...(said ? [`Sent was: “${said}”.`] : []), ...following(finding, cleared)].join(
      ' ',
    ),
    from: pointer,
    source,
  };
};

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

const orderSection = ({ findings, cleared }: ReferralDetail): Section => ({
  title: 'The order: what is missing, and what could harm the patient',
  lines:
    findings.length > 0
      ? bySeverity(findings).map((finding) => findingLine(finding, cleared))
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
  { names }: Pick<Beside, 'names'> = { names: new Map() },
): Section[] => {
  const last = questions.flatMap(
    (question) => determinations.findLast((one) => one.question === question) ?? [],
  );
  return last.length > 0
    ? [{ title, lines: last.flatMap((decided) => decidedLines(decided, names)) }]
    : [];
};

/** An id stays as it is. */
const spaced = (answer: string): string =>
  answer.includes('_') ? answer : answer.replaceAll('-', ' ');

/** A place is told by its name. */
const answerWords = (answer: string, names: Beside['names']): string =>
  names.get(answer) ?? spaced(answer);

const decidedLines = (
  { question, answer, at, rule, reasons }: Decided,
  names: Beside['names'],
): Line[] => [
  {
    text: `${questionWords(question)}: ${answerWords(answer, names)}.`,
    at,
    source: rule.source,
  },
  ...reasons.map(({ bearing, text, source }) => ({
    text: `${bearings[bearing]}: ${text}`,
    ...(source ? { source } : {}),
  })),
];

const words = lookup<string>({
  covered: 'Is the patient covered',
  'authorization-needed': 'Must the payer authorize it',
  criteria: 'Is what the payer wants shown on record',
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
            text: `${drug ?? spaced(kind)}, ${code}: ${units} units from ${from} through ${through}; ${spaced(state)}.`,
          })),
        },
      ]
    : [];
};

/** What a colleague would say first. */
const shortSection = ({ status, therapy, urgency, holds }: ReferralDetail): Section => {
  const open = holds.filter((hold) => hold.status === 'open' || hold.status === 'overdue');
  const what = `${urgency === 'urgent' ? 'An urgent' : 'A'} referral${therapy ? ` for ${therapy}` : ''}`;
  const waits =
    status === 'closed' || open.length === 0
      ? ''
      : ` It waits for ${open.length === 1 ? 'one thing' : `${open.length} things`}, told at the end.`;
  return { title: 'In short', lines: [{ text: `${what}. ${stands[status]}${waits}` }] };
};

const stands: Readonly<Record<ReferralDetail['status'], string>> = {
  incomplete: 'It lacks something before it can be taken.',
  accepted: 'It is taken, and nothing is booked yet.',
  active: 'It is taken, and its visits are booked.',
  closed: 'It is closed.',
};

const waitsSection = ({ holds }: ReferralDetail, zone: string): Section => {
  const open = holds.filter(({ status }) => status === 'open' || status === 'overdue');
  return {
    title: 'What it waits for now',
    lines:
      open.length > 0
        ? open.map(({ says, owner, dueAt, openedAt, status }) => ({
            text: `${says} The turn is ${/^\d/.test(owner) ? 'the practice’s' : `the ${owner}’s`}, until ${writeTime(dueAt, zone)}${status === 'overdue' ? ', which has passed' : ''}.`,
            at: openedAt,
          }))
        : [{ text: 'Nothing: no wait is open.' }],
  };
};

/**
 * The whole reasoning about a referral, in the order in which a colleague would tell it, as far as its
 * reader is shown the facts. `from` is the element that a line rests on, `source` the rule's.
 */
export const explainReferral = (
  detail: ReferralDetail,
  beside: Beside = { names: new Map(), access: [] },
): Explanation => {
  // The place of the visits that are booked, else the one that was chosen, else the desk's.
  const zone = detail.visits.at(-1)?.zone ?? beside.zone ?? deskZone;
  return {
    referralId: detail.referralId,
    status: detail.status,
    zone,
    sections: [
      shortSection(detail),
      ...regimenSection(detail),
      orderSection(detail),
      ...(beside.access.length > 0
        ? [{ title: 'How the drug gets into the body', lines: [...beside.access] }]
        : []),
      ...accountSection(detail),
      ...decidedSection(
        'Who pays',
        ['covered', 'authorization-needed', 'criteria', 'authorized'],
        detail,
      ),
      ...askedSection(detail),
      ...decidedSection('Where', ['site-of-care'], detail, beside),
      ...placesSections(detail, beside.names),
      ...decidedSection('When', ['series', 'visit-time', 'ready'], detail),
      ...decidedSection('Teaching', ['education'], detail),
      waitsSection(detail, zone),
    ],
  };
};
