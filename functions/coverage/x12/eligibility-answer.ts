import { lookup } from '../../platform/lookup.ts';
import { MalformedX12, type ReadTransaction, readInterchange } from '../../x12/interchange.ts';
import { at, type ReadSegment } from '../../x12/read-segment.ts';
import {
  type Benefit,
  EligibilityAnswer,
  type EligibilityInquiry,
  isAbout,
  type Rejection,
} from '../eligibility.ts';
import { readBenefit } from './benefit-segment.ts';
import { type BenefitLoop, type Level, readLevels } from './eligibility-loops.ts';
import { planDates } from './plan-dates.ts';
import { meaningOf } from './rejection-codes.ts';

/** 271 Health Care Eligibility Response, 005010X279A1. */
const answerVersion = '005010X279A1';

/** The payer asks to try later; nothing is wrong with the question. */
export class AskLater extends Error {
  override name = 'AskLater';
}

/** The payer cannot answer us at all until someone looks at the set-up; `message` is its code. */
export class NotAnswered extends Error {
  override name = 'NotAnswered';
}

/** What was asked, as far as the answer is held against it. */
type Asked = Pick<EligibilityInquiry, 'trace' | 'on' | 'serviceTypes'>;

const bare = (code: string): string => code.replace(/\W/g, '');

/** The one 271 of an interchange. An acknowledgement in its place says that it will not come. */
const answerIn = (text: string): ReadTransaction => {
  const { transactions, acknowledgements } = readInterchange(text);
  const [answer, ...more] = transactions.filter(({ code }) => code === '271');
  if (answer && more.length === 0) return answer;
  const [refused] = acknowledgements;
  if (!answer && refused) throw new NotAnswered(`ta1-${bare(at(refused, 5))}`);
  if (!answer && transactions.some(({ code }) => code === '999')) throw new NotAnswered('999');
  throw new MalformedX12('not-one-271');
};

/** The trace numbers of ours that a level answers; the payer's own (TRN01 `1`) are not among them. */
const tracesOf = ({ segments }: Level): string[] =>
  segments
    .filter((segment) => segment.id === 'TRN' && at(segment, 1) === '2')
    .map((segment) => at(segment, 2));

const isPatient = ({ kind }: Level): boolean => kind === '22' || kind === '23';

/**
 * The levels that speak of our patient: the one with our trace, and what it stands under. An
 * answer that names no trace at all, as when the payer itself is rejected, is known by its BHT.
 */
const ourLevels = (levels: readonly Level[], bht: ReadSegment | undefined, trace: string) => {
  const traced = levels.filter(isPatient).flatMap(tracesOf);
  const isOurs = traced.length > 0 ? traced.includes(trace) : at(bht, 3) === trace;
  if (!isOurs) throw new MalformedX12('trace');
  const ours = levels.filter((level) => tracesOf(level).includes(trace));
  const holders = new Set(ours.map(({ parent }) => parent));
  return levels.filter(
    (level) =>
      !isPatient(level) || traced.length === 0 || ours.includes(level) || holders.has(level.id),
  );
};

const loopNames = lookup<Rejection['loop']>({
  '20': 'payer',
  '21': 'provider',
  '22': 'subscriber',
  '23': 'dependent',
});

const rejectionsOf = ({ kind, segments, benefits }: Level): Rejection[] =>
  [...segments, ...benefits.flatMap((loop) => loop.segments)]
    .filter(({ id }) => id === 'AAA')
    .map((segment) => ({
      code: at(segment, 3).slice(0, 3),
      followUp: at(segment, 4).slice(0, 2),
      loop: loopNames[kind] ?? 'payer',
    }));

/** R tells of another or additional payer; who it is stands in loop 2120. */
const otherPayersOf = ({ benefit, related }: BenefitLoop) =>
  at(benefit, 1) === 'R'
    ? related
        .filter(({ id }) => id === 'NM1')
        .filter((segment) => ['PR', 'PRP', 'SEP', 'TTP'].includes(at(segment, 1)))
        .map((segment) => ({
          name: at(segment, 3).slice(0, 60),
          primary: at(segment, 1) === 'PRP',
        }))
    : [];

/** Whether the plan as a whole or what was asked about is in force, and nothing says otherwise. */
const isActive = (
  benefits: readonly Benefit[],
  dates: { from?: string; through?: string },
  { on, serviceTypes }: Asked,
): boolean => {
  const bearing = benefits.filter(isAbout(['30', ...serviceTypes]));
  const isInForce = (dates.from ?? on) <= on && on <= (dates.through ?? on);
  return (
    isInForce &&
    bearing.some(({ kind }) => kind === 'active') &&
    !bearing.some(({ kind }) => kind === 'inactive' || kind === 'not-covered')
  );
};

/** An answer without a benefit has to say why; what concerns only us is a fault. */
const checkRejected = (rejections: readonly Rejection[]): void => {
  if (rejections.length === 0) throw new MalformedX12('no-benefit');
  if (rejections.some(({ code }) => meaningOf(code) === 'later')) throw new AskLater('42');
  const setUp = rejections.find(({ code }) => meaningOf(code) === 'set-up');
  if (setUp) throw new NotAnswered(`aaa-${setUp.loop}-${bare(setUp.code)}`);
};

const planOf = (loops: readonly BenefitLoop[]): string | undefined =>
  loops
    .filter(({ benefit }) => /^[1-5]$/.test(at(benefit, 1)))
    .map(({ benefit }) => at(benefit, 5).slice(0, 60))
    .find(Boolean);

/**
 * Reads the answer to one inquiry.
 *
 * @throws MalformedX12 for anything but one 271 with our trace, AskLater and NotAnswered for
 * rejections that say nothing of the member.
 */
export const readAnswer = (text: string, asked: Asked): EligibilityAnswer => {
  const { version, segments } = answerIn(text);
  if (version !== answerVersion) throw new MalformedX12('version');
  const [bht] = segments;
  if (bht?.id !== 'BHT' || at(bht, 1) !== '0022' || at(bht, 2) !== '11')
    throw new MalformedX12('bht');
  const levels = ourLevels(readLevels(segments), bht, asked.trace);
  const loops = levels.filter(isPatient).flatMap(({ benefits }) => benefits);
  const benefits = loops.flatMap((loop) => readBenefit(loop) ?? []);
  const rejections = levels.flatMap(rejectionsOf);
  if (benefits.length === 0) checkRejected(rejections);
  const dates = planDates(levels.filter(isPatient));
  const isUnrecognized = rejections.some(({ code }) => meaningOf(code) === 'identity');
  const parsed = EligibilityAnswer.safeParse({
    outcome: isUnrecognized
      ? 'not-recognized'
      : isActive(benefits, dates, asked)
        ? 'active'
        : 'inactive',
    plan: planOf(loops),
    ...dates,
    benefits,
    otherPayers: loops.flatMap(otherPayersOf).slice(0, 10),
    messages: loops
      .flatMap((loop) => loop.segments)
      .filter(({ id }) => id === 'MSG')
      .map((segment) => at(segment, 1).slice(0, 264))
      .slice(0, 20),
    rejections: rejections.slice(0, 20),
  });
  if (!parsed.success) throw new MalformedX12('values');
  return parsed.data;
};
