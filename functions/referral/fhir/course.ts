import type { Dosage } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import { daysBetween } from '../../platform/days.ts';
import type { Complaint } from '../../platform/errors.ts';
import type { Quantity } from '../../platform/quantity.ts';
import { pumpWhy, setsPump } from '../checks/pump-words.ts';
import { type NotUnderstood, totalWhy } from '../not-understood-words.ts';
import { withoutNextDose } from '../order/next-dose-words.ts';
import { Phase } from '../phase.ts';
import type { Order } from '../referral.ts';
import {
  amountOfEach,
  amountsNamed,
  amountsOfOtherMeasure,
  contradictsDose,
  meanTheSame,
} from '../sig/agreement.ts';
import { careIn, careWhy, withoutCare } from '../sig/care.ts';
import { readSig } from '../sig/sig.ts';
import { startSaid } from '../sig/start.ts';
import { calculatedOf, doseOf } from './dosage.ts';
import { minutesAtRate, rateAsDose } from './rate.ts';
import { readRhythm, wordsOfCode } from './rhythm.ts';
import { durationOf, type PlacedDosage, timingFrom } from './timing.ts';

/** When and how much an order gives, and what of it is not understood. */
type Course = Pick<
  Order,
  'dose' | 'loadingDose' | 'frequency' | 'phases' | 'durationMinutes' | 'startOn'
> & {
  /** Doses in all, where the plain form says so. */
  doses?: number;
  notUnderstood: NotUnderstood[];
};

const textsOf = (dosage: Dosage): string[] => [
  ...wordsOfCode(dosage),
  ...(dosage.text === undefined ? [] : [dosage.text]),
];
const wordsOf = (dosage: Dosage): string => [...textsOf(dosage)].reverse().join(' | ');

const inSequence = (placed: readonly PlacedDosage[]): PlacedDosage[] =>
  [...placed].sort((a, b) => (a.dosage.sequence ?? 0) - (b.dosage.sequence ?? 0));

/** Collects complaints of one kind, with the words of the instruction that they are about. */
const collector = (placed: readonly PlacedDosage[]) => {
  const asked: NotUnderstood[] = [];
  const ask = (about: NotUnderstood['about'], at: string, why: string): void => {
    const words = wordsOf(placed.find((one) => at.startsWith(one.at))?.dosage ?? {});
    const said = words ? { words: shortened(words, 300) } : {};
    if (asked.length < 20) asked.push({ about, at: at.slice(0, 300), ...said, why });
  };
  return { asked, ask };
};

/** `inWords` where only the words name the first day. */
type Read = { phase: Phase; startOn?: string | undefined; inWords?: true };

/**
 * Why instructions cannot stand one after the other: two with one number are given at the same time, and
 * what follows one without an end never comes.
 */
const sequenceDoubt = (placed: readonly PlacedDosage[]): string | undefined => {
  const numbers = placed.flatMap(({ dosage }) => dosage.sequence ?? []);
  return new Set(numbers).size < numbers.length
    ? 'has instructions of one sequence number, which are given at the same time'
    : undefined;
};

const isEndless = (parts: readonly Read[]): boolean => {
  const { every, weekdays, doses, lasts, through } = parts.at(-1)?.phase ?? {};
  return (every ?? weekdays) !== undefined && !doses && !lasts && !through;
};

const runsOn = /\bcontinuous(?:ly)?\b/i;
/** Whether words name the amount of a dose, and not how much is given in a time. */
const namesAmount = (words: string): boolean =>
  !runsOn.test(words) && !/\b(?:per|an) (?:h|min)/i.test(words) && amountsNamed(words).length > 0;
const ratePer = /\/(?:h|hr|min)$/;

/** The rhythm of an instruction; a rate that runs on without a pause, up to an end, is of every day. */
const rhythmOf = (dosage: Dosage) => {
  const rhythm = readRhythm(dosage);
  const { timing, text = '' } = dosage;
  const [first] = dosage.doseAndRate ?? [];
  const unit = (first?.doseQuantity ?? first?.rateQuantity)?.code ?? '';
  const isContinuous =
    rhythm.outcome === 'silent' &&
    runsOn.test(text) &&
    ratePer.test(unit) &&
    !/\bover \d/i.test(text);
  const { boundsDuration, boundsPeriod } = timing?.repeat ?? {};
  return isContinuous && (boundsDuration || boundsPeriod?.end)
    ? readRhythm({
        ...dosage,
        timing: {
          ...timing,
          repeat: { ...timing?.repeat, frequency: 1, period: 1, periodUnit: 'd' },
        },
      })
    : rhythm;
};

