import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { managePatient } from '../../functions/outreach/manage-patient.ts';
import { pageStore } from '../../functions/outreach/page-store.ts';
import { patientPage } from '../../functions/outreach/patient-page.ts';
import { receiveText } from '../../functions/outreach/receive-text.ts';
import type { PatientRecord } from '../../functions/outreach/staff-routes.ts';
import { outreachStore } from '../../functions/outreach/store.ts';
import type { AuditRecord } from '../../functions/platform/audit.ts';
import { sha256 } from '../../functions/platform/canonical.ts';
import type { Refusal } from '../../functions/platform/errors.ts';
import { newIdPart } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import type { SentTo } from '../../functions/platform/link-token.ts';
import { chain } from '../../functions/platform/record.ts';
import type { TransactItem } from '../../functions/platform/transaction.ts';
import type { Patient } from '../../functions/referral/contact.ts';
import { correctReferral } from '../../functions/referral/correct-referral.ts';
import { readPatient } from '../../functions/referral/people-store.ts';
import { receiveReferral } from '../../functions/referral/receive-referral.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import type { Receipt } from '../../functions/referral/routes.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { withdrawReferral } from '../../functions/referral/withdraw-referral.ts';
import { readPersonCalendar } from '../../functions/scheduling/calendar-store.ts';
import { patientCalendarPut } from '../../functions/scheduling/day-items.ts';
import { askAboutDeath } from '../../functions/visit/ask-about-death.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { worklistStore } from '../../functions/worklist/store.ts';
import { aCaller, aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aBookedVisit, aMessage } from '../support/patients.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const [lakeside, elsewhere] = ['1234567893', '1000000020'];
const start = Date.parse('2026-11-20T15:00:00Z');
let minutes = 0;
const now = () => {
  minutes += 1;
  return new Date(start + minutes * 60_000);
};
const index = async (...words: string[]) => sha256(words.join('|'));
const deps = () => ({
  store: referralStore(database.table),
  tableName: database.table.name,
  documents: { keep: async () => [], discard: async () => {} },
  index,
  now,
});
const asking = (principal: ReturnType<typeof aCaller>, path: object, body?: unknown) =>
  ({
    principal,
    path,
    query: undefined,
    body,
    rawBody: JSON.stringify(body ?? ''),
    headers: {},
    contentType: 'application/json',
    idempotencyKey: undefined,
  }) as never;
const refusal = (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    ({ status, code }: Refusal) => ({ status, code }),
  );

const write = (items: TransactItem[]) =>
  database.table.client.send(new TransactWriteCommand({ TransactItems: items }));

let people = 0;
/** Somebody new, as Lakeside sends them. */
const somebody = (): Submission => {
  people += 1;
  const base = aSubmission();
  const born = new Date(Date.UTC(1950, 0, people * 40)).toISOString().slice(0, 10);
  return {
    ...base,
    patient: {
      ...base.patient,
      birthDate: born,
      phone: `+1312555${String(2000 + people)}`,
      email: `person${people}@example.org`,
      identifiers: [{ system: 'urn:chart', value: `C${people}C${people}` }],
    },
    coverages: base.coverages.map((one) => ({ ...one, memberId: `M${people}X${people}-APPROVE` })),
  };
};
/** A text about a referral that speaks of no visit. */
const aMessageFor = (referralId: string) =>
  aMessage({
    messageId: `msg_${newIdPart(new Date())}`,
    referralId,
    kind: 'question',
    visitId: undefined,
    revision: undefined,
  });
