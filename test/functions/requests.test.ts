import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { areas } from '../../functions/api/areas.ts';
import type { RouteContract } from '../../functions/platform/contract.ts';
import { Refusal } from '../../functions/platform/errors.ts';
import { http, route } from '../../functions/platform/http.ts';
import { inOrder, makeCursor, readCursor } from '../../functions/platform/paging.ts';
import { PatientClaimed } from '../../functions/referral/referral.ts';
import { aSubmission } from '../support/referrals.ts';

const contract = {
  function: 'echo',
  summary: 'Echo',
  access: ['public'],
  body: z.looseObject({}),
  success: { status: 200, body: z.looseObject({}) },
} as unknown as RouteContract;

const send = async (
  rawBody: string,
  serve: () => Promise<{ body: object }>,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => {
  const answer = await http({ 'POST /echo': route(contract, serve) })(
    {
      routeKey: 'POST /echo',
      body: rawBody,
      headers,
      requestContext: { requestId: 'request-1' },
    } as never,
    {} as Context,
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
};
const fine = async () => ({ body: {} });

describe('the body of a request', () => {
  it.each([
    ['a media type in other case', { 'content-type': 'Application/JSON' }, 200],
    ['UTF-8 by name', { 'content-type': 'application/json; charset="UTF-8"' }, 200],
    ['UTF-16', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['another media type', { 'content-type': 'text/plain' }, 415],
    ['a compressed body', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, 415],
    [
      'a body as it is',
      { 'content-type': 'application/json', 'content-encoding': 'identity' },
      200,
    ],
  ])('in %s is answered as it should be', async (_, headers, status) => {
    expect((await send('{}', fine, headers)).status).toBe(status);
  });

  it('may begin with a byte order mark', async () => {
    expect((await send('\uFEFF{}', fine)).status).toBe(200);
  });

  it('repeats no name of a field that could be a person', async () => {
    const { status, body } = await send('{"Ada Quill":1,"Ada Quill":2}', fine);
    expect([status, body.errors[0].detail]).toEqual([422, 'An object names a field twice.']);
  });

  it('says each thing once: of a field that is there twice, neither is taken', async () => {
    const { status, body } = await send('{"order":{"dose":5,"drug":"x","dose":50}}', fine);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'invalid-body',
      errors: [
        { pointer: '', detail: 'An object names a field twice, dose.', fix: 'Send it once.' },
      ],
    });
  });
});

describe('a refused request', () => {
  it('keeps the members of a problem, whatever facts come with it', async () => {
    const facts = { status: 'closed', code: 'x', type: 'x', detail: 'x', title: 'x', holdId: 'h' };
    const { status, body } = await send('{}', async () => {
      throw new Refusal(409, 'referral-closed', 'The referral is closed.', { facts });
    });
    expect(status).toBe(409);
    expect(body).toEqual({
      type: 'urn:dripline:problem:referral-closed',
      title: 'Referral closed',
      status: 409,
      detail: 'The referral is closed.',
      code: 'referral-closed',
      holdId: 'h',
    });
  });

  it.each([
    ['half a pair', String.raw`{"a":"\ud83d"}`, 422],
    ['the other half', String.raw`{"a":"\uDE00"}`, 422],
    ['halves in the wrong order', String.raw`{"a":"\ude00\ud83d"}`, 422],
    ['half a pair as a name', String.raw`{"\ud83d":"a"}`, 422],
    ['a whole pair', String.raw`{"a":"\ud83d\ude00"}`, 200],
    ['the words of an escape', String.raw`{"a":"\\ud83d"}`, 200],
  ])('with %s in its text is answered as it should be', async (_, body, status) => {
    expect((await send(body, fine)).status).toBe(status);
  });
});

describe('a request that decides on what others change', () => {
  const decide = (headers: Record<string, string>) =>
    http({ 'POST /echo': route({ ...contract, needsSeen: true }, fine) })(
      {
        routeKey: 'POST /echo',
        body: '{}',
        headers: { 'content-type': 'application/json', ...headers },
        requestContext: { requestId: 'request-1' },
      } as never,
      {} as Context,
    );

  it('says what was seen, or is refused with how to say it', async () => {
    const { statusCode, body } = await decide({});
    expect(statusCode).toBe(428);
    expect(JSON.parse(body ?? '')).toMatchObject({
      code: 'revision-needed',
      errors: [{ pointer: 'header/if-match', fix: expect.stringContaining('ETag') }],
    });
  });

  it.each(['"3"', '*'])('is taken with %s', async (seen) => {
    expect((await decide({ 'if-match': seen })).statusCode).toBe(200);
  });

  it('is every resolution of a hold, every decision on a policy, every change, begin, end, reaction and entry of a visit, and what a person or a practice prefers', () => {
    const needing = Object.values(areas)
      .flatMap((area) => Object.entries(area) as [string, RouteContract][])
      .filter(([, { needsSeen }]) => needsSeen)
      .map(([key]) => key);
    expect(needing.sort()).toEqual([
      'POST /holds/{holdId}/resolution',
      'POST /patients/me/visits/{visitId}/confirmation',
      'POST /patients/me/visits/{visitId}/move-request',
      'POST /patients/me/visits/{visitId}/time',
      'POST /therapies/{therapyId}/policy/decision',
      'POST /visits/{visitId}/cancellation',
      'POST /visits/{visitId}/completion',
      'POST /visits/{visitId}/confirmation',
      'POST /visits/{visitId}/entries',
      'POST /visits/{visitId}/move',
      'POST /visits/{visitId}/reaction',
      'POST /visits/{visitId}/start',
      'PUT /me/preferences',
      'PUT /practices/{practiceNpi}/drafts/{draftId}',
      'PUT /practices/{practiceNpi}/news',
    ]);
  });
});

describe('what no route takes', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
  const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64');
  const sent = (body: string, more: Record<string, unknown> = {}) =>
    http({ 'POST /echo': route(contract, fine) })(
      {
        routeKey: 'POST /echo',
        body,
        headers: { 'content-type': 'application/json' },
        requestContext: { requestId: 'request-1' },
        ...more,
      } as never,
      {} as Context,
    );

  it.each([
    ['a body of more than 4 MB', `{"a":"${'x'.repeat(4_000_000)}"}`, 413, ''],
    ['more values than any referral has', `[${'1,'.repeat(100_001)}1]`, 413, ''],
    ['a body nested 50 deep', `{"a":${nested(50)}}`, 422, `/a${'/0'.repeat(40)}`],
    ['a number out of range', '{"a":[1e400]}', 422, '/a/0'],
    ['a control character', String.raw`{"note":"a\u0007"}`, 422, '/note'],
    ['a zero-width character', '{"note":"a\u200bb"}', 422, '/note'],
    ['text that is turned around', '{"a":{"Odalys Exampleton":"\u202egm 5"}}', 422, '/a'],
    ['a field that is no field', '{"a":{"__proto__":{}}}', 422, '/a'],
    ['a character that was lost on the way', '{"name":"Jos\ufffd"}', 400, ''],
  ])('%s is refused, and where it stands is said', async (_, body, status, pointer) => {
    const answer = await sent(body);
    expect(answer.statusCode).toBe(status);
    expect(JSON.parse(answer.body ?? '').errors[0].pointer).toBe(pointer);
  });

  it.each([
    ['Latin-1 that says it is UTF-8', base64(0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d)],
    ['UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le').toString('base64')],
    ['half a character at the end', base64(0x22, 0xc3)],
  ])('bytes of %s are refused', async (_, body) => {
    const { statusCode, body: told } = await sent(body, { isBase64Encoded: true });
    expect(statusCode).toBe(400);
    expect(told).toContain('body-not-utf-8');
  });

  it.each(['filter', 'constructor', '__proto__'])(
    'a parameter %s that is not known is refused',
    async (name) => {
      const queryStringParameters = Object.fromEntries([[name, '1']]);
      const { statusCode, body } = await sent('{}', { queryStringParameters });
      expect(statusCode).toBe(400);
      expect(JSON.parse(body ?? '').errors[0].pointer).toBe(`query/${name}`);
    },
  );

  it('says which of the fields sent are not known, and never what they are called: it could be a name', async () => {
    const strict = { ...contract, body: z.strictObject({ note: z.string() }) };
    const answer = await http({ 'POST /echo': route(strict as never, fine) })(
      {
        routeKey: 'POST /echo',
        body: '{"note":"a","noet":1,"Odalys Exampleton":1}',
        headers: {},
        requestContext: { requestId: 'request-1' },
      } as never,
      {} as Context,
    );
    const { errors } = JSON.parse(answer.body ?? '');
    expect(errors).toEqual([
      {
        pointer: '',
        detail: 'has fields that are not known here: number 2, 3 of those sent; known are: note',
      },
    ]);
    expect(answer.body).not.toMatch(/noet|Odalys/);
  });
});

