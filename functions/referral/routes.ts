import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { ReferralId } from '../platform/ids.ts';
import { Account } from './account.ts';
import { NativeDocument } from './native-document.ts';
import { Finding, ReferralStatus } from './referral.ts';
import { withdrawalReasonNames } from './withdrawal-reasons.ts';

export const Links = z.object({
  self: z.string(),
  corrections: z.string(),
  documents: z.string(),
  uploads: z.string(),
  withdrawal: z.string(),
});

export const linksOf = (referralId: string): z.infer<typeof Links> => ({
  self: `/referrals/${referralId}`,
  corrections: `/referrals/${referralId}/corrections`,
  documents: `/referrals/${referralId}/documents`,
  uploads: `/referrals/${referralId}/uploads`,
  withdrawal: `/referrals/${referralId}/withdrawal`,
});

/** What a practice learns at once. */
export const Receipt = z.object({
  referralId: ReferralId,
  status: ReferralStatus,
  findings: z.array(Finding),
  account: Account.optional().meta({
    description: 'What became of each resource of the bundle, by its place among the entries',
  }),
  links: Links,
});
export type Receipt = z.infer<typeof Receipt>;

export const referralPath = z.object({ referralId: ReferralId });
export const orderBodies = ['application/json', 'application/fhir+json'];
export const practiceOrCoordinator = ['referrer', 'system', 'coordinator', 'clinician'] as const;
export const referralChanged = {
  'not-found': 'no such referral, or not yours',
  'referral-closed': 'the referral is closed; send a new one',
  'changed-since': 'the order has another version than If-Match says; `current` is how it stands',
  'changed-meanwhile': 'the referral was changed at the same moment; read it and send again',
} as const;

export const noDocumentRoom = {
  'documents-full': 'a referral holds at most 20 documents',
  'documents-too-large': 'the documents of a referral have at most 20 MB together',
} as const;

export const referralRoutes = defineRoutes({
  'POST /referrals': {
    function: 'receive-referral',
    summary:
      'Send a referral, as a FHIR R4 bundle of US Core 7 resources or in the native form; our staff key in what came by fax, telephone or mail, and its practice signs it',
    access: ['referrer', 'system', 'coordinator'],
    // Both forms are read by submission-body.ts, so that each complaint names its element.
    body: z.looseObject({}),
    contentTypes: orderBodies,
    success: { status: 202, body: Receipt },
    problems: {
      'bundle-invalid': 'elements of the bundle cannot be read; each is named with its remedy',
      'submission-invalid': 'fields of the native form cannot be read; each is named',
      'not-your-practice': 'the referral names a practice that the caller does not work for',
      'duplicate-open-referral':
        'the practice has an open referral of the patient for this therapy',
      'idempotency-key-reused': 'the key was used before with another body',
    },
  },
  'POST /referrals/{referralId}/corrections': {
    function: 'correct-referral',
    summary: 'Correct a referral by a JSON merge patch of the native form, or by a whole bundle',
    access: practiceOrCoordinator,
    path: referralPath,
    body: z
      .looseObject({})
      .meta({ description: 'A merge patch (RFC 7396) of the native form, or a FHIR bundle' }),
    contentTypes: [...orderBodies, 'application/merge-patch+json'],
    success: { status: 200, body: Receipt },
    problems: {
      ...referralChanged,
      ...noDocumentRoom,
      'bundle-invalid': 'elements of the bundle cannot be read; each is named with its remedy',
      'submission-invalid': 'the corrected referral cannot be read; each field is named',
      'order-signed': 'its practice has signed what our staff keyed in: a change is the practice’s',
      'revision-needed': 'a keyed order is signed, and If-Match does not say as it was seen',
      'practice-changed': 'a correction cannot give a referral to another practice',
      'patient-changed': 'a correction cannot give a referral to another patient',
      'duplicate-open-referral':
        'the practice has another open referral of the patient for this therapy',
      'correction-needs-review':
        'a person must look at the correction; send a new referral instead',
    },
  },
  'POST /referrals/{referralId}/documents': {
    function: 'receive-upload',
    summary: 'Add a document; a payer that waits for information is answered with it',
    access: practiceOrCoordinator,
    path: referralPath,
    body: NativeDocument,
    success: { status: 201, body: Receipt },
    problems: { ...referralChanged, ...noDocumentRoom },
  },
  'POST /referrals/{referralId}/withdrawal': {
    function: 'withdraw-referral',
    summary: 'Withdraw a referral: nothing waits any longer and nothing more is sent',
    access: ['referrer', 'system', 'coordinator'],
    path: referralPath,
    body: z.strictObject({
      reason: z.enum(withdrawalReasonNames),
      note: z.string().trim().min(1).max(500).optional(),
    }),
    success: { status: 200, body: Receipt },
    problems: referralChanged,
  },
});
