import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkStore, readNurses, readSite } from '../../functions/network/store.ts';
import { readPayer, readPayerNow } from '../../functions/payer/store.ts';
import type { Sight } from '../../functions/platform/kept-entries.ts';
import type { Table } from '../../functions/platform/table.ts';
import { requestFacts } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { aNurse, aSite } from '../support/network.ts';

const { payer } = requestFacts();
const site = aSite();

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

/** A function that has just been started, and counts its calls of the table. */
const aFunction = () => {
  const called: string[] = [];
  const { client, name } = database.table;
  const counting = new Proxy(client, {
    get: (target, property) => {
      if (property !== 'send') return Reflect.get(target, property);
      return (command: { constructor: { name: string } }) => {
        called.push(command.constructor.name.replace('Command', ''));
        return target.send(command as never);
      };
    },
  });
  const table: Table = { client: counting, name };
  const calls = async <T>(run: () => Promise<T>): Promise<[number, T]> => {
    const before = called.length;
    const answer = await run();
    return [called.length - before, answer];
  };
  return { table, calls };
};

let changes = 0;
const put = async (kind: 'payer' | 'site' | 'nurse', id: string, entry: object) => {
  const store = networkStore(database.table);
  return store.put({ kind, id, entry }, await store.one(kind, id), {
    actor: { kind: 'person', id: 'admin' },
    at: '2026-11-20T10:00:00.000Z',
    operation: `put-${changes++}`,
  });
};

describe('entries of the network that a warm function keeps', () => {
  it('are read once, and again when the network has changed since what must be seen', async () => {
    await put('payer', payer.payerId, payer);
    const { table, calls } = aFunction();
    const { edition } = await readPayerNow(table, payer.payerId);
    const sight: Sight = { atLeast: edition };
    const read = () => readPayer(table, payer.payerId, sight);
    expect(await calls(read)).toMatchObject([2, { name: payer.name }]);
    expect(await calls(read)).toMatchObject([0, { name: payer.name }]);

    await put('payer', payer.payerId, { ...payer, name: 'Renamed Plan' });
    expect(await calls(read)).toMatchObject([0, { name: payer.name }]);
    const later = (await readPayerNow(table, payer.payerId)).edition;
    expect(later).toBe(edition + 1);
    expect(await calls(() => readPayer(table, payer.payerId, { atLeast: later }))).toMatchObject([
      2,
      { name: 'Renamed Plan' },
    ]);
  });

  it('are compared with the network each time for whoever must see it as it is now', async () => {
    await put('nurse', 'nur_kept-one', aNurse({ nurseId: 'nur_kept-one' }));
    const { table, calls } = aFunction();
    const idsOf = async () => (await readNurses(table)).map(({ nurseId }) => nurseId);
    await idsOf();
    expect(await calls(idsOf)).toMatchObject([1, expect.arrayContaining(['nur_kept-one'])]);
    await put('nurse', 'nur_kept-two', aNurse({ nurseId: 'nur_kept-two' }));
    expect(await calls(idsOf)).toMatchObject([2, expect.arrayContaining(['nur_kept-two'])]);
  });

  it('are what the known edition says, without a look', async () => {
    await put('site', site.siteId, site);
    const { table, calls } = aFunction();
    const { edition } = await readPayerNow(table, 'nobody');
    const at = (exactly: number) => () => readSite(table, site.siteId, { exactly });
    expect(await calls(at(edition))).toMatchObject([1, { name: site.name }]);
    expect(await calls(at(edition))).toMatchObject([0, { name: site.name }]);
    await put('site', site.siteId, { ...site, name: 'Moved Infusion' });
    expect(await calls(at(edition + 1))).toMatchObject([1, { name: 'Moved Infusion' }]);
  });

  it('are not kept by one function for another', async () => {
    const first = aFunction();
    await readNurses(first.table);
    const second = aFunction();
    expect((await second.calls(() => readNurses(second.table)))[0]).toBe(2);
  });
});
