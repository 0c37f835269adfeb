import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { isNewSending, sendingNumber } from '../../functions/authorization/sending-number.ts';
import { anAuthorization, aPacket } from '../support/authorizations.ts';

describe('the number of a sending', () => {
  const sent = { number: 2, version: 1, operation: 'x', at: '2026-11-20T14:00:00Z', documents: 0 };
  it.each<[string, Partial<Authorization>, number, boolean]>([
    ['never sent', {}, 1, true],
    ['sent as it is', { sent, status: 'pended' }, 2, false],
    ['drafted anew', { sent, version: 2 }, 3, true],
    ['asked about', { sent, status: 'information-required' }, 3, true],
    ['ready anew', { sent, status: 'to-send', packet: aPacket({ number: 3 }) }, 3, true],
    ['ready once more', { sent, status: 'to-send', packet: aPacket({ number: 2 }) }, 2, false],
    ['to send, and nothing lies ready', { sent, status: 'to-send' }, 2, false],
    ['drafted anew while one lay ready', { version: 2, packet: aPacket({ number: 1 }) }, 2, true],
    [
      'drafted anew, sent and ready before',
      { sent, version: 3, packet: aPacket({ number: 3, version: 2 }) },
      4,
      true,
    ],
    ['decided since', { sent, status: 'denied', packet: aPacket({ number: 3 }) }, 2, false],
  ])('of a request %s', (_, different, number, isNew) => {
    const authorization = anAuthorization(different);
    expect([sendingNumber(authorization), isNewSending(authorization)]).toEqual([number, isNew]);
  });
});
