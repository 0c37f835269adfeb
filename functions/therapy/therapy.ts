import type { Quantity } from '../platform/quantity.ts';

import type { DoseUnit } from './dose-unit.ts';

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
  'chemotherapy',
  'hazardous-drugs',
  'infusion-pump',
  'pain-pump',
  'nutrition-pump',
  'inotrope-pump',
  'fluid-balance',
  'sedation-monitoring',
  'transfusion',
  'enzyme-replacement',
  'plasma-protein',
  'natalizumab-checklist',
  'meningococcal-watch',
  'amyloid-imaging-watch',
] as const;
export type Competency = (typeof competencies)[number];

/** What kind of care a therapy is. */
export const therapyClasses = [
  'antibiotic',
  'biologic',
  'bone',
  'chemotherapy',
  'enzyme',
  'heart',
  'hydration',
  'immune-globulin',
  'iron',
  'nutrition',
  'pain',
  'plasma-protein',
  'transfusion',
] as const;
/** `entered`: by a pharmacist for one order. */
type TherapyClass = (typeof therapyClasses)[number] | 'entered';

/**
 * What the doses, containers and billing units of a therapy are counted in: milligrams (of protein,
 * for nutrition), milliliters, or whole units of the product (of an enzyme, or bags of blood).
 */
export type DoseMeasure = 'mg' | 'mL' | 'unit';

/** Where a value comes from and how far to trust it; what says "verify" needs sign-off. */
export type ValueSource = { source: string; confidence: 'high' | 'medium' | 'low' };

/** A billing code of the drug: the amount one unit stands for, and when it may be billed. */
export type BillingCode = {
  code: string;
  unit: Quantity;
  /** Where one unit stands for a whole dose: the amounts of a dose that it is billed for. */
  perDose?: { from: string; below?: string };
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
  unit: DoseUnit;
  /** The amount bounded: one dose, all doses of a day, of a week, of a course, of any `days`. */
  per: 'dose' | 'day' | 'week' | 'course' | 'days';
  days?: number;
  /** The only amounts that one dose may have. */
  only?: readonly string[];
  softMin?: string;
  softMax?: string;
  hardMax?: string;
  /** A lower maximum from the 18th birthday on. */
  hardMaxAdult?: string;
  /** From which body weight on a child has the maximum of an adult. */
  asAdultFromKg?: string;
  /** A limit in mg that holds whatever the patient weighs. */
  maxPerDoseMg?: string;
  /** For whom it holds, where not for all: who weighs less, or is under 18 years old, or is not. */
  belowKg?: string;
  ages?: 'children' | 'adults';
};

/** A way of dosing that a label or guideline names; `dose` is a number or a range of `unit`. */
export type Regimen = {
  /** What it is for, in a few words. */
  use: string;
  /** Beginnings of the diagnoses that it is for, where another use has another dose. */
  icd10?: readonly string[];
  dose: string;
  unit: DoseUnit;
  /** The dose of the loading days, where it is another. */
  loadingDose?: string;
  loadingDays?: readonly number[];
  /** Every course begins with the loading days again, not only the first. */
  loadingAgain?: true;
  /** The day of the first steady dose, where it is not an interval after the last loading one. */
  steadyFrom?: number;
  everyDays?: number;
  /** Only for who has had the drug for long, never to begin with. */
  later?: true;
  /** Doses by body weight in kg, from `from` up to the next band. */
  bands?: readonly { from: string; loadingDose: string; dose: string }[];
  /** What changes below, or up to, a creatinine clearance in mL/min; `dose` is of `unit`. */
  kidney?: ({ below: string } | { upTo: string }) & { dose?: string; everyDays?: number };
};

/** What the drug does to a vein, and the line that it needs. */
export type VascularAccess = ValueSource & {
  tissue: 'blood' | 'hyperosmolar' | 'irritant' | 'isotonic' | 'non-vesicant' | 'none' | 'vesicant';
  /** `serial`: a central line where doses go on for long. */
  central: 'yes' | 'no' | 'serial';
  /** From how many days of a course on a central line is expected, where a short one needs none. */
  centralFromDays?: number;
};

/** Limits by unit; a unit that is not listed is asked for again. */
type Limits = readonly { unit: string; min?: string; max?: string }[];

