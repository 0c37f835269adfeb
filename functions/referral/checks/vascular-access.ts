import * as z from 'zod';
import { isCentral, type VeinLine } from '../../therapy/line-choice.ts';
import { lineNamed, saysRemoved } from '../facts/line-words.ts';
import type { Submission } from '../referral.ts';
import { scoreVeins, type VeinRisk, type VeinScore, VeinSigns } from './vein-score.ts';

/** Where a needle or a catheter went in. */
export const AccessSite = z.object({
  side: z.enum(['left', 'right']),
  place: z.enum([
    'hand',
    'wrist',
    'forearm',
    'elbow',
    'upper-arm',
    'chest',
    'neck',
    'foot',
    'scalp',
    'abdomen',
    'thigh',
  ]),
});
export type AccessSite = z.infer<typeof AccessSite>;

/**
 * What a nurse found of the veins at a visit. Source of the signs: the scales in vein-score.ts.
 */
export const AccessAssessment = VeinSigns.extend({
  /** What the drug ran through, or should have. */
  device: z.enum(['peripheral', 'midline', 'picc', 'port', 'tunneled', 'subcutaneous']),
  /** Sticks until access was had, or given up. */
  attempts: z.number().int().min(0).max(10),
  /** False when no access was had. */
  worked: z.boolean().optional(),
  site: AccessSite.optional(),
  /** What made the difference. */
  helped: z
    .array(z.enum(['ultrasound', 'warmth', 'light', 'another-nurse', 'smaller-needle', 'fluids']))
    .max(6)
    .optional(),
});
export type AccessAssessment = z.infer<typeof AccessAssessment>;

/** The same with the visit and the day it was made. */
export type AccessFound = AccessAssessment & { visitId: string; on: string };

/** An order with what its visits found, oldest first, and the line that a clinician says is there. */
export type WithAccess = { found?: readonly AccessFound[]; arranged?: VeinLine | undefined };

/** Sticks of one nurse before somebody else is asked. General knowledge: verify. */
export const sticksPerNurse = 2;

/** How many of the newest visits count for what the next one meets. Own rule. */
const visitsThatCount = 2;

type Told = {
  line: VeinLine;
  state: 'in-place' | 'planned' | 'removed' | 'unknown';
  since?: string | undefined;
};

/** Whether a line was taken out, and not before one was put in; a cannula is a new one every time. */
const mayBeGone = (one: Told, told: readonly Told[]): boolean =>
  one.line !== 'peripheral' &&
  told.some(
    ({ line, state, since }) =>
      line === one.line && state === 'removed' && !((one.since ?? '') > (since ?? '9999')),
  );

/**
 * The lines among the devices; one that does not say whose it is is no line of the patient, and one
 * that another says was taken out is not known to be there.
 */
export const linesTold = ({ devices = [] }: Pick<Submission, 'devices'>): Told[] => {
  const told = devices.flatMap(({ name, line, state, since, untied }): Told[] => {
    const named = line ?? lineNamed(name);
    if (!named || untied) return [];
    return [{ line: named, state: saysRemoved(name) ? 'removed' : state, since }];
  });
  return told.map((one) =>
    isInPlace(one) && mayBeGone(one, told) ? { ...one, state: 'unknown' } : one,
  );
};

/**
 * Whether one source says that a line is there which another says is gone, or is a midline: both go in
 * at the arm, and only one ends at the heart.
 */
export const isLineContradicted = (submission: Submission): boolean => {
  const { lineType } = submission.order;
  const all = linesTold(submission);
  const told = all.filter(({ line }) => line === lineType);
  if (told.some(isInPlace)) return false;
  const isMidline = all.some((one) => one.line === 'midline' && isInPlace(one));
  return (
    told.some(({ state }) => state === 'removed') ||
    (isMidline && isCentral(lineType) && !all.some((one) => isCentral(one.line) && isInPlace(one)))
  );
};

const isInPlace = ({ state }: Told): boolean => state === 'in-place';

/**
 * The line that is in place: as a clinician arranged it, as the newest visit used it, as the order
 * says, or as the record's devices do, a central one first. A line that the record says was removed
 * is none.
 */
export const lineInPlace = (submission: Submission & WithAccess): VeinLine | undefined => {
  const used = (submission.found ?? []).findLast(({ worked }) => worked !== false)?.device;
  if (submission.arranged) return submission.arranged;
  if (used && used !== 'subcutaneous') return used;
  if (isLineContradicted(submission)) return undefined;
  const there = linesTold(submission).filter(isInPlace);
  return submission.order.lineType ?? (there.find(({ line }) => isCentral(line)) ?? there[0])?.line;
};

export type VeinsKnown = {
  risk: VeinRisk | 'unknown';
  /** The score of whoever looked last. */
  score: VeinScore | undefined;
  /** What the next nurse has to be prepared for hard veins by; empty when nothing is known to be. */
  because: readonly ('flagged' | 'scored' | 'sticks' | 'no-access')[];
  last: AccessFound | undefined;
};

/**
 * What is known of the veins of the arms: the practice's word and its answers to the scale, and what
 * the newest visits found. One source that says they are hard is enough; silence says nothing.
 *
 * @param on the date on which it counts
 */
export const veinsKnown = (submission: Submission & WithAccess, on: string): VeinsKnown => {
  const { placement, veins, patient, found = [] } = submission;
  const ofArm = found.filter(({ device }) => device === 'peripheral');
  const newest = ofArm.slice(-visitsThatCount);
  const last = newest.at(-1);
  const scores = [veins, ...newest].flatMap(
    (answers) => (answers && scoreVeins(answers, patient.birthDate, on)) ?? [],
  );
  const score = scores.at(-1);
  const isHard = ({ risk }: VeinScore) => risk === 'moderate' || risk === 'high';
  const because = [
    ...(placement?.difficultAccess ? (['flagged'] as const) : []),
    ...(scores.some(isHard) ? (['scored'] as const) : []),
    ...(newest.some(({ attempts }) => attempts > sticksPerNurse) ? (['sticks'] as const) : []),
    ...(newest.some(({ worked }) => worked === false) ? (['no-access'] as const) : []),
  ];
  const order: readonly VeinRisk[] = ['high', 'moderate', 'unclear', 'low'];
  const worst = order.find((risk) => scores.some((one) => one.risk === risk));
  const risk = because.length > 0 && worst !== 'high' ? 'moderate' : (worst ?? 'unknown');
  return { risk, score, because, last };
};
