import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyLedger, openLedger, type ReceivedRequest } from '../../payer-simulator/ledger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dripline-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'payers.jsonl');

const aSubmission = (number: number): ReceivedRequest => ({
  identifier: `request-${number}`,
  payerId: 'acme-health',
  memberId: 'M1',
  scenario: 'PEND',
  requestorNpi: '1234567893',
  received: 1,
  at: '2026-11-20T16:00:00Z',
  body: 'x'.repeat(1000),
  response: { resourceType: 'Bundle' },
});

const keep = (number: number) => {
  const { ledger, save } = openLedger(folder);
  const submission = aSubmission(number);
  ledger.submissions[submission.identifier] = submission;
  save({ submissions: { [submission.identifier]: submission } });
};

describe('what the simulated payers remember', () => {
  it('is there after a restart, each request as it last stood', () => {
    keep(1);
    keep(2);
    const { ledger, save } = openLedger(folder);
    const first = ledger.submissions['request-1'] as ReceivedRequest;
    first.received += 1;
    save({ submissions: { [first.identifier]: first } });
    save({ failures: { 'request-3': 1 }, inquiries: 4 });
    expect(openLedger(folder).ledger).toEqual({
      submissions: { 'request-1': { ...aSubmission(1), received: 2 }, 'request-2': aSubmission(2) },
      failures: { 'request-3': 1 },
      events: [],
      eventNumbers: {},
      inquiries: 4,
      asked: 0,
    });
  });

  it('forgets a decision once it was told', () => {
    const { save } = openLedger(folder);
    const event = { payerId: 'acme-health', identifier: 'request-1', number: 1 };
    const due = { dueAt: '2026-11-21T16:00:00Z', verdict: 'approve', deliveries: 1 };
    save({ events: [{ ...event, ...due }], eventNumbers: { 'acme-health': 1 } });
    save({ events: [] });
    const { ledger } = openLedger(folder);
    expect([ledger.events, ledger.eventNumbers]).toEqual([[], { 'acme-health': 1 }]);
  });

  it('lacks only what a crash cut short, which nobody was answered', () => {
    keep(1);
    appendFileSync(path(), '{"submissions":{"request-2":{"identif');
    keep(3);
    expect(Object.keys(openLedger(folder).ledger.submissions)).toEqual(['request-1', 'request-3']);
  });

  it('is taken over from the file in which earlier versions kept it', () => {
    const all = { ...emptyLedger(), submissions: { 'request-1': aSubmission(1) } };
    writeFileSync(join(folder, 'payers.json'), JSON.stringify(all));
    keep(2);
    const { ledger } = openLedger(folder);
    expect(Object.keys(ledger.submissions)).toEqual(['request-1', 'request-2']);
  });

  it.each([
    ['a line of the file', 'payers.jsonl', '{"inquiries":1}\n{"inqui\n{"inquiries":2}\n'],
    ['the file of earlier versions', 'payers.json', '{"submissions":{"requ'],
  ])('names the file and what to do when %s is damaged', (_what, name, text) => {
    writeFileSync(join(folder, name), text);
    expect(() => openLedger(folder)).toThrow(/payers\.jsonl? is damaged\. .*--fresh/);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('writes as much for the last of many requests as for the first', () => {
    const { ledger, save } = openLedger(folder);
    const grows = (number: number) => {
      const before = statSync(path()).size;
      const submission = aSubmission(number);
      ledger.submissions[submission.identifier] = submission;
      save({ submissions: { [submission.identifier]: submission } });
      return statSync(path()).size - before;
    };
    const growths = Array.from({ length: 9 }, (_each, number) => grows(number));
    expect(new Set(growths).size).toBe(1);
  });
});