/** How what a result says is judged; that it is there is never enough. */
export type Judged =
  /**
   * By its verdict: when it is positive or reactive. `othersReadBy` is told where only its dangers
   * are for a check to find, and the rest is read by a person, as of an image.
   */
  | { positive: 'block' | 'warn'; othersReadBy?: string }
  /** By its number: when it is outside the limits. */
  | {
      limits: Limits;
      outside: 'block' | 'warn';
      /** Wider ones: what is outside of them stops, whatever `outside` says. */
      critical?: Limits;
      /** Where the limits are from, where the evidence of the screening says only that it is asked. */
      from?: ValueSource;
      /** Total calcium is corrected by an albumin of the same time. */
      corrected?: 'for-albumin';
    }
  /** By the rule of the kidney, with age, sex and weight; or by being one of the blood groups. */
  | { judgedBy: 'kidney' | 'blood-group' }
  /** By a person, who is told to; `descriptive` where its words are no verdict, as a genotype. */
  | { readBy: string; descriptive?: true };

type Every<T> = T extends unknown ? keyof T : never;
/** One way of judging, and none of the others. */
type Only<T> = T extends unknown ? T & { [K in Exclude<Every<Judged>, keyof T>]?: never } : never;

/** A result that should be there before a first dose. */
export type Screening = ScreeningAsked & Only<Judged>;

type ScreeningAsked = {
  item: string;
  title: string;
  /** LOINC; any one of a group answers, every group is needed. */
  codes: readonly (readonly string[])[];
  /** What each group is called, where there are several. */
  parts?: readonly string[];
  /** Left out when a result never ages. */
  withinDays?: number;
  /** Only asked of a patient who may be pregnant: female, 12 to 55 years. */
  only?: 'may-be-pregnant';
  /** When the result is not there. */
  level: 'missing' | 'warn';
  /** Judged where it was sent lately, and asked of nobody. */
  ifSent?: true;
  /** Numbers of the doses before which it is taken anew, after the dose before. */
  againBefore?: readonly number[];
};

type Minutes = { first: number; subsequent: number } & ValueSource;

/**
 * How fast a drug runs, where its minutes follow from the dose: at most `amount` of the measure a
 * minute (for each kilogram with `perKg`), or so many minutes for each unit. Never less than
 * `infusionMinutes` says.
 */
export type Rate = {
  first: string;
  subsequent: string;
  of: 'amount-a-minute' | 'amount-a-minute-per-kg' | 'minutes-a-unit';
};

export type SettingRule = ValueSource & {
  status: 'allowed' | 'conditional' | 'not-usual';
  reason: string;
};

/** Everything the service knows about a therapy; each value with its evidence. */
/** What a therapy does to others than the disease; each says all of it, so that none is forgotten. */
export type Risks = ValueSource & {
  /** A live vaccine less than four weeks before stops it, is weighed, or does no harm. */
  liveVaccine: 'block' | 'warn' | 'none';
  harmsUnborn: boolean;
  /** Not given to nursing mothers without a word. */
  passesIntoMilk: boolean;
  /** Both meningococcal vaccines come two weeks before the first dose. */
  opensToMeningococci: boolean;
};

