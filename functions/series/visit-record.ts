import * as z from 'zod';
import { Decimal, Quantity } from '../platform/quantity.ts';
import { oneLine, text } from '../platform/text.ts';
import { AccessAssessment } from '../referral/checks/vascular-access.ts';
import { type DayQuestion, dayQuestions } from './day-questions.ts';

/**
 * What is written down at a visit beside its times: entries, each made once and never changed. What
 * was wrong in one is said right by a later one, with the reason; both stay.
 */

const exact = z.strictObject(Quantity.shape);
const at = z.iso.datetime();

/** Two of these say that it is the right patient. Source: National Patient Safety Goal 01.01.01. */
export const identifiers = ['name', 'birth-date', 'wristband', 'photo-id', 'chart-number'] as const;

/** When in the visit something was measured. */
export const vitalSteps = ['before', 'rate-change', 'during', 'after', 'reaction'] as const;

export const Vitals = z.strictObject({
  step: z.enum(vitalSteps),
  at: at.optional(),
  /** Millimeters of mercury. */
  systolic: z.number().int().min(30).max(300).optional(),
  diastolic: z.number().int().min(10).max(200).optional(),
  /** In a minute. */
  pulse: z.number().int().min(20).max(300).optional(),
  breaths: z.number().int().min(2).max(100).optional(),
  /** Degrees Celsius. */
  temperature: Decimal.optional(),
  /** Percent of oxygen saturation. */
  oxygen: z.number().int().min(30).max(100).optional(),
});
export type Vitals = z.infer<typeof Vitals>;

/** Why a dose was not given in full, or a part of it was thrown away. */
export const partialReasons = [
  'reaction',
  'access-lost',
  'patient-asked',
  'time',
  'supply',
  'pump',
  'other',
] as const;
export const wasteReasons = [
  'vial-size',
  'dose-not-completed',
  'spilled',
  'expired',
  'other',
] as const;

/** A topic that was taught, and whether it was understood when it was asked back. */
export const TeachBack = z.strictObject({
  topic: z.string().min(1).max(60),
  understood: z.boolean(),
  /** How it was asked back: in own words, shown with pump or line, or after it was taught again. */
  how: z.enum(['own-words', 'shown', 'taught-again']).optional(),
  whom: z.enum(['patient', 'caregiver', 'guardian']).optional(),
});

/** What may be written down at the start, at the end, and in between. */
export const WrittenDown = z.strictObject({
  identity: z
    .array(z.enum(identifiers))
    .min(2, 'must be two identifiers at least')
    .max(identifiers.length)
    .refine((checked) => new Set(checked).size === checked.length, 'must not name one twice')
    .optional(),
  /** What the patient said on the day; one that was not asked is left out. */
  asked: z
    .strictObject(
      Object.fromEntries(
        dayQuestions.map((question) => [question, z.boolean().optional()]),
      ) as Record<DayQuestion, z.ZodOptional<z.ZodBoolean>>,
    )
    .optional(),
  weightKg: Decimal.optional(),
  vitals: z.array(Vitals).min(1).max(24).optional(),
  /** Of what prepares for the drug: what was given, and when. */
  premedicationsGiven: z
    .array(z.strictObject({ drug: oneLine(100), dose: oneLine(40).optional(), at }))
    .min(1)
    .max(10)
    .optional(),
  /** The rate that ran from a moment on. */
  rates: z
    .array(z.strictObject({ at, mlPerHour: Decimal }))
    .min(1)
    .max(24)
    .optional(),
  lots: z
    .array(
      z.strictObject({ drug: oneLine(100).optional(), lot: oneLine(40), expiresOn: z.iso.date() }),
    )
    .min(1)
    .max(12)
    .optional(),
  /** What was thrown away, and why. */
  wasted: z
    .array(
      z.strictObject({
        drug: oneLine(100).optional(),
        amount: exact,
        reason: z.enum(wasteReasons),
      }),
    )
    .min(1)
    .max(8)
    .optional(),
  /** A dose that was not given in full: what of it was, and why no more. */
  partial: z.strictObject({ given: exact.optional(), reason: z.enum(partialReasons) }).optional(),
  /** In the nurse's own words. */
  said: text(2000).optional(),
});
export type WrittenDown = z.infer<typeof WrittenDown>;

export const reactionActions = [
  'slowed',
  'stopped',
  'medicated',
  'epinephrine',
  'emergency-call',
  'transfer',
] as const;
export const reactionOutcomes = [
  'resolved',
  'resolving',
  'not-resolved',
  'hospital',
  'died',
  'not-known',
] as const;

/** A reaction as it was told. */
export const Reaction = z.strictObject({
  /** CTCAE v5 grade of the infusion reaction. */
  grade: z.number().int().min(1).max(5),
  anaphylaxis: z.boolean().default(false),
  /** Minutes after the infusion began. */
  onsetMinutes: z.number().int().min(0).max(4320).optional(),
  actions: z.array(z.enum(reactionActions)).max(6).default([]),
  /** What was given for it. */
  treatment: z
    .array(
      z.strictObject({
        drug: oneLine(100),
        dose: oneLine(40).optional(),
        at: at.optional(),
      }),
    )
    .max(10)
    .optional(),
  outcome: z.enum(reactionOutcomes).optional(),
  note: text(2000).optional(),
});
export type Reaction = z.infer<typeof Reaction>;

