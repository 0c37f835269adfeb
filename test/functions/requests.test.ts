import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { RouteContract } from '../../functions/platform/contract.ts';
import { Refusal } from '../../functions/platform/errors.ts';
import { http, route } from '../../functions/platform/http.ts';
import { cursorOf, inOrder, keyOf } from '../../functions/platform/paging.ts';
import { Patient } from '../../functions/referral/referral.ts';
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
    ['half a pair', String.raw`{"a":"\ud83d"}`, 400],
    ['the other half', String.raw`{"a":"\uDE00"}`, 400],
    ['halves in the wrong order', String.raw`{"a":"\ude00\ud83d"}`, 400],
    ['half a pair as a name', String.raw`{"\ud83d":"a"}`, 400],
    ['a whole pair', String.raw`{"a":"\ud83d\ude00"}`, 200],
    ['the words of an escape', String.raw`{"a":"\\ud83d"}`, 200],
  ])('with %s in its text is answered as it should be', async (_, body, status) => {
    expect((await send(body, fine)).status).toBe(status);
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
    expect(Patient.safeParse({ ...patient, birthDate }).success).toBe(taken);
  });
});

describe('a cursor', () => {
  const key = { pk: 'REF#1', sk: 'REFERRAL', practice: 'PRACTICE#1', practiceSort: '2026' };
  const partition = { attribute: 'practice', value: 'PRACTICE#1' };

  it('is taken as the page before gave it', () => {
    expect(keyOf(cursorOf(key), partition)).toEqual(key);
  });

  it.each([
    ['with a key more', { ...key, month: 'MONTH#2026-11' }],
    ['with a key less', { pk: key.pk, sk: key.sk, practice: key.practice }],
    ['into another partition', { ...key, practice: 'PRACTICE#2' }],
    ['with a key that is no text', { ...key, sk: 7 }],
  ])('%s is refused', (_, other) => {
    expect(() => keyOf(cursorOf(other), partition)).toThrow(
      expect.objectContaining({ status: 400, code: 'invalid-cursor' }),
    );
  });
});