export type Therapy = {
  id: string;
  /** The local policy whose limits stand in the place of the catalogue's. */
  policyVersion?: number;
  /** The product whose own label stands in the place of the others'. */
  label?: string;
  name: string;
  drugClass: string;
  class: TherapyClass;
  /** Left out for milligrams. */
  measure?: DoseMeasure;
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
  regimens: readonly Regimen[];
  doseBounds: DoseBounds;
  /** What it is held against besides. */
  furtherBounds?: readonly DoseBounds[];
  /** Container sizes, in the measure of the therapy; none where a pharmacy prepares it. */
  vials: readonly Quantity[];
  infusionMinutes: Minutes;
  rate?: Rate;
  /**
   * What no order may exceed: the fewest minutes of any dose, or the most of the measure that runs
   * in a minute, for each kilogram where it says so.
   */
  fastest?: ValueSource & {
    minutes?: number;
    rate?: string;
    of?: 'amount-a-minute' | 'amount-a-minute-per-kg';
  };
  /** Minutes of doses up to a size, smallest first, where they differ from `infusionMinutes`. */
  minutesUpTo?: readonly { dose: Quantity; minutes: number }[];
  /**
   * How long it keeps at room temperature once it is prepared: minutes until the infusion begins, or
   * until it ends. Left out where it keeps for a day or more, or comes ready from the maker.
   */
  keeps?: ValueSource & {
    minutes: number;
    until: 'start' | 'end';
    /** Who prepares it: the nurse beside the patient, or a pharmacy that it travels from. */
    preparedBy: 'nurse' | 'pharmacy';
  };
  /** A pump that runs on without a nurse: the minutes of the visits at which it is connected. */
  attendedMinutes?: Minutes;
  observationMinutes: Minutes;
  prepMinutes: number;
  closeoutMinutes: number;
  /** Least days between two maintenance doses or courses. */
  minGapDays?: number;
  /** Most days between two doses; left out, twice the longest interval of its regimens. */
  mostGapDays?: number;
  /** Never more than one dose a day, whatever the amount. */
  oncePerDay?: true;
  /** How far a dose may lie from its planned day when the order does not say. */
  toleranceDays: { before: number; after: number } & ValueSource;
  screening: readonly Screening[];
  risks: Risks;
  /** The class of medicines that only who is used to it may be begun on. */
  usedTo?: ValueSource & { medicineClass: 'opioid' };
  /** Substances whose allergy blocks the order, lower case. */
  allergens: readonly string[];
  reactionOrdersNeeded: boolean;
  premedicationNeeded: boolean;
  weightNeeded: boolean;
  firstDoseHome: ValueSource & { value: 'yes' | 'no' | 'conditional'; reason: string };
  settings: Readonly<Record<Setting, SettingRule>>;
  competencies: readonly Competency[];
  access: VascularAccess;
  /** What the label's boxed warning is about. */
  boxedWarning?: string;
  /** What a site must be certified for, by the tags of sites; with `outside`, but for a setting. */
  siteCertification?: { tag: string; outside?: Setting };
  /** Handled as a hazardous drug: USP <800>, NIOSH list. */
  hazardous: boolean;
  dosingPattern: 'intermittent' | 'daily';
  /**
   * When the patient gives most doses: the nurse comes at the start, then at this interval, so
   * visits are fewer than doses.
   */
  nurseVisits?: {
    /** Days of the first visits, where they come closer than the others. */
    firstDays?: readonly number[];
    /** Days between the others; half a day more stands for visits in turn, as 3.5 for two a week. */
    everyDays: number;
    /** Training visits only, where the patient then goes on alone. */
    atMost?: number;
    firstMinutes: number;
    subsequentMinutes: number;
  } & ValueSource;
  /** Set for an order of which a nurse gives each dose at home, whatever patients otherwise do. */
  nurseGives?: true;
  educationTopics: readonly string[];
  /** Administration and home nursing codes; `settings` says where, left out means outside home. */
  adminCodes: readonly {
    code: string;
    text: string;
    settings?: readonly Setting[];
    /** Where it depends on the amount of a dose: from, and below which. */
    perDose?: BillingCode['perDose'];
    /** Where it depends on how often a day the drug is given: from, and below which. */
    timesPerDay?: { from: number; below?: number };
  }[];
  /** Evidence of the plain fields above. */
  evidence: Readonly<
    Record<
      | 'hcpcs'
      | 'rxnorm'
      | 'icd10'
      | 'regimens'
      | 'vials'
      | 'screening'
      | 'competencies'
      | 'education'
      | 'visit'
      | 'boxedWarning'
      | 'hazardous',
      ValueSource
    >
  >;
};

/** The local policy that a therapy's limits come from, as a determination names it. */
export const policyOf = ({
  policyVersion,
}: Pick<Therapy, 'policyVersion'>): Record<string, number> =>
  policyVersion === undefined ? {} : { policyVersion };

/** The billing codes of a therapy, or of one product, that may be billed on a date of service. */
export const billingCodesOn = (
  { hcpcs }: { hcpcs: readonly BillingCode[] },
  on: string,
): readonly BillingCode[] =>
  hcpcs.filter(({ from, through }) => from <= on && (!through || on <= through));
