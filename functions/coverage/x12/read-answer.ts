import { lookup } from '../../platform/lookup.ts';
import { MalformedX12, type ReadTransaction, readInterchange } from '../../x12/interchange.ts';
import { at, type ReadSegment } from '../../x12/read-segment.ts';
import { type Benefit, isAbout } from '../benefit.ts';
import { EligibilityAnswer, type Rejection } from '../eligibility-answer.ts';
import { AskLater, NotAnswered } from './answer-faults.ts';
import { findDifferences, memberAsSent } from './answered-member.ts';
import { readBenefit } from './benefit-segment.ts';
import { type Asked, doubtsIn } from './coverage-doubts.ts';
import { type BenefitLoop, type Level, readLevels } from './eligibility-loops.ts';
import { otherPayersIn } from './other-payers.ts';
import { type Dates, datesIn, isWithin, withinBoth } from './plan-dates.ts';
import { meaningOf } from './rejection-codes.ts';

/** 271 Health Care Eligibility Response, 005010X279A1. */
const answerVersion = '005010X279A1';

const bare = (code: string): string => code.replace(/\W/g, '');

/** Whether an answer names our question, by the trace of a level or by its own number. */
const isNamed = ({ segments }: ReadTransaction, trace: string): boolean =>
  segments.some(
    (segment) =>
      (segment.id === 'TRN' && at(segment, 1) === '2' && at(segment, 2) === trace) ||
      (segment.id === 'BHT' && at(segment, 3) === trace),
  );

/**
 * The one 271 of an interchange; of several the one that names our question. An acknowledgement in its
 * place says that it will not come.
 */
