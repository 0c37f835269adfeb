import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { revision } from '../platform/revision.ts';
import { text } from '../platform/text.ts';
import { DoseUnitName } from './dose-unit.ts';
import { LooserLimit, VersionStatus } from './policy.ts';
import { PolicyRules } from './policy-body.ts';

/** What an order form needs to know of a therapy; clinical facts stay with the rules that use them. */
export const TherapyForm = z.object({
  therapyId: z.string(),
  called: z.string(),
  class: z.string(),
  route: z.enum(['IV', 'SC']),
  products: z.array(z.object({ called: z.string(), hcpcs: z.array(z.string()) })),
  /** Units a dose may be ordered in. */
  units: z.array(DoseUnitName),
  /** Usual ways of dosing, to choose from; the order is still the prescriber's. */
  regimens: z.array(
    z.object({
      use: z.string(),
      dose: z.string(),
      unit: DoseUnitName,
      loadingDose: z.string().optional(),
      loadingDays: z.array(z.number().int()).optional(),
      steadyFrom: z.number().int().optional(),
      everyDays: z.number().int().optional(),
    }),
  ),
  /** What such an order is asked for beyond what every order is. */
  asked: z.array(z.string()),
  /** Results that are asked for: of each test one of its codes (LOINC), and how old it may be. */
  results: z.array(
    z.object({
      /** Findings about it begin with this. */
      item: z.string(),
      tests: z.array(z.object({ called: z.string(), codes: z.array(z.string()) })),
      withinDays: z.number().int().optional(),
    }),
  ),
  /** Whether a dose goes by the weight, and by the height. */
  byWeight: z.boolean(),
  byHeight: z.boolean(),
  /** Present for our staff while a looser policy waits for a second person. */
  policyWaits: z.literal(true).optional(),
});
export type TherapyForm = z.infer<typeof TherapyForm>;

const Limits = z.array(z.object({ limit: z.string(), says: z.string() }));

const Version = z.object({
  version: z.number().int(),
  status: VersionStatus,
  rules: PolicyRules,
  effectiveFrom: z.string(),
  why: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  looser: z.array(LooserLimit),
  decision: z
    .object({ action: z.string(), note: z.string(), by: z.string(), at: z.string() })
    .optional(),
});

/** A therapy with its limits as the catalogue has them and as they hold here, and how they came about. */
const TherapyDetail = z.object({
  therapyId: z.string(),
  called: z.string(),
  revision: z.number().int(),
  policy: z.object({ version: z.number().int(), from: z.string(), rules: PolicyRules }).optional(),
  waiting: z.object({ version: z.number().int(), proposedBy: z.string() }).optional(),
  catalogue: Limits,
  limits: Limits,
  history: z.array(Version),
});
export type TherapyDetail = z.infer<typeof TherapyDetail>;

/** A policy as it is set: from which day, why, and what it limits. It replaces the one before. */
export const PolicyBody = z.strictObject({
  effectiveFrom: z.iso.date(),
  why: text(1000),
  rules: PolicyRules,
  revision,
});

export const DecisionBody = z.strictObject({
  version: z.number().int().positive(),
  action: z.enum(['approve', 'refuse', 'withdraw']),
  note: text(1000),
});

/** Where a policy stands after a change of it. */
const PolicyAnswer = z.object({
  therapyId: z.string(),
  revision: z.number().int(),
  version: z.number().int(),
  status: VersionStatus,
  /** What a second person is asked to approve. */
  looser: z.array(LooserLimit),
});
export type PolicyAnswer = z.infer<typeof PolicyAnswer>;

const TherapyId = z.object({ therapyId: z.string().max(60) });
const noTherapy = { 'not-found': 'the catalogue has no such therapy' };
const seen = {
  'revision-needed':
    'a policy is known: send the `revision` that was read, in the body or in If-Match',
  'policy-changed': 'somebody changed the policy since: read it again',
};

export const therapyRoutes = defineRoutes({
  'GET /therapies': {
    function: 'list-therapies',
    summary: 'The therapies of the catalogue, as an order form needs them',
    access: ['referrer', 'system', 'coordinator', 'clinician', 'scheduler', 'admin'],
    success: { status: 200, body: z.object({ items: z.array(TherapyForm) }) },
  },
  'GET /therapies/{therapyId}': {
    function: 'list-therapies',
    summary: 'One therapy: its limits, the local policy that sets them, and how it came about',
    access: ['coordinator', 'clinician', 'scheduler', 'admin'],
    path: TherapyId,
    success: { status: 200, body: TherapyDetail },
    problems: noTherapy,
  },
  'PUT /therapies/{therapyId}/policy': {
    function: 'manage-policy',
    summary: 'Set the local policy of a therapy; what is looser waits for a second person',
    access: ['clinician', 'admin'],
    path: TherapyId,
    body: PolicyBody,
    success: { status: 200, body: PolicyAnswer },
    problems: {
      ...noTherapy,
      ...seen,
      'policy-unfit': 'the policy does not fit the therapy: `errors` says where',
      'policy-in-past': 'it would begin on a day that is over',
      'policy-unchanged': 'it says what holds already',
    },
  },
  'POST /therapies/{therapyId}/policy/decision': {
    function: 'manage-policy',
    summary: 'Approve, refuse or withdraw a looser policy that waits for a second person',
    access: ['clinician', 'admin'],
    path: TherapyId,
    body: DecisionBody,
    needsSeen: true,
    success: { status: 200, body: PolicyAnswer },
    problems: {
      ...noTherapy,
      'revision-needed': 'If-Match does not say which state of the policy was seen',
      'policy-changed': seen['policy-changed'],
      'nothing-waits': 'this version does not wait for a decision',
      'clinician-needed': 'a looser policy is approved or refused by a clinician',
      'second-person-needed': 'who proposed a policy does not approve or refuse it',
      'not-yours-to-withdraw': 'only who proposed a policy withdraws it; others refuse it',
    },
  },
});