describe('a row of a list', () => {
  it('has the columns of its description, in that order, and no other', () => {
    const View = z.object({ id: z.string(), status: z.string(), setting: z.string().optional() });
    const row = inOrder(View, { status: 'open', taskToken: 'secret', id: 'h' });
    expect(JSON.stringify(row)).toBe('{"id":"h","status":"open"}');
  });
});

describe('a day that somebody wrote down', () => {
  it.each([
    ['1899-12-31', false],
    ['1900-01-01', true],
    ['2199-12-31', true],
    ['2200-01-01', false],
    ['9999-12-31', false],
    ['0001-01-01', false],
  ])('%s is taken: %s', (birthDate, taken) => {
    const { patient } = aSubmission();
    expect(PatientClaimed.safeParse({ ...patient, birthDate }).success).toBe(taken);
  });
});

describe('a cursor', () => {
  const key = { pk: 'REF#1', sk: 'REFERRAL', practice: 'PRACTICE#1', practiceSort: '2026' };
  const partition = { attribute: 'practice', value: 'PRACTICE#1' };

  it('is taken as the page before gave it', () => {
    expect(readCursor(makeCursor(key), partition)).toEqual(key);
  });

  it.each([
    ['with a key more', { ...key, month: 'MONTH#2026-11' }],
    ['with a key less', { pk: key.pk, sk: key.sk, practice: key.practice }],
    ['into another partition', { ...key, practice: 'PRACTICE#2' }],
    ['with a key that is no text', { ...key, sk: 7 }],
    ['with an empty key', { ...key, sk: '' }],
    ['with half a character', { ...key, sk: '\ud800' }],
    ['with a character that no key has', { ...key, practiceSort: 'é' }],
    ['with a line break', { ...key, practiceSort: '2026\n' }],
    ['with a key longer than any', { ...key, pk: 'x'.repeat(301) }],
  ])('%s is refused', (_, other) => {
    expect(() => readCursor(makeCursor(other), partition)).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'invalid-cursor',
        errors: [expect.objectContaining({ pointer: 'query/cursor' })],
      }),
    );
  });
});
