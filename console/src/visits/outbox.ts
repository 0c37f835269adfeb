import { askApi } from '../api/call.ts';
import { Problem } from '../api/problem.ts';
import { queries, type SheetShown } from '../api/queries.ts';
import type { ApiRequest } from '../api/routes.ts';
import { holdsUnsent } from '../shell/unsent.ts';
import { session } from '../sign-in/session.ts';
import type { FormName, TypedForm } from './bodies.ts';

type Recording = {
  start: ApiRequest<'POST /visits/{visitId}/start'>['body'];
  entry: ApiRequest<'POST /visits/{visitId}/entries'>['body'];
  reaction: ApiRequest<'POST /visits/{visitId}/reaction'>['body'];
  completion: ApiRequest<'POST /visits/{visitId}/completion'>['body'];
};

const routes = {
  start: 'POST /visits/{visitId}/start',
  entry: 'POST /visits/{visitId}/entries',
  reaction: 'POST /visits/{visitId}/reaction',
  completion: 'POST /visits/{visitId}/completion',
} as const;

/** Something a nurse wrote down: in memory alone, until the service has it. */
export type Job = {
  /** It is one thing, however often it is sent. */
  key: string;
  /** Whose it is: nobody else's sign-in sends it. */
  subject: string;
  visitId: string;
  form: FormName;
  /** What it is, without anything of the patient. */
  words: string;
  body: Recording[FormName];
  typed: TypedForm;
  /** Why the service would not have it: somebody looks at it again. */
  refused?: Problem;
};

type Outcome = 'sent' | 'kept' | Problem;

const retryMs = 8_000;
const listeners = new Set<() => void>();
let jobs: readonly Job[] = [];
let pumping: Promise<void> | undefined;

const become = (next: readonly Job[]) => {
  jobs = next;
  for (const listener of listeners) listener();
};

/** What may be taken later: nobody answered, or too much was asked, or somebody has to sign in. */
const isForLater = (problem: Problem): boolean =>
  problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.status === 401;

const isOwn = ({ subject }: Job): boolean => {
  const state = session.state();
  return 'person' in state && state.person.subject === subject;
};

/** The newest state of the visit that was read: what it is sent against. */
const seenOf = (visitId: string): string | undefined =>
  queries.getQueryData<{ etag?: string }>(['bedside', visitId])?.etag;

type Seen = { body: SheetShown; etag: string | undefined };

/** A start or an end shows at once, also where the line goes down before the sheet is read anew. */
const showAnswered = (visitId: string, visit: Partial<SheetShown>): void => {
  queries.setQueryData<Seen>(
    ['bedside', visitId],
    (seen) => seen && { ...seen, body: { ...seen.body, ...visit } },
  );
};

const sendOne = async (job: Job): Promise<Outcome> => {
  try {
    const { body } = await askApi(routes[job.form], {
      path: { visitId: job.visitId },
      body: job.body as never,
      idempotencyKey: job.key,
      ifMatch: seenOf(job.visitId),
    });
    if (body && 'status' in body) showAnswered(job.visitId, body);
    return 'sent';
  } catch (error) {
    const problem =
      error instanceof Problem ? error : new Problem(0, 'failed', 'It could not be sent.');
    return isForLater(problem) ? 'kept' : problem;
  }
};

const nextJob = (): Job | undefined => jobs.find((job) => !job.refused && isOwn(job));

/**
 * In the order in which it was written: a start goes before what follows it. What is written while
 * others are sent goes with them.
 */
const pumpAll = async (): Promise<void> => {
  for (let job = nextJob(); job; job = nextJob()) {
    const { key, visitId } = job;
    const outcome = await sendOne(job);
    if (outcome === 'kept') return;
    become(
      outcome === 'sent'
        ? jobs.filter((each) => each.key !== key)
        : jobs.map((each) => (each.key === key ? { ...each, refused: outcome } : each)),
    );
    if (outcome === 'sent')
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['bedside', visitId] }),
        queries.invalidateQueries({ queryKey: ['day'] }),
      ]);
  }
};

const pump = (): Promise<void> => {
  pumping ??= pumpAll().finally(() => {
    pumping = undefined;
  });
  return pumping;
};

export const nurseOutbox = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  jobs: () => jobs,
  retry: pump,
  /** Sends what was written, after what waits already; what is refused comes back to who wrote it. */
  send: async (job: Job): Promise<Outcome> => {
    become([...jobs, job]);
    await pump();
    const left = jobs.find(({ key }) => key === job.key);
    if (!left) return 'sent';
    if (!left.refused) return 'kept';
    nurseOutbox.drop(job.key);
    return left.refused;
  },
  drop: (key: string): void => become(jobs.filter((job) => job.key !== key)),
};

holdsUnsent(() => jobs.length > 0);
window.addEventListener('online', () => void pump());
setInterval(() => {
  if (jobs.length > 0) void pump();
}, retryMs);