const practiceOf = (npi: string) => aCaller('referrer', { practice: npi });
const send = async (body: Submission): Promise<string> => {
  const answer = await receiveReferral(deps())({
    principal: practiceOf(body.practice.npi),
    body: JSON.parse(JSON.stringify(body)),
    rawBody: JSON.stringify(body),
    contentType: 'application/json',
    idempotencyKey: undefined,
  });
  return (answer.body as Receipt).referralId;
};
/** The same person, as another practice that knows name, birth date and member id names them. */
const asNamedBy = (body: Submission, npi: string, contact: object = {}): Submission => ({
  ...body,
  practice: { ...body.practice, npi },
  patient: { ...body.patient, identifiers: [], ...contact },
  order: anOrder({ therapyId: 'iron_sucrose', drug: 'Venofer' }),
});
const theirs = { phone: '+13125550666', email: 'else@example.org' };

const file = (referralId: string) => deps().store.get(referralId);
const patientOf = async (referralId: string): Promise<Patient> => {
  const { referral } = await file(referralId);
  return (await readPatient(database.table, referral.patientId)) as Patient;
};
const holdOf = async (referralId: string, reason: string): Promise<Hold | undefined> =>
  (await file(referralId)).holds.find((hold) => hold.reason === reason);
const book = async (referralId: string, startsAt = '2026-12-01T15:00:00.000Z') => {
  const { referral } = await file(referralId);
  const visitId = `vis_${referralId.slice(4)}_1`;
  const visit = aBookedVisit({ visitId, referralId, patientId: referral.patientId, startsAt });
  const calendar = await readPersonCalendar(database.table, referral.patientId);
  const from = Date.parse(startsAt) / 60_000;
  await write([
    { Put: { TableName: database.table.name, Item: { ...keys.visit(visitId), ...visit } } },
    patientCalendarPut(database.table.name, {
      ...calendar,
      blocks: [...calendar.blocks, { visitId, from, to: from + 180 }],
    }),
  ]);
  return visitId;
};
const page = () => patientPage({ store: () => pageStore(database.table), now });
/** Whoever opens a link that went to this contact. */
const bearer = (patientId: string, sentTo: SentTo) => ({
  ...aPerson(patientId, 'patient', `patient:${patientId}`),
  sentTo,
});
/** The passes that were given, by link: whoever has one on their telephone is not asked again. */
const passes = new Map<string, string>();
/** Says the birth date, as whoever opens a link is asked to. */
const enter = async (patientId: string, sentTo: SentTo): Promise<string> => {
  const patient = await readPatient(database.table, patientId);
  const birthDate = patient?.person.birthDates[0] ?? '1950-01-01';
  const { body } = await page().enter(asking(bearer(patientId, sentTo), {}, { birthDate }));
  return (body as { pass: string }).pass;
};
/** A request of whoever opens a link and is in: a link that was open keeps the pass it got then. */
const opening = async (
  [patientId, sentTo]: readonly [string, SentTo],
  path: object,
  body?: unknown,
): Promise<never> => {
  const link = [patientId, sentTo.channel, sentTo.generation].join('|');
  const pass = passes.get(link) ?? (await enter(patientId, sentTo));
  passes.set(link, pass);
  const request: object = asking(bearer(patientId, sentTo), path, body);
  return { ...request, headers: { 'x-page-pass': pass } } as never;
};
const visitsSeen = async (patientId: string, sentTo: SentTo) => {
  const { body } = await page().listVisits(await opening([patientId, sentTo], {}));
  return (body as { items: { visitId: string }[] }).items.map(({ visitId }) => visitId);
};
/** A dead link lets nobody in with the birth date, and shows nothing to whoever was in before. */
const expectDead = async (patientId: string, sentTo: SentTo) => {
  expect(await refusal(enter(patientId, sentTo))).toMatchObject({ status: 404 });
  expect(await refusal(visitsSeen(patientId, sentTo))).toMatchObject({ status: 404 });
};
const text = { channel: 'text', generation: 1 } as const;
const coordinator = aCaller('coordinator');
const staff = () => managePatient({ table: database.table, index, now });
const record = async (patientId: string) =>
  (await staff().show(asking(coordinator, { patientId }))).body as PatientRecord;
