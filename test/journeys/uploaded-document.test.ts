import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvedOrder, benchPracticeNpi } from '../../bench/order.ts';
import type { UploadOffer } from '../../functions/referral/upload-routes.ts';
import { type LocalService, startLocalService } from '../support/local-service.ts';
import { openPayers } from '../support/payer-simulator.ts';
import { storiesStart } from '../support/story-service.ts';

let payers: Awaited<ReturnType<typeof openPayers>>;
let service: LocalService;
beforeAll(async () => {
  payers = await openPayers();
  service = await startLocalService({
    network: 'example',
    payersAt: payers.url,
    startAt: storiesStart,
  });
}, 300_000);
afterAll(async () => {
  await payers.close();
  await service.close();
}, 60_000);

const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await pause(50);
};

const asPractice = (path: string, body?: unknown) =>
  service.http('POST', path, { token: service.token('referrer', benchPracticeNpi), body });

const order = (number: number, ending: string) => {
  const approved = approvedOrder(number, 3, service.clock.now());
  const [coverage] = approved.coverages;
  const memberId = String(coverage?.memberId).replace('APPROVE', ending);
  return { ...approved, coverages: [{ ...coverage, memberId }] };
};
/** An order whose payer asks for more information. */
const refer = async (number: number): Promise<string> => {
  const answer = await asPractice('/referrals', order(number, 'PENDINFO'));
  expect(answer.status, answer.text).toBe(202);
  const { referralId } = answer.json as { referralId: string };
  await until(async () => (await waitsFor(referralId)).length > 0);
  return referralId;
};

type View = {
  holds: { reason: string; status: string }[];
  visits: unknown[];
  submission: { documents: Record<string, unknown>[] };
};
const read = async (referralId: string): Promise<View> =>
  (await service.http('GET', `/referrals/${referralId}`, { token: service.token('coordinator') }))
    .json as View;
const waitsFor = async (referralId: string) =>
  (await read(referralId)).holds
    .filter(({ status }) => status === 'open')
    .map(({ reason }) => reason);

const scan = (size: number, begin = '%PDF-1.7\n') => Buffer.alloc(size, begin);
const announce = async (referralId: string, content: Buffer): Promise<UploadOffer> => {
  const answer = await asPractice(`/referrals/${referralId}/uploads`, {
    title: 'Infusion notes of the last year',
    type: '18746-8',
    contentType: 'application/pdf',
    bytes: content.byteLength,
    sha256: createHash('sha256').update(content).digest('hex'),
  });
  expect(answer.status, answer.text).toBe(201);
  return answer.json as UploadOffer;
};
const send = ({ url, headers }: UploadOffer, content: Buffer) =>
  fetch(url, { method: 'PUT', headers, body: new Uint8Array(content) });

/** A whole service on a machine that may have other work. */
const patience = 180_000;

describe('a document of more than 4 MB', { timeout: patience }, () => {
  it('is refused in an order, by a limit that is named, and nothing is kept', async () => {
    const data = scan(3_200_000).toString('base64');
    const documents = [{ title: 'Notes', contentType: 'application/pdf', data }];
    const body = { ...order(1, 'APPROVE'), documents };
    for (const type of ['application/json', 'application/fhir+json']) {
      const answer = await service.http('POST', '/referrals', {
        token: service.token('referrer', benchPracticeNpi),
        body,
        headers: { 'content-type': type },
      });
      expect(answer.status).toBe(413);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.json).toMatchObject({
        code: 'body-too-large',
        errors: [
          {
            detail: expect.stringContaining('4 MB'),
            fix: expect.stringContaining('POST /referrals/{referralId}/uploads'),
          },
        ],
      });
    }
    const { json } = await service.http('GET', '/referrals', {
      token: service.token('coordinator'),
    });
    expect(json).toMatchObject({ items: [] });
  });

  it('goes straight to the bucket, answers the payer that asked for it, and is seen', async () => {
    const referralId = await refer(2);
    expect(await waitsFor(referralId)).toEqual(['information-requested']);
    const content = scan(6_500_000);
    const offer = await announce(referralId, content);

    expect((await send(offer, scan(6_500_000, '%PDF-2.0\n'))).status).toBe(400);
    expect((await send(offer, content)).status).toBe(200);
    expect((await send(offer, content)).status).toBe(412);
    const bound = await asPractice(offer.binding);
    expect(bound.status, bound.text).toBe(201);
    expect((await asPractice(offer.binding)).status).toBe(201);
    await until(async () => (await read(referralId)).visits.length > 0);

    const { submission } = await read(referralId);
    expect(await waitsFor(referralId)).toEqual([]);
    expect(submission.documents.filter(({ bytes }) => bytes === 6_500_000)).toMatchObject([
      { title: 'Infusion notes of the last year', contentType: 'application/pdf' },
    ]);
    expect(await service.deadLetters()).toEqual([]);
  });

  it('is not there for others, and not too late', async () => {
    const referralId = await refer(3);
    const content = scan(5_000_000);
    const offer = await announce(referralId, content);
    const foreign = await service.http('POST', offer.binding, {
      token: service.token('referrer', '1000000020'),
    });
    expect(foreign.status).toBe(404);
    await service.advance('PT20M');
    expect((await send(offer, content)).status).toBe(403);
    expect(await asPractice(offer.binding)).toMatchObject({
      status: 409,
      json: { code: 'upload-missing' },
    });
  });

  it('is removed when it is not what it was said to be', async () => {
    const referralId = await refer(4);
    const program = scan(5_000_000, 'MZ');
    const offer = await announce(referralId, program);
    expect((await send(offer, program)).status).toBe(200);
    expect(await asPractice(offer.binding)).toMatchObject({
      status: 422,
      json: { code: 'document-mismatch', errors: [{ pointer: '/contentType' }] },
    });
    expect(await asPractice(offer.binding)).toMatchObject({ json: { code: 'upload-missing' } });
    expect(await waitsFor(referralId)).toEqual(['information-requested']);
  });
});
