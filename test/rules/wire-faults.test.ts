import { describe, expect, it } from 'vitest';
import {
  meaningOfSocketError,
  PayerFailed,
  secondsToWait,
  type WireFault,
  wireFault,
} from '../../functions/payer/wire-faults.ts';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';

describe('the error of a socket', () => {
  // Codes of nodejs.org/api/errors.html (common system errors, ERR_TLS, HPE) and of OpenSSL's
  // x509_verify_cert_error_string as Node names them.
  it.each<[string, WireFault]>([
    ['ECONNREFUSED', 'refused-connection'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['HPE_INVALID_CONSTANT', 'reset'],
    ['ENOTFOUND', 'name-unknown'],
    ['EAI_AGAIN', 'name-unknown'],
    ['ETIMEDOUT', 'silent'],
    ['EPROTO', 'tls-failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed'],
    ['ERR_TLS_HANDSHAKE_TIMEOUT', 'tls-failed'],
    ['CERT_HAS_EXPIRED', 'certificate-bad'],
    ['CERT_NOT_YET_VALID', 'certificate-bad'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-bad'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-bad'],
    ['UNABLE_TO_GET_ISSUER_CERT', 'certificate-bad'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-bad'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-bad'],
    ['HOSTNAME_MISMATCH', 'certificate-bad'],
    ['INVALID_CA', 'certificate-bad'],
    ['EHOSTUNREACH', 'unreachable'],
    ['', 'unreachable'],
    ['XERR_SSL_ODD', 'unreachable'],
    ['X_CERT_HAS_EXPIRED', 'unreachable'],
    ['constructor', 'unreachable'],
  ])('%s means %s', (code, meaning) => {
    expect(meaningOfSocketError(code)).toBe(meaning);
  });
});

describe('a fault between us and a payer', () => {
  it.each<[WireFault, boolean]>([
    ['silent', true],
    ['unfinished', true],
    ['refused-connection', true],
    ['reset', true],
    ['unreachable', true],
    ['name-unknown', true],
    ['tls-failed', true],
    ['busy', true],
    ['certificate-bad', false],
    ['answer-too-large', false],
    ['answer-encoded', false],
  ])('%s may pass, and then counts against the payer: %s', (what, passes) => {
    const fault = wireFault(what);
    expect(fault.message).toBe(`payer-${what}`);
    expect([fault instanceof PayerFailed, fault instanceof TransientFault]).toEqual([
      passes,
      passes,
    ]);
    expect(fault instanceof PermanentFault).toBe(!passes);
  });

  it('tells the status that was answered, and how long to leave the payer alone', () => {
    const fault = wireFault('busy', { status: 503, waitSeconds: 90 });
    expect(fault).toMatchObject({ message: 'payer-busy:503', waitSeconds: 90 });
  });
});

describe('a payer asks to be left alone', () => {
  const sent = 'Fri, 20 Nov 2026 16:00:00 GMT';
  it.each<[string, string | undefined, string | undefined, number | undefined]>([
    ['for seconds', '90', undefined, 90],
    ['for one second', '1', undefined, 1],
    ['for an hour', '3600', undefined, 3600],
    ['for longer: an hour is the most', '3601', undefined, 3600],
    ['for so many seconds that nobody counts them', '999999999', undefined, 3600],
    ['for no time', '0', undefined, undefined],
    ['until a time, counted from that of the answer', 'Fri, 20 Nov 2026 16:02:00 GMT', sent, 120],
    ['until that very time', sent, sent, undefined],
    ['until a time gone by', 'Fri, 20 Nov 2026 15:59:59 GMT', sent, undefined],
    [
      'until a time, in an answer without one',
      'Fri, 20 Nov 2026 16:02:00 GMT',
      undefined,
      undefined,
    ],
    ['until a part of a second, which counts as one', '2026-11-20T16:00:00.200Z', sent, 1],
    ['not at all', undefined, sent, undefined],
    ['in words that end with a number', 'x90', sent, undefined],
    ['in words', 'soon', sent, undefined],
    ['in no words', '', sent, undefined],
    ['with a number before words', '90 seconds', undefined, undefined],
    ['with a number after words', 'in 90', undefined, undefined],
    ['for less than nothing', '-5', undefined, undefined],
  ])('%s', (_, retryAfter, date, seconds) => {
    expect(secondsToWait(retryAfter, date)).toBe(seconds);
  });
});