const resolve = async (hold: Hold, action: string) => {
  const at = now().toISOString();
  const by = { kind: 'person', id: 'co-1' } as const;
  const resolution = { action, note: 'As told on the telephone.', facts: {}, by, at };
  const settlement = { resume: 'outreach' };
  const body = { action, note: resolution.note };
  const { items } = await partsOfAction(database.table)(hold, body, resolution, settlement);
  return worklistStore(database.table).resolve(
    hold,
    { settlement, resolution },
    `r-${minutes}`,
    items,
  );
};

describe('a child', () => {
  it('is told of through the guardian, at the number and the address of the guardian', async () => {
    const base = somebody();
    const guardian = { name: 'Philippa Guardwell', phone: '+13125550733', email: 'g@example.org' };
    const patient = { ...base.patient, birthDate: '2016-02-29', guardian };
    const { phone, email, givenName, contacts } = await patientOf(await send({ ...base, patient }));
    // The first of March: 2034 has no leap day.
    expect([contacts.text?.parentUntil, contacts.mail?.parentUntil]).toEqual([
      '2034-03-01',
      '2034-03-01',
    ]);
    expect({ phone, email, givenName }).toEqual({
      phone: guardian.phone,
      email: guardian.email,
      givenName: base.patient.name.given,
    });
  });
});

describe('an adult with an appointed guardian', () => {
  it('is told of through the guardian, who is spoken to as one, for good', async () => {
    const base = somebody();
    const guardian = { name: 'Ward Guardwell', phone: '+13125550734', email: 'w@example.org' };
    const patient = { ...base.patient, guardian: { ...guardian, appointed: true } };
    const { phone, contacts } = await patientOf(await send({ ...base, patient }));
    expect([phone, contacts.text?.parentUntil, contacts.mail?.parentUntil]).toEqual([
      guardian.phone,
      '9999-12-31',
      '9999-12-31',
    ]);
  });
});

describe('a second practice that knows name, birth date and member id', () => {
  it('takes over neither number nor mail, is looked at, and gets nothing at its own', async () => {
    const body = somebody();
    const first = await send(body);
    const visitId = await book(first);
    const second = await send(asNamedBy(body, elsewhere, theirs));
    const patient = await patientOf(second);
    expect(patient.patientId).toBe((await patientOf(first)).patientId);
    expect(patient).toMatchObject({ phone: body.patient.phone, email: body.patient.email });
    expect(await holdOf(second, 'contact-claimed')).toMatchObject({
      status: 'open',
      team: 'coordinator',
      evidence: { channels: ['text', 'mail'] },
    });
    expect(JSON.stringify((await file(second)).holds)).not.toMatch(/3125550666|else@/);
    const messages = outreachStore(database.table);
    const facts = await messages.facts(aMessageFor(second));
    expect([facts.patient?.phone, facts.patient?.email]).toEqual([undefined, undefined]);
    expect(await visitsSeen(patient.patientId, text)).toEqual([visitId]);
  });

  it('that comes first is shown nothing of the practice that comes after', async () => {
    const body = somebody();
    const attack = await send(asNamedBy(body, elsewhere, theirs));
    const real = await send(body);
    await book(real);
    const { patientId } = await patientOf(real);
    expect((await patientOf(attack)).patientId).toBe(patientId);
    expect(await visitsSeen(patientId, text)).toEqual([]);
    const [visitId] = [`vis_${real.slice(4)}_1`];
    const moving = await opening([patientId, text], { visitId }, { wish: 'later' });
    expect(await refusal(page().requestMove(moving))).toMatchObject({ status: 404 });
    const facts = await outreachStore(database.table).facts(aMessageFor(real));
    expect(facts.patient?.phone).toBeUndefined();
  });

  it('cannot stop the texts of the number that another practice named', async () => {
    const body = somebody();
    await send(body);
    const first = await send({
      ...asNamedBy(body, elsewhere),
      order: anOrder({ therapyId: 'vedolizumab', dose: { value: '300', unit: 'mg' } }),
    });
    const patient = await patientOf(first);
    const alone = {
      ...patient,
      contacts: { ...patient.contacts, mail: { ...patient.contacts.mail, namedBy: [elsewhere] } },
    };
    await write([
      {
        Put: {
          TableName: database.table.name,
          Item: { ...keys.patient(patient.patientId), ...alone },
        },
      },
    ]);
    const mail = [patient.patientId, { channel: 'mail', generation: 1 }] as const;
    const change = page().changePreferences(await opening(mail, {}, { text: 'withdrawn' }));
    expect(await refusal(change)).toMatchObject({ status: 403, code: 'contact-not-verified' });
  });

  it.each([
    ['use-new', '+13125550666', 2],
    ['keep', undefined, 1],
  ] as const)('is answered by a person who asked the patient: %s', async (action, phone, links) => {
    const body = somebody();
    const first = await send(body);
    const second = await send(asNamedBy(body, elsewhere, theirs));
    const hold = (await holdOf(second, 'contact-claimed')) as Hold;
    expect(await resolve(hold, action)).toMatchObject({ outcome: 'applied' });
    expect(await patientOf(first)).toMatchObject({
      phone: phone ?? body.patient.phone,
      claims: [],
      links: { text: links },
      contacts: { text: { standing: 'verified' }, mail: { standing: 'verified' } },
    });
  });
});

