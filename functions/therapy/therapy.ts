import type { Quantity } from '../platform/quantity.ts';
import type { Product } from './product.ts';
import type { Setting } from './setting.ts';

/** What a nurse must be current in to give a therapy; nurses and sites carry the same tags. */
export const competencies = [
  'peripheral-access',
  'central-line',
  'infusion-reaction',
  'rate-titration',
  'biologic-preparation',
  'immune-globulin',
  'iron-infusion',
  'antibiotic-teaching',
  'self-infusion-teaching',
] as const;
export type Competency = (typeof competencies)[number];

/** Where a value comes from and how far to trust it; what says "verify" needs sign-off. */
export type ValueSource = { source: string; confidence: 'high' | 'medium' | 'low' };

/** A billing code of the drug: the amount one unit stands for, in mg, and when it may be billed. */
export type BillingCode = {
  code: string;
  unit: Quantity;
  /** First and last date of service. */
  from: string;
  through?: string;
  /** The product, where one therapy has several. */
  product?: string;
  source: string;
};

/**
 * What an ordered dose is held against; a check on an order, never a source for one. Outside the
 * soft range warns, above a hard maximum blocks. All numbers are exact decimals of `unit`.
 */
export type DoseBounds = ValueSource & {
  unit: 'mg' | 'mg/kg' | 'g/kg';
  /** The amount bounded: one dose, all doses of a day, of a week, or of a course of days. */
  per: 'dose' | 'day' | 'week' | 'course';
  softMin?: string;
  softMax?: string;
  hardMax?: string;
  /** A lower maximum from the 18th birthday on. */
  hardMaxAdult?: string;
  /** A limit in mg that holds whatever the patient weighs. */
  maxPerDoseMg?: string;
};

/** A result that should be there before a first dose. */
export type Screening = {
  item: string;
  title: string;
  /** LOINC; any one of a group answers, every group is needed. */
  codes: readonly (readonly string[])[];
  /** Left out when a result never ages. */
  withinDays?: number;
  /** Only asked of a patient who may be pregnant: female, 12 to 55 years. */
  only?: 'may-be-pregnant';
  /** When the result is not there. */
  level: 'missing' | 'warn';
  /** When the result is positive or reactive. */
  positive?: 'block' | 'warn';
  /** Limits by unit; a unit that is not listed is asked for again. */
  limits?: readonly { unit: string; min?: string; max?: string }[];
  /** When a result is outside its limits. */
  outside?: 'block' | 'warn';
};

type Minutes = { first: number; subsequent: number } & ValueSource;

export type SettingRule = ValueSource & {
  status: 'allowed' | 'conditional' | 'not-usual';
  reason: string;
};

/** Everything the service knows about a therapy; each value with its evidence. */
export type Therapy = {
  id: string;
  name: string;
  drugClass: string;
  /** Two therapies of one family at the same time are a duplicate. */
  family: string;
  route: 'IV' | 'SC';
  hcpcs: readonly BillingCode[];
  /** What may be given, the one first that the bare name means; see `productsOf`. */
  products?: readonly Product[];
  /** RxNorm codes of the ingredient: they mean any of its products. */
  rxnorm: readonly string[];
  /** Generic and brand names, lower case. */
  names: readonly string[];
  icd10: readonly { prefix: string; text: string }[];
  doseBounds: DoseBounds;
  /** Container sizes, in mg. */
  vials: readonly Quantity[];
  infusionMinutes: Minutes;
  observationMinutes: Minutes;
  prepMinutes: number;
  closeoutMinutes: number;
  /** Least days between two maintenance doses or courses. */
  minGapDays?: number;
  /** How far a dose may lie from its planned day when the order does not say. */
  toleranceDays: { before: number; after: number } & ValueSource;
  screening: readonly Screening[];
  /** Substances whose allergy blocks the order, lower case. */
  allergens: readonly string[];
  reactionOrdersNeeded: boolean;
  premedicationNeeded: boolean;
  weightNeeded: boolean;
  firstDoseHome: ValueSource & { value: 'yes' | 'no' | 'conditional'; reason: string };
  settings: Readonly<Record<Setting, SettingRule>>;
  competencies: readonly Competency[];
  hazardous: boolean;
  dosingPattern: 'intermittent' | 'daily';
  /**
   * When the patient gives most doses: the nurse comes at the start, then at this interval, so
   * visits are fewer than doses.
   */
  nurseVisits?: {
    everyDays: number;
    /** Training visits only, where the patient then goes on alone. */
    atMost?: number;
    firstMinutes: number;
    subsequentMinutes: number;
  } & ValueSource;
  educationTopics: readonly string[];
  /** Administration and home nursing codes; `settings` says where, left out means outside home. */
  adminCodes: readonly { code: string; text: string; settings?: readonly Setting[] }[];
  /** Evidence of the plain fields above. */
  evidence: Readonly<
    Record<
      'hcpcs' | 'rxnorm' | 'icd10' | 'vials' | 'screening' | 'competencies' | 'education' | 'visit',
      ValueSource
    >
  >;
};

/** The billing codes of a therapy, or of one product, that may be billed on a date of service. */
export const billingCodesOn = (
  { hcpcs }: { hcpcs: readonly BillingCode[] },
  on: string,
): readonly BillingCode[] =>
  hcpcs.filter(({ from, through }) => from <= on && (!through || on <= through));
