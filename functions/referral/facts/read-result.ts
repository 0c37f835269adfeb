import { micro } from '../../platform/quantity.ts';
import type { Observation } from '../referral.ts';
import { type LabTest, partOf } from './lab-tests.ts';
import { type Bearing, bearingOfCode, bearingOfInterpretation } from './result-codes.ts';
import { bearingOfWords, carriesNothing, ofThisResult, plain } from './result-words.ts';

export type Comparator = '<' | '<=' | '>=' | '>';

/** A number with its unit, in millionths. */
export type ResultNumber = { micro: bigint; unit: string; comparator?: Comparator | undefined };

/**
 * What one result comes to, of everything that it says of itself. Only `negative` clears a screening
 * and only `number` a limit; everything else is for a person.
 */
export type ResultReading =
  | { state: 'negative' | 'positive' | 'indeterminate' | 'not-performed' | 'contradictory' }
  | { state: 'not-understood' }
  | { state: 'number'; number: ResultNumber };

const number = (
  value: string,
  unit: string,
  comparator?: Comparator | undefined,
): ResultNumber => ({ micro: micro(value), unit, comparator });

/**
 * What a number means for a test: a verdict where there is a cut-off for its unit. A comparator
 * counts only where its bound decides: below 0.35 is below 0.35, below 5 may be anything.
 */
export const bearingOfNumber = (
  { micro: amount, unit, comparator }: ResultNumber,
  { cutOffs }: Pick<LabTest, 'cutOffs'>,
): Bearing | undefined => {
  const named = unit.toLowerCase();
  const row = cutOffs.find(({ units }) => units.includes(named));
  if (!row) return undefined;
  const negativeBelow = micro(row.negativeBelow);
  const positiveFrom = micro(row.positiveFrom ?? row.negativeBelow);
  if (amount < (row.least === undefined ? 0n : micro(row.least))) return 'not-understood';
  switch (comparator) {
    case undefined:
      if (amount < negativeBelow) return 'negative';
      return amount >= positiveFrom ? 'positive' : 'indeterminate';
    case '<':
      return amount <= negativeBelow ? 'negative' : 'not-understood';
    case '<=':
      return amount < negativeBelow ? 'negative' : 'not-understood';
    case '>':
    case '>=':
      return amount >= positiveFrom ? 'positive' : 'not-understood';
  }
};

/**
 * What the laboratory's own limits make of a number for which the test has no cut-off here: within
 * them nothing was found, above them something was. Below a lower limit nobody knows.
 */
const bearingOfRange = (
  { micro: amount, comparator }: ResultNumber,
  { low, high }: NonNullable<Observation['range']>,
): Bearing | undefined => {
  if (high === undefined) return undefined;
  const most = micro(high);
  if (comparator === '<' || comparator === '<=')
    return amount <= most && low === undefined ? 'negative' : 'not-understood';
  if (amount > most) return 'positive';
  if (comparator) return 'not-understood';
  return low !== undefined && amount < micro(low) ? 'not-understood' : 'negative';
};

const inWords =
  /(<=|>=|<|>)?\s*(-?\d{1,9}(?:\.\d{1,6})?)\s*(\[?iu\]?\/ml|m\[?iu\]?\/ml|\[?iu\]?\/l|mm|s\/co|index|spots?)(?![\w/])/g;
/** Counts of the controls of a spot test. */
const controlSpots =
  /(?<!minus |- ?)\b(nil|(?:negative|positive) control|mitogen)(?: control)?(?: count)?[:=]? ?>?=? ?(\d{1,4}) ?spots?\b/g;
/** A low negative control, and spots enough of the positive one: its instructions for use. */
const hasWorked = (control: string, spots: number): boolean =>
  control === 'nil' || control.startsWith('neg') ? spots <= 10 : spots >= 20;
/** Less the negative control; or as measured, which is never less, and then only speaks against. */
const antigenMinusNil =
  /tb ?[12]? ?(?:ag|antigen)? ?(?:minus|-) ?nil:? ?(-?\d{1,9}(?:\.\d{1,6})?)(?: ?\[?iu\]?\/ml)?|\btb ?[12](?: ?(?:ag|antigen))?[:=]? ?(\d{1,3}\.\d{1,6})(?: ?\[?iu\]?\/ml)?/g;
/** What the controls of a tube test came to. */
const controlTubes =
  /(?<!minus |- ?)\b(nil|mitogen)(?: ?(?:minus|-) ?nil)?(?: control| value)?[:=]? ?([<>]=?)? ?(\d{1,3}(?:\.\d{1,6})?)(?![.\d])(?! ?spots?)(?: ?\[?iu\]?\/ml)?/g;
/** A negative control of 8 IU/mL at most, a positive one of half a unit or more: its instructions for use. */
const hasReacted = (control: string, comparator: string | undefined, units: number): boolean =>
  control === 'nil'
    ? units <= 8 && !comparator?.startsWith('>')
    : units >= 0.5 && !comparator?.startsWith('<');
const signal =
  /(?:s\/co|signal[- ]to[- ]cut-?off|index)(?: ratio| value)?[:=]? ?(<=|>=|<|>)? ?(\d{1,9}(?:\.\d{1,6})?)/g;

