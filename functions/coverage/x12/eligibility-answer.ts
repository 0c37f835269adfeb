import {
  type Benefit,
  type BenefitKind,
  EligibilityAnswer,
  type Rejection,
} from '../eligibility.ts';
import { at, MalformedX12, type ReadSegment, readInterchange, repetitions } from './interchange.ts';
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

const kinds: Readonly<Record<string, BenefitKind>> = {
  '1': 'active',
  '2': 'active',
  '3': 'active',
  '4': 'active',
  '5': 'active',
  '6': 'inactive',
  '7': 'inactive',
  '8': 'inactive',
  A: 'coinsurance',
  B: 'copay',
  C: 'deductible',
  F: 'limit',
  G: 'out-of-pocket',
};

const periods: Readonly<Record<string, string>> = {
  '23': 'year',
  '24': 'year-to-date',
  '25': 'contract',
  '27': 'visit',
  '29': 'remaining',
  '32': 'lifetime',
};

const levels: Readonly<Record<string, Rejection['loop']>> = {
  '20': 'payer',
  '21': 'provider',
  '22': 'subscriber',
  '23': 'dependent',
};

/** A decimal as text times ten to the power `of`, exactly; undefined where that is no whole number. */
const scaled = (text: string, of: number): number | undefined => {
  const match = /^(\d{0,9})(?:\.(\d{1,6}))?$/.exec(text);
  if (!match || (!match[1] && !match[2])) return undefined;
  const fraction = (match[2] ?? '').padEnd(of, '0');
  if (/[1-9]/.test(fraction.slice(of))) return undefined;
  return Number(match[1] || '0') * 10 ** of + Number(fraction.slice(0, of));
};

const flag = (code: string): boolean | undefined =>
  code === 'Y' ? true : code === 'N' ? false : undefined;

const benefitOf = (segment: ReadSegment): Benefit | undefined => {
  const kind = kinds[at(segment, 1)];
  if (!kind) return undefined;
  const cents = scaled(at(segment, 7), 2);
  const basisPoints = scaled(at(segment, 8), 4);
  const period = periods[at(segment, 6)];
  const level = at(segment, 2);
  const authorizationNeeded = flag(at(segment, 11));
  const inNetwork = flag(at(segment, 12));
  return {
    kind,
    serviceTypes: repetitions(segment, 3),
    ...(cents === undefined ? {} : { cents }),
    ...(basisPoints === undefined ? {} : { basisPoints }),
    ...(period ? { period } : {}),
    ...(level ? { individual: level === 'IND' } : {}),
    ...(authorizationNeeded === undefined ? {} : { authorizationNeeded }),
    ...(inNetwork === undefined ? {} : { inNetwork }),
  };
};

const dateOf = (text: string): string | undefined => {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  return match ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
};

type Reading = {
  level: string;
  benefits: Benefit[];
  rejections: Rejection[];
  messages: string[];
  otherPayers: { name: string; primary: boolean }[];
  plan?: string;
  from?: string;
  through?: string;
  /** Set while inside a benefit that tells of another payer. */
  other?: { primary: boolean } | undefined;
};

/** The dates of a plan (291) or of eligibility (307), alone or as a range, and their ends. */
const readDate = (reading: Reading, segment: ReadSegment): void => {
  const [first = '', last] = at(segment, 3).split('-');
  const start = dateOf(first);
  const end = last === undefined ? undefined : dateOf(last);
  const about = at(segment, 1);
  if (['291', '307', '346', '356'].includes(about) && start) reading.from ??= start;
  if (['291', '307'].includes(about) && end) reading.through ??= end;
  if (['347', '357'].includes(about) && start) reading.through ??= start;
};

const readers: Readonly<Record<string, (reading: Reading, segment: ReadSegment) => void>> = {
  HL: (reading, segment) => {
    reading.level = at(segment, 3);
    reading.other = undefined;
  },
  AAA: (reading, segment) => {
    reading.rejections.push({
      code: at(segment, 3).slice(0, 3),
      followUp: at(segment, 4).slice(0, 2),
      loop: levels[reading.level] ?? 'payer',
    });
  },
  EB: (reading, segment) => {
    // R tells of another or additional payer; the payer itself follows in loop 2120.
    reading.other = at(segment, 1) === 'R' ? { primary: false } : undefined;
    const benefit = benefitOf(segment);
    if (!benefit) return;
    reading.benefits.push(benefit);
    const plan = at(segment, 5);
    if (benefit.kind === 'active' && plan) reading.plan ??= plan.slice(0, 60);
  },
  DTP: readDate,
  MSG: (reading, segment) => {
    reading.messages.push(at(segment, 1).slice(0, 264));
  },
  NM1: (reading, segment) => {
    const about = at(segment, 1);
    if (!reading.other || !['PR', 'PRP', 'SEP', 'TTP'].includes(about)) return;
    reading.otherPayers.push({ name: at(segment, 3).slice(0, 60), primary: about === 'PRP' });
  },
};

/** Whether the plan as a whole or every service asked about is in force. */
const isActive = (benefits: readonly Benefit[]): boolean =>
  benefits.some(({ kind }) => kind === 'active') &&
  !benefits.some(
    ({ kind, serviceTypes }) =>
      kind === 'inactive' && (serviceTypes.length === 0 || serviceTypes.includes('30')),
  );

/**
 * Reads the answer to one inquiry.
 *
 * @throws MalformedX12 for anything but one 271 with our trace, AskLater and NotAnswered for
 * rejections that say nothing of the member.
 */
export const readAnswer = (text: string, trace: string): EligibilityAnswer => {
  const { transactions } = readInterchange(text);
  const acknowledged = transactions.find(({ code }) => code === '999');
  if (acknowledged) throw new NotAnswered('999');
  const [answer, ...more] = transactions.filter(({ code }) => code === '271');
  if (!answer || more.length > 0) throw new MalformedX12('not-one-271');
  if (answer.version !== answerVersion) throw new MalformedX12('version');
  const traces = answer.segments.filter(({ id }) => id === 'TRN');
  if (traces.length > 0 && !traces.some((segment) => at(segment, 2) === trace))
    throw new MalformedX12('trace');
  const reading: Reading = {
    level: '',
    benefits: [],
    rejections: [],
    messages: [],
    otherPayers: [],
  };
  for (const segment of answer.segments) readers[segment.id]?.(reading, segment);
  return concluded(reading);
};

const concluded = (reading: Reading): EligibilityAnswer => {
  const { benefits, rejections } = reading;
  const meanings = rejections.map(({ code }) => meaningOf(code));
  if (benefits.length === 0) {
    if (meanings.includes('later')) throw new AskLater('42');
    const setUp = rejections.find(({ code }) => meaningOf(code) === 'set-up');
    if (setUp) throw new NotAnswered(`aaa-${setUp.loop}-${setUp.code.replace(/\W/g, '')}`);
    if (rejections.length === 0) throw new MalformedX12('no-benefit');
  }
  const outcome = meanings.includes('identity')
    ? 'not-recognized'
    : isActive(benefits)
      ? 'active'
      : 'inactive';
  const parsed = EligibilityAnswer.safeParse({
    outcome,
    plan: reading.plan,
    from: reading.from,
    through: reading.through,
    benefits: benefits.slice(0, 200),
    otherPayers: reading.otherPayers.slice(0, 10),
    messages: reading.messages.slice(0, 20),
    rejections: rejections.slice(0, 20),
  });
  if (!parsed.success) throw new MalformedX12('values');
  return parsed.data;
};
