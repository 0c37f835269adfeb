import { describe, expect, it } from 'vitest';
import { sha256 } from '../../functions/platform/canonical.ts';
import type { Refusal } from '../../functions/platform/errors.ts';
import type { Committed } from '../../functions/platform/record.ts';
import { type Deps, receiveReferral } from '../../functions/referral/receive-referral.ts';
import type { Receipt } from '../../functions/referral/routes.ts';
import { anExample } from '../support/bundles.ts';
import { aCaller } from '../support/callers.ts';
import { aSubmission } from '../support/referrals.ts';

const applied = { outcome: 'applied' } as Committed;

/** A receiving function with everything outside it written down. */
const given = (answer: Committed = applied) => {
  const calls: string[] = [];
  const written: Parameters<Deps['store']['receive']>[] = [];
  const known = new Map<string, NonNullable<Awaited<ReturnType<Deps['store']['received']>>>>();
  const deps: Deps = {
    store: {
      receive: async (...change) => {
        calls.push('receive');
        written.push(change);
        return known.has(change[0].referralId) ? ({ outcome: 'already' } as Committed) : answer;
      },
      received: async (referralId) => {
        calls.push('received');
        return known.get(referralId);
      },
      policy: async () => undefined,
      people: {
        find: async () => {
          calls.push('find');
          return { tokens: new Map(), numbers: new Map(), patients: [] };
        },
        patient: async () => undefined,
        number: async () => undefined,
        openAmong: async () => new Set(),
      },
    },
    tableName: 'table',
    documents: {
      keep: async (documents) => {
        calls.push('keep');
        return documents.map(({ data, ...rest }) => ({ ...rest, bytes: data?.length ?? 0 }));
      },
      discard: async (documents) => {
        calls.push(`discard:${documents.length}`);
      },
    },
    index: async (...words) => {
      calls.push(`index:${words[0]}`);
      return sha256(words.join('|'));
    },
    now: () => new Date('2026-11-20T15:00:00Z'),
  };
  const send = (body: unknown, more: object = {}) =>
    receiveReferral(deps)({
      principal: aCaller('system', { practice: '1234567893', subject: 'ehr-1' }),
      body: body as never,
      rawBody: JSON.stringify(body),
      contentType: 'application/fhir+json',
      idempotencyKey: undefined,
      ...more,
    });
  return { send, calls, written, known };
};

const refused = async (run: Promise<unknown>): Promise<Refusal> =>
  run.then(
    () => {
      throw new Error('not refused');
    },
    (thrown) => thrown as Refusal,
  );

