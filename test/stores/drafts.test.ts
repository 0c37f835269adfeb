import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../functions/platform/errors.ts';
import { DraftBody, DraftListed, DraftShown } from '../../functions/staff/drafts.ts';
import { draftsStore } from '../../functions/staff/drafts-store.ts';
import { keepDraft, listDrafts, showDraft } from '../../functions/staff/keep-drafts.ts';
import type { StaffPerson } from '../../functions/staff/person.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { given } from '../support/network.ts';

const { table, close } = await openDatabase();
afterAll(close);

const nia: StaffPerson = {
  personId: 'nia',
  name: 'Nia Example',
  roles: ['referrer'],
  seenAt: '2026-11-30T15:00:00.000Z',
};
const deps = (at: string) => ({
  store: draftsStore(table),
  people: async () => new Map([['nia', nia]]),
  now: () => new Date(at),
});
const noon = '2026-11-30T17:00:00.000Z';
const of = (practiceNpi: string, subject = 'nia') =>
  aPerson(subject, 'referrer', `practice:${practiceNpi}`);

type Where = { practiceNpi: string; draftId: string };
const keep = async (
  path: Where,
  typed: Record<string, string>,
  { seen = '"0"', by = 'nia', at = noon, as = of(path.practiceNpi, by) } = {},
) => {
  const { body, headers } = await keepDraft(deps(at))({
    principal: as,
    path,
    body: DraftBody.parse({ typed }),
    ifMatch: seen,
  } as never);
  return { ...DraftListed.parse(body), etag: headers.etag };
};
const show = async (path: Where, { at = noon, as = of(path.practiceNpi) } = {}) => {
  const { body, headers } = await showDraft(deps(at))({ principal: as, path } as never);
  return { ...DraftShown.parse(body), etag: headers.etag };
};
const list = async (practiceNpi: string, at = noon, as = of(practiceNpi)) => {
  const { body } = await listDrafts(deps(at))({ principal: as, path: { practiceNpi } } as never);
  return body.items.map((item) => DraftListed.parse(item));
};

/** A practice that no other test writes for. */
let practices = 0;
const somewhere = (): Where => {
  practices += 1;
  return { practiceNpi: `10000${practices}0020`, draftId: randomUUID() };
};

describe('an order that is begun', () => {
  it('is there for whoever of the practice goes on with it', async () => {
    const path = somewhere();
    const typed = { therapy: 'ivig', given: 'Ansel', family: 'Phantomly', phone: '' };
    expect(await keep(path, typed)).toMatchObject({
      draftId: path.draftId,
      savedBy: { personId: 'nia', name: 'Nia Example' },
      patient: 'Phantomly, Ansel',
      therapyId: 'ivig',
      etag: '"1"',
    });
    const colleague = of(path.practiceNpi, 'otto');
    expect(await show(path, { as: colleague })).toMatchObject({ typed, etag: '"1"' });
    expect(await list(path.practiceNpi, noon, colleague)).toMatchObject([
      { draftId: path.draftId, patient: 'Phantomly, Ansel' },
    ]);
  });

  it('is nobody else’s, not even to be asked for', async () => {
    const path = somewhere();
    await keep(path, { given: 'Ansel' });
    const stranger = { as: of('1234567893', 'eve') };
    for (const asked of [
      show(path, stranger),
      keep(path, { given: 'Eve' }, { ...stranger, seen: '"1"' }),
      list(path.practiceNpi, noon, stranger.as),
      show({ ...path, draftId: randomUUID() }),
    ])
      await expect(asked).rejects.toMatchObject({ status: 404 });
    expect((await show(path)).typed).toEqual({ given: 'Ansel' });
  });

  it('is not written over by somebody who has not seen what stands', async () => {
    const path = somewhere();
    await keep(path, { given: 'Ansel' });
    await keep(path, { given: 'Ansel', family: 'Phantomly' }, { seen: '"1"', by: 'otto' });
    const late = keep(path, { given: 'Anselm' }, { seen: '"1"' });
    await expect(late).rejects.toMatchObject({
      status: 409,
      code: 'draft-changed',
      facts: { revision: 2, changedBy: 'otto', changedAt: noon },
    });
    expect((await show(path)).typed).toEqual({ given: 'Ansel', family: 'Phantomly' });
    const begun = keep(path, { given: 'Other' });
    await expect(begun).rejects.toBeInstanceOf(Refusal);
  });

  it('is kept by one of two who write at the same instant', async () => {
    const path = somewhere();
    const outcomes = await Promise.allSettled([
      keep(path, { given: 'Ansel' }),
      keep(path, { given: 'Anselm' }, { by: 'otto' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is put away with nothing typed, and can be begun anew', async () => {
    const path = somewhere();
    await keep(path, { given: 'Ansel' });
    await keep(path, {}, { seen: '"1"' });
    expect(await list(path.practiceNpi)).toEqual([]);
    await expect(show(path)).rejects.toMatchObject({ status: 404 });
    expect((await keep(path, { given: 'Ansel' }, { seen: '"2"' })).etag).toBe('"3"');
  });

  it('is gone after thirty days without a change, whether the table has taken it away or not', async () => {
    const path = somewhere();
    await keep(path, { given: 'Ansel' }, { at: '2026-11-01T12:00:00.000Z' });
    expect(await list(path.practiceNpi, '2026-12-01T11:59:59.000Z')).toHaveLength(1);
    expect(await list(path.practiceNpi, '2026-12-01T12:00:00.000Z')).toEqual([]);
    await expect(show(path, { at: '2026-12-01T12:00:00.000Z' })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('stands beside one that cannot be read, which is not told and can be written anew', async () => {
    const path = somewhere();
    const odd = { pk: `DRAFT#${path.practiceNpi}`, sk: path.draftId, typed: 7, revision: 'x' };
    await given(table, { items: [odd] });
    const other = { ...path, draftId: randomUUID() };
    await keep(other, { given: 'Ansel' });
    expect(await list(path.practiceNpi)).toMatchObject([{ draftId: other.draftId }]);
    expect((await keep(path, { given: 'Ansel' })).etag).toBe('"1"');
    expect(await list(path.practiceNpi)).toHaveLength(2);
  });
});

describe('what is typed', () => {
  it.each([
    ['a name that is no field', { __proto__x: 'a' }],
    ['a name with a space', { 'given name': 'a' }],
    ['a field too long', { given: 'x'.repeat(20_001) }],
    [
      'too many fields',
      Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`f${at}`, 'x'])),
    ],
    ['too much together', { a: 'x'.repeat(20_000), b: 'x'.repeat(20_000), c: 'x'.repeat(20_000) }],
    ['a number', { dose: 5 }],
  ])('is refused: %s', (_, typed) => {
    expect(DraftBody.safeParse({ typed }).success).toBe(false);
  });

  it('tells of a patient and a therapy only what is words on one line', async () => {
    const path = somewhere();
    const told = await keep(path, { family: 'A\nB', therapy: 'x'.repeat(201), given: '' });
    expect(told.patient).toBeUndefined();
    expect(told.therapyId).toBeUndefined();
  });
});
