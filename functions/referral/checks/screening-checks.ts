import type { Screening } from '../../therapy/therapy.ts';
import { byAnalyte } from '../facts/analytes.ts';
import { bloodGroups } from '../facts/blood-group.ts';
import { type CurrentResult, currentResult } from '../facts/current-result.ts';
import { kidneyFunction } from '../facts/kidney.ts';
import { unnamedCode } from '../facts/looked-for.ts';
import { mayBePregnant } from '../facts/pregnancy.ts';
import { mayBeNamed } from '../facts/result-names.ts';
import type { Finding, Observation } from '../referral.ts';
import type { Checked, Severity } from './findings.ts';
import { numbersTold, type ScreeningTold } from './screening-numbers.ts';

const isAskedOf = (screening: Screening, checked: Checked): boolean =>
  screening.only !== 'may-be-pregnant' || mayBePregnant(checked);

/** Of a patient who is not asked, what a test that was sent all the same may say: sex and age never win over it. */
const isDanger = (result: CurrentResult): boolean =>
  'fresh' in result &&
  result.fresh &&
  /^(positive|indeterminate|contradictory)$/.test(result.state);

/** A clearance that can be computed from what is on file is not asked for. */
const isComputed = (
  { item, withinDays = 30 }: Screening,
  { submission, asOf }: Checked,
): boolean => {
  if (item !== 'creatinine-clearance') return false;
  const cleared = kidneyFunction(submission, { asOf, withinDays });
  return cleared.state === 'known' && !cleared.value.bound;
};

const decides = 'A clinician decides whether the therapy may start.';

/**
 * What is told of one test: only a clean negative, or a number within its limits, is told nothing of.
 * A result that is not negative stops before a clinician where a positive one would.
 */
const toldOf = (
  screening: Screening,
  result: CurrentResult,
  { codes, checked }: { codes: readonly string[]; checked: Checked },
): ScreeningTold[] => {
  const { level, positive, limits, withinDays, readBy, othersReadBy } = screening;
  const byVerdict = positive !== undefined;
  // Who sent it cannot make a reader understand: a clinician looks.
  const undone: Severity = level === 'missing' ? 'block' : level;
  // What is unclear is at worst positive; what is not understood may be anything.
  const doubt: Severity = positive ?? undone;
  const unread: Severity = positive === 'block' ? positive : undone;
  const add = `Add the result with its date (LOINC ${codes[0]}).`;
  const age = withinDays === undefined ? '' : ` of the last ${withinDays} days`;
  if (result.state === 'none')
    return [
      { as: 'missing', severity: level, says: `is not there${age && `, or not${age}`}`, fix: add },
    ];
  const { index, fresh } = result;
  const old: ScreeningTold[] = fresh
    ? []
    : [{ as: 'old', severity: level, says: `is not${age}`, fix: add, index }];
  const isFound = result.state !== 'not-performed' && result.state !== 'undated';
  if (screening.judgedBy === 'blood-group' && isFound)
    return [...old, ...groupTold(codes, checked.submission.observations, index)];
  const toRead = readBy ? [toBeRead(readBy, index)] : [];
  if (screening.descriptive && isFound) return [...old, ...toRead];
  switch (result.state) {
    case 'negative':
      return byVerdict ? old : [...old, notUnderstood(doubt, index)];
    case 'numbers':
      if (byVerdict) return [notUnderstood(unread, index)];
      return limits ? [...old, ...numbersTold(screening, result, checked)] : [...old, ...toRead];
    case 'positive':
      if (!byVerdict) return [notUnderstood(doubt, index)];
      return fresh || screening.only !== 'may-be-pregnant'
        ? [
            {
              as: 'positive',
              severity: positive,
              says: 'is positive',
              fix: decides,
              index,
            },
          ]
        : old;
    case 'undated':
      return [
        {
          as: 'undated',
          severity: level,
          says: 'has no day on which it was taken',
          fix: 'Add the day.',
          index,
        },
      ];
    case 'not-performed':
      return [
        {
          as: 'not-performed',
          severity: undone,
          says: 'has no result: it was not performed, is not there yet, or the specimen did not serve',
          fix: `Have it done and send the result (LOINC ${codes[0]}), or have a clinician clear it with a reason.`,
          index,
        },
      ];
    case 'indeterminate':
      return [
        {
          as: 'indeterminate',
          severity: doubt,
          says: 'is neither negative nor positive',
          fix: 'Repeat the test, or have a clinician clear it with a reason.',
          index,
        },
      ];
    case 'contradictory':
      return [
        {
          as: 'contradictory',
          severity: doubt,
          says: 'is given in two ways that contradict each other',
          fix: 'Say which one holds, and have a clinician decide whether the therapy may start.',
          index,
        },
      ];
    case 'not-understood':
      return othersReadBy
        ? [...old, toBeRead(othersReadBy, index)]
        : [notUnderstood(unread, index)];
  }
};

/** What is told of a blood group: one of the eight is there, and only one. */
const groupTold = (
  codes: readonly string[],
  observations: readonly Observation[],
  index: number,
): ScreeningTold[] => {
  const sent = observations.filter(
    ({ code, status }) => codes.includes(code) && status !== 'entered-in-error',
  );
  const [group, another] = bloodGroups(sent);
  if (!group)
    return [
      {
        as: 'not-understood',
        severity: 'block',
        says: 'names none of the eight groups of ABO with the Rh factor',
        fix: 'Send the group with its Rh factor, such as O positive.',
        index,
      },
    ];
  return another
    ? [
        {
          as: 'contradictory',
          severity: 'block',
          says: 'is given in two ways that contradict each other',
          fix: 'Have it determined again, and say which one holds.',
          index,
        },
      ]
    : [];
};