/** Texts of the order, and the instructions before the one that is read. */
type Beside = { isOnly: boolean; also: readonly string[]; before: readonly Read[] };

/** An instruction that is counted from a dose of those before it begins on that day. */
const countedFrom = (
  phases: readonly Phase[],
  startOn: string | undefined,
  [first]: readonly Read[],
): Pick<Phase, 'startsOnDay'> | 'another' => {
  const [{ startsOnDay } = {}, ...others] = phases;
  if (startsOnDay === undefined || others.length > 0) return {};
  if (startOn === undefined) return { startsOnDay };
  const isSame = first?.startOn && daysBetween(first.startOn, startOn) === startsOnDay;
  return isSame ? {} : 'another';
};

/** The parts that an instruction's words name; what only one of them names is taken from it. */
const readInstruction = (
  { at, dosage }: PlacedDosage,
  { isOnly, also, before }: Beside,
  ask: (at: string, why: string) => void,
): Read[] | undefined => {
  const rhythm = rhythmOf(dosage);
  const follows = before.map(({ phase }) => phase);
  const sigs = textsOf(dosage).map((text) =>
    readSig(withoutCare(withoutNextDose(text, 'instruction')), { also, follows }),
  );
  const named = sigs.flatMap((sig) => (sig.outcome === 'read' ? [sig.phases] : []));
  const fail = (why: string) => {
    ask(`${at}.timing`, why);
    return undefined;
  };
  if (rhythm.outcome === 'unclear') return fail(rhythm.why);
  const begins = startSaid(textsOf(dosage));
  const beginning = begins ? { startOn: begins, inWords: true as const } : {};
  if (rhythm.outcome === 'read') {
    const { startOn } = rhythm;
    if (startOn !== undefined && begins !== undefined && startOn !== begins)
      return fail('names another first day in words than in its coded timing');
    const counted = countedFrom(named[0] ?? [], startOn, before);
    if (counted === 'another')
      return fail('names another first day in words than in its coded timing');
    const coded = { ...rhythm.phase, ...counted };
    // From which day they are counted is looked at above.
    const uncounted = (phases: readonly Phase[]): Phase[] =>
      phases.map(({ startsOnDay, ...phase }) =>
        phases.length > 1 && startsOnDay ? { ...phase, startsOnDay } : phase,
      );
    const agrees = (phases: readonly Phase[]) =>
      meanTheSame([rhythm.phase], uncounted(phases)) ||
      (!isOnly && phases.some((phase) => meanTheSame([rhythm.phase], [phase])));
    if (!named.every(agrees))
      return fail('says one thing in words and another in its coded timing');
    const left = sigs.find(
      (sig) => sig.outcome === 'unclear' && sig.settles?.(rhythm.phase) !== true,
    );
    return left?.outcome === 'unclear'
      ? fail(`has a coded timing, but ${left.why}`)
      : [{ phase: coded, startOn, ...(startOn === undefined ? beginning : {}) }];
  }
  const [phases] = named;
  const doubt = sigs.find((sig) => sig.outcome === 'unclear');
  if (!phases)
    return fail(
      `names no days that can be read${doubt?.outcome === 'unclear' ? `: ${doubt.why}` : ''}`,
    );
  if (named.some((others) => !meanTheSame(phases, others)))
    return fail('says two things in its words');
  const { count } = dosage.timing?.repeat ?? {};
  const [only] = phases;
  if (
    count !== undefined &&
    phases.length === 1 &&
    only &&
    !only.every &&
    only.days.length !== count
  )
    return fail('counts other doses than its words name');
  // A count that stands beside words which name the interval alone is theirs.
  const counts = count !== undefined && count >= 1 && count <= 400 && phases.length === 1;
  return phases.map((phase, index) => ({
    ...(index === 0 ? beginning : {}),
    phase:
      counts && phase.every && !phase.doses && !phase.lasts && !phase.through
        ? { ...phase, doses: Math.ceil(count / (phase.timesPerDay ?? 1)) }
        : phase,
  }));
};

