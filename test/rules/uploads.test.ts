import { describe, expect, it } from 'vitest';
import { Refusal } from '../../functions/platform/errors.ts';
import { checkRoom, mostDocuments, sizeOf } from '../../functions/referral/document-limits.ts';
import {
  AnnouncedUpload,
  bindUpload,
  isUploadAwaited,
  mostAwaited,
  offeredUpload,
  putUpload,
  sendingSeconds,
  Upload,
  UploadStatus,
  uploadedDocument,
  uploadLife,
} from '../../functions/referral/upload.ts';

const now = new Date('2026-11-20T16:00:00.000Z');
const sha256 = 'a'.repeat(64);
const announced: AnnouncedUpload = {
  title: 'TB result',
  type: 'lab-report',
  contentType: 'application/pdf',
  bytes: 1000,
  sha256,
} as AnnouncedUpload;
const offered = offeredUpload('upl_0123456789abcdefghjk', announced, 'cora', now);

const refusal = (run: () => void): Refusal | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error as Refusal;
  }
};

describe('the documents of a referral', () => {
  const documents = (count: number, bytes?: number) =>
    Array.from({ length: count }, () => ({ bytes }));

  it('are at most twenty', () => {
    expect(mostDocuments).toBe(20);
    expect(refusal(() => checkRoom(documents(19), documents(1)))).toBeUndefined();
    for (const [present, added] of [
      [19, 2],
      [20, 1],
      [0, 21],
    ] as const) {
      const refused = refusal(() => checkRoom(documents(present), documents(added)));
      expect(refused).toBeInstanceOf(Refusal);
      expect([refused?.status, refused?.code]).toEqual([422, 'documents-full']);
      expect(refused).toMatchObject({
        message: expect.stringMatching(/at most 20 documents/),
        errors: [
          {
            pointer: '',
            detail: 'would be one of more than 20 documents',
            fix: expect.stringMatching(/^Put .* into one document/),
          },
        ],
      });
    }
  });

  it('have together no more bytes than a payer takes', () => {
    const half = 10_000_000;
    expect(refusal(() => checkRoom(documents(1, half), documents(1, half)))).toBeUndefined();
    const refused = refusal(() =>
      checkRoom(documents(1, half), documents(1, half + 1), '/documents/0'),
    );
    expect(refused).toMatchObject({
      status: 422,
      code: 'documents-too-large',
      message: expect.stringMatching(/at most 20 MB together/),
      errors: [
        {
          pointer: '/documents/0',
          detail: expect.stringMatching(/does not fit/),
          fix: expect.stringMatching(/smaller/),
        },
      ],
    });
    expect(refusal(() => checkRoom([], documents(1, 2 * half + 1)))?.errors[0]?.pointer).toBe('');
  });

  it('that are there refuse nothing to which none is added, and count where their size is known', () => {
    expect(refusal(() => checkRoom(documents(3, 20_000_000), []))).toBeUndefined();
    expect(refusal(() => checkRoom(documents(3), documents(1, 20_000_000)))).toBeUndefined();
  });

  it.each([
    ['', 0],
    ['YQ==', 1],
    ['YWI=', 2],
    ['YWJj', 3],
  ])('in base64 %j are %i bytes', (data, bytes) => {
    expect(sizeOf(data)).toBe(bytes);
  });
});

describe('a document that is announced', () => {
  it.each<[string, Record<string, unknown>]>([
    ['one byte', { bytes: 1 }],
    ['as many bytes as a payer takes', { bytes: 20_000_000 }],
    ['a scan', { contentType: 'image/tiff' }],
    ['no type', { type: undefined }],
  ])('is taken with %s', (_, different) => {
    expect(AnnouncedUpload.safeParse({ ...announced, ...different }).success).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing in it', { bytes: 0 }],
    ['half a byte', { bytes: 1.5 }],
    ['more than a payer takes', { bytes: 20_000_001 }],
    ['a kind that no payer takes', { contentType: 'text/html' }],
    ['a sum that is too short', { sha256: 'a'.repeat(63) }],
    ['a sum that is too long', { sha256: 'a'.repeat(65) }],
    ['a sum with signs before it', { sha256: `x${sha256}` }],
    ['a sum with signs behind it', { sha256: `${sha256}x` }],
    ['a sum in capitals', { sha256: 'A'.repeat(64) }],
    ['no title', { title: undefined }],
    ['a word too much', { more: true }],
  ])('is refused with %s', (_, different) => {
    expect(AnnouncedUpload.safeParse({ ...announced, ...different }).success).toBe(false);
  });

  it('says what a sum looks like', () => {
    const told = AnnouncedUpload.safeParse({ ...announced, sha256: 'x' }).error?.issues[0]?.message;
    expect(told).toMatch(/SHA-256 .* 64 lower-case hex/);
  });

  it('may become a document for a day, and is read as it was kept', () => {
    expect(offered).toEqual({
      uploadId: 'upl_0123456789abcdefghjk',
      status: 'offered',
      by: 'cora',
      offeredAt: '2026-11-20T16:00:00.000Z',
      bindBy: '2026-11-21T16:00:00.000Z',
      ...announced,
    });
    expect(Upload.parse(offered)).toEqual(offered);
    expect(Upload.safeParse({ ...offered, by: undefined }).success).toBe(false);
    expect(UploadStatus.options).toEqual(['offered', 'bound']);
    expect(uploadLife).toEqual({
      begins: ['offered'],
      next: { offered: ['bound'], bound: [] },
    });
  });

  it.each([
    ['2026-11-20T16:00:00.000Z', 'offered', true],
    ['2026-11-21T15:59:59.999Z', 'offered', true],
    ['2026-11-21T16:00:00.000Z', 'offered', false],
    ['2026-11-20T16:00:00.000Z', 'bound', false],
  ] as const)('is awaited at %s where it is %s: %s', (at, status, is) => {
    expect(isUploadAwaited({ ...offered, status }, new Date(at))).toBe(is);
  });

  it('is sent within a quarter of an hour, and no more than twenty wait', () => {
    expect([sendingSeconds, mostAwaited]).toEqual([900, 20]);
  });

  it('becomes a document with what was announced', () => {
    const { type: _, ...untyped } = offered;
    const document = { title: 'TB result', contentType: 'application/pdf', bytes: 1000, sha256 };
    expect(uploadedDocument(offered)).toEqual({ ...document, type: 'lab-report' });
    expect(uploadedDocument(untyped)).toStrictEqual(document);
  });

  it('is kept once, for ninety days, so that one that is sent again is known', () => {
    const { Put } = putUpload('t', 'ref_0123456789abcdefghjk', offered);
    expect(Put).toMatchObject({
      TableName: 't',
      ConditionExpression: 'attribute_not_exists(pk)',
      Item: {
        ...{ pk: expect.any(String), sk: 'UPLOAD#upl_0123456789abcdefghjk' },
        ...offered,
        expiresAt: Date.parse('2027-02-18T16:00:00Z') / 1000,
      },
    });
  });

  it('is bound once, from what was offered', () => {
    const { Update } = bindUpload('t', 'ref_0123456789abcdefghjk', offered);
    expect(Update).toMatchObject({
      TableName: 't',
      Key: { sk: 'UPLOAD#upl_0123456789abcdefghjk' },
      UpdateExpression: 'SET #status = :bound',
      ConditionExpression: '#status IN (:prior)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':bound': 'bound', ':prior': 'offered' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });
});