describe('receiving a referral', () => {
  it('answers 202 with the place of the referral, its findings and where to go on', async () => {
    const { send } = given();
    const answer = await send(anExample());
    const { referralId } = answer.body as Receipt;
    expect(answer).toEqual({
      status: 202,
      headers: { location: `/referrals/${referralId}` },
      body: {
        referralId,
        status: 'accepted',
        findings: [],
        account: expect.arrayContaining([expect.objectContaining({ became: 'used' })]),
        links: expect.objectContaining({ documents: `/referrals/${referralId}/documents` }),
      },
    });
  });

  it('puts documents away before it records that they are there', async () => {
    const { send, calls } = given();
    await send(anExample());
    expect(calls.indexOf('keep')).toBeLessThan(calls.indexOf('receive'));
  });

  it('looks a person up by chart number, member id, birthday and telephone, in one call', async () => {
    const { send, calls } = given();
    await send(anExample());
    expect(calls.filter((call) => call.startsWith('index:')).sort()).toEqual([
      'index:born',
      'index:chart',
      'index:member',
      'index:phone',
    ]);
    expect(calls.filter((call) => call === 'find')).toHaveLength(1);
  });

  it('writes nothing, anywhere, when the bundle cannot be read', async () => {
    const { send, calls } = given();
    const { status, errors } = await refused(send({ ...anExample(), entry: [] }));
    expect([status, errors[0]?.pointer]).toEqual([422, 'Bundle.entry']);
    expect(calls).toEqual([]);
  });

  it('writes nothing for another practice', async () => {
    const { send, calls } = given();
    const principal = aCaller('system', { practice: '1000000020' });
    expect((await refused(send(anExample(), { principal }))).code).toBe('not-your-practice');
    expect(calls).toEqual([]);
  });

  it('takes the identifier of a bundle for an idempotency key', async () => {
    const { send, written } = given();
    await send(anExample());
    await send(anExample());
    expect(written[0]?.[0].referralId).toBe(written[1]?.[0].referralId);
    await send({ ...anExample(), identifier: { value: 'other' } });
    expect(written[2]?.[0].referralId).not.toBe(written[0]?.[0].referralId);
  });

  it('keeps the key of one caller apart from the same key of another', async () => {
    const { send, written } = given();
    const body = aSubmission();
    const native = { contentType: 'application/json', idempotencyKey: 'monday-1' };
    await send(body, native);
    const principal = aCaller('system', { practice: '1234567893', subject: 'ehr-2' });
    await send(body, { ...native, principal });
    expect(written[0]?.[0].referralId).not.toBe(written[1]?.[0].referralId);
  });

  it('gives the first answer again without storing anything', async () => {
    const { send, calls, known, written } = given();
    await send(anExample());
    const referralId = written[0]?.[0].referralId ?? '';
    known.set(referralId, {
      bodyHash: sha256(JSON.stringify(anExample())).slice(0, 32),
      findings: [],
      status: 'active',
    });
    calls.length = 0;
    expect((await send(anExample())).body).toMatchObject({ referralId, status: 'active' });
    expect(calls).not.toContain('keep');
    expect(calls).not.toContain('receive');
  });

  const hashed = (body: unknown) => sha256(JSON.stringify(body)).slice(0, 32);
  const received = (body: unknown, status: 'active' | 'closed') => ({
    bodyHash: hashed(body),
    findings: [],
    status,
  });

  it('takes a bundle up again that was closed, once however often it comes', async () => {
    const { send, known, written } = given();
    const first = (await send(anExample())).body as Receipt;
    known.set(first.referralId, received(anExample(), 'closed'));
    const second = (await send(anExample())).body as Receipt;
    expect(second.referralId).not.toBe(first.referralId);
    known.set(second.referralId, received(anExample(), 'active'));
    expect((await send(anExample())).body).toMatchObject({ referralId: second.referralId });
    known.set(second.referralId, received(anExample(), 'closed'));
    const third = (await send({ ...anExample(), timestamp: '2026-11-21T09:00:00Z' }))
      .body as Receipt;
    expect(new Set([first, second, third].map(({ referralId }) => referralId)).size).toBe(3);
    expect(written).toHaveLength(3);
  });

  it('says what to do with a bundle that comes again with other content', async () => {
    const { send, known } = given();
    const { referralId } = (await send(anExample())).body as Receipt;
    known.set(referralId, received(anExample(), 'active'));
    const changed = { ...anExample(), timestamp: '2026-11-21T09:00:00Z' };
    expect(await refused(send(changed))).toMatchObject({
      status: 409,
      code: 'bundle-already-received',
      facts: { referralId },
    });
    const keyed = (await send(changed, { idempotencyKey: 'k' })).body as Receipt;
    expect(keyed.referralId).not.toBe(referralId);
  });

  it('answers a caller’s key with the same referral, also when that was closed', async () => {
    const { send, known } = given();
    const keyed = { idempotencyKey: 'monday-1' };
    const { referralId } = (await send(anExample(), keyed)).body as Receipt;
    known.set(referralId, received(anExample(), 'closed'));
    expect((await send(anExample(), keyed)).body).toMatchObject({ referralId, status: 'closed' });
  });

  it('is not read again once it is recorded', async () => {
    const { send, calls } = given();
    await send(anExample());
    expect(calls.filter((call) => call === 'received')).toHaveLength(1);
    expect(calls.at(-1)).toBe('receive');
  });

  describe('without documents', () => {
    const bare = () => {
      const bundle = anExample();
      const entry = (bundle.entry as { resource: { resourceType: string } }[]).filter(
        ({ resource }) => resource.resourceType !== 'DocumentReference',
      );
      return { ...bundle, entry };
    };

    it('is recorded without being looked for, and looked for when it is there', async () => {
      const { send, calls, known } = given();
      const { referralId } = (await send(bare())).body as Receipt;
      expect(calls).not.toContain('received');
      known.set(referralId, received(bare(), 'active'));
      expect((await send(bare())).body).toMatchObject({ referralId, status: 'active' });
      expect(await refused(send({ ...bare(), timestamp: '2026-11-21T09:00:00Z' }))).toMatchObject({
        code: 'bundle-already-received',
      });
    });

    it('is taken up again under an id of its own when it was closed', async () => {
      const { send, known, written } = given();
      const first = (await send(bare())).body as Receipt;
      known.set(first.referralId, received(bare(), 'closed'));
      const second = (await send(bare())).body as Receipt;
      expect(second.referralId).not.toBe(first.referralId);
      expect(written.at(-1)?.[0].referralId).toBe(second.referralId);
    });
  });

  it('hands no content of a document to the table', async () => {
    const { send, written } = given();
    await send(anExample());
    const order = written[0]?.[1];
    expect(order?.submission.documents).toMatchObject([{ title: 'Last visit note' }]);
    expect(JSON.stringify(order)).not.toContain(
      Buffer.from('Active psoriatic').toString('base64').slice(0, 16),
    );
  });

  it('tells outreach how the patient is reached', async () => {
    const { send, written } = given();
    await send(
      { ...anExample('02-ivig-home') },
      {
        principal: aCaller('system', { practice: '1000000020' }),
      },
    );
    const items = written[0]?.[2].items ?? [];
    expect(items.find(({ Put }) => Put?.Item?.sk === 'PATIENT')?.Put?.Item).toMatchObject({
      givenName: 'Ysabel',
      phone: '+13125550152',
      language: 'es',
      state: 'IL',
    });
  });
});
