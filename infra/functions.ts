import type { Grant } from './grants.ts';

/**
 * How a function is invoked. A `step` by a workflow, a `route` by the HTTP API (or as its
 * authorizer), a `stream` by the table's changes, an `event` asynchronously by a rule, a topic or
 * a schedule.
 */
export type Trigger = 'step' | 'route' | 'stream' | 'event';

export type FunctionRow = {
  name: string;
  area: string;
  trigger: Trigger;
  may: readonly Grant[];
};

const change = ['put', 'update'] as const;
const send = ['sign-links', 'send-mail', 'send-text'] as const;

/** Every Lambda function of the service: where its code is, what invokes it, what it may do. */
export const functions = [
  // Steps of the referral workflow
  {
    name: 'check-completeness',
    area: 'referral',
    trigger: 'step',
    may: ['get', 'query', ...change],
  },
  {
    name: 'verify-eligibility',
    area: 'coverage',
    trigger: 'step',
    may: ['get', 'query', ...change],
  },
  {
    name: 'choose-site-of-care',
    area: 'placement',
    trigger: 'step',
    may: ['get', 'query', ...change],
  },
  {
    name: 'determine-authorization-need',
    area: 'authorization',
    trigger: 'step',
    may: ['get', 'query', ...change],
  },
  {
    name: 'book-series',
    area: 'scheduling',
    trigger: 'step',
    may: ['get', 'query', ...change],
  },
  {
    name: 'assign-education',
    area: 'education',
    trigger: 'step',
    may: ['get', 'query', 'put'],
  },
  { name: 'close-referral', area: 'referral', trigger: 'step', may: ['get', 'query', ...change] },

  // Steps of the authorization workflow
  {
    name: 'draft-authorization',
    area: 'authorization',
    trigger: 'step',
    may: ['get', 'query', ...change],
  },
  {
    name: 'submit-authorization',
    area: 'authorization',
    trigger: 'step',
    may: ['get', 'query', ...change, 'read-documents'],
  },

  // Steps of every workflow that waits for a person
  { name: 'place-hold', area: 'hold', trigger: 'step', may: ['get', 'query', ...change] },
  { name: 'escalate-hold', area: 'hold', trigger: 'step', may: ['get', 'query', ...change] },

  // Steps of the visit workflow
  { name: 'plan-visit', area: 'visit', trigger: 'step', may: ['get', 'query', ...change] },
  { name: 'check-readiness', area: 'visit', trigger: 'step', may: ['get', 'query', ...change] },

  // Routes for practices, coordinators and payers
  {
    name: 'receive-referral',
    area: 'referral',
    trigger: 'route',
    may: ['get', 'query', ...change, 'write-documents', 'index-identifiers'],
  },
  {
    name: 'read-referrals',
    area: 'referral',
    trigger: 'route',
    may: ['get', 'query', 'query:practice', 'query:month'],
  },
  {
    name: 'correct-referral',
    area: 'referral',
    trigger: 'route',
    may: ['get', 'query', ...change, 'write-documents'],
  },
  {
    name: 'withdraw-referral',
    area: 'referral',
    trigger: 'route',
    may: ['get', 'query', ...change],
  },
  {
    name: 'list-holds',
    area: 'hold',
    trigger: 'route',
    may: ['get', 'query', 'query:worklist', 'query:practice'],
  },
  { name: 'work-hold', area: 'hold', trigger: 'route', may: ['get', 'query', ...change] },
  { name: 'read-authorization', area: 'authorization', trigger: 'route', may: ['get', 'query'] },
  {
    name: 'receive-payer-notification',
    area: 'authorization',
    trigger: 'route',
    may: ['get', 'query', ...change],
  },

  // Routes for schedulers, nurses and administrators
  { name: 'offer-slots', area: 'scheduling', trigger: 'route', may: ['get', 'batch-get', 'query'] },
  {
    name: 'book-visits',
    area: 'scheduling',
    trigger: 'route',
    may: ['get', 'batch-get', 'query', ...change],
  },
  {
    name: 'read-schedule',
    area: 'scheduling',
    trigger: 'route',
    may: ['get', 'batch-get', 'query'],
  },
  { name: 'change-visit', area: 'visit', trigger: 'route', may: ['get', 'query', ...change] },
  { name: 'record-visit', area: 'visit', trigger: 'route', may: ['get', 'query', ...change] },
  {
    name: 'manage-network',
    area: 'scheduling',
    trigger: 'route',
    may: ['get', 'query', ...change],
  },

  // Routes for patients, and the public ones
  {
    name: 'authorize-patient',
    area: 'outreach',
    trigger: 'route',
    may: ['verify-links', 'verify-sign-ins'],
  },
  { name: 'open-patient-page', area: 'outreach', trigger: 'route', may: [] },
  { name: 'patient-page', area: 'outreach', trigger: 'route', may: ['get', 'query', ...change] },
  { name: 'describe-api', area: 'platform', trigger: 'route', may: [] },

  // The outbox: what leaves because the table changed
  {
    name: 'relay-workflow',
    area: 'platform',
    trigger: 'stream',
    may: ['read-changes', 'update', 'start-workflows', 'stop-workflows', 'wake-workflows'],
  },
  { name: 'publish-events', area: 'platform', trigger: 'stream', may: ['read-changes', 'publish'] },
  {
    name: 'queue-message',
    area: 'outreach',
    trigger: 'event',
    may: ['get', 'query', ...change, 'check', ...send],
  },
  {
    name: 'receive-text',
    area: 'outreach',
    trigger: 'event',
    may: ['get', 'query', ...change, 'index-identifiers', 'send-text'],
  },

  // What is found by looking again
  {
    name: 'send-due-messages',
    area: 'outreach',
    trigger: 'event',
    may: ['get', 'query', 'query:due', ...change, 'check', ...send],
  },
  {
    name: 'sweep-unsettled',
    area: 'platform',
    trigger: 'event',
    may: ['get', 'query:due', 'update', 'start-workflows', 'wake-workflows'],
  },
  {
    name: 'watch-renewals',
    area: 'authorization',
    trigger: 'event',
    may: ['get', 'query', 'query:due', ...change],
  },
  {
    name: 'attend-failed-execution',
    area: 'hold',
    trigger: 'event',
    may: ['get', 'query', 'put', 'know-workflows'],
  },
] as const satisfies readonly FunctionRow[];

export type FunctionName = (typeof functions)[number]['name'];

/** `submit-authorization` -> `SubmitAuthorization`: the construct id and the ASL substitution. */
export const constructId = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The source file of a function, relative to the repository root. */
export const entryOf = ({ area, name }: FunctionRow): string => `functions/${area}/${name}.ts`;
