import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showReferral } from '../../functions/chart/read-referrals.ts';
import type { ReferralDetail } from '../../functions/chart/routes.ts';
import { chartStore } from '../../functions/chart/store.ts';
import { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { firstBreak } from '../../functions/platform/audit.ts';
import type { Refusal } from '../../functions/platform/errors.ts';
import { chain, commit } from '../../functions/platform/record.ts';
import { receiveReferral } from '../../functions/referral/receive-referral.ts';
import { announceUpload, bindDocument } from '../../functions/referral/receive-upload.ts';
import type { Receipt } from '../../functions/referral/routes.ts';
import { referralStore } from '../../functions/referral/store.ts';
import type { UploadOffer } from '../../functions/referral/upload-routes.ts';
import { withdrawReferral } from '../../functions/referral/withdraw-referral.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aSubmission } from '../support/referrals.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const lakeside = '1234567893';
const practice = aCaller('referrer', { practice: lakeside });
const elsewhere = aCaller('referrer', { practice: '1000000020' });
const coordinator = aCaller('coordinator');
const start = Date.parse('2026-11-20T15:00:00Z');
let at = start;
const now = () => {
  at += 1000;
  return new Date(at);
};

/** What lies in the bucket, by its place. */
const bucket = new Map<string, Buffer>();
let copies = 0;
const uploads = {
  offer: async (uploadId: string) => ({
    method: 'PUT' as const,
    url: `http://bucket/${uploadId}`,
    headers: {},
  }),
  look: async (uploadId: string) => {
    const content = bucket.get(`uploads/${uploadId}`);
    return (
      content && {
        bytes: content.byteLength,
        sha256: createHash('sha256').update(content).digest('hex'),
        begins: content.subarray(0, 8),
      }
    );
  },
  keep: async (uploadId: string) => {
    const content = bucket.get(`uploads/${uploadId}`);
    if (!content) return undefined;
    copies += 1;
    bucket.set(`documents/${copies}`, content);
    return `documents/${copies}`;
  },
  discard: async (uploadId: string) => void bucket.delete(`uploads/${uploadId}`),
};
const documents = {
  keep: async () => [],
  discard: async (all: readonly { storedAs?: string | undefined }[]) => {
    for (const { storedAs } of all) bucket.delete(storedAs ?? '');
  },
};
const deps = () => ({
  store: { ...referralStore(database.table), ...chartStore(database.table) },
  tableName: database.table.name,
  uploads,
  documents,
  index: async (...words: string[]) => createHash('sha256').update(words.join('|')).digest('hex'),
  now,
});

let people = 0;
const aReferral = async (): Promise<string> => {
  people += 1;
  const base = aSubmission();
  const body = {
    ...base,
    patient: {
      ...base.patient,
      name: { given: 'Odalys', family: `Exampleton ${people}` },
      birthDate: `${1940 + people}-03-09`,
      identifiers: [{ system: 'urn:example:chart', value: `U${people}U${people}` }],
    },
    coverages: base.coverages.map((coverage) => ({
      ...coverage,
      memberId: `EX2001-${people}-APPROVE`,
    })),
  };
  const { body: receipt } = await receiveReferral(deps())({
    principal: practice,
    body: JSON.parse(JSON.stringify(body)),
    rawBody: JSON.stringify(body),
    contentType: 'application/json',
    idempotencyKey: undefined,
  } as never);
  return (receipt as Receipt).referralId;
};

const pdf = Buffer.from('%PDF-1.7 an infusion note');
const announced = (content: Buffer, more: object = {}) => ({
  title: 'Infusion note',
  type: '18746-8',
  contentType: 'application/pdf',
  bytes: content.byteLength,
  sha256: createHash('sha256').update(content).digest('hex'),
  ...more,
});

const announce = async (
  referralId: string,
  body: object = announced(pdf),
  { principal = practice, key = undefined as string | undefined } = {},
) => {
  const rawBody = JSON.stringify(body);
  const asked = { principal, path: { referralId }, body, rawBody, idempotencyKey: key };
  return (await announceUpload(deps())(asked as never)).body as UploadOffer;
};
const bind = (referralId: string, uploadId: string, principal = practice, query: object = {}) =>
  bindDocument(deps())({ principal, path: { referralId, uploadId }, query } as never);
const sent = async (referralId: string, content = pdf, body: object = announced(content)) => {
  const { uploadId } = await announce(referralId, body);
  bucket.set(`uploads/${uploadId}`, content);
  return uploadId;
};
const refusal = async (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    ({ status, code, errors }: Refusal) => ({ status, code, at: errors.map((one) => one.pointer) }),
  );
const documentsOf = async (referralId: string) =>
  (await deps().store.get(referralId)).submission.documents;
const kept = () => [...bucket.keys()].filter((key) => key.startsWith('documents/')).length;

describe('a document that is uploaded', () => {
  it('is one of the referral once it is bound, is seen by the coordinator, and is on record', async () => {
    const referralId = await aReferral();
    const uploadId = await sent(referralId);
    expect(await documentsOf(referralId)).toEqual([]);
    expect(await bind(referralId, uploadId)).toMatchObject({ status: 201, body: { referralId } });
    const { body } = await showReferral(deps())({
      principal: coordinator,
      path: { referralId },
    } as never);
    const { submission, timeline } = body as ReferralDetail & { submission: object };
    expect(submission).toMatchObject({
      documents: [{ ...announced(pdf), storedAs: `documents/${copies}` }],
    });
    expect(timeline.map(({ text }) => text)).toContain('A document was added.');
    expect(timeline.map(({ event }) => event)).not.toContain('upload.offered');
    expect(bucket.has(`uploads/${uploadId}`)).toBe(false);
    const records = await chain(database.table, referralId);
    expect(firstBreak(records)).toBeUndefined();
    expect(JSON.stringify(records)).not.toContain('Infusion note');
  });

  it('answers the payer that waits for information, once, with the last of several', async () => {
    const referralId = await aReferral();
    const hold = Hold.parse({
      holdId: `hold_${referralId.slice(4)}_r1`,
      ...{ referralId, scope: 'r', count: 1, reason: 'information-requested' },
      ...{ stage: 'Await decision', status: 'open', owner: 'referrer', team: 'coordinator' },
      ...{ practiceNpi: lakeside, openedAt: now().toISOString(), dueAt: '2026-11-25T15:00:00Z' },
      ...{ level: 0, taskToken: 'token' },
    });
    await commit(database.table, {
      ...{ referralId, operation: 'hold-1', event: 'hold.placed', at: hold.openedAt },
      actor: { kind: 'system', id: 'test' },
      items: [{ Put: { TableName: database.table.name, Item: holdItem(hold) } }],
    });
    await bind(referralId, await sent(referralId), practice, { more: 'true' });
    expect((await deps().store.get(referralId)).holds).toMatchObject([{ status: 'open' }]);
    await bind(referralId, await sent(referralId));
    const { holds } = await deps().store.get(referralId);
    expect(holds).toMatchObject([
      { status: 'resolved', settlement: { resume: 'Submit authorization' } },
    ]);
  });

  it('is bound once, however often and however much at once it is asked for', async () => {
    const referralId = await aReferral();
    const uploadId = await sent(referralId);
    const before = kept();
    const all = await Promise.all(Array.from({ length: 8 }, () => bind(referralId, uploadId)));
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect((await bind(referralId, uploadId)).status).toBe(201);
    expect(await documentsOf(referralId)).toHaveLength(1);
    expect(kept()).toBe(before + 1);
  });

  it('is announced once under a key, which then is good for nothing else', async () => {
    const referralId = await aReferral();
    const again = () => announce(referralId, announced(pdf), { key: 'note-1' });
    const { uploadId, bindBy } = await again();
    expect(await again()).toMatchObject({ uploadId, bindBy });
    const other = announced(pdf, { title: 'Another' });
    expect(await refusal(announce(referralId, other, { key: 'note-1' }))).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    bucket.set(`uploads/${uploadId}`, pdf);
    await bind(referralId, uploadId);
    expect(await refusal(again())).toMatchObject({ status: 409, code: 'upload-bound' });
  });
});

describe('a request that is sent twice', () => {
  it.each(['look', 'keep'] as const)(
    'finds the document made when the other one was done before its %s',
    async (moment) => {
      const referralId = await aReferral();
      const uploadId = await sent(referralId);
      const late = bindDocument({
        ...deps(),
        uploads: {
          ...uploads,
          [moment]: async (id: string) => {
            await bind(referralId, uploadId);
            return uploads[moment](id);
          },
        },
      });
      const asked = { principal: practice, path: { referralId, uploadId }, query: {} };
      expect((await late(asked as never)).status).toBe(201);
      expect(await documentsOf(referralId)).toHaveLength(1);
    },
  );
});

describe('an upload that is refused', () => {
  const program = Buffer.from('MZ\x90\x00 what runs');
  it.each([
    ['is of another kind than announced', program, announced(program), ['/contentType']],
    ['is an image called a PDF', Buffer.from('ffd8ffe0', 'hex'), undefined, ['/contentType']],
    [
      'is of another size and content',
      Buffer.from('%PDF-1.7'),
      announced(pdf),
      ['/bytes', '/sha256'],
    ],
    [
      'is of another content',
      Buffer.from(`${pdf.toString().slice(0, -1)}X`),
      announced(pdf),
      ['/sha256'],
    ],
  ])(
    'because what was sent %s is gone, and the referral is as it was',
    async (_, content, body, places) => {
      const referralId = await aReferral();
      const before = kept();
      const uploadId = await sent(referralId, content, body);
      expect(await refusal(bind(referralId, uploadId))).toEqual({
        status: 422,
        code: 'document-mismatch',
        at: places,
      });
      expect(bucket.has(`uploads/${uploadId}`)).toBe(false);
      expect(kept()).toBe(before);
      expect(await documentsOf(referralId)).toEqual([]);
      expect(await refusal(bind(referralId, uploadId))).toMatchObject({ code: 'upload-missing' });
    },
  );

  it('because nothing was sent may still be sent', async () => {
    const referralId = await aReferral();
    const { uploadId } = await announce(referralId);
    expect(await refusal(bind(referralId, uploadId))).toMatchObject({
      status: 409,
      code: 'upload-missing',
    });
    bucket.set(`uploads/${uploadId}`, pdf);
    expect((await bind(referralId, uploadId)).status).toBe(201);
  });

  it('because its day is over is gone', async () => {
    const referralId = await aReferral();
    const uploadId = await sent(referralId);
    at += 24 * 3_600_000;
    expect(await refusal(bind(referralId, uploadId))).toMatchObject({
      status: 409,
      code: 'upload-expired',
    });
    expect(bucket.has(`uploads/${uploadId}`)).toBe(false);
  });

  it('because its referral was closed meanwhile is gone', async () => {
    const referralId = await aReferral();
    const uploadId = await sent(referralId);
    const body = { reason: 'care-elsewhere' };
    await withdrawReferral(deps())({
      ...{ principal: practice, path: { referralId }, body, rawBody: '' },
    } as never);
    expect(await refusal(bind(referralId, uploadId))).toMatchObject({
      status: 409,
      code: 'referral-closed',
    });
    expect(bucket.has(`uploads/${uploadId}`)).toBe(false);
    expect(await refusal(announce(referralId))).toMatchObject({ code: 'referral-closed' });
  });

  it('because the referral was corrected at the same moment leaves no copy, and may be tried again', async () => {
    const referralId = await aReferral();
    const [first, second] = [await sent(referralId), await sent(referralId)];
    const before = kept();
    const answers = await Promise.allSettled([bind(referralId, first), bind(referralId, second)]);
    const lost = answers.filter(({ status }) => status === 'rejected').length;
    expect(kept()).toBe(before + 2 - lost);
    await bind(referralId, first);
    await bind(referralId, second);
    expect(await documentsOf(referralId)).toHaveLength(2);
    expect(kept()).toBe(before + 2);
  });
});

describe('an upload of somebody else', () => {
  it.each([
    ['a foreign practice', elsewhere],
    ['another person who may change the referral', coordinator],
  ])('is not there for %s', async (_, other) => {
    const referralId = await aReferral();
    const uploadId = await sent(referralId);
    expect(await refusal(bind(referralId, uploadId, other))).toMatchObject({ status: 404 });
    expect(bucket.has(`uploads/${uploadId}`)).toBe(true);
  });

  it('cannot be announced for the referral of a foreign practice', async () => {
    const referralId = await aReferral();
    expect(
      await refusal(announce(referralId, announced(pdf), { principal: elsewhere })),
    ).toMatchObject({ status: 404 });
  });

  it('that was announced for one referral becomes no document of another', async () => {
    const [mine, theirs] = [await aReferral(), await aReferral()];
    const uploadId = await sent(mine);
    expect(await refusal(bind(theirs, uploadId))).toMatchObject({ status: 404 });
    expect(await documentsOf(theirs)).toEqual([]);
    expect((await bind(mine, uploadId)).status).toBe(201);
  });
});

describe('the room of a referral', () => {
  it('is 20 MB, of what is bound', async () => {
    const referralId = await aReferral();
    const large = announced(pdf, { bytes: 12_000_000 });
    const { uploadId } = await announce(referralId, large);
    expect((await announce(referralId, large)).uploadId).not.toBe(uploadId);
    expect(await refusal(announce(referralId, announced(pdf, { bytes: 20_000_001 })))).toEqual({
      status: 422,
      code: 'documents-too-large',
      at: ['/bytes'],
    });
  });

  it('has twenty places for uploads that wait', async () => {
    const referralId = await aReferral();
    for (let n = 0; n < 20; n += 1) await announce(referralId);
    expect(await refusal(announce(referralId))).toMatchObject({
      status: 422,
      code: 'uploads-full',
    });
    at += 24 * 3_600_000;
    expect((await announce(referralId)).uploadId).toMatch(/^upl_/);
  });
});
