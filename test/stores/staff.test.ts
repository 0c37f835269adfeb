import { afterAll, describe, expect, it, vi } from 'vitest';
import { keepPreferences, listPeople, showMe } from '../../functions/staff/manage-profile.ts';
import { ConsolePreferences } from '../../functions/staff/preferences.ts';
import { readPeople } from '../../functions/staff/reading.ts';
import { Me } from '../../functions/staff/routes.ts';
import { staffStore } from '../../functions/staff/store.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';

const { table, close } = await openDatabase();
afterAll(close);

const store = staffStore(table);
const askName = vi.fn(async (authorization: string | undefined) => authorization);
const at = (now = '2026-11-30T15:00:00.000Z') => ({ store, askName, now: () => new Date(now) });
const me = async (principal = aPerson('ann', 'coordinator'), name?: string, now?: string) => {
  const headers = { authorization: name };
  const { body, headers: told } = await showMe(at(now))({ principal, headers } as never);
  return { ...Me.parse(body), etag: told.etag };
};
const prefer = (subject: string, preferences: object, ifMatch: string) =>
  keepPreferences(at())({
    principal: aPerson(subject, 'coordinator'),
    body: ConsolePreferences.parse(preferences),
    ifMatch,
  } as never);
const people = async (query: object = {}, now?: string) => {
  const { body } = await listPeople(at(now))({ query: { limit: 100, ...query } } as never);
  return body;
};

describe('whoever signs in', () => {
  it('is called as their sign-in says, and by their subject until it does', async () => {
    expect(await me(aPerson('bob', 'scheduler', 'nurse', 'nurse:nur_1'))).toMatchObject({
      personId: 'bob',
      name: 'bob',
      teams: ['scheduler'],
      nurseId: 'nur_1',
      etag: '"0"',
    });
    expect(await people()).toEqual({ items: [] });
    expect((await me(undefined, 'Ann Example')).name).toBe('Ann Example');
  });

  it('is asked for their name twice a day, and keeps it where it cannot be asked', async () => {
    await me(undefined, 'Ann Example');
    askName.mockClear();
    expect((await me(undefined, 'Ann Other')).name).toBe('Ann Example');
    expect(askName).not.toHaveBeenCalled();
    expect((await me(undefined, undefined, '2026-12-01T04:00:00.000Z')).name).toBe('Ann Example');
    expect((await me(undefined, 'Ann Other', '2026-12-02T04:00:00.000Z')).name).toBe('Ann Other');
  });

  it('is among the people, by role, for half a year', async () => {
    await me(undefined, 'Ann Example', '2026-12-02T15:00:00.000Z');
    await me(aPerson('cleo', 'clinician'), 'Cleo Example');
    await me(aPerson('rita', 'referrer', 'practice:1234567893'), 'Rita Example');
    const names = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);
    expect(names(await people())).toEqual(['Ann Other', 'Cleo Example']);
    expect(names(await people({ role: 'clinician' }))).toEqual(['Cleo Example']);
    expect(names(await people({ role: 'referrer' }))).toEqual(['Rita Example']);
    expect(names(await people({}, '2027-07-30T15:00:00.000Z'))).toEqual([]);
    const first = await people({ limit: 1 });
    const rest = await people({ cursor: first.next });
    expect(names(first).concat(names(rest))).toEqual(['Ann Other', 'Cleo Example']);
    await expect(people({ cursor: 'e30' })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });

  it('is found by name elsewhere; who was never here is not', async () => {
    const found = await readPeople(table, ['cleo', undefined, 'nobody', 'cleo']);
    expect([...found.values()].map(({ name }) => name)).toEqual(['Cleo Example']);
    expect(await readPeople(table, [undefined])).toEqual(new Map());
  });
});

describe('what somebody prefers', () => {
  it('is kept as a whole, each time from the state that was seen', async () => {
    const first = await prefer('dana', { theme: 'dark' }, '"0"');
    expect(first).toMatchObject({
      body: { theme: 'dark', singleKeys: true },
      headers: { etag: '"1"' },
    });
    await expect(prefer('dana', { theme: 'light' }, '"0"')).rejects.toMatchObject({
      status: 409,
      code: 'preferences-changed',
      facts: { current: { theme: 'dark' }, revision: 1 },
    });
    await prefer('dana', { singleKeys: false }, '*');
    expect(await me(aPerson('dana', 'coordinator'))).toMatchObject({
      preferences: { theme: 'system', singleKeys: false },
      etag: '"2"',
    });
  });

  it('is nobody else’s', async () => {
    expect((await me(aPerson('eli', 'coordinator'))).preferences.singleKeys).toBe(true);
  });

  it('from two windows at once is kept once', async () => {
    const both = await Promise.allSettled([
      prefer('fay', { theme: 'dark' }, '"0"'),
      prefer('fay', { theme: 'light' }, '"0"'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
