import type { NotUnderstood } from './not-understood-words.ts';
import { withoutNextDose } from './order/next-dose-words.ts';
import type { Phase } from './phase.ts';
import type { Order } from './referral.ts';
import { contradictsDose, meanTheSame } from './sig/agreement.ts';
import { tellsOfDays } from './sig/doubts.ts';
import { readSig } from './sig/sig.ts';

/**
 * Words that change, stop or move a dose, or give it another way. The list is never complete: what a remark
 * says without them is told all the same, only without waiting. General knowledge - verify.
 */
const changing =
  /\b(?:stop\w*|discontinu\w*|d\/c|ceas\w*|cancel\w*|hold|holding|held|withh\w+|paus\w*|suspend\w*|delay\w*|postpon\w*|defer\w*|(?:do|must|should|may|shall) not|cannot|not (?:to|be|until|unless|if|give|given|start|started|exceed|repeat)|don'?t|never|no longer|avoid\w*|contraindicat\w*|instead|replac\w*|supersed\w*|switch\w*|chang\w*|increas\w*|decreas\w*|reduc\w*|lower\w*|rais\w*|doubl\w*|halv\w*|half|titrat\w*|taper\w*|wean\w*|adjust\w*|escalat\w*|intrathecal\w*|epidural\w*|intramuscular\w*|im|intraventricular|intraperitoneal|intra-?articular|intravitreal|oral\w*|by mouth|allerg\w*|anaphyla\w*|reaction\w*|pregnan\w*|breast\w*|max(?:imum)?|exceed\w*)\b/i;

/** Something that is put into the bag: "add KCl 40 mEq to each liter". */
const adding =
  /\badd(?:s|ed|ing|itive)?\b[^.;]{0,200}\d ?(?:meq|mmol|mg|mcg|g|gm|grams?|units?)\b|\d ?(?:meq|mmol)\b/i;

/** Words that put a condition: on a dose, unless the sentence is about whom to call or who pays. */
const conditional = /\b(?:until|except|unless|only|if|when|wait\w*|pending|prn|as needed)\b/i;
const ofOffice =
  /\b(?:call|phone|telephone|fax|e-?mail|contact|notify|questions?|schedul\w*|appointments?|authoriz\w*|pre-?cert\w*|insurance|copay|assistance)\b/i;

/** Words of what is drawn and watched, whose days are not those of the drug. */
const ofLabs =
  /\b(?:labs?|cbc|bmp|cmp|lfts?|crp|esr|cp?k|creatinine|troughs?|levels?|blood (?:work|draws?|counts?)|draw\w*|weigh\w*|vitals?|picc care|dressings?)\b/i;

/** What patients are asked to do themselves, before a visit or after it. */
const ofPatient =
  /\b(?:drink\w*|eat\w*|arriv\w*|bring\w*|wear\w*|dress\w*|rest|sleep|shower|driv\w*|park\w*|snacks?|fluids?|water|breakfast)\b/i;

/** Whether a sentence may change what is given, when or how. */
const mayChange = (sentence: string, isForPatient: boolean): boolean =>
  changing.test(sentence) ||
  adding.test(sentence) ||
  (!(isForPatient && ofPatient.test(sentence)) && mayPutOff(sentence));

/** Whether a sentence puts a condition on a dose, or names days of it. */
const mayPutOff = (sentence: string): boolean =>
  !ofOffice.test(sentence) &&
  (conditional.test(sentence) || (tellsOfDays(sentence.toLowerCase()) && !ofLabs.test(sentence)));

/** An order as far as a remark can contradict it. */
type Told = { phases: readonly Phase[]; doses: readonly NonNullable<Order['dose']>[] };

/**
 * What is to be made of words beside an order: nothing where every one of them is known, or says the same as
 * the order; else a clinician reads those that may change it, and others are told. `also` are texts
 * of the order that they may repeat. What is said to the patient names days of what the patient does.
 */
export const judgeRemark = (
  written: string,
  { phases, doses }: Told,
  also: readonly string[],
  isForPatient = false,
): Pick<NotUnderstood, 'about' | 'why'> | undefined => {
  const words = withoutNextDose(written, 'note');
  const [dose, ...others] = doses;
  if (dose && contradictsDose(words, dose, others))
    return { about: 'instruction', why: 'names another amount than is ordered' };
  const sig = readSig(words, { also });
  if (sig.outcome === 'silent') return undefined;
  if (sig.outcome === 'read')
    return meanTheSame(phases, sig.phases) || phases.some((one) => meanTheSame([one], sig.phases))
      ? undefined
      : { about: 'instruction', why: 'says other days than are ordered' };
  return words.split(/[;!?\n]+|\.(?!\d)/).some((one) => mayChange(one, isForPatient))
    ? { about: 'instruction', why: 'is not understood, and may change what is given and when' }
    : { about: 'remark', why: 'is not read by any rule' };
};
