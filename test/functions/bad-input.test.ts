import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { openDatabase } from '../support/database.ts';
import { type Ask, everyRoute, openDoors } from '../support/doors.ts';
import { aHold } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { aSubmission } from '../support/referrals.ts';
import {
  type Example,
  type Json,
  renamedAt,
  requestExamples,
  spotsOf,
  withAt,
} from '../support/requests.ts';
import { aVisitAtCenter } from '../support/visits.ts';

/** Names that every object of the language has without being given them. */
const names = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'isPrototypeOf',
  'toLocaleString',
  'propertyIsEnumerable',
  '__defineGetter__',
  'prototype',
];
const nameAt = (index: number): string => names[index % names.length] as string;

let ask: Awaited<ReturnType<typeof openDoors>>;
let examples: Example[];
let logged = '';

beforeAll(async () => {
  const { table, close } = await openDatabase();
  const { referralId, visitId, visit } = await aVisitAtCenter(table, '2027-02-04');
  const hold = aHold(referralId, { reason: 'order-incomplete', scope: 'r' });
  await given(table, { items: [holdItem(hold)] });
  const native = aSubmission() as unknown as Json & { practice: { npi: string } };
  const practices = [native.practice.npi, '1234567893', '1000000020', '1000000038'];
  ask = await openDoors(table, { practices, patientId: visit.patientId });
  examples = requestExamples({
    referralId,
    holdId: hold.holdId,
    visitId,
    patientId: visit.patientId,
    native,
  });
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    logged += String(line);
    return true;
  });
  await close().catch(() => {});
});
afterAll(() => {
  vi.restoreAllMocks();
});

type Asked = { routeKey: string; ask: Ask };

/** Refusals of what was sent: each says which part of it is meant. */
const ofTheSent = new Set([400, 413, 415, 422]);

const wrongWith = (
  { routeKey, ask: sent }: Asked,
  { statusCode = 0, body = '' }: APIGatewayProxyStructuredResultV2,
): string[] => {
  const told = `${routeKey} ${JSON.stringify(sent).slice(0, 600)} -> ${statusCode} ${body}`;
  if (statusCode >= 500) return [told];
  if (!ofTheSent.has(statusCode)) return [];
  const { errors } = JSON.parse(body) as { errors?: { pointer?: unknown; detail?: unknown }[] };
  const named =
    errors !== undefined &&
    errors.length > 0 &&
    errors.every(
      ({ pointer, detail }) => typeof pointer === 'string' && typeof detail === 'string' && detail,
    );
  return named ? [] : [told];
};

/** Sends them all; the first things that are wrong with the answers, and how many were refused. */
const sendAll = async (requests: Iterable<Asked>) => {
  const wrong: string[] = [];
  let sent = 0;
  let refused = 0;
  for (const request of requests) {
    sent += 1;
    const answer = await ask(request.routeKey, request.ask);
    if ((answer.statusCode ?? 0) >= 400) refused += 1;
    if (wrong.length < 5) wrong.push(...wrongWith(request, answer));
  }
  return { wrong, sent, refused };
};

const raw = (body: Json | undefined): string => JSON.stringify(body ?? null);

describe('the examples that bad requests are made from', () => {
  it('are of every route that takes a body, and are read by it', async () => {
    const withBody = [...everyRoute].filter(([, { body }]) => body).map(([key]) => key);
    const known = new Set(examples.map(({ routeKey }) => routeKey));
    expect(withBody.filter((key) => !known.has(key))).toEqual([]);
    for (const { routeKey, path, body } of examples) {
      const { statusCode, body: told } = await ask(routeKey, {
        path,
        ...(body ? { raw: raw(body) } : {}),
      });
      const isRead = !/"code":"(invalid|bundle|submission)-/.test(told ?? '');
      const needsMore = routeKey === 'GET /visits';
      expect(`${routeKey} ${statusCode} ${isRead || needsMore}`).toMatch(/ true$/);
    }
  });
});

