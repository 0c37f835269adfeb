import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { payerGateway } from '../../functions/authorization/payer-gateway.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';
import { wordsOfFault } from '../../functions/worklist/fault-words.ts';
import { examplePayer } from '../support/payer-simulator.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const sendingName = 'auth_01jd0000000000000000_1-1';

type Seen = { path: string | undefined; key: string | undefined; type: string | undefined };

/** Sends a request to a payer that answers like this. */
const sendTo = async (status: number, body: unknown) => {
  const seen: Seen[] = [];
  server = createServer((incoming, outgoing) => {
    seen.push({
      path: incoming.url,
      key: String(incoming.headers['idempotency-key']),
      type: incoming.headers['content-type'],
    });
    incoming.resume();
    if (status === 0) return;
    outgoing.writeHead(status, { location: 'http://127.0.0.1:9/' });
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sent = payerGateway(postToPayer).submit(
    {
      ...examplePayer('acme-health', `http://127.0.0.1:${port}`),
      wire: { ...examplePayer().wire, answerSeconds: status === 0 ? 0.3 : 10, mostBytes: 10_000 },
    },
    {
      resourceType: 'Bundle',
      type: 'collection',
      identifier: { system: 'urn:dripline:submission', value: sendingName },
      timestamp: '2026-11-20T12:00:00Z',
    },
  );
  return { sent, seen };
};

const outcome = (...codes: string[]) => ({
  resourceType: 'OperationOutcome',
  issue: codes.map((code) => ({ severity: 'error', code, diagnostics: 'text of the payer' })),
});
/** An approval of the request of that name. */
const approval = (value: string) => ({
  resourceType: 'ClaimResponse',
  identifier: [{ system: 'urn:trnorg:9DRIPLINE0', value }],
  outcome: 'complete',
  preAuthRef: 'PA1',
});
const error = (code: string) => ({
  resourceType: 'ClaimResponse',
  outcome: 'error',
  error: [{ code: { coding: [{ system: 'https://codesystem.x12.org/005010/901', code }] } }],
});

describe('a request to a payer', () => {
  it('goes to its submit operation under its own name', async () => {
    const { sent, seen } = await sendTo(422, outcome('invalid'));
    await sent;
    expect(seen).toEqual([
      {
        path: '/payers/acme-health/fhir/Claim/$submit',
        key: sendingName,
        type: 'application/fhir+json',
      },
    ]);
  });

  it.each([400, 409, 422])(
    'that it will not take (%i) is rejected with its codes and its words',
    async (status) => {
      const { sent } = await sendTo(status, outcome('invalid', 'required', 'a text, not a code'));
      expect(await sent).toEqual({
        outcome: 'rejected',
        issues: ['invalid', 'required'],
        words: Array(3).fill('text of the payer'),
      });
    },
  );

  it('that is refused under a status of success is rejected all the same, in words and places', async () => {
    const refusal = {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: 'invalid',
          details: { text: 'Group number is not valid for this member.' },
          diagnostics: 'PLAN-4471',
          expression: ['Bundle.entry[2].resource.class[0].value'],
        },
      ],
    };
    const { sent } = await sendTo(200, refusal);
    expect(await sent).toEqual({
      outcome: 'rejected',
      issues: ['invalid'],
      words: [
        'Group number is not valid for this member. | PLAN-4471 | Bundle.entry[2].resource.class[0].value',
      ],
    });
  });

  it.each([
    [
      'a bundle of nothing but a refusal',
      200,
      { resourceType: 'Bundle', type: 'collection', entry: [{ resource: outcome('invalid') }] },
    ],
  ])('that is answered with %s is rejected, in its words', async (_, status, body) => {
    const { sent } = await sendTo(status, body);
    expect(await sent).toMatchObject({ outcome: 'rejected', words: ['text of the payer'] });
  });

  it.each([
    ['under a status of refusal', 422, approval(sendingName), 'status 422 of the server'],
    ['to an earlier sending', 200, approval(sendingName.replace(/\d+$/, '9')), 'earlier sending'],
  ])('that is granted %s is read, and not acted on', async (_, status, body, doubt) => {
    const { sent } = await sendTo(status, body);
    const reply = await sent;
    if (reply.outcome !== 'answered') throw new Error(reply.outcome);
    expect(reply.answer.doubts.join()).toContain(doubt);
    expect(reply.answer.words[0]).toContain(doubt);
  });

  it.each<[string, number, unknown, string[]]>([
    [
      'JSON',
      422,
      { error: { message: 'Member is not on file.', code: 771 }, hints: ['Use the plan id.', ''] },
      ['message: Member is not on file.', 'code: 771', 'hints: Use the plan id.'],
    ],
    [
      'a problem',
      400,
      { title: 'Bad group', detail: 'Group 7781' },
      ['title: Bad group', 'detail: Group 7781'],
    ],
    ['plain text', 409, 'Duplicate of\n REF-88', ['Duplicate of REF-88']],
  ])('that is refused in %s is rejected, in its words', async (_, status, body, words) => {
    const { sent } = await sendTo(status, body);
    expect(await sent).toEqual({ outcome: 'rejected', issues: [`http-${status}`], words });
  });

  const remark = (severity: string) => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code: 'informational', diagnostics: 'Queued as Q-17' }],
  });
  const bundle = (...resources: unknown[]) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  });
  const task = { resourceType: 'Task', status: 'requested', description: 'Send the TB result' };
  const wanted = [{ kind: 'words', code: 'Send the TB result' }];

  it.each<[string, [number, unknown], string, unknown[]?]>([
    ['a remark', [200, remark('information')], 'Queued as Q-17'],
    ['a warning', [202, remark('warning')], 'Queued as Q-17'],
    ['an outcome of no issue', [200, { resourceType: 'OperationOutcome', issue: [] }], 'It holds'],
    ['a Task', [200, task], 'It holds Task.', wanted],
    ['a bundle of a Task', [200, bundle(task)], 'It holds Task.', wanted],
    ['a remark beside a Task', [200, bundle(remark('warning'), task)], 'Queued as Q-17', wanted],
    [
      'a message',
      [200, bundle({ resourceType: 'Communication', payload: [{ contentString: 'Call: 4471' }] })],
      'Call: 4471',
    ],
    ['what was sent', [200, bundle({ resourceType: 'Patient' })], 'It holds what was sent.'],
    ['words of its own', [202, { status: 'received', tracking: 'T-9' }], 'tracking: T-9'],
    ['a list', [200, [{ tracking: 'T-9' }]], 'tracking: T-9'],
    ['a text', [200, 'Request received. Confirmation 88213'], 'Confirmation 88213'],
    ['202 and nothing', [202, ''], 'took the request (status 202)'],
    ['204', [204, ''], 'took the request (status 204)'],
  ])(
    'that is answered with %s is in no way decided',
    async (_, [status, body], words, asked = []) => {
      const { sent } = await sendTo(status, body);
      const reply = await sent;
      if (reply.outcome !== 'answered') throw new Error(reply.outcome);
      expect(reply.answer).toMatchObject({
        lines: [],
        doubts: ['no decision in it'],
        information: asked,
      });
      expect(reply.answer.words.join('\n')).toContain(words);
    },
  );

  it('that is answered after a mark of the byte order is answered', async () => {
    const { sent } = await sendTo(200, `\ufeff${JSON.stringify(approval(sendingName))}`);
    expect(await sent).toMatchObject({ outcome: 'answered', answer: { about: [{ sending: 1 }] } });
  });

  it('that is answered is answered', async () => {
    const { sent } = await sendTo(200, approval(sendingName));
    expect(await sent).toMatchObject({ outcome: 'answered' });
  });

  it.each([
    [
      'what was decided of another request',
      200,
      approval('auth_01jd0000000000000009_1-1'),
      PermanentFault,
    ],
    ['401 and its reasons', 401, outcome('login'), PermanentFault],
    ['403 and its reasons', 403, outcome('forbidden'), PermanentFault],
    ['404 and its reasons', 404, outcome('not-found'), PermanentFault],
    ['nothing in time', 0, '', TransientFault],
    ['429', 429, '', TransientFault],
    ['500', 500, outcome('exception'), TransientFault],
    ['503', 503, '', TransientFault],
    ['a page for an answer', 200, '<html></html>', TransientFault],
    ['a page for a receipt', 202, '<html></html>', TransientFault],
    ['200 and nothing', 200, '', TransientFault],
    ['an empty bundle', 200, bundle(), TransientFault],
    ['half an answer', 200, '{"resourceType":"Bun', TransientFault],
    [
      'a field that is there twice',
      200,
      JSON.stringify(approval(sendingName)).replace('"outcome"', '"outcome":"error","outcome"'),
      TransientFault,
    ],
    ['that it cannot answer now', 200, error('42'), TransientFault],
    ['400 and nothing', 400, ' ', PermanentFault],
    ['400 and a page', 400, '<html>Bad Request</html>', PermanentFault],
    ['400 and half of something', 400, '{"error":"Mem', PermanentFault],
    ['400 and another resource', 400, { resourceType: 'Patient', id: 'p' }, PermanentFault],
    ['401', 401, '', PermanentFault],
    ['404 without reason', 404, 'not here', PermanentFault],
    ['another address', 302, '', PermanentFault],
    ['an answer without end', 200, 'x'.repeat(20_000), PermanentFault],
  ])('that is answered with %s is a fault', async (_, status, body, fault) => {
    const { sent } = await sendTo(status, body);
    await expect(sent).rejects.toThrow(fault);
  });

  it.each([
    [200, '<!doctype html><title>502</title>', 'A web page came in the place of an answer'],
    [200, '{"resourceType":"Bun', 'answered in a way that nothing reads'],
    [400, '<html>Bad Request</html>', 'would not have the call (400), with a page or nothing'],
  ])('of status %s with %s is told to a person as what it is', async (status, body, words) => {
    const { sent } = await sendTo(status, body);
    const fault = (await sent.catch((error: unknown) => error)) as Error;
    expect(wordsOfFault(`${fault.name}:${fault.message}`).text).toContain(words);
  });
});
