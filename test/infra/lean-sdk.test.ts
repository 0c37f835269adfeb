import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  dateToUtcString,
  parseEpochTimestamp,
  parseRfc3339DateTimeWithOffset,
  parseRfc7231DateTime,
} from '@smithy/core/serde';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { standIns } from '../../infra/bundle.ts';
import * as dates from '../../infra/bundle-stand-ins/dates.ts';
import { leanSdk } from '../../infra/lean-sdk.ts';
import { exporting, withMethods } from '../../infra/stand-in.ts';
import * as probe from './sdk-probe.ts';

const leanProbe = async (): Promise<typeof probe> => {
  const { outputFiles } = await build({
    absWorkingDir: join(import.meta.dirname, '..', '..'),
    entryPoints: ['test/infra/sdk-probe.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: standIns,
    plugins: [leanSdk],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire('file:///');",
    },
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
};

type Answer = { status?: number; headers?: Record<string, string>; body?: string };

const fault = (type: string, more: object = {}): Answer => ({
  status: 400,
  body: JSON.stringify({ __type: `com.amazonaws#${type}`, message: 'no', ...more }),
});

const attributes = {
  pk: { S: 'a' },
  n: { N: '12345678901.5' },
  b: { B: 'AAEC' },
  l: { L: [{ NULL: true }] },
  m: { M: { on: { BOOL: true } } },
  s: { SS: ['a'] },
};

/** What a service answers to a request. */
const answerTo = (target: string, body: string, path: string): Answer => {
  if (body.includes('busy')) return { status: 500, body: '{"__type":"InternalServerError"}' };
  if (body.includes('unreadable')) return { body: '{"Item":' };
  if (body.includes('cancel"'))
    return fault('TransactionCanceledException', {
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: attributes }],
    });
  if (body.includes('"again"')) return fault('ExecutionAlreadyExists');
  if (path.includes('missing')) return { status: 404 };
  if (target.endsWith('.GetItem')) return { body: JSON.stringify({ Item: attributes }) };
  if (target.endsWith('.Query'))
    return {
      body: JSON.stringify({ Items: [attributes], Count: 1, LastEvaluatedKey: { pk: { S: 'z' } } }),
    };
  if (target.endsWith('.BatchGetItem'))
    return { body: JSON.stringify({ Responses: { table: [attributes] } }) };
  if (target.endsWith('.PutItem')) return fault('ConditionalCheckFailedException');
  if (target.endsWith('.StartExecution'))
    return { body: '{"executionArn":"arn","startDate":1795910400.5}' };
  if (target.endsWith('.GenerateMac')) return { body: '{"Mac":"AAEC","KeyId":"key"}' };
  if (target === '' && path.startsWith('/bucket'))
    return {
      headers: {
        'last-modified': 'Sun, 29 Nov 2026 15:00:00 GMT',
        etag: '"a"',
        'x-amz-checksum-sha256': 'AAEC',
      },
      body: 'content',
    };
  return { body: '{}' };
};

/** What changes from one request to the next, and the names of the SDK, which are left out. */
const passing =
  /^(amz-sdk-|authorization|x-amz-date|user-agent|x-amz-user-agent|host|connection|date)/;

const seen = ({ method, url, headers }: IncomingMessage, body: string) => ({
  method,
  url,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.test(name))),
  body,
});