/** Whether an order is of the plain form: coded days and intervals, in units of days and weeks. */
const plainCourse = (placed: readonly PlacedDosage[], doses: readonly (Quantity | undefined)[]) => {
  const complaints: Complaint[] = [];
  const isCoded = placed.every(({ dosage }) => {
    const { repeat, event } = dosage.timing ?? {};
    const rhythm = rhythmOf(dosage);
    if (rhythm.outcome !== 'read') return false;
    const { every, weekdays, timesPerDay = 1, lasts } = rhythm.phase;
    const isPlain = !weekdays && (!every || every.unit === 'd' || every.unit === 'wk');
    const isShort = !lasts || lasts.unit === 'd' || lasts.unit === 'wk';
    return isPlain && isShort && timesPerDay <= 6 && !(event?.length && repeat?.period);
  });
  const loading = doses.slice(0, -1);
  const areAlike = loading.every(
    (dose) => dose?.value === loading[0]?.value && dose?.unit === loading[0]?.unit,
  );
  if (!isCoded || !areAlike) return undefined;
  const timing = timingFrom(placed, (pointer, detail) => complaints.push({ pointer, detail }));
  return complaints.length === 0 ? timing : undefined;
};

/** What each part of an only instruction gives, where its words say so and the coded dose is one of them. */
const amountsByPart = (
  [only, ...others]: readonly PlacedDosage[],
  [dose]: readonly (Quantity | undefined)[],
  also: readonly string[],
): Quantity[] | undefined => {
  const { text } = only?.dosage ?? {};
  if (!only || !dose || !text || others.length > 0) return undefined;
  if (rhythmOf(only.dosage).outcome !== 'silent') return undefined;
  const sig = readSig(withoutCare(withoutNextDose(text, 'instruction')), { also });
  return sig.outcome === 'read' && sig.amounts ? amountOfEach(sig.amounts, dose) : undefined;
};

const sameDose = (a: Quantity | undefined, b: Quantity | undefined): boolean =>
  a?.value === b?.value && a?.unit === b?.unit;

/** The parts of a course that the plain form cannot say, each with its own amount and duration. */
const phasesFrom = (
  read: readonly (readonly Read[])[],
  placed: readonly PlacedDosage[],
  { doses, each }: { doses: readonly (Quantity | undefined)[]; each: Quantity[] | undefined },
): Pick<Course, 'phases' | 'startOn'> => {
  const starts = read.flat().flatMap(({ startOn }) => startOn ?? []);
  const startOn = [...starts].sort()[0];
  const steady = each?.at(-1) ?? doses.at(-1);
  const phases = read.flatMap((parts, index) =>
    parts.map(({ phase, startOn: own }, part): Phase => {
      const dose = each?.[part] ?? doses[index];
      const begins = own && startOn && index + part > 0 ? daysBetween(startOn, own) : undefined;
      const instruction = placed[index];
      const minutes = instruction && durationOf([instruction], () => undefined);
      return {
        ...phase,
        ...(dose && !sameDose(dose, steady) ? { dose } : {}),
        ...(begins ? { startsOnDay: begins } : {}),
        ...(minutes ? { durationMinutes: minutes } : {}),
      };
    }),
  );
  return { phases: phases.slice(0, 12), ...(startOn ? { startOn } : {}) };
};

/**
 * Reads the dosage instructions as one course. Words and coded timing are both read and must agree;
 * what is not understood is kept with its words and asked back, and no other days stand in for it.
 * `also` are texts of the order that its words may repeat, such as the names of the drug.
 */
