import { lookup } from '../../platform/lookup.ts';
import { MalformedX12, type ReadTransaction, readInterchange } from '../../x12/interchange.ts';
import { at, type ReadSegment, repetitions } from '../../x12/read-segment.ts';
import {
  type Benefit,
  EligibilityAnswer,
  type EligibilityInquiry,
  isAbout,
  type Rejection,
} from '../eligibility.ts';
import { findDifferences } from './answered-member.ts';
import { readBenefit } from './benefit-segment.ts';
import { type BenefitLoop, type Level, readLevels } from './eligibility-loops.ts';
import { type Dates, datesIn, isWithin, withinBoth } from './plan-dates.ts';
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
type Asked = Pick<EligibilityInquiry, 'trace' | 'on' | 'serviceTypes' | 'member'>;

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

/** Kinds of Medicare Advantage plan, which pay in the place of Medicare itself: X12 1336. */
const advantageTypes = ['HN', 'IN', 'PR', 'PS'];
/** Medicare itself, by its parts. */
const medicareTypes = ['MA', 'MB'];

/**
 * R tells of another or additional payer; who it is stands in loop 2120. Such a payer pays first where
 * it says so, or where Medicare tells of an Advantage plan, of the plan as a whole or of what was asked
 * about: one for drugs of the pharmacy or for teeth does not. One that has ended is none.
 */
const otherPayersIn = (loops: readonly BenefitLoop[], { on, serviceTypes }: Asked) => {
  const isOurMatter = ({ benefit }: BenefitLoop) => {
    const types = repetitions(benefit, 3).filter(Boolean);
    return types.length === 0 || types.some((type) => ['30', ...serviceTypes].includes(type));
  };
  const isMedicare = loops.some(({ benefit }) => medicareTypes.includes(at(benefit, 4)));
  return loops
    .filter(({ benefit, segments }) => at(benefit, 1) === 'R' && isWithin(datesIn(segments), on))
    .flatMap((loop) => {
      const { benefit, related } = loop;
      const paysFirst = isOurMatter(loop);
      const isAdvantage = isMedicare && advantageTypes.includes(at(benefit, 4));
      const named = related.filter(
        (segment) => segment.id === 'NM1' && payerRoles.includes(at(segment, 1)),
      );
      const plan = at(benefit, 5);
      return named.length === 0
        ? [{ name: (plan || 'not named').slice(0, 60), primary: paysFirst && isAdvantage }]
        : named.map((segment) => ({
            name: (at(segment, 3) || plan || 'not named').slice(0, 60),
            primary: paysFirst && (isAdvantage || at(segment, 1) === 'PRP'),
          }));
    })
    .slice(0, 10);
};

const payerRoles = ['PR', 'PRP', 'SEP', 'TTP'];

/**
 * Whether the plan as a whole or what was asked about is in force, and nothing says otherwise. Each
 * benefit holds within its own dates, all of them within those of the member.
 */
const judge = (
  benefits: readonly Benefit[],
  dates: Dates,
  { on, serviceTypes }: Asked,
): 'active' | 'inactive' | 'part-a-only' => {
  const bearing = benefits
    .filter(isAbout(['30', ...serviceTypes]))
    .filter((benefit) => isWithin(benefit, on));
  const active = bearing.filter(({ kind, unclear }) => kind === 'active' && !unclear);
  const isDenied = bearing.some(({ kind }) => kind === 'inactive' || kind === 'not-covered');
  if (dates.unclear || !isWithin(dates, on) || active.length === 0 || isDenied) return 'inactive';
  return active.every(({ insuranceType }) => insuranceType === 'MA') ? 'part-a-only' : 'active';
};

/** What the answer comes to: whom it is about, then what is in force, then who pays first. */
const outcomeFrom = (
  judged: ReturnType<typeof judge>,
  {
    isUnrecognized,
    differs,
    otherPayers,
  }: {
    isUnrecognized: boolean;
    differs: readonly unknown[];
    otherPayers: readonly { primary: boolean }[];
  },
): EligibilityAnswer['outcome'] => {
  if (isUnrecognized) return 'not-recognized';
  if (differs.length > 0) return 'another-member';
  return judged === 'active' && otherPayers.some(({ primary }) => primary)
    ? 'other-payer-first'
    : judged;
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
        Number(isWithin(datesIn(other.segments), on)) - Number(isWithin(datesIn(one.segments), on)),
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
  const patients = levels.filter(isPatient);
  const ours = patientIn(patients, asked.trace);
  const holder = patients.find(({ id }) => id === ours?.parent) ?? ours;
  const dates = datesIn(patients.flatMap((level) => level.segments));
  const isUnrecognized = rejections.some(({ code }) => meaningOf(code) === 'identity');
  const differs = ours && holder ? findDifferences(ours, holder, asked.member) : [];
  const otherPayers = otherPayersIn(loops, asked);
  const parsed = EligibilityAnswer.safeParse({
    outcome: outcomeFrom(judge(benefits, dates, asked), { isUnrecognized, differs, otherPayers }),
    differs,
    plan: planOf(loops, asked.on),
    ...planDatesOf(benefits, dates, asked.on),
    benefits,
    otherPayers,
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
