import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listReferrals, showReferral } from '../../functions/chart/read-referrals.ts';
import type { ReferralDetail } from '../../functions/chart/routes.ts';
import { ReferralDetail as DetailSchema } from '../../functions/chart/routes.ts';
import { chartStore } from '../../functions/chart/store.ts';
import { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { type HoldReason, reasonRow } from '../../functions/hold/hold-reasons.ts';
import { firstBreak } from '../../functions/platform/audit.ts';
import { sha256 } from '../../functions/platform/canonical.ts';
import type { Refusal } from '../../functions/platform/errors.ts';
import { keys } from '../../functions/platform/keys.ts';
import { unpacked } from '../../functions/platform/packed.ts';
import { chain, commit } from '../../functions/platform/record.ts';
import { checkCompleteness } from '../../functions/referral/check-completeness.ts';
import { closeReferral } from '../../functions/referral/close-referral.ts';
import { correctReferral } from '../../functions/referral/correct-referral.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { receiveReferral } from '../../functions/referral/receive-referral.ts';
import { addDocument } from '../../functions/referral/receive-upload.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import type { Receipt } from '../../functions/referral/routes.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { withdrawReferral } from '../../functions/referral/withdraw-referral.ts';
import { withResource } from '../support/bundles.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const lakeside = '1234567893';
const practice = aCaller('referrer', { practice: lakeside });
const start = Date.parse('2026-11-20T15:00:00Z');
let minutes = 0;
/** A clock that moves on by a minute at every look. */
const now = () => {
  minutes += 1;
  return new Date(start + minutes * 60_000);
};

const index = async (...words: string[]) => sha256(words.join('|'));
const documents = {
  keep: async (all: Submission['documents']) =>
    all.map(({ data, ...rest }) => ({
      ...rest,
      storedAs: 'documents/1',
      bytes: Buffer.byteLength(data ?? '', 'base64'),
    })),
  discard: async () => {},
};
const deps = () => ({
  store: { ...referralStore(database.table), ...chartStore(database.table) },
  tableName: database.table.name,
  documents,
  index,
  now,
});

/** A store from which nobody goes on with what is read before two have read it. */
const readByBoth = (store: ReturnType<typeof deps>['store']): typeof store => {
  let readers = 0;
  const both = Promise.withResolvers<void>();
  return {
    ...store,
    get: async (referralId) => {
      const file = await store.get(referralId);
      readers += 1;
      if (readers === 2) both.resolve();
      await both.promise;
      return file;
    },
  };
};

let people = 0;
/** Somebody nobody else of this file is. */
const somebody = (different: Parameters<typeof aSubmission>[0] = {}) => {
  people += 1;
  const base = aSubmission(different);
  return {
    ...base,
    patient: {
      ...base.patient,
      name: { given: 'Odalys', family: `Exampleton ${people}` },
      identifiers: [{ system: 'urn:example:chart', value: `C${people}C${people}` }],
    },
    coverages: base.coverages.map((coverage) => ({
      ...coverage,
      memberId: `EX1001-${people}X${people}-APPROVE`,
    })),
  };
};

const send = async (
  body: unknown,
  more: { idempotencyKey?: string; principal?: typeof practice; contentType?: string } = {},
) => {
  const answer = await receiveReferral(deps())({
    principal: practice,
    body: JSON.parse(JSON.stringify(body)),
    rawBody: JSON.stringify(body),
    contentType: 'application/json',
    idempotencyKey: undefined,
    ...more,
  });
  return answer.body as Receipt;
};
const refusal = async (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (thrown: Refusal) => ({ status: thrown.status, code: thrown.code, ...thrown.facts }),
  );
const request = (
  referralId: string,
  body: unknown,
  principal = practice,
  idempotencyKey?: string,
) =>
  ({
    principal,
    path: { referralId },
    query: undefined,
    body,
    rawBody: JSON.stringify(body),
    headers: {},
    contentType: 'application/json',
    idempotencyKey,
  }) as never;
const correct = async (referralId: string, patch: unknown, principal = practice) =>
  (await correctReferral(deps())(request(referralId, patch, principal))).body as Receipt;
const read = async (referralId: string, principal = practice) =>
  (await showReferral(deps())(request(referralId, undefined, principal))).body as ReferralDetail;
const check = (referralId: string, operation = `check-${minutes}`) =>
  checkCompleteness(deps())({ referralId, operation });
const withdraw = (referralId: string, principal = practice) =>
  withdrawReferral(deps())(
    request(referralId, { reason: 'care-elsewhere', note: 'Moved away.' }, principal),
  );
const standing = async (referralId: string) => (await deps().store.get(referralId)).referral;

let holds = 0;
/** A workflow that waits. */
const waiting = async (referralId: string, reason: HoldReason): Promise<Hold> => {
  holds += 1;
  const { owner, team } = reasonRow(reason);
  const hold = Hold.parse({
    holdId: `hold_${referralId.slice(4)}_r${holds}`,
    referralId,
    scope: 'r',
    count: holds,
    reason,
    stage: 'Check completeness',
    status: 'open',
    owner,
    team,
    practiceNpi: lakeside,
    openedAt: now().toISOString(),
    dueAt: '2026-11-25T15:00:00Z',
    level: 0,
    taskToken: 'token',
  });
  await commit(database.table, {
    referralId,
    operation: `hold-${holds}`,
    event: 'hold.placed',
    actor: { kind: 'system', id: 'test' },
    at: hold.openedAt,
    items: [{ Put: { TableName: database.table.name, Item: holdItem(hold) } }],
  });
  return hold;
};
const settlementOf = async (referralId: string, holdId: string) =>
  (await deps().store.get(referralId)).holds.find((hold) => hold.holdId === holdId)?.settlement;

describe('a referral that comes in', () => {
  it('is judged at once: the receipt says where it stands and what is missing', async () => {
    const receipt = await send(somebody({ allergies: undefined }));
    expect(receipt).toMatchObject({
      status: 'incomplete',
      findings: [{ code: 'allergies-missing', severity: 'missing' }],
      links: { self: `/referrals/${receipt.referralId}` },
    });
  });

  it('keeps its main item small and free of the patient', async () => {
    const { referralId } = await send(somebody());
    const items = await readItems(database.table, referralId, 'REFERRAL');
    const text = JSON.stringify(items[0], (_name, value) =>
      value instanceof Uint8Array ? 'b'.repeat(value.byteLength) : value,
    );
    expect(text.length).toBeLessThan(1024);
    expect(text).not.toMatch(/Exampleton|Odalys|1984|EX1001/);
  });

  it('is one referral when it is sent twice under one key, and refused when the body differs', async () => {
    const body = somebody();
    const first = await send(body, { idempotencyKey: 'key-1' });
    expect(await send(body, { idempotencyKey: 'key-1' })).toEqual(first);
    expect(await chain(database.table, first.referralId)).toHaveLength(1);
    expect(await refusal(send(somebody(), { idempotencyKey: 'key-1' }))).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });

  it('is one referral when it is sent twice at the same moment', async () => {
    const body = somebody();
    const all = await Promise.all([1, 2, 3].map(() => send(body, { idempotencyKey: 'at-once' })));
    expect(new Set(all.map(({ referralId }) => referralId)).size).toBe(1);
  });

  it('answers a request of before although the patient has another open one by now', async () => {
    const body = somebody();
    const keyed = { idempotencyKey: `first of ${body.patient.name.family}` };
    const { referralId } = await send(body, keyed);
    await withdraw(referralId);
    const second = await send(body, { idempotencyKey: `second of ${body.patient.name.family}` });
    expect(second.referralId).not.toBe(referralId);
    expect(await send(body, keyed)).toMatchObject({ referralId, status: 'closed' });
    const other = { ...body, urgency: 'urgent' };
    expect(await refusal(send(other, keyed))).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('answers the bundle of a closed referral with the one that took it up, every time', async () => {
    const { entry, ...bundle } = withResource('Patient', (patient) => {
      Object.assign(patient, { name: [{ family: 'Tolliver', given: ['Wim'] }] });
      Object.assign(patient, { birthDate: '1951-03-09' });
    });
    const bare = {
      ...bundle,
      entry: entry.filter(({ resource }) => resource.resourceType !== 'DocumentReference'),
    };
    const again = () => send(bare, { contentType: 'application/fhir+json' });
    const first = await again();
    await withdraw(first.referralId);
    const second = await again();
    expect(second.referralId).not.toBe(first.referralId);
    expect(await again()).toMatchObject({ referralId: second.referralId });
  });

  it('is refused for a practice that the caller does not work for', async () => {
    const other = aCaller('referrer', { practice: '1000000020' });
    expect(await refusal(send(somebody(), { principal: other }))).toMatchObject({ status: 403 });
  });

  it('is refused while the patient has an open one for the therapy, however the name is spelled', async () => {
    const body = somebody();
    const { referralId } = await send(body);
    const again = {
      ...body,
      patient: {
        ...body.patient,
        name: { given: 'ODÁLYS', family: body.patient.name.family.toUpperCase() },
      },
    };
    expect(await refusal(send(again))).toEqual({
      status: 409,
      code: 'duplicate-open-referral',
      referralId,
    });
  });

  const known = (body: ReturnType<typeof somebody>, chart: string, member?: string) => ({
    ...body,
    patient: {
      ...body.patient,
      identifiers: [
        { system: 'urn:example:chart', value: `${chart} of ${body.patient.name.family}` },
      ],
    },
    coverages: member
      ? body.coverages.map((coverage) => ({ ...coverage, memberId: `${member}${people}` }))
      : body.coverages,
  });

  it.each([
    ['another chart number and member id', 'EX9', 'EX9-APPROVE'],
    ['another chart number and no member id of that payer', 'EX9', undefined],
  ])(
    'is taken in for another person of one name and birth date, with %s',
    async (_, chart, member) => {
      const body = somebody();
      const other = { ...known(body, chart, member), ...(member ? {} : { coverages: [] }) };
      const first = await send(body);
      const second = await send(other);
      expect(second.findings.map(({ code }) => code)).not.toContain('needs-review');
      expect((await standing(second.referralId)).patientId).not.toBe(
        (await standing(first.referralId)).patientId,
      );
      // Each of the two is guarded for itself.
      expect(await refusal(send(other))).toMatchObject({ referralId: second.referralId });
      expect(await refusal(send(body))).toMatchObject({ referralId: first.referralId });
      await withdraw(first.referralId);
      expect(await refusal(send(other))).toMatchObject({ referralId: second.referralId });
      await expect(send(body)).resolves.toMatchObject({ findings: expect.any(Array) });
    },
  );

  it('is looked at with one member id and a chart of its own, as a twin or a namesake may be', async () => {
    const body = somebody();
    const first = await send(body);
    const second = await send(known(body, 'EX9'));
    expect(second.findings.map(({ code }) => code)).toContain('needs-review');
    expect(await standing(second.referralId)).toMatchObject({
      possibleDuplicateOf: first.referralId,
    });
    expect((await standing(second.referralId)).patientId).not.toBe(
      (await standing(first.referralId)).patientId,
    );
  });

  it('of a therapy that must not go with it waits for a clinician, whoever ordered the other', async () => {
    const body = somebody();
    const first = await send(body);
    const npi = '1000000020';
    const tocilizumab = { ...body.order, therapyId: 'tocilizumab', drug: 'Actemra' };
    const theirs = { ...body, order: tocilizumab, practice: { ...body.practice, npi } };
    const second = await send(theirs, { principal: aCaller('referrer', { practice: npi }) });
    expect(second.findings.map(({ code }) => code)).toContain('needs-review');
    expect(JSON.stringify(second)).not.toContain(first.referralId);
    expect(await standing(second.referralId)).toMatchObject({
      possibleDuplicateOf: first.referralId,
    });
    const ivig = { ...body.order, therapyId: 'ivig', drug: 'Privigen' };
    const third = await send({ ...body, order: ivig });
    expect(third.findings.map(({ code }) => code)).not.toContain('needs-review');
  });

  it('of another practice is taken in for a clinician to look at, and says nothing of why', async () => {
    const body = somebody();
    const first = await send(body);
    const npi = '1000000020';
    const theirs = { ...body, practice: { ...body.practice, npi } };
    const principal = aCaller('referrer', { practice: npi });
    const second = await send(theirs, { principal });
    expect(second.findings).toEqual([expect.objectContaining({ code: 'needs-review' })]);
    expect(JSON.stringify(second)).not.toMatch(/duplicate|another|open|infliximab/i);
    expect(JSON.stringify(second)).not.toContain(first.referralId);
    expect(await check(second.referralId)).toMatchObject({ reason: 'order-unsafe' });
    expect(await standing(second.referralId)).toMatchObject({
      status: 'incomplete',
      possibleDuplicateOf: first.referralId,
    });
    expect(await refusal(send(theirs, { principal }))).toMatchObject({
      status: 409,
      referralId: second.referralId,
    });
  });

  it('is one of two that come at the same moment', async () => {
    const body = somebody();
    const both = await Promise.allSettled([send(body), send(body)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is taken in beside an open one for another therapy, as the same patient', async () => {
    const body = somebody();
    const first = await send(body);
    const iron = { ...body, order: anOrder({ therapyId: 'iron_sucrose', drug: 'Venofer' }) };
    const second = await send(iron);
    expect((await standing(second.referralId)).patientId).toBe(
      (await standing(first.referralId)).patientId,
    );
  });

  it('stores no document content in the table', async () => {
    const data = Buffer.from('chart note').toString('base64');
    const { referralId } = await send(
      somebody({ documents: [{ title: 'Note', contentType: 'text/plain', data }] }),
    );
    const items = await readItems(database.table, referralId);
    const text = JSON.stringify(items.map((item) => [item, unpacked(item.submission)]));
    expect(text).not.toContain(data);
    expect(text).toContain('documents/1');
  });
});

describe('the completeness step', () => {
  it('takes over what the receipt found, and adds no record of its own', async () => {
    const { referralId } = await send(somebody());
    expect(await check(referralId)).toEqual({ outcome: 'complete' });
    expect(await standing(referralId)).toMatchObject({ status: 'accepted', doseBy: '2026-12-05' });
    expect(await chain(database.table, referralId)).toHaveLength(1);
  });

  it('judges anew an order that was corrected before it looked, and accepts it', async () => {
    const { referralId } = await send(somebody({ allergies: undefined }));
    await correct(referralId, { allergies: 'none-known' });
    expect(await check(referralId)).toEqual({ outcome: 'complete' });
    expect(await standing(referralId)).toMatchObject({ status: 'accepted', findings: [] });
    const [, , checked] = await chain(database.table, referralId);
    expect(checked).toMatchObject({ event: 'referral.checked', detail: { verdict: 'complete' } });
  });

  it('ends the watch for a late start when the order waits', async () => {
    const { referralId } = await send(somebody({ allergies: undefined }));
    const main = async () => (await readItems(database.table, referralId, 'REFERRAL'))[0];
    expect(await main()).toHaveProperty('due', 'DUE#unstarted');
    await check(referralId);
    expect(await main()).not.toHaveProperty('due');
  });

  it('waits on the practice for what is missing and on a clinician for what is unsafe', async () => {
    const incomplete = await send(somebody({ allergies: undefined }));
    expect(await check(incomplete.referralId)).toMatchObject({
      outcome: 'hold',
      reason: 'order-incomplete',
    });
    const unsafe = await send(
      somebody({ order: anOrder({ dose: { value: '11', unit: 'mg/kg' } }) }),
    );
    expect(await check(unsafe.referralId)).toMatchObject({ reason: 'order-unsafe' });
    expect(await standing(unsafe.referralId)).toMatchObject({ status: 'incomplete' });
  });

  it('gives the same answer with the same due time when it runs twice', async () => {
    const { referralId } = await send(somebody({ allergies: undefined }));
    const first = await check(referralId, 'same');
    expect(await check(referralId, 'same')).toEqual(first);
    await correct(referralId, { urgency: 'urgent' });
    const second = await check(referralId, 'again');
    expect(await check(referralId, 'again')).toEqual(second);
    expect((await chain(database.table, referralId)).map(({ event }) => event)).toEqual([
      'referral.received',
      'referral.corrected',
      'referral.checked',
    ]);
  });

  it('asks the clinician once: what was cleared stays cleared until the order changes', async () => {
    const dose = { value: '11', unit: 'mg/kg' };
    const { referralId } = await send(somebody({ order: anOrder({ dose }) }));
    await check(referralId);
    const hold = await waiting(referralId, 'order-unsafe');
    const cleared = {
      ...hold,
      status: 'resolved',
      resolution: {
        action: 'clear',
        note: 'Weighed again.',
        facts: { clearance: { covers: 'course' } },
        by: { kind: 'person', id: 'clinician-1' },
        at: now().toISOString(),
      },
    } as Hold;
    await commit(database.table, {
      referralId,
      operation: 'clear',
      event: 'hold.resolved',
      actor: { kind: 'person', id: 'clinician-1' },
      at: now().toISOString(),
      items: [{ Put: { TableName: database.table.name, Item: holdItem(cleared) } }],
    });
    expect(await check(referralId)).toEqual({ outcome: 'complete' });
    await correct(referralId, { order: { dose: { value: '12', unit: 'mg/kg' } } });
    expect(await check(referralId)).toMatchObject({ reason: 'order-unsafe' });
  });

  it('does nothing to a referral that is closed', async () => {
    const { referralId } = await send(somebody());
    await withdraw(referralId);
    expect(await check(referralId)).toEqual({ outcome: 'closed' });
  });
});

describe('a correction', () => {
  it('is a new version of the order, checked anew, that ends the wait it answers', async () => {
    const { referralId } = await send(somebody({ allergies: undefined }));
    await check(referralId);
    const hold = await waiting(referralId, 'order-incomplete');
    const receipt = await correct(referralId, { allergies: 'none-known' });
    expect(receipt.findings).toEqual([]);
    expect(await standing(referralId)).toMatchObject({ orderVersion: 2, findings: [] });
    expect(await settlementOf(referralId, hold.holdId)).toEqual({ resume: 'Check completeness' });
  });

  it('that leaves something missing lets the wait and its clock run on', async () => {
    const { referralId } = await send(somebody({ allergies: undefined, diagnoses: [] }));
    const hold = await waiting(referralId, 'order-incomplete');
    const { findings } = await correct(referralId, { allergies: 'none-known' });
    expect(findings.map(({ code }) => code)).toEqual(['diagnosis-missing']);
    expect(await settlementOf(referralId, hold.holdId)).toBeUndefined();
  });

  it('of the coverage has the payer asked again', async () => {
    const { referralId } = await send(somebody());
    const hold = await waiting(referralId, 'coverage-not-active');
    await correct(referralId, {
      coverages: [{ rank: 'primary', payerId: 'acme-health', memberId: 'EX2-APPROVE' }],
    });
    expect(await settlementOf(referralId, hold.holdId)).toEqual({ resume: 'Verify eligibility' });
  });

  it('of the coverage, before anything is booked, goes back to it from wherever it waits', async () => {
    const { referralId } = await send(somebody());
    await check(referralId);
    const hold = await waiting(referralId, 'no-capacity');
    await correct(referralId, {
      coverages: [{ rank: 'primary', payerId: 'acme-health', memberId: 'EX3-APPROVE' }],
    });
    expect(await settlementOf(referralId, hold.holdId)).toEqual({ resume: 'Verify eligibility' });
    const items = await readItems(database.table, referralId, 'HOLD#');
    expect(items.map(({ reason }) => reason)).toEqual(['no-capacity']);
  });

  it('of the drug finds the new therapy and guards it', async () => {
    const body = somebody();
    const { referralId } = await send(body);
    await correct(referralId, { order: { drug: 'Entyvio', dose: { value: '300', unit: 'mg' } } });
    expect(await standing(referralId)).toMatchObject({ therapyId: 'vedolizumab' });
    // No double of it any more, and two biologics together are a clinician's to settle.
    await expect(send(body)).resolves.toMatchObject({
      findings: [expect.objectContaining({ code: 'needs-review' })],
    });
    const vedolizumab = { ...body, order: anOrder({ therapyId: 'vedolizumab', drug: 'Entyvio' }) };
    expect(await refusal(send(vedolizumab))).toMatchObject({ status: 409 });
  });

  it('never puts another patient in the place of the one it was sent for', async () => {
    const { referralId } = await send(somebody());
    const eve = { name: { given: 'Eve', family: 'Else' }, birthDate: '1990-01-01' };
    expect(await refusal(correct(referralId, { patient: eve }))).toMatchObject({
      status: 422,
      code: 'patient-changed',
    });
    expect(await standing(referralId)).toMatchObject({ orderVersion: 1 });
  });

  it('shows the referral as it is after it', async () => {
    const { referralId } = await send(somebody({ allergies: undefined, diagnoses: [] }));
    expect(await correct(referralId, { allergies: 'none-known' })).toMatchObject({
      status: 'incomplete',
      findings: [expect.objectContaining({ code: 'diagnosis-missing' })],
    });
    const diagnoses = [{ code: 'K50.90' }];
    const done = { status: 'accepted', findings: [] };
    expect(await correct(referralId, { diagnoses })).toMatchObject(done);
    expect(await standing(referralId)).toMatchObject({ ...done, orderVersion: 3 });
  });

  it('that changes nothing makes no new version, and still has its receipt', async () => {
    const { referralId } = await send(somebody({ allergies: undefined }));
    for (const patch of [
      {},
      { urgency: 'routine' },
      { diagnoses: [{ code: 'K50.90', text: somebody().diagnoses[0]?.text }] },
    ])
      expect(await correct(referralId, patch)).toMatchObject({
        referralId,
        status: 'incomplete',
        findings: [expect.objectContaining({ code: 'allergies-missing' })],
      });
    expect(await standing(referralId)).toMatchObject({ orderVersion: 1 });
  });

  it('to a therapy that another practice has open for the patient goes another way', async () => {
    const body = somebody();
    const npi = '1000000020';
    const vedolizumab = anOrder({ therapyId: 'vedolizumab', dose: { value: '300', unit: 'mg' } });
    const theirs = { ...body, order: vedolizumab, practice: { ...body.practice, npi } };
    await send(theirs, { principal: aCaller('referrer', { practice: npi }) });
    const { referralId } = await send(body);
    expect(await refusal(correct(referralId, { order: vedolizumab }))).toEqual({
      status: 409,
      code: 'correction-needs-review',
    });
  });

  it('keeps the documents that are there', async () => {
    const data = Buffer.from('note').toString('base64');
    const { referralId } = await send(
      somebody({ documents: [{ title: 'Note', contentType: 'text/plain', data }] }),
    );
    await correct(referralId, { urgency: 'urgent' });
    const { submission } = await deps().store.get(referralId);
    expect(submission.documents).toMatchObject([{ title: 'Note', storedAs: 'documents/1' }]);
  });

  it('is refused with every problem and changes nothing when it cannot be read', async () => {
    const { referralId } = await send(somebody());
    expect(await refusal(correct(referralId, { order: { dose: 5 }, shoe: 1 }))).toMatchObject({
      status: 422,
      code: 'submission-invalid',
    });
    expect(await standing(referralId)).toMatchObject({ orderVersion: 1 });
  });

  it('cannot give a referral to another practice, reach another practice’s, or reopen a closed one', async () => {
    const { referralId } = await send(somebody());
    expect(await refusal(correct(referralId, { practice: { npi: '1000000020' } }))).toMatchObject({
      code: 'practice-changed',
    });
    const stranger = aCaller('referrer', { practice: '1000000020' });
    expect(await refusal(correct(referralId, {}, stranger))).toMatchObject({ status: 404 });
    await withdraw(referralId);
    expect(await refusal(correct(referralId, {}))).toMatchObject({ code: 'referral-closed' });
  });

  it('made twice at the same moment is made once; the other is told', async () => {
    const { referralId } = await send(somebody());
    const store = readByBoth(deps().store);
    const both = await Promise.allSettled(
      [{ urgency: 'urgent' }, { diagnoses: [{ code: 'K51.90' }] }].map((patch) =>
        correctReferral({ ...deps(), store })(request(referralId, patch)),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await standing(referralId)).toMatchObject({ orderVersion: 2 });
  });
});

describe('a document', () => {
  it('answers the payer that waits for it', async () => {
    const { referralId } = await send(somebody());
    const hold = await waiting(referralId, 'information-requested');
    const data = Buffer.from('report').toString('base64');
    const answer = await addDocument(deps())(
      request(referralId, { title: 'Report', type: '18746-8', contentType: 'text/plain', data }),
    );
    expect(answer.status).toBe(201);
    expect(await settlementOf(referralId, hold.holdId)).toEqual({ resume: 'Submit authorization' });
    const { submission } = await deps().store.get(referralId);
    expect(submission.documents).toHaveLength(1);
  });
});

describe('a change that a practice sends again under its own key', () => {
  const report = { title: 'Report', contentType: 'text/plain', data: 'cmVwb3J0' };
  const add = (referralId: string, body: object = report) =>
    addDocument(deps())(request(referralId, body, practice, 'report-1'));
  const documentsOf = async (referralId: string) =>
    (await deps().store.get(referralId)).submission.documents;

  it('is answered as it was, although the referral is full, seen by others or closed since', async () => {
    const { referralId } = await send(somebody());
    await add(referralId);
    const corrected = () =>
      correctReferral(deps())({
        ...(request(referralId, { urgency: 'urgent' }, practice, 'correction-1') as object),
        ifMatch: '"2"',
      } as never);
    expect((await corrected()).status).toBe(200);
    for (let n = 1; n < 20; n += 1)
      await addDocument(deps())(request(referralId, { ...report, title: `Report ${n}` }));
    expect((await corrected()).status).toBe(200);
    expect((await add(referralId)).status).toBe(201);
    await withdraw(referralId);
    expect(await corrected()).toMatchObject({ status: 200, body: { status: 'closed' } });
    expect(await add(referralId)).toMatchObject({ status: 201, body: { status: 'closed' } });
    expect(await documentsOf(referralId)).toHaveLength(20);
    expect(await refusal(add(referralId, { ...report, title: 'Other' }))).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
    const another = request(referralId, report, practice, 'report-2');
    expect(await refusal(addDocument(deps())(another))).toMatchObject({ code: 'referral-closed' });
  });

  it('adds its document once, although ten other changes came in between', async () => {
    const { referralId } = await send(somebody());
    await add(referralId);
    for (let n = 0; n < 10; n += 1)
      await correct(referralId, { order: { durationMinutes: 120 + n } });
    expect((await add(referralId)).status).toBe(201);
    expect(await documentsOf(referralId)).toHaveLength(1);
    expect(await refusal(add(referralId, { ...report, title: 'Another' }))).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });

  it('adds its document once, although it comes twenty times at once', async () => {
    const { referralId } = await send(somebody());
    const answers = await Promise.all(Array.from({ length: 20 }, () => add(referralId)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(await documentsOf(referralId)).toHaveLength(1);
  });

  it('holds twenty documents and 20 MB, and stays as it is when more are sent', async () => {
    const { referralId } = await send(somebody());
    const two = [report, report];
    for (let n = 0; n < 10; n += 1) await correct(referralId, { documents: two });
    for (const more of [
      () => correct(referralId, { documents: [report] }),
      () => addDocument(deps())(request(referralId, report)),
    ])
      expect(await refusal(more())).toMatchObject({ status: 422, code: 'documents-full' });
    expect(await documentsOf(referralId)).toHaveLength(20);

    const { referralId: other } = await send(somebody());
    const large = { ...report, data: Buffer.alloc(5_900_000).toString('base64') };
    for (let n = 0; n < 3; n += 1) await addDocument(deps())(request(other, large));
    for (const more of [
      () => correct(other, { documents: [large] }),
      () => addDocument(deps())(request(other, large)),
    ])
      expect(await refusal(more())).toMatchObject({ status: 422, code: 'documents-too-large' });
    expect(await documentsOf(other)).toHaveLength(3);
  });

  it('is withdrawn once, and told so again', async () => {
    const { referralId } = await send(somebody());
    const body = { reason: 'care-elsewhere' };
    const again = () =>
      withdrawReferral(deps())(request(referralId, body, practice, 'withdrawal-1'));
    expect(await again()).toEqual(await again());
  });
});

describe('a referral that ends', () => {
  it('by withdrawal has no wait left, and the patient may be referred again', async () => {
    const body = somebody();
    const { referralId } = await send(body);
    const hold = await waiting(referralId, 'payer-decision');
    expect((await withdraw(referralId)).body).toMatchObject({ status: 'closed' });
    expect(await settlementOf(referralId, hold.holdId)).toEqual({
      resume: 'close',
      closeReason: 'withdrawn',
    });
    expect(await standing(referralId)).toMatchObject({ closeReason: 'withdrawn' });
    expect((await send(body)).referralId).not.toBe(referralId);
    expect(await refusal(withdraw(referralId))).toMatchObject({ code: 'referral-closed' });
  });

  it('by a patient’s death has nothing more sent to them, and by other reasons has', async () => {
    const silent = async (reason: string) => {
      const { referralId } = await send(somebody());
      await withdrawReferral(deps())(request(referralId, { reason }, practice));
      const { patientId } = await standing(referralId);
      const Key = keys.patient(patientId);
      const { client, name } = database.table;
      const { Item } = await client.send(new GetCommand({ TableName: name, Key }));
      return Item?.silentSince !== undefined;
    };
    expect(await silent('patient-died')).toBe(true);
    expect(await silent('care-elsewhere')).toBe(false);
  });

  it('by the workflow keeps the reason it was first closed for', async () => {
    const { referralId } = await send(somebody());
    const close = (closeReason: 'not-covered' | 'failed', operation: string) =>
      closeReferral(deps())({ referralId, operation, closeReason });
    expect(await close('not-covered', 'a')).toEqual({ outcome: 'closed' });
    expect(await close('failed', 'b')).toEqual({ outcome: 'closed' });
    expect(await standing(referralId)).toMatchObject({ closeReason: 'not-covered' });
  });
});

describe('reading a referral', () => {
  it('tells its story in order, with the reasons of each decision', async () => {
    const { referralId } = await send(somebody({ allergies: undefined }));
    await check(referralId);
    await waiting(referralId, 'order-incomplete');
    const detail = await read(referralId);
    expect(detail.timeline.map(({ event }) => event)).toEqual(['referral.received', 'hold.placed']);
    expect(detail.timeline[0]).toMatchObject({
      text: 'The referral came in. The order lacks something: 1 finding.',
      why: ['The order says nothing of allergies.'],
    });
    expect(detail.determinations).toMatchObject([{ question: 'complete', answer: 'missing' }]);
    expect(detail.holds).toMatchObject([
      { reason: 'order-incomplete', actions: [{ action: 'recheck' }, { action: 'close' }] },
    ]);
    expect(DetailSchema.safeParse(JSON.parse(JSON.stringify(detail))).success).toBe(true);
  });

  it('shows each role what it needs and no more', async () => {
    const { referralId } = await send(somebody());
    await check(referralId);
    const parts = async (role: Parameters<typeof aCaller>[0]) => {
      const { submission, patient, findings, determinations } = await read(
        referralId,
        aCaller(role),
      );
      return {
        submission: submission !== undefined,
        patient: patient !== undefined,
        told: findings.length + determinations.length > 0,
      };
    };
    expect(await parts('coordinator')).toEqual({ submission: true, patient: true, told: true });
    expect(await parts('scheduler')).toEqual({ submission: false, patient: true, told: false });
    expect(await parts('admin')).toEqual({ submission: false, patient: false, told: false });
    const text = JSON.stringify(await read(referralId, aCaller('scheduler')));
    expect(text).not.toMatch(/Crohn|K50|azathioprine|1984-03-09/);
  });

  it('is as if it were not there for another practice', async () => {
    const { referralId } = await send(somebody());
    const stranger = aCaller('referrer', { practice: '1000000020' });
    expect(await refusal(read(referralId, stranger))).toEqual({ status: 404, code: 'not-found' });
    expect(await refusal(read('ref_00000000000000000000'))).toEqual({
      status: 404,
      code: 'not-found',
    });
  });

  const list = async (principal: typeof practice, query: object) =>
    (
      await listReferrals(deps())({
        ...(request('', undefined, principal) as object),
        query: { limit: 25, ...query },
      } as never)
    ).body as { items: { referralId: string; status: string }[]; next?: string };

  it('is listed for its own practice newest first, page by page', async () => {
    const npi = '1000000038';
    const mine = aCaller('referrer', { practice: npi });
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const body = somebody();
      const { referralId } = await send(
        { ...body, practice: { ...body.practice, npi } },
        { principal: mine },
      );
      ids.unshift(referralId);
    }
    const first = await list(mine, { limit: 2 });
    const second = await list(mine, { limit: 2, cursor: first.next });
    expect([...first.items, ...second.items].map(({ referralId }) => referralId)).toEqual(ids);
    expect(await refusal(list(practice, { cursor: first.next }))).toMatchObject({ status: 400 });
    expect(await refusal(list(mine, { practice: lakeside }))).toMatchObject({ status: 404 });
  });

  it('is listed for staff by month and status', async () => {
    const { referralId } = await send(somebody());
    await withdraw(referralId);
    const closed = await list(aCaller('coordinator'), {
      month: '2026-11',
      status: 'closed',
      limit: 100,
    });
    expect(closed.items.map((item) => item.referralId)).toContain(referralId);
    expect(closed.items.every(({ status }) => status === 'closed')).toBe(true);
    expect((await list(aCaller('coordinator'), { month: '2026-10' })).items).toEqual([]);
  });
});

describe('everything that happened', () => {
  it('stands in an unbroken chain', async () => {
    const { referralId } = await send(somebody({ allergies: undefined }));
    await check(referralId);
    await waiting(referralId, 'order-incomplete');
    await correct(referralId, { allergies: 'none-known' });
    await check(referralId);
    await withdraw(referralId);
    const records = await chain(database.table, referralId);
    expect(firstBreak(records)).toBeUndefined();
    expect(records.map(({ event }) => event)).toEqual([
      'referral.received',
      'hold.placed',
      'referral.corrected',
      'referral.checked',
      'referral.withdrawn',
    ]);
  });

  it('is published without a word of the patient or the practice’s free text', async () => {
    const { referralId } = await send(somebody());
    await withdraw(referralId);
    const published = (await chain(database.table, referralId)).map(({ event, detail }) => ({
      event,
      detail,
    }));
    expect(JSON.stringify(published)).not.toMatch(/Exampleton|Odalys|Moved away|EX1001/);
  });

  it('leaves the patient findable for messages', async () => {
    const { referralId } = await send(somebody());
    const { patientId } = await standing(referralId);
    const { client, name } = database.table;
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: keys.patient(patientId) }),
    );
    expect(Item).toMatchObject({ phone: '+13125550142', language: 'en', givenName: 'Odalys' });
  });
});
