import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { eligibilityGateway } from '../../functions/coverage/eligibility-gateway.ts';
import type { Payer } from '../../functions/payer/payer.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const gateway = eligibilityGateway(postToPayer);

const inquiry = (payer: Payer): Parameters<typeof gateway.ask>[1] => ({
  payer: { name: payer.name, ediId: payer.ediId, receiverId: payer.clearinghouse.receiverId },
  provider: { name: 'Lakeside Rheumatology', npi: '1234567893' },
  member: {
    memberId: 'EX1-APPROVE',
    groupNumber: undefined,
    relationship: 'self',
    family: 'Exampleton',
    given: 'Odalys',
    birthDate: '1984-03-09',
    sex: 'female',
  },
  on: '2026-11-20',
  serviceTypes: ['30'],
  trace: '0000000000000000TRACE',
});

describe('a clearinghouse that misbehaves', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** A clearinghouse that answers everything alike; with status 0 it never does. */
  const thatAnswers = async (status: number, body: string, headers = {}): Promise<Payer> => {
    server = createServer((incoming, outgoing) => {
      incoming.resume();
      if (status === 0) return;
      outgoing.writeHead(status, headers);
      outgoing.end(body);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const payer = examplePayer();
    return {
      ...payer,
      wire: { ...payer.wire, answerSeconds: 0.5, mostBytes: 50_000 },
      clearinghouse: { ...payer.clearinghouse, url: `http://127.0.0.1:${port}/x12` },
    };
  };

  it.each([
    ['is busy', 503, '', TransientFault],
    ['limits us', 429, '', TransientFault],
    ['never answers', 0, '', TransientFault],
    ['answers with a page', 200, '<html></html>', PermanentFault],
    ['answers half', 200, 'ISA*00*', PermanentFault],
    ['sends us elsewhere', 302, '', PermanentFault],
    ['refuses', 401, '', PermanentFault],
    ['answers without end', 200, 'x'.repeat(60_000), PermanentFault],
  ])('and %s is a fault that says nothing of the member', async (_, status, body, fault) => {
    const payer = await thatAnswers(status, body, { location: 'http://127.0.0.1:9/' });
    const asked = gateway.ask(payer, inquiry(payer), new Date('2026-11-20T16:00:00Z'));
    const thrown = await asked.catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(fault);
    expect((thrown as Error).message).not.toMatch(/EX1|Exampleton|Odalys|1984/i);
  });
});
