import type { Clock } from '../local/time/clock.ts';
import type { Integrations } from './integrations.ts';
import type { Hook, JournalFault } from './journal.ts';
import type { Json } from './json.ts';

export type EngineOptions = {
  /** A file, or ':memory:'. */
  journalPath: string;
  clock: Clock;
  integrations: Integrations;
  /** NORMAL outlives the process; FULL also outlives a power cut, at one fsync per commit. */
  synchronous?: 'NORMAL' | 'FULL';
  region?: string;
  accountId?: string;
  /** Called before and after every durable write; a throw kills the engine at that point. */
  hook?: Hook;
  /** 0 ≤ n < 1, for retry jitter. */
  random?: () => number;
  /** Told once when the journal cannot be written. By default the process dies of it. */
  onFault?: (fault: JournalFault) => void;
};

export type StartRequest = { stateMachineArn: string; name?: string; input?: Json };
