import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpacked } from '../../functions/platform/packed.ts';
import { openDataFolder } from '../../local/data/data-folder.ts';
import {
  type Canary,
  canariesOf,
  canariesOfAll,
  type Hit,
  hitsIn,
  type Sink,
} from '../support/canary.ts';
import { type Played, playStories } from '../support/canary-play.ts';
import { startCanaryService } from '../support/canary-service.ts';
import { collectSinks, eventSinks, fileSinks, itemsOf, keySinks } from '../support/canary-sinks.ts';
import { hostilePaths } from '../support/hostile-payer.ts';
import { aDataFolder } from '../support/local-service.ts';
import { synthesizedService } from '../support/synthesized-service.ts';

/** A payer that is down is asked again by itself; what it says and nobody understands is for a person. */
const waitsAfter = (path: string): string =>
  path === '/failing' ? 'waits: payer-unavailable' : 'waits: needs-attention';

/** Where each referral stands when its payer has answered, or failed to for two hours. */
const expected = {
  approved: 'active',
  incomplete: 'waits: order-incomplete',
  unknownPayer: 'waits: coverage-identity',
  inactive: 'waits: coverage-not-active',
  withdrawn: 'waits: payer-decision',
  denied: 'waits: denied',
  pendedForInformation: 'waits: information-requested',
  garbage: 'waits: needs-attention',
  ...Object.fromEntries(
    hostilePaths.flatMap((path) => [
      [`coverage-${path.slice(1)}`, waitsAfter(path)],
      [`decision-${path.slice(1)}`, waitsAfter(path)],
    ]),
  ),
  // A refusal in plain words is read: what it says stands before whoever corrects the request.
  'decision-refusing': 'waits: submission-rejected',
  // One that decides nothing is kept as it came, before whoever calls the payer.
  'decision-echo': 'waits: payer-contact',
};

const minutes = 60_000;
const folder = aDataFolder();
let played: Played;
let items: Awaited<ReturnType<typeof itemsOf>>;
let sinks: Sink[];
let canaries: Canary[];

beforeAll(async () => {
  await synthesizedService();
  const service = await startCanaryService(folder.path);
  try {
    played = await playStories(service);
    await service.quiet();
    items = await itemsOf(folder.path);
  } finally {
    await service.stop();
  }
  sinks = await collectSinks(service, items);
  canaries = canariesOfAll(played.people);
}, 10 * minutes);

afterAll(() => folder.remove());

const told = (hits: readonly Hit[]): string[] =>
  [...new Set(hits.map(({ where, field, form }) => `${where}: ${field} as ${form}`))].slice(0, 40);

describe('what patients tell us', () => {
  it('went all the way into the record, so that it could have leaked', () => {
    // What is packed begins as a zlib stream does; where the chain stands is bytes of its own.
    const isPacked = (value: unknown): boolean => value instanceof Uint8Array && value[0] === 0x78;
    const opened = (_: string, value: unknown) => (isPacked(value) ? unpacked(value) : value);
    const record = items.map((item) => ({ where: 'record', text: JSON.stringify(item, opened) }));
    const kept = new Set(hitsIn(record, canaries).map(({ field }) => field.split('.')[1]));
    // Kept elsewhere or nowhere: documents in their store; texts and dosage remarks not at all.
    const notInRecord = ['documentContent', 'dosageText', 'textMessage'];
    const missing = Object.keys(canariesOf(0)).filter((field) => !kept.has(field));
    expect(missing.filter((field) => !notInRecord.includes(field))).toEqual([]);
  });

  it('was told to payers, in visits, holds and messages, on happy and failing ways', () => {
    expect(played.reached).toEqual(expected);
    expect(Object.keys(played.heard).sort()).toEqual([...hostilePaths].sort());
    expect(played.refusals).toBeGreaterThan(15);
    expect(sinks.filter(({ where }) => /to a patient/.test(where)).length).toBeGreaterThan(2);
    expect(sinks.filter(({ where }) => where === 'published event').length).toBeGreaterThan(50);
  });

  it.each([
    ['an error answer or a header', /^HTTP/],
    ['what the service prints', /^standard/],
    ['a log', /^file logs/],
    ['a file beside the table', /^file (?!logs)/],
    ['the workflow journal', /^journal/],
    ['a queue or dead letter', /^queues/],
    ['a published event', /^published event/],
    ['a table key, index attribute or list column', /^table key/],
    ['the name of a document', /^document key/],
    ['a message, but for the first name', /to a patient or practice/],
  ])('stands nowhere in %s', (_what, where) => {
    const searched = sinks.filter((sink) => where.test(sink.where));
    expect(searched).not.toEqual([]);
    expect(told(hitsIn(searched, canaries))).toEqual([]);
  });

  it('is not hinted at in a message: no drug, diagnosis or payer', () => {
    const messages = sinks.filter((sink) => /to a patient/.test(sink.where));
    const hints = messages.filter(({ text }) =>
      /infliximab|remicade|j1745|crohn|bowel|acme|coverage-|decision-|nobody-knows/i.test(text),
    );
    expect(hints).toEqual([]);
  });
});