/** Numbers that stand in words, with what is left of the words without them. */
const numbersIn = (words: string): { numbers: ResultNumber[]; left: string } => {
  const numbers: ResultNumber[] = [];
  const left = plain(words)
    .replace(antigenMinusNil, (_, less: string | undefined, measured: string) => {
      if (less !== undefined || Number(measured) >= 0.35)
        numbers.push(number(less ?? measured, '[IU]/mL'));
      return ' ';
    })
    .replace(controlSpots, (whole, control: string, spots: string) =>
      hasWorked(control, Number(spots)) ? ' ' : whole,
    )
    .replace(controlTubes, (whole, ...[control, comparator, units]: string[]) =>
      hasReacted(control ?? '', comparator, Number(units)) ? ' ' : whole,
    )
    .replace(inWords, (_, comparator: Comparator | undefined, value: string, unit: string) => {
      const named = unit.startsWith('spot') ? '{spots}' : unit.replace(/[[\]]/g, '');
      numbers.push(number(value, named, comparator));
      return ' ';
    })
    .replace(signal, (_, comparator: Comparator | undefined, value: string) => {
      numbers.push(number(value, 'index', comparator));
      return ' ';
    });
  return { numbers, left };
};

/** What a text comes to for a test, its numbers included. */
const bearingsOfText = (words: string, test: LabTest | undefined): Bearing[] => {
  const { numbers, left } = numbersIn(words);
  const byNumber = numbers.map((one): Bearing => {
    const known = test && bearingOfNumber(one, test);
    // "<20 IU/mL, not detected": the limit of the method, and no verdict of its own.
    return known ?? (one.comparator === '<' ? 'neutral' : 'not-understood');
  });
  return byNumber.length > 0 && carriesNothing(left, test)
    ? byNumber
    : [...byNumber, bearingOfWords(left, test)];
};

const usable = new Set(['final', 'amended', 'corrected', 'appended']);
/** Statuses of a result that is still to come, or never will. */
const withoutResult = new Set(['registered', 'cancelled', 'partial', 'preliminary']);

/** What all that is said together comes to: any two that disagree are for a person. */
const together = (bearings: readonly Bearing[]): Exclude<Bearing, 'neutral' | 'abnormal'> => {
  const said = new Set(bearings);
  if (said.has('contradictory')) return 'contradictory';
  const clear = said.has('negative');
  if (clear && (said.has('positive') || said.has('abnormal') || said.has('not-performed')))
    return 'contradictory';
  if (said.has('positive') && said.has('not-performed')) return 'contradictory';
  if (said.has('indeterminate')) return 'indeterminate';
  if (said.has('positive')) return 'positive';
  if (said.has('not-understood')) return 'not-understood';
  // Flagged as abnormal, and yet without a result.
  if (said.has('not-performed')) return said.has('abnormal') ? 'not-understood' : 'not-performed';
  return clear ? 'negative' : 'not-understood';
};

/** Codes that a laboratory made up say something only where they read as words. */
const bearingOfOwnCode = (code: string): Bearing => {
  const known = bearingOfCode(code);
  if (known) return known;
  const read = bearingOfWords(code, undefined);
  return read === 'not-understood' ? 'neutral' : read;
};

const bearingOfAbsence = (reason: string): Bearing =>
  reason === 'as-text' || reason === 'OTH' ? 'neutral' : 'not-performed';

/** A note is read only for what speaks against the result; what it says of results in general is not. */
const bearingOfNote = (note: string, test: LabTest | undefined): Bearing => {
  const read = bearingOfWords(ofThisResult(note), test);
  return read === 'not-understood' || read === 'negative' ? 'neutral' : read;
};

const bearingsOf = (observation: Observation, test: LabTest | undefined): Bearing[] => {
  const { value, said = [], answers = [], interpretation = [], absent, notes = [] } = observation;
  const words = [...(value && 'coded' in value ? [value.coded] : []), ...said];
  return [
    ...words.flatMap((text) => bearingsOfText(text, test)),
    ...answers.map(bearingOfOwnCode),
    ...interpretation.map((one) => bearingOfInterpretation(one) ?? bearingOfWords(one, undefined)),
    ...(absent ? [bearingOfAbsence(absent)] : []),
    ...notes.map((note) => bearingOfNote(note, test)),
  ];
};

/**
 * Reads a result: value, words, codes, interpretation, number, reason for having none, notes and
 * status together. A preliminary result counts when it is bad and not when it is good.
 */
export const readResult = (observation: Observation): ResultReading => {
  const { code, value, range, status = 'final', untied = false } = observation;
  const placed = partOf(code);
  const test = placed?.test;
  const bearings = bearingsOf(observation, test);
  const amount =
    value && 'value' in value ? number(value.value, value.unit, value.comparator) : undefined;
  const answersByNumber = placed?.part === 'answers' || placed?.part === 'needs-controls';
  const byNumber =
    amount && test && answersByNumber
      ? (bearingOfNumber(amount, test) ?? (range && bearingOfRange(amount, range)))
      : undefined;
  const isGood = usable.has(status) && !untied;
  const verdictless = bearings.every((one) => one === 'neutral' || one === 'abnormal');
  if (amount && !test && verdictless)
    return isGood ? { state: 'number', number: amount } : { state: 'not-performed' };
  const state = together([
    ...bearings,
    // The number of a control tube, or in a unit without a cut-off, says nothing of this test.
    ...(amount && test ? [byNumber ?? ('not-understood' as const)] : []),
  ]);
  if (state !== 'negative' || isGood) return { state };
  return { state: withoutResult.has(status) ? 'not-performed' : 'not-understood' };
};