export const courseFrom = (
  instructions: readonly PlacedDosage[],
  also: readonly string[] = [],
): Course => {
  const placed = inSequence(instructions);
  const { asked, ask } = collector(placed);
  const doses = placed.map((one) => doseOf(one, (at, why) => ask('dose', at, why)));
  const each = amountsByPart(placed, doses, also);
  for (const [index, { at, dosage }] of placed.entries()) {
    const dose = doses[index];
    const others = [...(each ?? []), ...doses.filter((one) => one !== undefined)];
    if (dose && dosage.text && contradictsDose(dosage.text, dose, others))
      ask('dose', `${at}.doseAndRate[0].doseQuantity`, 'is another amount than the words name');
    else if (dose && amountsOfOtherMeasure(dosage.text ?? '', dose).length > 0)
      ask('total', `${at}.text`, totalWhy);
    else if (rateAsDose(dosage) && namesAmount(dosage.text ?? ''))
      ask('dose', `${at}.doseAndRate`, 'is a rate beside an amount in words');
    const words = calculatedOf(dosage);
    const where = `${at}.doseAndRate`;
    if (dose && words && contradictsDose(words, dose))
      asked.push({ about: 'dose', at: where, words, why: 'is another amount than was calculated' });
    else if (dose && words && amountsOfOtherMeasure(words, dose).length > 0)
      asked.push({ about: 'total', at: where, words, why: totalWhy });
  }
  const said = durationOf(placed, (at, why) => ask('duration', at, why));
  const atRate = minutesAtRate(placed, doses);
  // A pump is set to whole numbers: the rate may be off by what it rounds.
  const isAnother = said && atRate && Math.abs(said - atRate) > said / 20 + 1;
  if (isAnother)
    ask('duration', `${placed[0]?.at}.doseAndRate`, 'is another duration than the rate gives');
  const durationMinutes = isAnother ? undefined : (said ?? atRate);
  const isOnly = placed.length === 1;
  const read: (Read[] | undefined)[] = [];
  for (const one of placed) {
    const before = read.flatMap((parts) => parts ?? []);
    read.push(readInstruction(one, { isOnly, also, before }, (at, why) => ask('timing', at, why)));
  }
  const dose = each?.at(-1) ?? doses.at(-1);
  const common = {
    ...(dose ? { dose } : {}),
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    notUnderstood: asked,
  };
  for (const { at, dosage } of placed)
    if (textsOf(dosage).some(setsPump)) ask('instruction', `${at}.text`, pumpWhy);
  for (const { at, dosage } of placed)
    if (textsOf(dosage).some((text) => careIn(text).length > 0))
      ask('remark', `${at}.text`, careWhy);
  const doubt = sequenceDoubt(placed);
  if (doubt) ask('timing', `${placed[0]?.at}.sequence`, doubt);
  const endless = read.slice(0, -1).findIndex((parts) => parts && isEndless(parts));
  if (endless >= 0)
    ask(
      'timing',
      `${placed[endless]?.at}.timing`,
      'has no end, and another instruction follows it',
    );
  for (const { at, dosage } of placed)
    if (dosage.asNeededBoolean || dosage.asNeededCodeableConcept)
      ask('timing', `${at}.asNeeded`, 'is to be given as needed, which names no days');
  if (read.some((parts) => parts === undefined) || placed.length === 0) return common;
  if (asked.some(({ about }) => about === 'timing')) return common;
  const [[beginning] = []] = read as Read[][];
  const { phases = [], startOn } = phasesFrom(read as Read[][], placed, { doses, each });
  // The plain form counts from one first day: no later instruction names another in words, or begins
  // at any other time than its own interval after the dose before it.
  const isPlain =
    !read.slice(1).some((parts) => parts?.some(({ inWords }) => inWords)) &&
    meanTheSame(
      phases,
      phases.map(({ startsOnDay: _, ...phase }) => phase),
    );
  const plain = isPlain ? plainCourse(placed, doses) : undefined;
  const [loading] = doses.slice(0, -1);
  if (plain)
    return {
      ...common,
      ...(loading && !sameDose(loading, dose) ? { loadingDose: loading } : {}),
      ...(plain.frequency ? { frequency: plain.frequency } : {}),
      ...(plain.doses === undefined ? {} : { doses: plain.doses }),
      ...((plain.startOn ?? beginning?.startOn)
        ? { startOn: plain.startOn ?? beginning?.startOn }
        : {}),
    };
  if (phases.length === 0 || phases.some((phase) => !Phase.safeParse(phase).success)) {
    ask(
      'timing',
      `${placed[0]?.at}.timing`,
      'counts days or doses in a way that cannot be planned',
    );
    return common;
  }
  return { ...common, phases, ...(startOn ? { startOn } : {}) };
};