describe('the search for canaries', () => {
  const { family, birthDate, phone, memberId } = canariesOf(1);
  const canary = { field: '1.family', value: family };

  it.each([
    ['as written', family],
    ['in capitals', family.toUpperCase()],
    ['in base64', Buffer.from(`{"name":"${family}"}`).toString('base64')],
    ['in base64 after one more byte', Buffer.from(`+{"name":"${family}"}`).toString('base64')],
    ['in base64 after two more bytes', Buffer.from(`++{"name":"${family}"}`).toString('base64')],
    ['in hexadecimal', Buffer.from(family).toString('hex')],
    ['inside another word', `x${family}y`],
  ])('finds a name %s', (_how, text) => {
    expect(hitsIn([{ where: 'here', text }], [canary])).toHaveLength(1);
  });

  it('finds dates, telephone numbers and ids however they are written', () => {
    const [year, month, day] = birthDate.split('-');
    const found = (field: string, value: string, text: string) =>
      hitsIn([{ where: 'here', text }], [{ field, value }]).length;
    expect(found('birthDate', birthDate, `DMG*D8*${year}${month}${day}*M~`)).toBe(1);
    expect(found('birthDate', birthDate, `born ${month}/${day}/${year}`)).toBe(1);
    expect(found('phone', phone, `(312) 555-${phone.slice(-4)}`)).toBe(1);
    expect(found('memberId', memberId, `NM1*IL*1****MI*${memberId}-APPROVE~`)).toBe(1);
    expect(found('memberId', memberId, 'NM1*IL*1****MI*SOMEONE~')).toBe(0);
  });

  it('finds a leak planted in any kind of sink', async () => {
    const data = openDataFolder(folder.path);
    const [record] = items.filter(({ pk }) => String(pk).startsWith('AUDIT#'));
    const found = (planted: readonly Sink[]) =>
      [...new Set(hitsIn(planted, [canary]).map(({ where }) => where))].sort();

    expect(found(keySinks([{ pk: `REF#${family}`, sk: 'REFERRAL' }]))).toHaveLength(1);
    expect(found(keySinks([{ pk: 'REF#1', sk: 'HOLD#1', view: { by: family } }]))).toHaveLength(1);
    const assigned = { ...record, event: 'hold.assigned' };
    expect(found(await eventSinks([{ ...assigned, detail: { assignee: family } }]))).toEqual([
      'published event',
    ]);
    // What the catalogue of events does not name is not published at all.
    expect(found(await eventSinks([{ ...assigned, detail: { note: family } }]))).toEqual([]);

    appendFileSync(join(data.logs, 'http-api.log'), `GET /patients/${family}\n`);
    writeFileSync(join(data.documents, 'planted.json'), JSON.stringify({ key: family }));
    const usage = readFileSync(data.usage, 'utf8');
    writeFileSync(data.usage, usage.replace('{', `{"${family}":{"used":{},"denied":{}},`));
    const journal = new DatabaseSync(data.journal);
    journal.prepare('INSERT INTO event (execution, id, body) VALUES (?, 1, ?)').run('x', family);
    journal.close();
    const records = new DatabaseSync(data.records);
    records
      .prepare('INSERT INTO deadLetter (queue, body, at) VALUES (?, ?, ?)')
      .run('q', family, '');
    records
      .prepare(`INSERT INTO message VALUES ('planted', 'text', '', '', '', ?, '', '')`)
      .run(`Dear ${family}`);
    records.close();
    expect(found(fileSinks(folder.path))).toEqual([
      'document key and metadata',
      'file iam-usage.json',
      'file logs/http-api.log',
      'journal: event',
      'queues and dead letters: deadLetter',
      'text to a patient or practice',
    ]);
  });
});