describe('a link', () => {
  it('is dead once the contact it went to is corrected', async () => {
    const body = somebody();
    const referralId = await send(body);
    const { patientId } = await patientOf(referralId);
    expect(await visitsSeen(patientId, text)).toEqual([]);
    const patch = { patient: { phone: '+13125550777' } };
    await correctReferral(deps())(asking(practiceOf(lakeside), { referralId }, patch));
    expect(await patientOf(referralId)).toMatchObject({ phone: '+13125550777' });
    await expectDead(patientId, text);
    expect(await visitsSeen(patientId, { channel: 'text', generation: 2 })).toEqual([]);
    expect(await visitsSeen(patientId, { channel: 'mail', generation: 1 })).toEqual([]);
  });

  it('is dead when the referral has ended, and when staff say so', async () => {
    const body = somebody();
    const referralId = await send(body);
    const { patientId } = await patientOf(referralId);
    expect(await visitsSeen(patientId, text)).toEqual([]);
    const { revision } = await record(patientId);
    const ending = asking(coordinator, { patientId }, { revision, note: 'A lost telephone.' });
    await staff().endLinks(ending);
    await expectDead(patientId, text);
    const later = { channel: 'text', generation: 2 } as const;
    expect(await visitsSeen(patientId, later)).toEqual([]);
    expect(await refusal(staff().endLinks(ending))).toMatchObject({ code: 'patient-changed' });
    const withdrawing = asking(practiceOf(lakeside), { referralId }, { reason: 'care-elsewhere' });
    await withdrawReferral(deps())(withdrawing);
    await expectDead(patientId, later);
  });

  it('is ended, and a number taken down, once for what is sent twice under one key', async () => {
    const referralId = await send(somebody());
    const { patientId, rev } = await patientOf(referralId);
    const under = (key: string, body: object) =>
      ({
        ...(asking(coordinator, { patientId }, { note: 'She called.', ...body }) as object),
        idempotencyKey: key,
      }) as never;
    const said = { revision: rev, channel: 'text', address: '(312) 555-0877' };
    const first = await staff().takeDownContact(under('said-1', said));
    expect(await staff().takeDownContact(under('said-1', said))).toEqual(first);
    const { revision } = await record(patientId);
    const ended = await staff().endLinks(under('end-1', { revision }));
    expect(await staff().endLinks(under('end-1', { revision }))).toEqual(ended);
    const other = { ...said, address: '(312) 555-0876' };
    expect(await refusal(staff().takeDownContact(under('said-1', other)))).toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('shows all care once our staff have taken down the number from the patient', async () => {
    const body = somebody();
    await send(body);
    const second = await send(asNamedBy(body, elsewhere, theirs));
    const visitId = await book(second);
    const { patientId, rev } = await patientOf(second);
    expect(await visitsSeen(patientId, text)).toEqual([]);
    const said = { revision: rev, channel: 'text', address: '(312) 555-0888', note: 'She called.' };
    const { body: shown } = await staff().takeDownContact(asking(coordinator, { patientId }, said));
    expect(shown).toMatchObject({
      contacts: [{ channel: 'text', address: '+13125550888', standing: 'verified' }, {}],
    });
    expect(await visitsSeen(patientId, { channel: 'text', generation: 2 })).toEqual([visitId]);
  });
});

describe('STOP', () => {
  const receive = receiveText({
    store: new Proxy({} as never, {
      get: (_, name) => pageStore(database.table)[name as 'patient'],
    }),
    texts: { newestOf: async () => undefined, keep: async () => 'already' },
    index,
    sendText: async () => ({ outcome: 'sent', receipt: 'r' }),
    now,
  });
  const says = (body: Submission, messageBody: string) =>
    receive({
      originationNumber: body.patient.phone ?? '',
      messageBody,
      inboundMessageId: `in-${minutes}`,
    });
  const withMember = (body: Submission, memberId: string): Submission => ({
    ...body,
    coverages: body.coverages.map((one) => ({ ...one, memberId })),
  });

  it('stays with the patient under a new member id', async () => {
    const body = somebody();
    const first = await send(body);
    await says(body, 'STOP');
    await withdrawReferral(deps())(
      asking(practiceOf(lakeside), { referralId: first }, { reason: 'care-elsewhere' }),
    );
    const second = await send(withMember(body, 'ANOTHER-APPROVE'));
    const patient = await patientOf(second);
    expect(patient.patientId).toBe((await patientOf(first)).patientId);
    expect(patient.consents.text).toMatchObject({ status: 'withdrawn' });
  });

  it('stays with the number under another name, until START comes from it', async () => {
    const body = somebody();
    await send(body);
    await says(body, 'STOP');
    const other = somebody();
    const second = await send({
      ...other,
      patient: { ...other.patient, phone: body.patient.phone },
    });
    expect((await patientOf(second)).consents.text).toMatchObject({ status: 'withdrawn' });
    const messages = outreachStore(database.table);
    const { patient } = await messages.facts(aMessageFor(second));
    expect(patient?.consents.text?.status).toBe('withdrawn');
    expect(await messages.claim(aMessageFor(second), patient as Patient, now())).toBeUndefined();
    await says(body, 'START');
    expect((await patientOf(second)).consents.text).toMatchObject({ status: 'given' });
  });

  it('and the limit of texts count for everybody at one number', async () => {
    const [one, other] = [somebody(), somebody()];
    const first = await send(one);
    const second = await send({
      ...other,
      patient: { ...other.patient, phone: one.patient.phone },
    });
    const messages = outreachStore(database.table);
    const message = aMessageFor(first);
    await messages.queue(message);
    const { patient } = await messages.facts(message);
    expect(await messages.claim(message, patient as Patient, now())).toEqual(message);
    const facts = await messages.facts(aMessageFor(second));
    const reached = await messages.withNumber(facts.patient as Patient);
    expect(reached.texts.map(({ messageId }) => messageId)).toEqual([message.messageId]);
  });
});

describe('one person', () => {
  const alike = (body: Submission): Submission => ({
    ...asNamedBy(body, elsewhere, {
      phone: undefined,
      email: undefined,
      identifiers: [{ system: 'urn:chart', value: `of ${body.patient.birthDate}` }],
    }),
    coverages: [],
  });

  it('is one calendar under any insurance, member id and practice', async () => {
    const body = somebody();
    const first = await send(body);
    const visitId = await book(first);
    const second = await send(asNamedBy(body, elsewhere));
    const { referral } = await file(second);
    const { blocks } = await readPersonCalendar(database.table, referral.patientId);
    expect(blocks.map((block) => block.visitId)).toEqual([visitId]);
  });

  it('who may be one we know goes before a coordinator, and is nobody else until then', async () => {
    const body = somebody();
    const first = await send(body);
    const second = await send(alike(body));
    expect((await patientOf(second)).patientId).not.toBe((await patientOf(first)).patientId);
    expect(await holdOf(second, 'patient-uncertain')).toMatchObject({
      team: 'coordinator',
      evidence: { others: [(await patientOf(first)).patientId] },
    });
    const hold = (await holdOf(second, 'patient-uncertain')) as Hold;
    await resolve(hold, 'another-person');
    const third = await send({
      ...alike(body),
      order: anOrder({ therapyId: 'vedolizumab', dose: { value: '300', unit: 'mg' } }),
    });
    expect((await patientOf(third)).patientId).toBe((await patientOf(second)).patientId);
    expect(await holdOf(third, 'patient-uncertain')).toBeUndefined();
  });

  it('found to be one we know has one calendar and one guard, and a wrong merge is undone', async () => {
    const body = somebody();
    const [first, second] = [await send(body), await send(alike(body))];
    const [visit, other] = [await book(first), await book(second, '2026-12-02T15:00:00.000Z')];
    const formerly = (await file(second)).referral.patientId;
    await resolve((await holdOf(second, 'patient-uncertain')) as Hold, 'same-person');
    const patient = await patientOf(second);
    expect(patient).toMatchObject({ phone: body.patient.phone, merges: [{ patientId: formerly }] });
    const blocksOf = async (patientId: string) =>
      (await readPersonCalendar(database.table, patientId)).blocks.map(({ visitId }) => visitId);
    expect(await blocksOf(formerly)).toEqual([visit, other]);
    expect(await refusal(send(alike(body)))).toMatchObject({ code: 'duplicate-open-referral' });

    const asked = {
      revision: patient.rev,
      other: formerly,
      referrals: [],
      note: 'Two namesakes after all.',
    };
    await staff().split(asking(coordinator, { patientId: patient.patientId }, asked));
    expect((await file(second)).referral.patientId).toBe(formerly);
    expect([await blocksOf(patient.patientId), await blocksOf(formerly)]).toEqual([
      [visit],
      [other],
    ]);
    await expectDead(patient.patientId, text);
    const events = (await chain(database.table, second)).map(({ event }) => event);
    expect(events.at(-1)).toBe('patient.split');
    expect(await record(patient.patientId)).toMatchObject({ merges: [], apartFrom: [formerly] });
  });

  /** A practice takes its referral back because the patient has died, and the stream hands that over. */
  const died = async (referralId: string, npi = lakeside) => {
    const reason = { reason: 'patient-died' };
    await withdrawReferral(deps())(asking(practiceOf(npi), { referralId }, reason));
    const record = (await chain(database.table, referralId)).at(-1) as AuditRecord;
    // Given twice, as a batch that failed is.
    for (let times = 0; times < 2; times += 1)
      await askAboutDeath({ table: database.table, now })(record);
  };
  const deathsOf = async (referralId: string) =>
    (await file(referralId)).holds.filter(({ reason }) => reason === 'death-reported');

  it('said to have died by one practice is asked about once, and written to again if they live', async () => {
    const body = somebody();
    const [first, second] = [await send(body), await send(asNamedBy(body, elsewhere))];
    await died(first);
    const [hold, ...more] = await deathsOf(second);
    const { silentSince: since, patientId } = await patientOf(second);
    expect([hold, more]).toMatchObject([
      { status: 'open', team: 'coordinator', evidence: { patientId, since } },
      [],
    ]);
    expect((await record(patientId)).silentSince).toBe(since);
    expect((await chain(database.table, second)).at(-1)).toMatchObject({
      event: 'hold.placed',
      detail: { reason: 'death-reported', holdId: hold?.holdId },
    });
    expect(await deathsOf(first)).toEqual([]);
    expect(await resolve(hold as Hold, 'alive')).toMatchObject({ outcome: 'applied' });
    expect(await patientOf(second)).not.toHaveProperty('silentSince');
    // Another practice says it again: that is another question, and the answer before does not end it.
    await died(second, elsewhere);
    expect((await patientOf(second)).silentSince).not.toBe(since);
  });

  it('said to have died and referred anew is written to once a person says that they live', async () => {
    const body = somebody();
    await died(await send(body));
    const again = await send(body);
    const [hold] = await deathsOf(again);
    const { silentSince: since } = await patientOf(again);
    expect([since, hold?.status, hold?.evidence]).toMatchObject([
      expect.any(String),
      'open',
      { since },
    ]);
    await resolve(hold as Hold, 'alive');
    expect(await patientOf(again)).not.toHaveProperty('silentSince');
  });

  it('found to be one who has died is asked about, and parted again is written to', async () => {
    const body = somebody();
    const first = await send(body);
    const second = await send(alike(body));
    const formerly = (await file(second)).referral.patientId;
    await died(first);
    expect(await deathsOf(second)).toEqual([]);
    await resolve((await holdOf(second, 'patient-uncertain')) as Hold, 'same-person');
    const into = await patientOf(second);
    expect(await deathsOf(second)).toMatchObject([{ evidence: { since: into.silentSince } }]);
    const asked = { revision: into.rev, other: formerly, referrals: [], note: 'Two after all.' };
    await staff().split(asking(coordinator, { patientId: into.patientId }, asked));
    expect(await patientOf(second)).not.toHaveProperty('silentSince');
    expect((await patientOf(first)).silentSince).toBe(into.silentSince);
  });

  it('is merged by a coordinator, on record with who and why, once', async () => {
    const [one, other] = [await send(somebody()), await send(somebody())];
    const [into, from] = [await patientOf(one), await patientOf(other)];
    const asked = { revision: into.rev, other: from.patientId, note: 'Showed both cards.' };
    const merging = asking(coordinator, { patientId: into.patientId }, asked);
    const { body } = await staff().merge(merging);
    expect(body).toMatchObject({
      merges: [
        { patientId: from.patientId, by: { id: coordinator.subject }, note: 'Showed both cards.' },
      ],
      claims: [{ channel: 'text' }, { channel: 'mail' }],
    });
    expect((await chain(database.table, other)).at(-1)).toMatchObject({
      event: 'patient.merged',
      detail: { into: into.patientId, from: from.patientId },
    });
    expect(await refusal(staff().merge(merging))).toMatchObject({ code: 'patient-changed' });
    expect(await visitsSeen(into.patientId, text)).toEqual([]);
    await expectDead(from.patientId, text);
  });

  it('is merged and parted once for what is sent twice under one key', async () => {
    const [one, other] = [await send(somebody()), await send(somebody())];
    const [into, from] = [await patientOf(one), await patientOf(other)];
    const { patientId } = into;
    const asked = (key: string, revision: number) =>
      ({
        ...(asking(
          coordinator,
          { patientId },
          { revision, other: from.patientId, referrals: [], note: 'Showed both cards.' },
        ) as object),
        idempotencyKey: key,
      }) as never;
    const merged = await staff().merge(asked('merge-1', into.rev));
    expect(await staff().merge(asked('merge-1', into.rev))).toEqual(merged);
    const { revision } = await record(patientId);
    const parted = await staff().split(asked('split-1', revision));
    expect(await staff().split(asked('split-1', revision))).toEqual(parted);
  });

  it('with a married name is refused a second series for the therapy', async () => {
    const body = somebody();
    await send(body);
    const name = { given: 'Odalys', family: 'Inventova' };
    const married = { ...body, patient: { ...body.patient, name } };
    expect(await refusal(send(married))).toMatchObject({ code: 'duplicate-open-referral' });
  });

  it('and a twin of theirs are two, with a series each', async () => {
    const body = somebody();
    const first = await send(body);
    const twin = {
      ...body.patient,
      name: { given: 'Otto', family: 'Exampleton' },
      identifiers: [{ system: 'urn:chart', value: 'another chart' }],
    };
    const second = await send({ ...body, patient: twin });
    expect((await patientOf(second)).patientId).not.toBe((await patientOf(first)).patientId);
    expect((await file(second)).holds).toEqual([]);
  });

  it.each([
    ['twin whose name is spelled alike', { name: { given: 'Odalis', family: 'Exampleton' } }],
    ['namesake with another chart', {}],
  ])('and a %s are looked at by a person, and neither is refused', async (_, other) => {
    const body = somebody();
    const first = await send(body);
    const identifiers = [{ system: 'urn:chart', value: `of another ${body.patient.birthDate}` }];
    const second = await send({ ...body, patient: { ...body.patient, ...other, identifiers } });
    expect((await patientOf(second)).patientId).not.toBe((await patientOf(first)).patientId);
    expect(await holdOf(second, 'patient-uncertain')).toBeDefined();
    expect((await file(second)).referral).toMatchObject({
      status: 'incomplete',
      possibleDuplicateOf: first,
    });
  });

  it('and who shares nothing but a number of a program is looked at, and not refused', async () => {
    const [body, other] = [somebody(), somebody()];
    const program = { system: 'urn:program', value: `T-${body.patient.birthDate}` };
    const withNumber = (one: Submission, given: string): Submission => ({
      ...one,
      patient: {
        ...one.patient,
        name: { given, family: `${given}wood` },
        identifiers: [...one.patient.identifiers, program],
      },
    });
    const first = await send(withNumber(body, 'Bertram'));
    const second = await send(withNumber(other, 'Odalys'));
    expect((await patientOf(second)).patientId).not.toBe((await patientOf(first)).patientId);
    expect(await holdOf(second, 'patient-uncertain')).toBeDefined();
    expect((await file(second)).referral).toMatchObject({
      status: 'incomplete',
      possibleDuplicateOf: first,
    });
  });

  it('and a twin who is looked at can have their number corrected', async () => {
    const body = somebody();
    await send(body);
    const identifiers = [{ system: 'urn:chart', value: `of another ${body.patient.birthDate}` }];
    const twin = { ...body.patient, name: { given: 'Odalis', family: 'Exampleton' }, identifiers };
    const referralId = await send({ ...body, patient: twin });
    const phone = '+13125550199';
    await correctReferral(deps())(
      asking(practiceOf(lakeside), { referralId }, { patient: { ...twin, phone } }),
    );
    expect((await file(referralId)).submission.patient.phone).toBe(phone);
  });

  it('who gets a drug beside another is looked at before they are given it by itself too', async () => {
    const body = somebody();
    const beside = { drug: 'Venofer', therapyId: 'iron_sucrose', eachVisit: true };
    const first = await send({ ...body, order: anOrder({ alsoInfused: [beside] }) });
    const alone = anOrder({ therapyId: 'iron_sucrose', drug: 'Venofer' });
    const second = await send({ ...body, order: alone });
    expect((await file(second)).referral).toMatchObject({
      status: 'incomplete',
      possibleDuplicateOf: first,
    });
  });

  it('referred twice at the same moment by two practices is one patient', async () => {
    const body = somebody();
    const both = await Promise.all([send(body), send(asNamedBy(body, elsewhere))]);
    const ids = await Promise.all(both.map(async (id) => (await patientOf(id)).patientId));
    expect(new Set(ids).size).toBe(1);
  });
});
