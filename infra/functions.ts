import type { Grant } from './grants.ts';

/**
 * How a function is invoked. A `step` by a workflow, a `route` by the HTTP API (or as its
 * authorizer), a `stream` by the table's changes, an `event` asynchronously by a rule, a topic or
 * a schedule, a `deployment` by CloudFormation, which waits for its word.
 */
export type Trigger = 'step' | 'route' | 'stream' | 'event' | 'deployment';

export type FunctionRow = {
  name: string;
  area: string;
  trigger: Trigger;
  /** Calls to payers of one invocation, one after the other: its time is longer by theirs. */
  payerCalls?: number;
  may: readonly Grant[];
};

/** To look at a referral, and to record a change of it: every change adds an audit record. */
const look = ['get', 'query'] as const;
const record = [...look, 'put', 'update'] as const;
const recordWithoutGet = ['query', 'put', 'update'] as const;
const recordWithoutUpdate = [...look, 'put'] as const;
const send = ['send-messages', 'sign-links', 'send-mail', 'send-text'] as const;

/** Every Lambda function of the service: where its code is, what invokes it, what it may do. */
export const functions = [
  // Steps of the referral workflow
  { name: 'check-completeness', area: 'referral', trigger: 'step', may: record },
  // The primary payer, and the secondary where the primary does not pay.
  {
    name: 'verify-eligibility',
    area: 'coverage',
    trigger: 'step',
    payerCalls: 2,
    may: [...record, 'batch-get'],
  },
  {
    name: 'choose-site-of-care',
    area: 'authorization',
    trigger: 'step',
    may: [...record, 'record-alone'],
  },
  {
    name: 'determine-authorization-need',
    area: 'authorization',
    trigger: 'step',
    may: [...recordWithoutUpdate, 'record-alone'],
  },
  {
    name: 'book-series',
    area: 'scheduling',
    trigger: 'step',
    may: [...record, 'batch-get', 'record-alone'],
  },
  { name: 'close-referral', area: 'referral', trigger: 'step', may: recordWithoutGet },

  // Step of the renewal workflow, beside those of the referral workflow
  { name: 'end-renewal', area: 'renewal', trigger: 'step', may: recordWithoutGet },

  // Steps of the authorization workflow
  {
    name: 'submit-authorization',
    area: 'authorization',
    trigger: 'step',
    payerCalls: 1,
    may: [...recordWithoutUpdate, 'read-documents'],
  },

  {
    name: 'make-packet',
    area: 'authorization',
    trigger: 'step',
    may: [...recordWithoutUpdate, 'write-documents', 'read-documents'],
  },

  // Steps of every workflow that waits for a person
  { name: 'place-hold', area: 'hold', trigger: 'step', may: recordWithoutUpdate },
  { name: 'escalate-hold', area: 'hold', trigger: 'step', may: recordWithoutUpdate },

  // Steps of the visit workflow
  { name: 'check-visit', area: 'visit', trigger: 'step', may: [...record, 'record-alone'] },

  // Routes for practices, coordinators and payers
  {
    name: 'receive-referral',
    area: 'referral',
    trigger: 'route',
    may: [...record, 'batch-get', 'write-documents', 'index-identifiers'],
  },
  {
    name: 'read-referrals',
    area: 'chart',
    trigger: 'route',
    may: [...look, 'query:practice', 'query:month', 'note-readings'],
  },
  {
    name: 'correct-referral',
    area: 'referral',
    trigger: 'route',
    may: [...record, 'batch-get', 'write-documents', 'index-identifiers'],
  },
  {
    name: 'receive-upload',
    area: 'referral',
    trigger: 'route',
    may: [...recordWithoutGet, 'take-uploads'],
  },
  { name: 'withdraw-referral', area: 'referral', trigger: 'route', may: recordWithoutGet },
  {
    name: 'list-holds',
    area: 'worklist',
    trigger: 'route',
    may: [
      ...look,
      'batch-get',
      'query:worklist',
      'query:escalated',
      'query:reasons',
      'query:assigned',
      'query:practice',
      'note-readings',
    ],
  },
  {
    name: 'assign-hold',
    area: 'worklist',
    trigger: 'route',
    may: [...recordWithoutUpdate, 'batch-get', 'keep-presence', 'keep-staff'],
  },
  {
    name: 'work-hold',
    area: 'worklist',
    trigger: 'route',
    may: [...record, 'batch-get', 'record-alone'],
  },
  {
    name: 'manage-profile',
    area: 'staff',
    trigger: 'route',
    may: ['get', 'query', 'batch-get', 'keep-staff', 'keep-drafts', 'ask-names'],
  },
  {
    name: 'find-patients',
    area: 'chart',
    trigger: 'route',
    may: ['query', 'batch-get', 'index-identifiers', 'note-readings'],
  },
  {
    name: 'read-documents',
    area: 'chart',
    trigger: 'route',
    may: ['query', 'batch-get', 'read-documents', 'note-readings'],
  },
  { name: 'record-coverage-word', area: 'coverage', trigger: 'route', may: recordWithoutGet },
  {
    name: 'log-correspondence',
    area: 'worklist',
    trigger: 'route',
    may: [...record, 'batch-get'],
  },
  {
    name: 'manage-patient',
    area: 'outreach',
    trigger: 'route',
    may: [...record, 'batch-get', 'index-identifiers', 'note-readings', 'record-alone'],
  },
  {
    name: 'read-authorization',
    area: 'authorization',
    trigger: 'route',
    may: [...look, 'note-readings'],
  },
  {
    name: 'read-packet',
    area: 'authorization',
    trigger: 'route',
    may: [...look, 'read-documents', 'note-readings'],
  },
  { name: 'receive-payer-notification', area: 'authorization', trigger: 'route', may: record },

  // Routes for schedulers, nurses and administrators
  { name: 'book-visits', area: 'scheduling', trigger: 'route', may: [...record, 'batch-get'] },
  {
    name: 'read-schedule',
    area: 'scheduling',
    trigger: 'route',
    may: [...look, 'batch-get', 'note-readings'],
  },
  {
    name: 'change-visit',
    area: 'visit',
    trigger: 'route',
    may: [...record, 'batch-get', 'note-readings'],
  },
  { name: 'record-visit', area: 'visit', trigger: 'route', may: [...record, 'note-readings'] },
  { name: 'list-therapies', area: 'therapy', trigger: 'route', may: look },
  { name: 'manage-policy', area: 'therapy', trigger: 'route', may: record },
  { name: 'manage-network', area: 'network', trigger: 'route', may: record },

  // Routes for patients, and the public ones
  {
    name: 'authorize-patient',
    area: 'outreach',
    trigger: 'route',
    may: ['verify-links', 'verify-sign-ins'],
  },
  { name: 'open-patient-page', area: 'outreach', trigger: 'route', may: [] },
  {
    name: 'patient-page',
    area: 'outreach',
    trigger: 'route',
    may: [...record, 'batch-get', 'note-readings'],
  },
  { name: 'describe-api', area: 'api', trigger: 'route', may: ['tell-sign-in'] },

  // The outbox: what leaves because the table changed
  {
    name: 'relay-workflow',
    area: 'relay',
    trigger: 'stream',
    may: ['read-changes', ...record, 'start-workflows', 'stop-workflows', 'wake-workflows'],
  },
  {
    name: 'ask-about-displaced',
    area: 'visit',
    trigger: 'stream',
    may: ['read-changes', ...record, 'batch-get', 'query:month', 'record-alone'],
  },
  {
    name: 'keep-worklist',
    area: 'worklist',
    trigger: 'stream',
    may: ['read-changes', 'batch-get', 'query', 'put', 'update', 'keep-measured'],
  },
  {
    name: 'index-patients',
    area: 'referral',
    trigger: 'stream',
    may: ['read-changes', 'batch-get', 'keep-found', 'index-identifiers'],
  },
  { name: 'publish-events', area: 'relay', trigger: 'stream', may: ['read-changes', 'publish'] },
  {
    name: 'queue-message',
    area: 'outreach',
    trigger: 'event',
    may: [...record, 'batch-get', ...send],
  },
  {
    name: 'receive-text',
    area: 'outreach',
    trigger: 'event',
    may: [...recordWithoutGet, 'batch-get', 'index-identifiers', 'send-text', 'record-alone'],
  },

  // What is found by looking again
  {
    name: 'send-due-messages',
    area: 'outreach',
    trigger: 'event',
    may: [...record, 'batch-get', 'query:due', ...send],
  },
  {
    name: 'sweep-unsettled',
    area: 'relay',
    trigger: 'event',
    may: ['get', 'query:due', 'update', 'start-workflows', 'wake-workflows'],
  },
  {
    name: 'ask-payers-again',
    area: 'payer',
    trigger: 'event',
    may: ['get', 'query', 'query:due', 'put', 'update'],
  },
  // At most twenty payers at once, each asked one question.
  {
    name: 'inquire-payers',
    area: 'authorization',
    trigger: 'event',
    payerCalls: 1,
    may: [...record, 'query:due'],
  },
  {
    name: 'escalate-standing-holds',
    area: 'hold',
    trigger: 'event',
    may: [...recordWithoutUpdate, 'query:due'],
  },
  {
    name: 'watch-renewals',
    area: 'renewal',
    trigger: 'event',
    may: ['query', 'put', 'query:due'],
  },
  {
    name: 'attend-failed-execution',
    area: 'hold',
    trigger: 'event',
    may: [...recordWithoutUpdate, 'know-workflows'],
  },

  // At a deployment
  { name: 'publish-console', area: 'api', trigger: 'deployment', may: ['publish-console'] },
] as const satisfies readonly FunctionRow[];

export type FunctionName = (typeof functions)[number]['name'];

/** `submit-authorization` -> `SubmitAuthorization`: the construct id and the ASL substitution. */
export const constructId = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The source file of a function, relative to the repository root. */
export const entryFile = ({ area, name }: FunctionRow): string => `functions/${area}/${name}.ts`;