describe('the SDK as the bundles carry it', () => {
  let lean: typeof probe;
  let server: Server;
  let requests: ReturnType<typeof seen>[] = [];

  beforeAll(async () => {
    lean = await leanProbe();
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const body = Buffer.concat(parts).toString();
      requests.push(seen(request, body));
      const target = String(request.headers['x-amz-target'] ?? '');
      const {
        status = 200,
        headers = {},
        body: answer = '',
      } = answerTo(target, body, request.url ?? '');
      response.writeHead(status, { 'x-amzn-requestid': 'one', ...headers });
      response.end(request.method === 'HEAD' ? '' : answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  const outcome = async ({ calls }: typeof probe, name: string) => {
    requests = [];
    const { port } = server.address() as AddressInfo;
    const call = calls(`http://127.0.0.1:${port}`)[name] as () => Promise<unknown>;
    // Of an error a function reads the name; of which errors also the class is told in the probe.
    const came = await call().catch(({ $response: _, ...error }: Record<string, unknown>) => error);
    const known = JSON.stringify(came, (key, value) => (key === 'totalRetryDelay' ? 0 : value));
    return { came: JSON.parse(known ?? 'null'), requests };
  };

  it.each(Object.keys(probe.calls('http://127.0.0.1:1')))(
    'asks and understands as the whole SDK does: %s',
    async (name) => {
      const whole = await outcome(probe, name);
      expect(await outcome(lean, name)).toEqual(whole);
    },
  );

  it('passes the trace of the invocation on as the whole SDK does', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'one');
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-2-3');
    const [name = ''] = Object.keys(probe.calls('http://127.0.0.1:1'));
    const traces = async (of: typeof probe) =>
      (await outcome(of, name)).requests.map(({ headers }) => headers['x-amzn-trace-id']);
    expect(await traces(probe)).toContain('Root=1-2-3');
    expect(await traces(lean)).toEqual(await traces(probe));
    vi.stubGlobal('awslambda', { InvokeStore: { getXRayTraceId: () => 'Root=4-5-6' } });
    expect(await traces(lean)).toContain('Root=4-5-6');
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
  });
});

describe('times as the bundles read them', () => {
  it.each([
    [
      'parseRfc3339DateTimeWithOffset',
      parseRfc3339DateTimeWithOffset,
      [
        '2026-11-29T15:00:00Z',
        '2026-11-29T15:00:00.25+02:00',
        '2026-13-29T15:00:00Z',
        'today',
        '2026-11-29',
      ],
    ],
    [
      'parseRfc7231DateTime',
      parseRfc7231DateTime,
      ['Sun, 29 Nov 2026 15:00:00 GMT', 'Sun, 29 Nov 2026', 'today'],
    ],
    [
      'parseEpochTimestamp',
      parseEpochTimestamp,
      [0, 1_795_910_400.5, '1795910400', 'today', Number.NaN],
    ],
  ] as const)('%s as the SDK does, and refuses what it refuses', (name, whole, values) => {
    const lean = (dates as Record<string, unknown>)[name] as (value: unknown) => Date | undefined;
    const result = (read: (value: unknown) => unknown, value: unknown) => {
      try {
        return read(value);
      } catch {
        return 'refused';
      }
    };
    for (const value of [...values, null, undefined])
      expect(result(lean, value), String(value)).toEqual(result(whole as typeof lean, value));
  });

  it('writes a time as HTTP has it', () => {
    const noon = new Date('2026-11-09T12:00:00Z');
    expect(dates.dateToUtcString(noon)).toBe(dateToUtcString(noon));
  });
});

describe('a part of the SDK that another stands in for', () => {
  const source = 'export const used = 1;\nexport function other() {}\nexport { a, b };\n';

  it('keeps its exports, and is refused where the SDK is made another way by now', () => {
    expect(exporting({ used: '2' })(source)).toBe(
      'export const used = 2;\nexport const other = undefined;\nexport const a = undefined;\nexport const b = undefined;',
    );
    expect(() => exporting({ gone: '2' })(source)).toThrow('no export gone');
  });

  it('loses a method whole, and nothing beside it', () => {
    const made =
      'class A {\n    async send(a) {\n        if (a) {\n        }\n    }\n    keep() {\n    }\n}';
    expect(withMethods(made, { send: '    send = 1;' })).toBe(
      'class A {\n    send = 1;\n    keep() {\n    }\n}',
    );
    expect(() => withMethods(made, { gone: '' })).toThrow('no method gone');
  });
});
