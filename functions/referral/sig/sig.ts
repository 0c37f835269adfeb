import { goesOn, hasLostPart } from '../order/course.ts';
import { Phase } from '../phase.ts';
import { type Doubt, doubtOf } from './doubts.ts';
import { wordsIn } from './known-words.ts';
import { beforeLater, beginsWithDose, withLater } from './later.ts';
import { timingWords } from './not-timing.ts';
import { countsFromZero, notUnderstood, readPart } from './parts.ts';
import { spelledOut } from './spelled-out.ts';
import { withoutStart } from './start.ts';

/** What a written instruction says of when doses fall, or why it cannot be read. */
export type Sig =
  | { outcome: 'read'; phases: Phase[] }
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

/**
 * Reads a written instruction: "weeks 0, 2 and 6, then every 8 weeks". What is ambiguous is told
 * with the reason, and never taken for something that resembles it; a text of which every word is known
 * to say nothing of days is silent. `also` are texts of the order, such as the names of its drug, whose
 * words mean nothing else here.
 */
export const readSig = (written: string, also: readonly string[] = []): Sig => {
  const told = withLater(spelledOut(withoutStart(written)));
  const text = timingWords(told);
  const doubt = doubtOf(text);
  if (doubt) return { outcome: 'unclear', ...doubt };
  const fromZero = countsFromZero(text);
  const own = wordsIn(also);
  const phases: Phase[] = [];
  let isLeft = false;
  for (const [index, part] of parts(text).entries()) {
    // "First dose, 2 weeks later": what names no day is the first one.
    const implied: Phase[] =
      phases.length === 0 && index > 0 && !isLeft && beginsWithDose(told) ? [{ days: [0] }] : [];
    const before = phases.length === 0 ? implied : phases;
    const phase = readPart(part, { fromZero, own, before });
    if (phase === notUnderstood) isLeft = true;
    else if (typeof phase === 'string') return unclear(phase);
    else if (phase && implied.length > 0 && phase.startsOnDay) phases.push(...implied, phase);
    else if (phase) phases.push(phase);
  }
  if (isLeft) return unclear(notUnderstood);
  if (phases.length > 12 || phases.some((phase) => !Phase.safeParse(phase).success))
    return unclear('counts days or doses in a way that cannot be planned');
  // "Weeks 2 and 6" are those of a course whose beginning is not named.
  if (phases[0]?.startsOnDay)
    return unclear('it is not said from when its weeks or days are counted');
  if (isEndOpen(phases)) return unclear('it is not said when a part of it ends');
  return phases.length === 0 ? { outcome: 'silent' } : { outcome: 'read', phases };
};
