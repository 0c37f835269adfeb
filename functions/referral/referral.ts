import * as z from 'zod';
import { Address } from '../platform/address.ts';
import { ReferralId } from '../platform/ids.ts';
import { type Lifecycle, unended } from '../platform/lifecycle.ts';
import { Npi } from '../platform/npi.ts';
import { Quantity, SignedDecimal } from '../platform/quantity.ts';
import { oneLine, text } from '../platform/text.ts';
import { writtenDate } from '../platform/written-date.ts';
import { EnteredDrug } from '../therapy/entered-drug.ts';
import { veinLines } from '../therapy/line-choice.ts';
import { Policy } from '../therapy/policy.ts';
import { Account } from './account.ts';
import { clinicalClaims } from './clinical-claims.ts';
import { Keyed } from './keyed.ts';
import { readLanguage } from './language.ts';
import { NotUnderstood } from './not-understood-words.ts';
import { Phase } from './phase.ts';

/**
 * The referral: one patient's signed infusion order as a practice sends it. `Submission` is the
 * native form; a FHIR bundle is mapped onto it, so one model stands behind both. Whatever may be
 * missing from a real order is optional here and asked for by the completeness rules.
 */
const date = z.iso.date('must be a full date, YYYY-MM-DD');

/** `type/subtype`, with parameters where it has any: RFC 9110, section 8.3.1. */
export const MediaType = z
  .string()
  .max(100)
  .regex(
    /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w.+-]+)*$/,
    'must be a media type, such as application/pdf',
  );

export const PatientClaimed = z.object({
  name: z.object({
    /** Empty for who has one name alone, which then stands as the family's. */
    given: z.union([z.literal(''), text(60)]).default(''),
    /** Further given names. */
    middle: text(60).optional(),
    family: text(60),
    /** What tells generations apart: Jr., Sr., II, III, IV. */
    suffix: text(10).optional(),
  }),
  /** The name as one text, where its parts were read from it and may be others; the practice is asked. */
  nameAsSent: text(200).optional(),
  birthDate: writtenDate,
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  identifiers: z
    .array(z.object({ system: text(200), value: text(60) }))
    .max(10)
    .default([]),
  address: Address.optional(),
  /** The parts of an address that could not be read whole, as sent; the practice is asked. */
  addressAsSent: z
    .object({
      line: z.array(text(100)).max(3).optional(),
      city: text(60).optional(),
      state: text(60).optional(),
      postalCode: text(60).optional(),
    })
    .optional(),
  /** The last day at an address that is only for a time. */
  addressUntil: writtenDate.optional(),
  phone: text(30).optional(),
  email: z.email('must be an e-mail address').optional(),
  /** Whether the patient needs an interpreter. */
  interpreter: z.boolean().optional(),
  /** BCP 47; codes of three letters and English names are understood. */
  language: z
    .string()
    .overwrite((said) => readLanguage(said) ?? said)
    .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language code, such as en or es')
    .default('en'),
  /** What was sent as the language and is none that is known. */
  languageAsSent: text(100).optional(),
  emergencyContact: z.object({ name: text(100), phone: text(30) }).optional(),
  /** Who decides for a patient who is a minor, or as an appointed guardian, and is told in their place. */
  guardian: z
    .object({
      name: text(100),
      /** A court appointed them, or they are named as the legal guardian: also for an adult. */
      appointed: z.boolean().optional(),
      relationship: text(60).optional(),
      phone: text(30).optional(),
      email: z.email('must be an e-mail address').optional(),
    })
    .optional(),
});
export type PatientClaimed = z.infer<typeof PatientClaimed>;

export const CoverageClaimed = z.object({
  rank: z.enum(['primary', 'secondary']),
  /** The payer's id in our payer directory. */
  payerId: text(60),
  payerName: text(100).optional(),
  memberId: text(40),
  groupNumber: text(40).optional(),
  relationship: z.enum(['self', 'spouse', 'child', 'other']).default('self'),
  /** The last day on which it holds, where that is told. */
  endsOn: writtenDate.optional(),
  /** It pays for an injury alone: workers' compensation, or the insurance of a car. */
  forInjuryOnly: z.boolean().optional(),
});
export type CoverageClaimed = z.infer<typeof CoverageClaimed>;

