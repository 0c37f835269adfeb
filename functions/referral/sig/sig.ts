import type { Quantity } from '../../platform/quantity.ts';
import { goesOn, hasLostPart } from '../order/course.ts';
import { Phase } from '../phase.ts';
import { amountsNamed } from './agreement.ts';
import { type Doubt, doubtOf } from './doubts.ts';
import { wordsIn } from './known-words.ts';
import { beforeLater, beginsWithDose, countsFromDose, withLater } from './later.ts';
import { timingWords } from './not-timing.ts';
import { countsFromZero, notUnderstood, readPart } from './parts.ts';
import { spelledOut } from './spelled-out.ts';
import { withoutStart } from './start.ts';

/**
 * What a written instruction says of when doses fall, or why it cannot be read. `amounts` are those that
 * the words of each part name, where it is known which are its words.
 */
export type Sig =
  | { outcome: 'read'; phases: Phase[]; amounts?: Quantity[][] }
  | ({ outcome: 'unclear' } & Doubt)
  | { outcome: 'silent' };

const unclear = (why: string): Sig => ({ outcome: 'unclear', why });

const joints = new RegExp(
  `\\bthen\\b|\\bfollowed by\\b|\\bluego\\b|\\bdespues\\b|\\bmaintenance\\b|\\bmantenimiento\\b|\\b(?:and|y) (?=q ?\\d|q[a-z]|every\\b|cada\\b|weekly\\b|monthly\\b)|;|,(?=[^,]*\\bweek \\d+\\b)|${beforeLater}`,
);

const parts = (text: string): string[] =>
  text.split(joints).map((part) => part.replace(/[\s,.:]+$/, ''));

/**
 * Whether something that never ends has something after it, which then never comes, or single doses
 * at the end, after which it is not said what becomes of it.
 */
const isEndOpen = (phases: readonly Phase[]): boolean =>
  hasLostPart(phases) || phases.slice(-2, -1).some(goesOn);

/** Signs of an instruction; a longer text is a note, which nobody reads for days. */
const mostSigns = 4000;

/** What is known beside the words themselves. */
type Beside = {
  /** Texts of the order, such as the names of its drug, whose words mean nothing else here. */
  also?: readonly string[];
  /** The parts of the instructions before this one. */
  follows?: readonly Phase[];
};

/**
 * Reads a written instruction: "weeks 0, 2 and 6, then every 8 weeks". What is ambiguous is told
 * with the reason, and never taken for something that resembles it; a text of which every word is known
 * to say nothing of days is silent.
 */
export const readSig = (written: string, { also = [], follows = [] }: Beside = {}): Sig => {
  if (written.length > mostSigns) return unclear(notUnderstood);
  const told = withLater(spelledOut(withoutStart(written)));
  const text = timingWords(told);
  const doubt = doubtOf(text);
  if (doubt) return { outcome: 'unclear', ...doubt };
  const fromZero = countsFromZero(text);
  const own = wordsIn(also);
  const words = parts(text);
  const phases: Phase[] = [];
  /** Which of the parts each phase is read from. */
  const from: number[] = [];
  let isLeft = false;
  for (const [index, part] of words.entries()) {
    // "First dose, 2 weeks later": what names no day is the first one.
    const isImplied =
      phases.length + follows.length === 0 && index > 0 && !isLeft && beginsWithDose(told);
    const before = isImplied ? [{ days: [0] }] : [...follows, ...phases];
    const phase = readPart(part, { fromZero, own, before });
    if (phase === notUnderstood) isLeft = true;
    else if (typeof phase === 'string') return unclear(phase);
    else if (phase) {
      const isCounted = phase.startsOnDay !== undefined && countsFromDose(part);
      // "Weeks 2 and 6" are those of a course whose beginning is not named.
      if (phases.length === 0 && phase.startsOnDay && !isCounted)
        return unclear('it is not said from when its weeks or days are counted');
      if (isImplied && isCounted) {
        phases.push({ days: [0] });
        from.push(0);
      }
      phases.push(phase);
      from.push(index);
    }
  }
  if (isLeft) return unclear(notUnderstood);
  if (phases.length > 12 || phases.some((phase) => !Phase.safeParse(phase).success))
    return unclear('counts days or doses in a way that cannot be planned');
  if (isEndOpen(phases)) return unclear('it is not said when a part of it ends');
  if (phases.length === 0) return { outcome: 'silent' };
  // Where what is no timing held a comma or a "then", nobody knows whose words are whose.
  const said = parts(told);
  const amounts = from.map((index) => amountsNamed(said[index] ?? ''));
  const isTold = said.length === words.length && amounts.flat().length > 1 && phases.length > 1;
  return { outcome: 'read', phases, ...(isTold ? { amounts } : {}) };
};
