import { afterAll, describe, expect, it } from 'vitest';
import { documentsStore } from '../../functions/chart/documents-store.ts';
import { linkDocument, listDocuments } from '../../functions/chart/read-documents.ts';
import { newIdPart, referralIdFrom } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { readAll } from '../../functions/platform/read-items.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { given } from '../support/network.ts';

const { table, close } = await openDatabase();
afterAll(close);

const letter = {
  title: 'Letter',
  type: '18746-8',
  contentType: 'application/pdf',
  storedAs: 'documents/0b9e-1',
  bytes: 12,
  sha256: 'a'.repeat(64),
};
const placed = async (): Promise<string> => {
  const referralId = referralIdFrom(newIdPart(new Date()));
  const documents = [letter, { title: 'Named only', contentType: 'image/png' }];
  await given(table, {
    items: [
      { ...keys.referral(referralId), practiceNpi: '1234567893', orderVersion: 2 },
      { ...keys.order(referralId, 1), submission: { documents: [] } },
      { ...keys.order(referralId, 2), submission: { documents } },
    ],
  });
  return referralId;
};
const deps = {
  store: documentsStore(table),
  links: async (stored: object, life: object) => JSON.stringify({ ...stored, ...life }),
  now: () => new Date('2026-12-02T15:00:00.000Z'),
};
const list = async (referralId: string, principal: Principal) =>
  (await listDocuments(deps)({ principal, path: { referralId } } as never)).body.items;
const link = async (referralId: string, documentId: string, principal: Principal) =>
  (await linkDocument(deps)({ principal, path: { referralId, documentId } } as never)).body;
const coordinator = aCaller('coordinator');

describe('the documents of a referral', () => {
  it('are those of its order as it stands, without their content or where it lies', async () => {
    const { storedAs: _, ...shown } = letter;
    expect(await list(await placed(), coordinator)).toEqual([
      { documentId: '0b9e-1', ...shown },
      { title: 'Named only', contentType: 'image/png' },
    ]);
  });

  it('are read from an address that is good for a minute', async () => {
    expect(await link(await placed(), '0b9e-1', coordinator)).toEqual({
      url: JSON.stringify({
        storedAs: 'documents/0b9e-1',
        contentType: 'application/pdf',
        from: '2026-12-02T15:00:00.000Z',
        seconds: 60,
      }),
      contentType: 'application/pdf',
      until: '2026-12-02T15:01:00.000Z',
    });
  });

  it.each([
    ['another practice', aCaller('referrer', { practice: '1000000020' })],
    ['a scheduler', aCaller('scheduler')],
    ['an administrator', aCaller('admin')],
  ])('are not shown to %s, who is on record as having asked', async (_, principal) => {
    const referralId = await placed();
    await expect(list(referralId, principal)).rejects.toMatchObject({ status: 404 });
    await expect(link(referralId, '0b9e-1', principal)).rejects.toMatchObject({ status: 404 });
    expect(await readAll(table, `READ#${referralId}`)).toMatchObject([
      { by: principal.subject, seen: 'document', outcome: 'refused' },
    ]);
  });

  it('that are not there, or of no referral, are not found', async () => {
    const own = aCaller('referrer', { practice: '1234567893' });
    await expect(link(await placed(), 'other', own)).rejects.toMatchObject({ status: 404 });
    await expect(list('ref_0000000000000000000z', own)).rejects.toMatchObject({ status: 404 });
  });
});
