import * as z from 'zod';
import { Decimal, SignedDecimal } from '../platform/quantity.ts';
import { oneLine } from '../platform/text.ts';
import { Setting } from '../therapy/setting.ts';
import { EvidenceMark } from './denial-rung.ts';
import { SiteException } from './site-exception.ts';

/**
 * A payer's policy for a therapy as data: what it wants to be shown before it approves. Criteria are of a
 * closed list of kinds, so that each is read by a rule and none by a person's guess.
 */
const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

/** The beginning of ICD-10-CM codes: `M05`, `M05.7`. */
const DiagnosisPrefix = z
  .string()
  .regex(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/, 'must begin as an ICD-10-CM code does');
const prefixes = z.array(DiagnosisPrefix).min(1).max(200);
const Loinc = z.string().regex(/^\d{1,7}-\d$/, 'must be a LOINC code');

const common = {
  id,
  /** What the payer asks, in plain words; its own where they are plain. */
  says: oneLine(300),
  /** Who can supply what is lacking. */
  suppliedBy: z.enum(['practice', 'prescriber', 'patient', 'coordinator']).default('practice'),
  /** What the payer does without it: deny the request, or ask and let it wait. */
  without: z.enum(['denies', 'asks']),
};

/** An amount of a drug by weight. */
const Mass = z.strictObject({ value: Decimal, unit: z.enum(['mg', 'g']) });

/** What a result has to say; left out, any result that is understood will do. */
const ResultNeeded = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('word'), word: z.enum(['negative', 'positive']) }),
  z
    .strictObject({
      of: z.literal('number'),
      unit: oneLine(20),
      least: SignedDecimal.optional(),
      most: SignedDecimal.optional(),
    })
    .refine(({ least, most }) => least !== undefined || most !== undefined, 'needs a bound'),
]);

export const Criterion = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('diagnosis'), prefixes }),
  z
    .strictObject({
      ...common,
      kind: z.literal('tried'),
      /** Drugs by name; a brand and its substance are two names of one drug. */
      drugs: z
        .array(z.array(oneLine(60)).min(1).max(20))
        .max(40)
        .default([]),
      /** Ids of `medicineClasses`: any drug of a class counts, and each class once. */
      classes: z.array(oneLine(60)).max(20).default([]),
      /** How many of them failed or were not tolerated. */
      atLeast: z.number().int().min(1).max(20),
      /** Whether the payer wants to know from when to when. */
      dated: z.boolean().default(false),
    })
    .refine(
      ({ drugs, classes, atLeast }) => drugs.length + classes.length >= atLeast,
      'asks for more than it names',
    ),
  z.strictObject({
    ...common,
    kind: z.literal('result'),
    codes: z.array(Loinc).min(1).max(20),
    /** How old it may be on the day of the request. */
    withinDays: z.number().int().min(0).max(3660),
    needs: ResultNeeded.optional(),
  }),
  z
    .strictObject({
      ...common,
      kind: z.literal('age'),
      /** Full years on the day of the request. */
      least: z.number().int().min(0).max(130).optional(),
      most: z.number().int().min(0).max(130).optional(),
    })
    .refine(({ least, most }) => least !== undefined || most !== undefined, 'needs a bound'),
  z.strictObject({
    ...common,
    kind: z.literal('site'),
    settings: z.array(Setting).min(1),
    /** Any of these facts supports another setting all the same. */
    exceptions: z.array(SiteException).default([]),
  }),
  z
    .strictObject({
      ...common,
      kind: z.literal('quantity'),
      mostPerKg: Mass.optional(),
      mostPerDose: Mass.optional(),
      /** Fewest days between two doses once the loading doses are given. */
      leastDaysBetween: z.number().int().min(1).max(366).optional(),
      /** Most billing units of the drug in one request. */
      mostUnits: z.number().int().positive().optional(),
    })
    .refine(
      ({ mostPerKg, mostPerDose, leastDaysBetween, mostUnits }) =>
        [mostPerKg, mostPerDose, leastDaysBetween, mostUnits].some((one) => one !== undefined),
      'needs a bound',
    ),
  z.strictObject({
    ...common,
    kind: z.literal('period'),
    mostMonths: z.number().int().min(1).max(36),
  }),
  z.strictObject({ ...common, kind: z.literal('rems'), program: oneLine(60) }),
  z.strictObject({
    ...common,
    kind: z.literal('specialty'),
    /** The beginning of provider taxonomy codes of the NUCC: `207RR0500X`. */
    taxonomies: z
      .array(z.string().regex(/^[0-9A-Z]{3,10}$/))
      .min(1)
      .max(40),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('document'),
    /** LOINC document types, any of which will do. */
    types: z.array(Loinc).min(1).max(20),
  }),
]);
export type Criterion = z.infer<typeof Criterion>;
export type CriterionOf<Kind extends Criterion['kind']> = Extract<Criterion, { kind: Kind }>;

/** Bounds of a request: where none is made, nothing could ever meet them. */
const isOfRequest = (one: Criterion): boolean =>
  one.kind === 'period' || (one.kind === 'quantity' && one.mostUnits !== undefined);

const Pack = z.strictObject({
  id,
  source: oneLine(300),
  mark: EvidenceMark,
  /**
   * `request`: looked at before a request goes to the payer. `claim`: the payer is not asked before, and
   * holds its claims against it, as Medicare does by national and local coverage decisions: looked at
   * before visits are booked.
   */
  heldAgainst: z.enum(['request', 'claim']).default('request'),
  /** First and last day on which it holds. */
  from: z.iso.date(),
  through: z.iso.date().optional(),
  /** Therapy ids. */
  therapies: z.array(oneLine(60)).min(1).max(200),
  /** For these diagnoses alone; left out means any. */
  diagnoses: prefixes.optional(),
  criteria: z
    .array(Criterion)
    .min(1)
    .max(40)
    .refine(
      (all) => new Set(all.map(({ id: one }) => one)).size === all.length,
      'names a criterion twice',
    ),
});

export const PolicyPack = Pack.refine(
  ({ heldAgainst, criteria }) => heldAgainst === 'request' || !criteria.some(isOfRequest),
  'bounds a request, and none is made',
);
export type PolicyPack = z.infer<typeof PolicyPack>;

/** Whether claims of this payer are held against conditions that nobody asks it about before. */
export const holdsClaims = ({ packs }: { packs: readonly PolicyPack[] }): boolean =>
  packs.some(({ heldAgainst }) => heldAgainst === 'claim');