const answerIn = (text: string, trace: string): ReadTransaction & { isTest: boolean } => {
  const { transactions, acknowledgements, isTest } = readInterchange(text);
  const answers = transactions.filter(({ code }) => code === '271');
  const [answer, ...more] =
    answers.length > 1 ? answers.filter((one) => isNamed(one, trace)) : answers;
  if (answer && more.length === 0) return { ...answer, isTest };
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

/** The one level of the patient: with our trace, else with benefits. Two of them are nobody's answer. */
const patientIn = (patients: readonly Level[], trace: string): Level | undefined => {
  const traced = patients.filter((level) => tracesOf(level).includes(trace));
  const [found, ...others] =
    traced.length > 0 ? traced : patients.filter(({ benefits }) => benefits.length > 0);
  if (others.length > 0) throw new MalformedX12('trace');
  return found;
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

/** Whom a benefit of a coverage level (X12 1207) is for; one that is not here is for nobody we know. */
const levelsFor: Readonly<Record<Asked['member']['relationship'], readonly string[]>> = {
  self: ['', 'IND', 'FAM', 'EMP', 'ECH', 'ESP'],
  spouse: ['', 'IND', 'FAM', 'ESP', 'SPO', 'SPC', 'DEP'],
  child: ['', 'IND', 'FAM', 'ECH', 'CHD', 'DEP', 'SPC'],
  other: ['', 'IND', 'FAM', 'DEP'],
};

/** Benefits that say of this patient that they are active, and nothing less: X12 1390 `1`. */
const activeFor = (
  loops: readonly BenefitLoop[],
  { member: { relationship }, on }: Asked,
): Benefit[] =>
  loops
    .filter(({ benefit }) => at(benefit, 1) === '1')
    .filter(({ benefit }) => levelsFor[relationship].includes(at(benefit, 2)))
    .flatMap((loop) => readBenefit(loop, on) ?? []);

/** Insurance that pays for stays alone, and one that pays only what Medicare leaves: X12 1336. */
const forStays = 'MA';
const forRest = 'QM';

/**
 * Whether the plan as a whole or what was asked about is in force for the patient. Each benefit holds
 * within its own dates, all of them within those of the member.
 */
const judge = (
  active: readonly Benefit[],
  dates: Dates,
  { on, serviceTypes }: Asked,
): 'active' | 'inactive' | 'part-a-only' => {
  const bearing = active
    .filter(isAbout(['30', ...serviceTypes]))
    .filter((benefit) => isWithin(benefit, on) && !benefit.unclear)
    .filter(({ insuranceType }) => insuranceType !== forRest);
  if (dates.unclear || !isWithin(dates, on) || bearing.length === 0) return 'inactive';
  return bearing.every(({ insuranceType }) => insuranceType === forStays)
    ? 'part-a-only'
    : 'active';
};

/** What the answer comes to: whom it is about, what is in force, who pays first, and what is left open. */
const outcomeFrom = (
  judged: ReturnType<typeof judge>,
  {
    rejections,
    differs,
    doubts,
    denials,
    otherPayers,
  }: Pick<EligibilityAnswer, 'rejections' | 'differs' | 'doubts' | 'denials' | 'otherPayers'>,
): EligibilityAnswer['outcome'] => {
  const rejectedAs = rejections.map(({ code }) => meaningOf(code));
  if (rejectedAs.includes('identity')) return 'not-recognized';
  if (differs.length > 0) return 'another-member';
  if (denials.length > 0 || rejectedAs.includes('inactive')) return 'inactive';
  if (judged === 'inactive') return doubts.length > 0 ? 'in-doubt' : judged;
  if (judged === 'part-a-only') return judged;
  if (otherPayers.some(({ order }) => order === 'before')) return 'other-payer-first';
  if (otherPayers.some(({ order }) => order === 'unsaid')) return 'other-payer-unclear';
  return doubts.length > 0 ? 'in-doubt' : 'active';
};

/** An answer without a benefit has to say why; what concerns only us is a fault. */
const checkRejected = (rejections: readonly Rejection[]): void => {
  if (rejections.length === 0) throw new MalformedX12('no-benefit');
  if (rejections.some(({ code }) => meaningOf(code) === 'later')) throw new AskLater('42');
  const setUp = rejections.find(({ code }) => meaningOf(code) === 'set-up');
  if (setUp) throw new NotAnswered(`aaa-${setUp.loop}-${bare(setUp.code)}`);
};

/** The name of the plan that is in force; else of the one that was. */
const planOf = (loops: readonly BenefitLoop[], on: string): string | undefined =>
  loops
    .filter(({ benefit }) => /^[1-5]$/.test(at(benefit, 1)) && at(benefit, 5))
    .sort(
      (one, other) =>
        Number(isWithin(datesIn(other.segments, on), on)) -
        Number(isWithin(datesIn(one.segments, on), on)),
    )
    .map(({ benefit }) => at(benefit, 5).slice(0, 60))[0];

/** From when and through when the plan that is in force holds, within the dates of the member. */
const planDatesOf = (benefits: readonly Benefit[], member: Dates, on: string): Dates => {
  const plan = benefits.find(
    (benefit) =>
      benefit.kind === 'active' &&
      isAbout(['30'])(benefit) &&
      (benefit.from || benefit.through) &&
      isWithin(benefit, on),
  );
  return withinBoth(member, plan ?? {});
};

/**
 * Reads the answer to one inquiry.
 *
 * @throws MalformedX12 for anything but one 271 with our trace, AskLater and NotAnswered for
 * rejections that say nothing of the member.
 */
export const readAnswer = (text: string, asked: Asked): EligibilityAnswer => {
  const { version, segments, isTest } = answerIn(text, asked.trace);
  if (version !== answerVersion) throw new MalformedX12('version');
  const [bht] = segments;
  if (bht?.id !== 'BHT' || at(bht, 1) !== '0022' || at(bht, 2) !== '11')
    throw new MalformedX12('bht');
  const levels = ourLevels(readLevels(segments), bht, asked.trace);
  const loops = levels.filter(isPatient).flatMap(({ benefits }) => benefits);
  const benefits = loops.flatMap((loop) => readBenefit(loop, asked.on) ?? []);
  const rejections = levels.flatMap(rejectionsOf);
  if (loops.length === 0) checkRejected(rejections);
  const patients = levels.filter(isPatient);
  const ours = patientIn(patients, asked.trace);
  const holder = patients.find(({ id }) => id === ours?.parent) ?? ours;
  const ofPatient = patients.flatMap((level) => level.segments);
  const dates = datesIn(ofPatient, asked.on);
  const differs = ours && holder ? findDifferences(ours, holder, asked.member) : [];
  const payers = levels
    .filter(({ kind }) => kind === '20')
    .flatMap((level) => level.segments)
    .filter(({ id }) => id === 'NM1')
    .map((segment) => ({ name: at(segment, 3), id: at(segment, 9) }))
    .concat(asked.payer ? [{ name: asked.payer.name, id: asked.payer.ediId }] : []);
  const differsAsSent = ours && holder && differs.length > 0 ? [memberAsSent(ours, holder)] : [];
  const found = {
    differs,
    rejections: rejections.slice(0, 20),
    otherPayers: otherPayersIn(loops, asked),
    ...doubtsIn(
      {
        ...{ levels, loops, ours, segments: ofPatient, rejections, payers, isTest },
        differs: differsAsSent,
      },
      asked,
    ),
  };
  // What the policy holder has is not what a dependent has.
  const active = activeFor(ours?.benefits ?? [], asked);
  const parsed = EligibilityAnswer.safeParse({
    ...found,
    outcome: outcomeFrom(judge(active, dates, asked), found),
    plan: planOf(loops, asked.on),
    ...planDatesOf(benefits, dates, asked.on),
    benefits,
    messages: loops
      .flatMap((loop) => loop.segments)
      .filter(({ id }) => id === 'MSG')
      .map((segment) => at(segment, 1).slice(0, 264))
      .slice(0, 20),
  });
  if (!parsed.success) throw new MalformedX12('values');
  return parsed.data;
};