/** A value that is out of the usual range and was kept, for a reason. */
export const Confirmed = z.strictObject({
  pointer: z.string().regex(/^(\/[a-zA-Z0-9]+)+$/, 'must point at a field, such as /weightKg'),
  reason: text(300),
});
export type Confirmed = z.infer<typeof Confirmed>;

/** The fields of an entry that a later one may say right. */
export const correctable = [
  ...(Object.keys(WrittenDown.shape) as (keyof WrittenDown)[]),
  'teachBack',
  'access',
  'reaction',
] as const;
export type Correctable = (typeof correctable)[number];

export const VisitEntry = z.object({
  ...WrittenDown.shape,
  number: z.number().int().positive(),
  at,
  by: z.string(),
  of: z.enum(['start', 'completion', 'reaction', 'later']),
  /** Which entry it says right, and why. */
  corrects: z.number().int().positive().optional(),
  reason: z.string().optional(),
  teachBack: z.array(TeachBack).optional(),
  /** The access as it stood on the visit before this entry told another. */
  accessBefore: AccessAssessment.optional(),
  access: AccessAssessment.optional(),
  reaction: Reaction.optional(),
  confirmed: z.array(Confirmed).optional(),
});
export type VisitEntry = z.infer<typeof VisitEntry>;

/**
 * How long each field is before the nurses of the visits that follow: of every visit, the newest one that
 * has it, or of the last visit that took place, and why no longer.
 */
export const carries: Readonly<
  Record<Correctable, { from: 'every' | 'newest' | 'last'; because: string }>
> = {
  reaction: { from: 'every', because: 'how the drug was borne counts for the whole course' },
  weightKg: { from: 'newest', because: 'the newest weight is the one that counts' },
  teachBack: { from: 'newest', because: 'of each topic what came of it last says what to teach' },
  access: { from: 'newest', because: 'the veins are as they were found last, with what worked' },
  asked: { from: 'last', because: 'it is asked anew on each day; what lasts is on the record' },
  identity: { from: 'last', because: 'who it is is checked anew at each visit' },
  vitals: { from: 'last', because: 'they are compared with those of the visit before' },
  premedicationsGiven: { from: 'last', because: 'it is ordered or planned for each visit anew' },
  rates: { from: 'last', because: 'the rate that was borne last is where the next begins' },
  lots: { from: 'last', because: 'each visit has lots of its own; the record keeps them all' },
  wasted: { from: 'last', because: 'it is billed with its visit; the record keeps it' },
  partial: { from: 'last', because: 'what was not given last is what is asked about next' },
  said: { from: 'last', because: 'words are of their visit; what lasts is a plan or a correction' },
};

/** Entries of one visit at most: an item of the table has room for many more. */
export const mostEntries = 60;

/** Left-out fields are not there at all. */
export const told = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

type WithEntries = { entries?: readonly Record<string, unknown>[] | undefined };

/** What was written down at a visit, oldest first. */
export const entriesOf = ({ entries = [] }: WithEntries): VisitEntry[] =>
  entries.map((entry) => VisitEntry.parse(entry));

/** Each entry without what a later one says right. */
export const standingEntries = (entries: readonly VisitEntry[]): VisitEntry[] =>
  entries.map((entry) => {
    const replaced = new Set<string>(
      entries
        .filter(({ corrects }) => corrects === entry.number)
        .flatMap((later) => correctable.filter((field) => later[field] !== undefined)),
    );
    return Object.fromEntries(
      Object.entries(entry).filter(([field]) => !replaced.has(field)),
    ) as VisitEntry;
  });

/** What stands of a visit's record: of what was said twice, the last. */
export type VisitRecord = WrittenDown & {
  reactions: (Reaction & { on: string })[];
  teachBack: z.infer<typeof TeachBack>[];
  corrections: { number: number; corrects: number; reason: string; at: string }[];
  confirmed: Confirmed[];
};

const last = <T>(of: readonly (T | undefined)[]): T | undefined =>
  of.filter((one) => one !== undefined).at(-1);

const all = <T>(of: readonly (readonly T[] | undefined)[]): T[] | undefined => {
  const joined = of.flatMap((some) => some ?? []);
  return joined.length > 0 ? joined : undefined;
};

/** @param on the day of the visit, at its place */
export const visitRecord = (visit: WithEntries & { on: string }): VisitRecord => {
  const entries = entriesOf(visit);
  const standing = standingEntries(entries);
  const said = standing.flatMap((entry) => entry.said ?? []);
  return {
    ...told({
      identity: last(standing.map(({ identity }) => identity)),
      asked: last(standing.map(({ asked }) => asked)),
      weightKg: last(standing.map(({ weightKg }) => weightKg)),
      vitals: all(standing.map(({ vitals }) => vitals)),
      premedicationsGiven: all(standing.map((entry) => entry.premedicationsGiven)),
      rates: all(standing.map(({ rates }) => rates)),
      lots: all(standing.map(({ lots }) => lots)),
      wasted: all(standing.map(({ wasted }) => wasted)),
      partial: last(standing.map(({ partial }) => partial)),
      said: said.length > 0 ? said.join('\n') : undefined,
    }),
    reactions: standing.flatMap(({ reaction }) =>
      reaction ? [{ ...reaction, on: visit.on }] : [],
    ),
    teachBack: all(standing.map(({ teachBack }) => teachBack)) ?? [],
    corrections: entries.flatMap(({ number, corrects, reason = '', at }) =>
      corrects === undefined ? [] : [{ number, corrects, reason, at }],
    ),
    confirmed: all(standing.map(({ confirmed }) => confirmed)) ?? [],
  };
};