const notUnderstood = (severity: Severity, index: number): ScreeningTold => ({
  as: 'not-understood',
  severity,
  says: 'is written in a way that is not understood here',
  fix: 'Say whether it is negative or positive, or give its value and unit; else a clinician reads it and decides.',
  index,
});

const toBeRead = (who: string, index: number): ScreeningTold => ({
  as: 'to-read',
  severity: 'warn',
  says: `is there, and no check judges it: ${who} reads it before the first dose`,
  fix: 'Read the value, and say whether the therapy may start.',
  index,
});

/** Words of a result without a known code that may be of a test which is not there: a person looks. */
const maybeBy = (
  codes: readonly string[],
  observations: readonly Observation[],
): { said?: string } => {
  const found = observations.find(
    ({ code, text = '' }) => code === unnamedCode && codes.some((one) => mayBeNamed(text, one)),
  );
  const { text = '', value } = found ?? {};
  if (!found) return {};
  const told = value && ('coded' in value ? value.coded : `${value.value} ${value.unit}`);
  return { said: [text, told].filter(Boolean).join(': ').slice(0, 200) };
};

/** One screening: there, fresh, and clean; each kind of trouble once. */
const screeningFindings = (screening: Screening, checked: Checked): Finding[] => {
  const { item, title, codes, parts = [], withinDays } = screening;
  const asked = checked.therapy?.evidence.screening.source ?? '';
  const { observations } = checked.submission;
  const isAsked = isAskedOf(screening, checked);
  const found = new Map<string, Finding>();
  const told = (group: readonly string[], name: string, result: CurrentResult) => {
    if (screening.ifSent && (result.state === 'none' || !result.fresh)) return;
    if (!isAsked && !isDanger(result)) return;
    for (const { as, severity, says, fix, index, source = asked } of toldOf(screening, result, {
      codes: group,
      checked,
    })) {
      const code = `${item}-${as}`;
      const before = found.get(code);
      if (before && (before.severity === severity || severity !== 'block')) continue;
      found.set(code, {
        code,
        severity,
        pointer: index === undefined ? '/observations' : `/observations/${index}`,
        text: `The ${name} ${says}.`,
        fix,
        source,
        ...(as === 'missing' ? maybeBy(group, observations) : {}),
      });
    }
  };
  const read = (group: readonly string[]) =>
    currentResult(observations, group, { asOf: checked.asOf, withinDays });
  for (const [at, group] of codes.entries()) {
    // One of several measures answers, and each that was sent is judged.
    const results = byAnalyte(group).map(read);
    const sent = results.filter(({ state }) => state !== 'none');
    const fresh = sent.filter((one) => one.state !== 'none' && one.fresh);
    for (const result of fresh.length > 0 ? fresh : sent.length > 0 ? sent : results)
      told(group, parts[at] ?? title, result);
  }
  return [...found.values()];
};

/** The dose that is looked at, where its number is known, and the day of the one before. */
type DoseAhead = { dose: number | undefined; after: string | undefined };

/**
 * What must be taken anew before a dose of this number and is not there since the dose before; of a
 * dose whose number nobody knows, what some dose needs.
 */
export const notTakenAnew = (
  { submission: { observations }, therapy }: Pick<Checked, 'submission' | 'therapy'>,
  { dose, after }: DoseAhead,
): Screening[] =>
  (therapy?.screening ?? []).filter(
    ({ againBefore, codes }) =>
      againBefore !== undefined &&
      (dose === undefined || againBefore.includes(dose)) &&
      !observations.some(
        ({ code, on, status }) =>
          codes.flat().includes(code) &&
          status !== 'entered-in-error' &&
          on !== undefined &&
          after !== undefined &&
          on >= after,
      ),
  );

/** What an order that goes on elsewhere lacks of it. */
const againFindings = (checked: Checked): Finding[] => {
  const { firstDose, nextDose, lastDoseOn } = checked.submission.order;
  if (firstDose !== false) return [];
  return notTakenAnew(checked, { dose: nextDose, after: lastDoseOn }).map(
    ({ item, title, codes, againBefore = [] }) => ({
      code: `${item}-again`,
      severity: 'missing',
      pointer: '/observations',
      text: `The ${title} is taken anew before dose ${againBefore.join(', ')}, and none is there since the last dose${nextDose === undefined ? '; which dose comes next is not said' : ''}.`,
      fix: `Add the result with its date (LOINC ${codes[0]?.[0]})${nextDose === undefined ? ', or the number of the next dose' : ''}.`,
      source: checked.therapy?.evidence.screening.source ?? '',
    }),
  );
};

/** Results that the therapy asks for before the first dose, or before a later one anew. */
export const checkScreening = (checked: Checked): Finding[] =>
  (checked.therapy?.screening ?? [])
    .filter((screening) => !isComputed(screening, checked))
    .flatMap((screening) => screeningFindings(screening, checked))
    .concat(againFindings(checked));