describe('a name that every object has', () => {
  const inBodies = function* (): Generator<Asked> {
    let turn = 0;
    // The first bundle and the incomplete one have every resource that the others have.
    for (const [index, { routeKey, path, body }] of examples.entries()) {
      if (body === undefined || index === 1 || index === 2) continue;
      for (const { at, value } of spotsOf(body)) {
        if (typeof value === 'string') {
          turn += 1;
          const changed = withAt(body, at, nameAt(turn));
          yield { routeKey, ask: { path, raw: raw(changed) } };
        }
        if (typeof at.at(-1) === 'string' && turn % 2 === 0)
          yield { routeKey, ask: { path, raw: raw(renamedAt(body, at, nameAt(turn))) } };
      }
    }
  };

  it('as a value or as a field of any body is an answer, never a fault', async () => {
    const { wrong, sent } = await sendAll(inBodies());
    expect(wrong).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(1807);
  }, 300_000);

  it('as a unit of weight is not understood, in every form of intake', async () => {
    for (const { routeKey, path, body } of examples.filter(
      ({ routeKey: key }) => key === 'POST /referrals',
    )) {
      for (const unit of names) {
        const changed = JSON.parse(
          raw(body as Json).replaceAll(
            /"(unit|code)":"(kg|\[lb_av\]|mg\/kg|mg|g)"/g,
            `"$1":"${unit}"`,
          ),
        );
        const { statusCode } = await ask(routeKey, { path, raw: raw(changed) });
        expect([202, 422]).toContain(statusCode);
      }
    }
  });

  it('in a path, a query or a header is an answer, never a fault', async () => {
    const requests = examples.flatMap(({ routeKey, path, body }) =>
      names.flatMap((name) => {
        const whole = { path, ...(body ? { raw: raw(body) } : {}) };
        return [
          ...Object.keys(path).map((key) => ({ ...whole, path: { ...path, [key]: name } })),
          { ...whole, query: Object.fromEntries([[name, '1']]) },
          { ...whole, query: { limit: name, cursor: name, team: name, month: name } },
          { ...whole, query: { cursor: name } },
          { ...whole, query: { team: 'coordinator', practice: '1234567893' } },
          { ...whole, headers: { 'idempotency-key': name, 'if-match': name } },
          { ...whole, headers: { 'content-type': name, [name]: name } },
        ].map((one): Asked => ({ routeKey, ask: one as Ask }));
      }),
    );
    const { wrong } = await sendAll(requests);
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe('a field that is there twice', () => {
  it('is refused with its name, wherever a body has it, for nobody knows which is meant', async () => {
    const refused: string[] = [];
    let sent = 0;
    for (const { routeKey, path, body } of examples.filter(({ body }) => body !== undefined))
      for (const name of Object.keys(body as object)) {
        const twice = raw(body).replace('{', `{${JSON.stringify(name)}:null,`);
        const { statusCode, body: told } = await ask(routeKey, { path, raw: twice });
        sent += 1;
        if (statusCode === 422 && told?.includes(`a field twice, ${name}`)) refused.push(name);
      }
    expect(refused).toHaveLength(sent);
    expect(sent).toBeGreaterThan(100);
  }, 60_000);
});

/** Marks what was sent, so that it is found again wherever it leaks. */
const marker = 'Quillwort Zzyx';

/** What a hand, a fault or an attacker may put at a place. */
const oddValues: readonly fc.Arbitrary<Json | undefined>[] = [
  fc.constant(undefined),
  fc.jsonValue() as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(null, '', ' ', -1, 0, 1e308, -1e21, 1.5, 2 ** 53, [], {}, true, [[]]),
  fc.constantFrom<Json>(
    '0000-01-01',
    '9999-12-31',
    '2026-13-01',
    '2026-02-30',
    '-271821-04-20',
    '+275760-09-13',
    '10000-01-01',
    '2026-11-31T25:61:61Z',
    '9999-12-31T23:59:59.999999999Z',
    '0000-00-00T00:00:00+99:99',
  ),
  fc.constantFrom<Json>(
    '\u202egnirts',
    'a\u0000b',
    'zero\u200bwidth',
    '\ud800',
    '\ufeff',
    'é'.repeat(9),
  ),
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc.constantFrom<Json>(`${marker}`, { [marker]: marker }, [marker, marker]),
  fc.constantFrom(...names),
  fc.integer({ min: 1, max: 80 }).map((depth) => {
    let nested: Json = 'deep';
    for (let level = 0; level < depth; level += 1) nested = level % 2 ? [nested] : { a: nested };
    return nested;
  }),
];

const withBody = (): Example[] => examples.filter(({ body }) => body !== undefined);

/** A valid request with one to three places changed. */
const changedRequest = (): fc.Arbitrary<Asked> =>
  fc
    .record({
      of: fc.nat(),
      changes: fc.array(fc.record({ spot: fc.nat(), put: fc.oneof(...oddValues) }), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    .map(({ of, changes }) => {
      const { routeKey, path, body } = withBody()[of % withBody().length] as Example;
      const changed = changes.reduce<Json | undefined>((now, { spot, put }) => {
        const spots = spotsOf(now ?? null);
        return withAt(now ?? null, spots[spot % spots.length]?.at ?? [], put);
      }, body as Json);
      return { routeKey, ask: { path, raw: raw(changed) } };
    });

/** Text that is no JSON any more, no UTF-8, or not what its headers say. */
const brokenText = (): fc.Arbitrary<Asked> =>
  fc
    .record({
      of: fc.nat(),
      cut: fc.nat(),
      kind: fc.constantFrom('cut', 'byte', 'utf-16', 'number', 'charset', 'type', 'coding', 'mark'),
      byte: fc.integer({ min: 0x80, max: 0xff }),
    })
    .map(({ of, cut, kind, byte }) => {
      const { routeKey, path, body } = withBody()[of % withBody().length] as Example;
      const text = raw(body as Json);
      const at = cut % text.length;
      const base64 = (bytes: Buffer): Ask => ({
        path,
        raw: bytes.toString('base64'),
        isBase64Encoded: true,
      });
      const kinds: Record<string, Ask> = {
        cut: { path, raw: text.slice(0, at) },
        byte: base64(
          Buffer.concat([
            Buffer.from(text.slice(0, at)),
            Buffer.from([byte]),
            Buffer.from(text.slice(at)),
          ]),
        ),
        'utf-16': base64(Buffer.from(`\ufeff${text}`, 'utf16le')),
        number: { path, raw: text.replaceAll(/:(\d+)/g, ':1e400') },
        charset: {
          path,
          raw: text,
          headers: { 'content-type': 'application/json; charset=latin1' },
        },
        type: { path, raw: text, headers: { 'content-type': `text/${marker}` } },
        coding: { path, raw: text, headers: { 'content-encoding': 'br' } },
        mark: { path, raw: text.replace('"', '"\ufffd') },
      };
      return { routeKey, ask: kinds[kind] as Ask };
    });

const sample = (arbitrary: fc.Arbitrary<Asked>, numRuns: number, seed: number): Asked[] =>
  fc.sample(arbitrary, { numRuns, seed });

describe('what nobody should send', () => {
  it('is an answer for 6,500 requests with places changed at random', async () => {
    const { wrong, refused } = await sendAll(sample(changedRequest(), 6500, 26));
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(3000);
  }, 300_000);

  it('is refused with the field named for 10,000 bad bodies, and repeated nowhere', async () => {
    logged = '';
    const bodies = [...sample(changedRequest(), 5000, 111), ...sample(brokenText(), 5000, 112)];
    const { wrong, refused } = await sendAll(bodies);
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(7000);
    expect(logged).not.toContain(marker);
    expect(logged).not.toMatch(/Exampleton|Testwell/);
  }, 300_000);

  it('repeats nothing of a refused body in the answer', async () => {
    for (const { routeKey, path, body } of withBody())
      for (const { at } of spotsOf(body as Json).filter((_, index) => index % 7 === 0)) {
        const changed = withAt(body as Json, at, { [marker]: marker });
        const answer = await ask(routeKey, { path, raw: raw(changed) });
        if ((answer.statusCode ?? 0) >= 400) expect(answer.body).not.toContain('Quillwort');
      }
  }, 60_000);
});