export const Diagnosis = z.object({
  code: z.string().regex(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/, 'must be an ICD-10-CM code'),
  text: text(200).optional(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

/** When doses fall: the loading days counted from the first dose, then the steady interval. */
export const Frequency = z.object({
  loadingDays: z.array(z.number().int().min(0).max(365)).max(20).default([]),
  intervalDays: z.number().int().min(1).max(365).optional(),
  /** Doses on each day of a drug given more than once a day. */
  timesPerDay: z.number().int().min(2).max(6).optional(),
});
export type Frequency = z.infer<typeof Frequency>;

const OneDrug = z.object({
  /** Key of the therapy catalogue; found from RxNorm, HCPCS or the drug's name by the mapping. */
  therapyId: text(60).optional(),
  drug: text(200),
  /** The billing code that the practice named, where it named one. */
  hcpcs: z
    .string()
    .regex(/^[A-Z]\d{4}$/, 'must be a HCPCS code')
    .optional(),
  /** Every code that the order gives of the product, as it gives them. */
  codes: z
    .array(z.object({ system: z.enum(['hcpcs', 'ndc', 'rxnorm']), code: text(30) }))
    .max(20)
    .optional(),
  /** Its other words for the drug: displays of codes and references. */
  alsoNamed: z.array(text(200)).max(10).optional(),
  /** Either a fixed dose (`mg`, `g`, `mL`, `units`) or one per kilogram (`mg/kg`, `g/kg`). */
  dose: Quantity.optional(),
  /** The dose on the loading days, where it is another one. */
  loadingDose: Quantity.optional(),
  route: z.enum(['IV', 'SC']).optional(),
  frequency: Frequency.optional(),
  /**
   * The parts of the course in their order, where `frequency`, `dose` and `loadingDose` cannot say
   * them: several amounts, months, cycles, days of the week. They stand in the place of `frequency`
   * and `loadingDose`.
   */
  phases: z.array(Phase).min(1).max(12).optional(),
  /** When doses fall in words, such as "weeks 0, 2 and 6, then every 8 weeks". */
  sig: text(500).optional(),
  /** What of the order could not be understood; it is asked back. No practice sends it. */
  notUnderstood: z.array(NotUnderstood).max(40).optional(),
  /** Number of doses ordered, or the days a daily drug runs. */
  doses: z.number().int().min(1).max(400).optional(),
  durationMinutes: z.number().int().min(1).max(10_080).optional(),
  startOn: writtenDate.optional(),
  signedAt: z.iso.datetime({ offset: true }).optional(),
  firstDose: z.boolean().optional(),
  lastDoseOn: writtenDate.optional(),
  /**
   * The number that the next dose has in the whole course, where the doses before it were given
   * elsewhere; `doses` are then those from it on.
   */
  nextDose: z.number().int().min(1).max(400).optional(),
  /** The day of the newest dose that was begun and stopped before its end. */
  stoppedDoseOn: writtenDate.optional(),
  premedications: z.array(text(200)).max(20).optional(),
  reactionOrders: z.boolean().optional(),
  priorReaction: z
    .object({
      grade: z.number().int().min(1).max(5),
      on: writtenDate.optional(),
      text: text(300).optional(),
    })
    .optional(),
  lineType: z.enum(veinLines).optional(),
  /**
   * A nurse gives each dose at home, of a drug that patients otherwise give themselves: the order says
   * so, or neither the patient nor who helps can learn it.
   */
  nurseGives: z.boolean().optional(),
  /** Milliosmoles a liter of what is given, where the pharmacy knows it. */
  osmolarity: z.number().int().min(0).max(5000).optional(),
  substitutionAllowed: z.boolean().optional(),
  /** What a pharmacist entered of a drug that the catalogue does not know; no practice sends it. */
  entered: EnteredDrug.optional(),
});

/**
 * Another drug that is given at the visits of an order, with its own product, amount and days, which
 * are days of the order. What it does not say of itself is as the order says.
 */
export const InfusedDrug = OneDrug.pick({
  therapyId: true,
  drug: true,
  hcpcs: true,
  codes: true,
  alsoNamed: true,
  dose: true,
  loadingDose: true,
  route: true,
  frequency: true,
  phases: true,
  sig: true,
  notUnderstood: true,
  doses: true,
  durationMinutes: true,
  firstDose: true,
  lastDoseOn: true,
  nextDose: true,
  stoppedDoseOn: true,
  substitutionAllowed: true,
  entered: true,
}).extend({
  /** It is given at every visit of the order, and has no days of its own. */
  eachVisit: z.boolean().optional(),
});
export type InfusedDrug = z.infer<typeof InfusedDrug>;

export const Order = OneDrug.extend({
  /** The other drugs of a regimen: given at the same visits, one after the other. */
  alsoInfused: z.array(InfusedDrug).min(1).max(5).optional(),
});
export type Order = z.infer<typeof Order>;

/**
 * A measurement or result, in the words of who sent it; what it comes to is read by the rules. `code`
 * is LOINC. Whatever a result is doubted by stands beside it: no reading may look at one part alone.
 */
export const Observation = z.object({
  code: text(20),
  text: text(200).optional(),
  /** The day it was taken; a result without one counts against a therapy, never for it. */
  on: writtenDate.optional(),
  /**
   * That day is only the one of the report: it was taken before, nobody knows when. It counts against a
   * therapy as of that day, and for it as a result without a day.
   */
  dayOfReport: z.boolean().optional(),
  value: z
    .union([
      z.object({
        value: SignedDecimal,
        unit: text(20),
        comparator: z.enum(['<', '<=', '>=', '>']).optional(),
      }),
      z.object({ coded: text(4000) }),
    ])
    .optional(),
  /** Further words of the result, where it has several. */
  said: z.array(text(200)).max(8).optional(),
  /** Codes of the result, of SNOMED CT, LOINC or the laboratory. */
  answers: z.array(text(60)).max(8).optional(),
  /** How the laboratory marks it, as a code of HL7 (`POS`, `NEG`, `IND`) or in words. */
  interpretation: z.array(text(60)).max(6).optional(),
  /** Why there is no value. */
  absent: text(60).optional(),
  /** Left out for a final result. */
  status: text(20).optional(),
  notes: z.array(text(500)).max(5).optional(),
  specimen: text(100).optional(),
  method: text(100).optional(),
  /** The laboratory's own limits, in the unit of the value. */
  range: z.object({ low: SignedDecimal.optional(), high: SignedDecimal.optional() }).optional(),
  /** It does not say whose it is: it counts against a therapy, never for it. */
  untied: z.boolean().optional(),
  /** The element that it was read from. */
  from: text(60).optional(),
});
export type Observation = z.infer<typeof Observation>;

export const DocumentReference = z.object({
  title: oneLine(200),
  /** LOINC document type. */
  type: text(20).optional(),
  contentType: MediaType,
  /** Base64 content; kept in the document store, never in the table. */
  data: z.base64('must be base64 content').min(1, 'must not be empty').max(8_000_000).optional(),
  /** Key in the document store and size of the content; set when it was put there. */
  storedAs: text(100).optional(),
  bytes: z.number().int().min(0).optional(),
  /** The SHA-256 of the content, in hexadecimal. */
  sha256: z.string().optional(),
});
export type DocumentReference = z.infer<typeof DocumentReference>;

export const Prescriber = z.object({
  npi: Npi.optional(),
  /** What was sent as the NPI and is none; the practice is told. */
  npiAsSent: text(60).optional(),
  name: text(100),
  phone: text(30).optional(),
  /** Provider taxonomy codes of the NUCC: some payers want a specialist. */
  specialties: z.array(text(20)).max(5).optional(),
});
export type Prescriber = z.infer<typeof Prescriber>;

/** Where a patient lives. */
export const Residence = z.enum([
  'private',
  'assisted-living',
  'group-home',
  'long-term-care',
  'homeless',
]);
export type Residence = z.infer<typeof Residence>;

export const Submission = z.object({
  urgency: z.enum(['routine', 'urgent']).default('routine'),
  practice: z.object({
    npi: Npi,
    name: text(100),
    phone: text(30).optional(),
    fax: text(30).optional(),
    /** Where we write that a referral waits or has ended. */
    email: z.email('must be an e-mail address').optional(),
  }),
  prescriber: Prescriber.optional(),
  patient: PatientClaimed,
  coverages: z.array(CoverageClaimed).max(3).default([]),
  diagnoses: z.array(Diagnosis).max(12).default([]),
  order: Order,
  observations: z.array(Observation).max(200).default([]),
  /** `none-known` counts as an answer; left out does not. */
  allergies: z
    .union([
      z.literal('none-known'),
      z
        .array(
          z.object({
            substance: text(100),
            reaction: text(200).optional(),
            /** What is remarked of it. */
            said: z.array(text(500)).max(5).optional(),
          }),
        )
        .max(50),
    ])
    .optional(),
  priorTherapies: z
    .array(z.object({ drug: text(100), outcome: text(200).optional() }))
    .max(30)
    .default([]),
  /** What the practice and the patient say of the place of care. */
  placement: z
    .object({
      preferred: z
        .enum(['hospital-outpatient', 'infusion-center', 'clinic', 'home', 'long-term-care'])
        .optional(),
      /** Left out where nobody says where the patient lives. */
      residence: Residence.optional(),
      /** The facility that the patient lives in. */
      facility: z.object({ name: text(100).optional(), npi: Npi.optional() }).optional(),
      /** The home was looked at, and care may be given there. */
      homeSuitable: z.boolean().optional(),
      /** Somebody is willing and able to help with the care at home. */
      caregiver: z.boolean().optional(),
      livesAlone: z.boolean().optional(),
      /** Cannot see to the care at home without another person. */
      needsHelp: z.boolean().optional(),
      /** Does not leave the home, or only with great effort. */
      homebound: z.boolean().optional(),
      /** What the record says two things of. */
      unclear: z
        .array(z.enum(['residence', 'caregiver', 'home']))
        .max(3)
        .optional(),
      unstable: z.boolean().optional(),
      difficultAccess: z.boolean().optional(),
    })
    .optional(),
  documents: z.array(DocumentReference).max(20).default([]),
  ...clinicalClaims,
  /** What became of each resource, where it came as a bundle. */
  account: Account.optional(),
  /** How it came, where our staff keyed it in. */
  keyed: Keyed.optional(),
});
export type Submission = z.infer<typeof Submission>;

/** Who must answer a finding. */
export const FindingOwner = z.enum(['referrer', 'clinician', 'coordinator']);
export type FindingOwner = z.infer<typeof FindingOwner>;

/** What is missing or wrong: where, what, who can fix it and how. */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(['missing', 'block', 'warn']),
  pointer: z.string(),
  text: z.string(),
  fix: z.string(),
  source: z.string(),
  /** Who must answer it; left out of findings recorded before it was told. */
  owner: FindingOwner.optional(),
  /** Words that were not understood, or that it rests on, as they were sent. */
  said: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

export const ReferralStatus = z.enum(['incomplete', 'accepted', 'active', 'closed']);
export type ReferralStatus = z.infer<typeof ReferralStatus>;

/** Judged at its receipt, judged again after every change of the order, booked, ended. */
export const referralLife: Lifecycle<ReferralStatus> = {
  begins: ['incomplete', 'accepted'],
  next: {
    incomplete: ['incomplete', 'accepted', 'closed'],
    accepted: ['incomplete', 'accepted', 'active', 'closed'],
    active: ['active', 'closed'],
    closed: [],
  },
};

/** Statuses of a referral that has not ended. */
export const openStatuses = unended(referralLife);

export const CloseReason = z.enum([
  'completed',
  'withdrawn',
  'not-covered',
  'not-authorized',
  'incomplete',
  'no-capacity',
  'duplicate',
  'failed',
]);
export type CloseReason = z.infer<typeof CloseReason>;

/**
 * The small main item of a referral: what the worklists and workflows need, nothing a patient
 * could be recognized by. The submission is a separate item, one version per correction.
 */
export const Referral = z.object({
  referralId: ReferralId,
  status: ReferralStatus,
  closeReason: CloseReason.optional(),
  practiceNpi: Npi,
  patientId: z.string(),
  therapyId: z.string().optional(),
  urgency: z.enum(['routine', 'urgent']),
  receivedAt: z.iso.datetime(),
  /** Another open referral that this one may double or conflict with; shown to our staff only. */
  possibleDuplicateOf: ReferralId.optional(),
  /** Version of the submission that is current. */
  orderVersion: z.number().int().positive(),
  /** Last day on which the first dose still falls in its window; it ranks every worklist. */
  doseBy: date.optional(),
  /** What keeps it from going on; doubts that do not are kept with the order. */
  findings: z.array(Finding).default([]),
  /** What had stopped it and a clinician has cleared, as long as it is found still. */
  cleared: z.array(Finding).optional(),
  /** The determinations' answers so far, by question. */
  payerId: z.string().optional(),
  coverageRank: z.enum(['primary', 'secondary']).optional(),
  setting: z.string().optional(),
  siteId: z.string().optional(),
  /** The authorization that is being renewed; its series goes on when the payer agrees. */
  renewing: z.string().nullable().optional(),
  visits: z.number().int().min(0).default(0),
  /** The network's edition when the coverage was verified; what follows sees no older one. */
  networkEdition: z.number().int().optional(),
  /**
   * The local policy that its order was judged under last, or that a clinician was asked about; null
   * without one. What a later one has stricter is seen where visits are booked.
   */
  policy: Policy.nullable().optional(),
  /** The same of the other drugs of its order. */
  beside: z.array(Policy).optional(),
});
export type Referral = z.infer<typeof Referral>;

/** A referral from its main item, where the lists' `id` tells which one it is. */
export const readMain = (item: Record<string, unknown>): Referral =>
  Referral.parse({ referralId: item.id, ...item });
