import { type Evidence, evidenceOf, isUnderstood } from '../hold/evidence.ts';
import type { Hold } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { AuditRecord } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { holdsUp } from '../referral/findings.ts';
import { changeReasons, orderAspects } from '../referral/order-change.ts';
import type { Finding } from '../referral/referral.ts';
import { wordsOfFault } from './fault-words.ts';
import type { HoldDetail } from './routes.ts';

type Why = HoldDetail['why'][number];

const deliveries: Readonly<Record<string, string>> = {
  unknown: 'nobody can say whether it went out',
  refused: 'it was refused on its way',
  withheld: 'no open way leads to whom it is for',
};

/** Which message did not arrive, and how that is known; never its words. */
const messageWhy = ({
  kind,
  channel,
  recipient,
  status,
  code,
}: Evidence<'message-undelivered'>) => [
  {
    code,
    text: `The ${channel} about "${kind.replaceAll('-', ' ')}" to the ${recipient}: ${deliveries[status]}.`,
  },
];

/** In what a changed order differs from the one that was checked. */
const changesWhy = ({ changes }: Evidence<'order-changed'>) =>
  orderAspects
    .filter(({ code }) => changes.includes(code))
    .map(({ code, text }) => ({ code, text }));

/** Which doses lost their visit. */
const dosesWhy = ({ doses }: Evidence<'visit-to-rebook'>) => [
  { code: 'doses-without-visit', text: `Without a visit: dose ${doses.join(', ')}.` },
];

const dosesToCome = (from: number, through: number | undefined): string => {
  if (through === undefined)
    return `The order goes on: dose ${from} and those after it have no visit.`;
  return through === from
    ? `Dose ${from} has no visit.`
    : `Doses ${from} to ${through} have no visit.`;
};

/** Which doses to come have no visit, and which visits the order does not ask for. */
const seriesWhy = ({ from, through, surplus }: Evidence<'series-unlike-order'>) => [
  ...(from === undefined ? [] : [{ code: 'doses-to-come', text: dosesToCome(from, through) }]),
  ...(surplus
    ? [{ code: 'visits-not-ordered', text: `Not asked for by the order: ${surplus.join(', ')}.` }]
    : []),
];

/** Which question's answer each wait follows from; the others have told their reason already. */
const questions: Readonly<Partial<Record<HoldReason, Determination['question']>>> = {
  'coverage-not-active': 'covered',
  'coverage-identity': 'covered',
  'site-needs-clinician': 'site-of-care',
  'authorization-need-unknown': 'authorization-needed',
  'payer-decision': 'authorized',
  'information-requested': 'authorized',
  denied: 'authorized',
  'denied-site-of-care': 'authorized',
  'approval-changed': 'authorized',
  'submission-rejected': 'authorized',
  'payer-contact': 'authorized',
  'approval-taken-back': 'authorized',
  'approval-lost': 'authorized',
  'answer-unexpected': 'authorized',
  'no-capacity': 'series',
  'visit-not-ready': 'ready',
  'visit-suspended': 'reaction',
};

/** What the last answer to the wait's question gave as reasons; those for it if nothing else. */
const answerWhy = (hold: Hold, records: readonly AuditRecord[]): Why[] => {
  const question = questions[hold.reason];
  const about = records.findLast(
    ({ at, determination }) =>
      question !== undefined && determination?.question === question && at <= hold.openedAt,
  );
  const reasons = about?.determination?.reasons ?? [];
  const others = reasons.filter(({ bearing }) => bearing !== 'for');
  return (others.length > 0 ? others : reasons).map(({ code, text }) => ({ code, text }));
};

/** What failed where, and what cures it. */
const faultWhy = (hold: Hold): Why => {
  const { stage } = hold;
  const failed = evidenceOf(hold, 'needs-attention');
  const name = failed && ('fault' in failed ? failed.fault : failed.status);
  const { code, text, fix } = wordsOfFault(name ?? '');
  return { code, text: `${text} It was at: ${stage}.`, fix };
};

const endings: Readonly<Record<string, string>> = {
  'ends-before-series': 'It ends before the last visit of the series.',
  'units-run-out': 'Its units do not last for every visit of the series.',
  'order-outlasts-request': 'The order goes on after what was asked for.',
};

/** How an authorization falls short of its series. */
const endingWhy = ({ holdId }: Hold, records: readonly AuditRecord[]): Why[] => {
  const ending = String(
    records.find(({ event, detail }) => event === 'hold.placed' && detail.holdId === holdId)?.detail
      .ending,
  );
  const text = endings[ending];
  return text ? [{ code: ending, text }] : [];
};

/** What is told of a hold whose evidence cannot be read. */
const notUnderstood: Why = {
  code: 'evidence-not-understood',
  text: 'It cannot be read what exactly this is about.',
  fix: 'Look at the referral; its timeline says what came before.',
};

/**
 * Why a hold waits, in words: what the answer before the wait gave as reasons, what the order lacks
 * or what failed. What a nurse reported of a reaction is told where a clinician is to clear it, and
 * nowhere else.
 */
export const whyOf = (
  hold: Hold,
  records: readonly AuditRecord[],
  findings: readonly Finding[],
): Why[] => {
  const { reason } = hold;
  if (!isUnderstood(hold) && reason !== 'needs-attention')
    return [notUnderstood, ...answerWhy(hold, records)];
  const changed = changeReasons.flatMap((one) => evidenceOf(hold, one) ?? [])[0];
  const undelivered = evidenceOf(hold, 'message-undelivered');
  const rebook = evidenceOf(hold, 'visit-to-rebook');
  const unlike = evidenceOf(hold, 'series-unlike-order');
  if (reason === 'needs-attention') return [faultWhy(hold)];
  if (undelivered) return messageWhy(undelivered);
  if (reason === 'authorization-ending') return endingWhy(hold, records);
  if (rebook) return dosesWhy(rebook);
  if (unlike) return seriesWhy(unlike);
  if (reason === 'order-incomplete' || reason === 'order-unsafe')
    return findings.map(({ code, text, fix }) => ({ code, text, fix }));
  if (changed)
    return [
      ...changesWhy(changed),
      ...findings
        .filter((finding) => reason === 'order-changed' && holdsUp(finding))
        .map(({ code, text, fix }) => ({ code, text, fix })),
    ];
  return answerWhy(hold, records);
};
