import { PermanentFault, TransientFault } from '../platform/errors.ts';

/**
 * What can go wrong between us and a payer. `passes`: asking again may help. The code of each,
 * `payer-silent` for one, is what the log, the record of the payer and a hold tell.
 */
const wireFaults = {
  /** Nothing came back in time. */
  silent: { passes: true },
  /** An answer began and did not end in time: it drips, or has no end. */
  unfinished: { passes: true },
  /** Not `refused`: that is what a payer does with a request. */
  'refused-connection': { passes: true },
  reset: { passes: true },
  unreachable: { passes: true },
  'name-unknown': { passes: true },
  'tls-failed': { passes: true },
  /** The certificate is not good: nobody is told anything until a person has looked. */
  'certificate-bad': { passes: false },
  /** 408, 429 and 5xx. */
  busy: { passes: true },
  'answer-too-large': { passes: false },
  /** The answer is packed, in a way that we do not read. */
  'answer-encoded': { passes: false },
} as const satisfies Record<string, { passes: boolean }>;

export type WireFault = keyof typeof wireFaults;

/** A fault of the wire that may pass: it counts against the payer. */
export class PayerFailed extends TransientFault {
  /** How long the payer asks to be left alone. */
  readonly waitSeconds: number | undefined;

  constructor(code: string, waitSeconds?: number) {
    super(code);
    this.waitSeconds = waitSeconds;
  }
}

type More = { status?: number; waitSeconds?: number | undefined };

/** The fault as steps throw it: `payer-silent`, `payer-busy:503`. */
export const wireFault = (what: WireFault, { status, waitSeconds }: More = {}): Error => {
  const code = `payer-${what}${status === undefined ? '' : `:${status}`}`;
  return wireFaults[what].passes ? new PayerFailed(code, waitSeconds) : new PermanentFault(code);
};

const byCode: ReadonlyMap<string, WireFault> = new Map([
  ['ECONNREFUSED', 'refused-connection'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ENOTFOUND', 'name-unknown'],
  ['EAI_AGAIN', 'name-unknown'],
  ['ETIMEDOUT', 'silent'],
  ['EPROTO', 'tls-failed'],
]);

/** What Node and OpenSSL call a certificate that cannot be trusted. */
const badCertificate =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** What the code of a socket's error means; of one that is not known, that nobody was reached. */
export const meaningOfSocketError = (code: string): WireFault => {
  if (badCertificate.test(code)) return 'certificate-bad';
  if (/^ERR_(SSL|TLS)/.test(code)) return 'tls-failed';
  if (code.startsWith('HPE_')) return 'reset';
  return byCode.get(code) ?? 'unreachable';
};

/** No payer keeps us away for longer than this at a time. */
const longestWaitSeconds = 3600;

/**
 * The seconds of a `Retry-After` header, given as such or as a date, which counts from the `Date`
 * of the same answer; undefined when it says neither.
 */
export const secondsToWait = (
  retryAfter: string | undefined,
  date: string | undefined,
): number | undefined => {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.parse(date ?? '')) / 1000;
  if (!Number.isFinite(seconds) || seconds <= 0) return undefined;
  return Math.min(Math.ceil(seconds), longestWaitSeconds);
};
