import { createHash } from 'node:crypto';
import { PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { curriculumItem } from '../../functions/education/curriculum.ts';
import { Hold } from '../../functions/hold/hold.ts';
import {
  handler as openHandler,
  openPatientPage,
} from '../../functions/outreach/open-patient-page.ts';
import { pageWords } from '../../functions/outreach/page/words.ts';
import { pageStore } from '../../functions/outreach/page-store.ts';
import { handler, patientPage } from '../../functions/outreach/patient-page.ts';
import { PreferencesBody, Profile } from '../../functions/outreach/routes.ts';
import { textStore } from '../../functions/outreach/text-store.ts';
import { publishable } from '../../functions/platform/domain-events.ts';
import { newIdPart } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { explainHold } from '../../functions/worklist/hold-why.ts';
import { ResolutionBody } from '../../functions/worklist/routes.ts';
import { aPerson, personClaims } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aBookedVisit, aPatient, ownReferral } from '../support/patients.ts';
import { readPdf } from '../support/pdf-text.ts';
import { aReferral } from '../support/referrals.ts';
import { resolveAs } from '../support/steps.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let page: ReturnType<typeof patientPage>;
beforeAll(async () => {
  database = await openDatabase();
  page = patientPage({
    store: () => pageStore(database.table),
    now: () => new Date('2026-11-29T18:00:00.000Z'),
  });
});
afterAll(() => database.close());

let part: string;
beforeEach(async () => {
  part = newIdPart(new Date());
  const patientId = `pat_${part}`;
  const referralId = `ref_${part}`;
  const visitId = `vis_${part}_1`;
  const put = (item: Record<string, unknown>) => ({
    Put: { TableName: database.table.name, Item: item },
  });
  await database.table.client.send(
    new TransactWriteCommand({
      TransactItems: [
        put({
          ...keys.patient(patientId),
          ...aPatient({ patientId, referrals: [ownReferral(referralId)] }),
        }),
        put({
          ...keys.visit(visitId),
          ...aBookedVisit({ visitId, referralId, patientId, authorizationId: 'auth_secret' }),
        }),
        put({
          ...keys.referral(referralId),
          ...aReferral({ referralId, patientId }),
          id: referralId,
        }),
        put({
          ...keys.site('site_lakeside'),
          name: 'Lakeside Care',
          phone: '312-555-0100',
          address: { line: ['100 Example St'], city: 'Chicago', state: 'IL', postalCode: '60601' },
        }),
        put({
          ...keys.education(referralId),
          referralId,
          patientId,
          language: 'en',
          curriculum: '2026-11-01',
          assignedAt: '2026-11-20T10:00:00Z',
          items: [{ itemId: 'who-we-are', version: 1, moment: 'assignment' }],
          determination: {
            question: 'education',
            facts: {},
            rule: { id: 'curriculum', version: '2026-11-01', source: 'own' },
            answer: '1 lessons',
            reasons: [],
          },
          rev: 1,
        }),
      ],
    }),
  );
});

const as = (patientId: string) => ({
  principal: aPerson(patientId, 'patient', `patient:${patientId}`),
  path: undefined,
  query: undefined,
  body: undefined,
  rawBody: '',
  headers: {},
  contentType: 'application/json',
  idempotencyKey: undefined,
});
const me = () => as(`pat_${part}`);
const stranger = () => as('pat_stranger');
const visitId = () => `vis_${part}_1`;
const events = async () => (await chain(database.table, `ref_${part}`)).map(({ event }) => event);

const lesson = (more = {}) => ({
  referralId: `ref_${part}`,
  itemId: 'who-we-are',
  version: 1,
  name: 'Rafe Exampleton',
  relationship: 'caregiver' as const,
  understanding: 'understood' as const,
  ...more,
});

describe('what a patient sees', () => {
  it('is how we write to them, not the number or the address', async () => {
    const { body } = await page.showProfile(me());
    expect(Profile.parse(body)).toMatchObject({ givenName: 'Odalys', language: 'en' });
    expect(JSON.stringify(body)).not.toMatch(/3125550142|example\.org/);
  });

  it('is when and where the visits are, not who pays or for which drug', async () => {
    const { body } = await page.listVisits(me());
    expect(body).toMatchObject({
      items: [
        {
          visitId: visitId(),
          place: { name: 'Lakeside Care' },
          mayConfirm: true,
          mayAskToMove: true,
        },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/auth_|infliximab/);
  });

  it('is nothing of anyone else', async () => {
    await expect(page.showProfile(stranger())).rejects.toMatchObject({ status: 404 });
    await expect(page.listVisits(stranger())).rejects.toMatchObject({ status: 404 });
    const path = { visitId: visitId() };
    await expect(page.confirmVisit({ ...stranger(), path })).rejects.toMatchObject({ status: 404 });
    await expect(
      page.requestMove({ ...stranger(), path, body: { wish: 'later' } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(page.acknowledgeLesson({ ...stranger(), body: lesson() })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('what a patient does', () => {
  it('confirms a visit; again changes nothing', async () => {
    const path = { visitId: visitId() };
    expect((await page.confirmVisit({ ...me(), path })).body).toMatchObject({
      status: 'confirmed',
    });
    expect((await page.confirmVisit({ ...me(), path })).body).toMatchObject({
      status: 'confirmed',
    });
    expect(await events()).toEqual(['visit.confirmed']);
  });

  it('is not taken to have confirmed a time that has changed since it was shown', async () => {
    const path = { visitId: visitId() };
    const { body } = await page.listVisits(me());
    const [seen] = (body as { items: { revision: number }[] }).items;
    const stale = { ...me(), path, ifMatch: `"${(seen?.revision ?? 0) - 1}"` };
    for (const change of [
      () => page.confirmVisit(stale),
      () => page.requestMove({ ...stale, body: { wish: 'later' } }),
    ])
      await expect(change()).rejects.toMatchObject({
        status: 409,
        code: 'visit-changed',
        facts: { current: { visitId: visitId(), status: 'planned', revision: seen?.revision } },
      });
    expect(await events()).toEqual([]);
    await page.confirmVisit({ ...me(), path, ifMatch: `"${seen?.revision}"` });
    expect(await events()).toEqual(['visit.confirmed']);
  });

  it('changes choices as they were shown, not as somebody has changed them since', async () => {
    const { headers } = await page.showProfile(me());
    const choose = (language: 'es' | 'en') =>
      page.changePreferences({ ...me(), body: { language }, ifMatch: headers?.etag });
    await choose('es');
    await expect(choose('en')).rejects.toMatchObject({
      status: 409,
      code: 'choices-changed',
      facts: { current: { language: 'es' } },
    });
  });

  it('asks for another time and is shown that they did', async () => {
    const request = { ...me(), path: { visitId: visitId() }, body: { wish: 'earlier' as const } };
    expect((await page.requestMove(request)).body).toMatchObject({
      moveRequestedAt: '2026-11-29T18:00:00.000Z',
      status: 'planned',
    });
  });

  it('cannot confirm or move a visit that has begun', async () => {
    const late = patientPage({
      store: () => pageStore(database.table),
      now: () => new Date('2026-12-01T15:30:00Z'),
    });
    const path = { visitId: visitId() };
    await expect(late.confirmVisit({ ...me(), path })).rejects.toMatchObject({
      status: 409,
      code: 'visit-not-confirmable',
    });
    await expect(
      late.requestMove({ ...me(), path, body: { wish: 'later' } }),
    ).rejects.toMatchObject({ status: 409, code: 'visit-not-movable' });
  });

  it('acknowledges a lesson by name; the first receipt stands', async () => {
    const first = await page.acknowledgeLesson({ ...me(), body: lesson() });
    const again = await page.acknowledgeLesson({
      ...me(),
      body: lesson({ name: 'Somebody Else' }),
    });
    expect(again.body).toEqual(first.body);
    expect((await page.listLessons(me())).body).toMatchObject({
      status: 'delivered',
      items: [{ itemId: 'who-we-are', acknowledgedAt: '2026-11-29T18:00:00.000Z' }],
    });
    const teaching = await pageStore(database.table).teaching(`ref_${part}`);
    expect(teaching?.acknowledgements).toMatchObject([{ name: 'Rafe Exampleton', version: 1 }]);
    expect(await events()).toEqual(['education.acknowledged']);
  });

  it('cannot acknowledge a version that is not the assigned one', async () => {
    await expect(
      page.acknowledgeLesson({ ...me(), body: lesson({ version: 2 }) }),
    ).rejects.toMatchObject({ status: 409, code: 'lesson-outdated' });
  });

  it('reads and acknowledges in the words of today what was assigned in others', async () => {
    const now = Number(curriculumItem('come-to-us')?.version);
    const [education] = await readItems(database.table, `ref_${part}`, 'EDUCATION');
    const items = [
      { itemId: 'come-to-us', version: now - 1, moment: 'before-first-visit' },
      { itemId: 'taught-no-more', version: 1, moment: 'assignment' },
    ];
    await database.table.client.send(
      new PutCommand({ TableName: database.table.name, Item: { ...education, items } }),
    );
    const { body } = await page.listLessons(me());
    expect(body).toMatchObject({
      status: 'assigned',
      items: [{ itemId: 'come-to-us', version: now, title: 'How to come' }],
    });
    const read = (version: number) =>
      page.acknowledgeLesson({ ...me(), body: lesson({ itemId: 'come-to-us', version }) });
    await expect(read(now - 1)).rejects.toMatchObject({
      code: 'lesson-outdated',
      facts: { version: now },
    });
    await read(now);
    expect((await page.listLessons(me())).body).toMatchObject({ status: 'delivered' });
  });

  it('has the lessons as a file to print, with whom to call', async () => {
    const { body, headers } = await page.printLessons(me());
    expect(headers).toMatchObject({
      'content-disposition': 'attachment; filename="lessons.pdf"',
    });
    const { text } = readPdf(body as Buffer);
    expect(text).toContain('Who we are');
    expect(text).toContain('In an emergency call 911.');
    expect(text).not.toContain('Odalys');
  });

  it('is looked up once for each look at a part of the page', async () => {
    let lookUps = 0;
    const store = pageStore(database.table);
    const counting = patientPage({
      store: () => ({
        ...store,
        patient: (id) => {
          lookUps += 1;
          return store.patient(id);
        },
      }),
      now: () => new Date('2026-11-29T18:00:00.000Z'),
    });
    for (const look of [
      'showProfile',
      'listVisits',
      'listLessons',
      'printLessons',
      'showCalendar',
    ] as const)
      await counting[look](me());
    expect(lookUps).toBe(5);
  });

  it('asks to be taught again, which is no receipt', async () => {
    const body = lesson({ understanding: 'teach-me-again' });
    expect((await page.acknowledgeLesson({ ...me(), body })).body).toMatchObject({
      outcome: 'question-recorded',
    });
    expect((await page.listLessons(me())).body).toMatchObject({ status: 'assigned' });
    expect(await events()).toEqual(['education.questioned']);
  });

  const asking = (more = {}) =>
    page.acknowledgeLesson({
      ...me(),
      body: lesson({ understanding: 'teach-me-again', ...more }),
    });
  const held = async () =>
    (await readItems(database.table, `ref_${part}`, 'HOLD#')).map((item) => Hold.parse(item));
  const shownQuestion = async () => {
    const { body } = await page.listLessons(me());
    return (body as { items: { question?: unknown }[] }).items[0]?.question;
  };
  const resolved = (holdId: string, body: object) =>
    resolveAs(
      database.table,
      'clinician',
      { holdId, body: ResolutionBody.parse({ note: 'Spoke with her by telephone.', ...body }) },
      new Date('2026-11-30T15:00:00Z'),
    );

  it('has a nurse asked to explain a lesson by the next business day, in their own words', async () => {
    await asking();
    await asking({ question: 'Whom do I call at night?' });
    await asking({ question: 'And on Sundays?' });
    await asking({ question: 'And on Sundays?' });
    const [hold, ...others] = await held();
    expect(others).toEqual([]);
    expect(hold).toMatchObject({
      reason: 'teaching-asked',
      ...{ owner: 'clinician', team: 'clinician', status: 'open', scope: 'r' },
      // Asked on a Sunday.
      dueAt: '2026-11-30T18:00:00Z',
      evidence: {
        asked: ['Whom do I call at night?', 'And on Sundays?'].map((words) => ({
          ...{ itemId: 'who-we-are', title: 'Who we are', words },
          by: 'Rafe Exampleton, who cares for the patient',
        })),
      },
    });
    expect(explainHold(hold as Hold, {})).toMatchObject([
      { code: 'lesson-asked', said: 'Whom do I call at night?' },
      { code: 'lesson-asked', said: 'And on Sundays?' },
    ]);
    expect(await shownQuestion()).toEqual({
      askedAt: '2026-11-29T18:00:00.000Z',
      askedBy: 'Rafe Exampleton',
      words: 'And on Sundays?',
    });
  });

  it('is shown what a nurse explained, and the lesson still waits to be acknowledged', async () => {
    await asking();
    const [hold] = await held();
    const said = 'Call the number below at any hour. A nurse answers.';
    await resolved(String(hold?.holdId), { action: 'explained', said });
    expect(await shownQuestion()).toEqual({
      askedAt: '2026-11-29T18:00:00.000Z',
      askedBy: 'Rafe Exampleton',
      answer: { words: said, at: '2026-11-30T15:00:00.000Z' },
    });
    expect((await page.listLessons(me())).body).toMatchObject({ status: 'assigned' });
  });

  it('is told who explains it again and when, where it was not understood; and somebody has to', async () => {
    await asking();
    const [first] = await held();
    const again = { action: 'explain-again', person: 'Nurse Exampleton' };
    for (const nextOn of ['2026-11-29', '2027-02-01'])
      await expect(resolved(String(first?.holdId), { ...again, nextOn })).rejects.toMatchObject({
        status: 422,
        code: 'action-incomplete',
      });
    await resolved(String(first?.holdId), { ...again, nextOn: '2026-12-02' });
    expect(await shownQuestion()).toMatchObject({
      again: { person: 'Nurse Exampleton', on: '2026-12-02' },
    });
    const next = (await held()).find(({ status }) => status === 'open');
    expect(next).toMatchObject({ reason: 'teaching-asked', dueAt: '2026-12-03T05:00:00Z' });
    // What is asked meanwhile does not wait for that day.
    await asking();
    expect((await held()).filter(({ status }) => status === 'open')).toHaveLength(2);
    await resolved(String(next?.holdId), { action: 'explained', said: 'At any hour.' });
    expect(await shownQuestion()).not.toHaveProperty('again');
  });

  it('reads the lessons in another language from then on', async () => {
    const { body } = await page.changePreferences({ ...me(), body: { language: 'es' } });
    expect(body).toMatchObject({ language: 'es' });
    expect((await page.listLessons(me())).body).toMatchObject({
      items: [{ title: 'Quiénes somos', language: 'es' }],
    });
  });

  it('stops a channel, and allows it again', async () => {
    const set = async (text: 'given' | 'withdrawn') =>
      (await page.changePreferences({ ...me(), body: { text } })).body as Profile;
    expect((await set('withdrawn')).channels).toContainEqual(
      expect.objectContaining({ channel: 'text', status: 'withdrawn' }),
    );
    expect((await set('given')).channels).toContainEqual(
      expect.objectContaining({ channel: 'text', status: 'given' }),
    );
  });
});

const asked = (routeKey: string, groups: string): APIGatewayProxyEventV2WithJWTAuthorizer =>
  ({
    routeKey,
    headers: {},
    isBase64Encoded: false,
    requestContext: {
      requestId: 'r-1',
      authorizer: { lambda: { ...personClaims('s'), 'cognito:groups': groups } },
    },
  }) as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;

describe('who else may see the page', () => {
  const rosa = { name: 'Rosa', mail: 'rosa@example.org', may: 'see' } as const;
  const byText = () => {
    const asked = me();
    const sentTo = { channel: 'text', generation: 1 } as const;
    return { ...asked, principal: { ...asked.principal, sentTo }, body: { caregiver: rosa } };
  };
  const put = (others: ReturnType<typeof ownReferral>[]) => {
    const patientId = `pat_${part}`;
    const { text } = aPatient().contacts;
    const referrals = [ownReferral(`ref_${part}`), ...others];
    const alone = { rev: 1, email: undefined, contacts: text ? { text } : {} };
    const Item = { ...keys.patient(patientId), ...aPatient({ patientId, referrals, ...alone }) };
    return database.table.client.send(new PutCommand({ TableName: database.table.name, Item }));
  };

  it('is named by the number at which all of the care is shown', async () => {
    await put([]);
    expect((await page.changePreferences(byText())).body).toMatchObject({
      channels: [{ channel: 'text' }, { channel: 'mail', caregiver: { name: 'Rosa', may: 'see' } }],
    });
  });

  it('is not named by a number that one of two practices gave: it would see more than that number', async () => {
    await put([ownReferral('ref_other', '1982736459')]);
    await expect(page.changePreferences(byText())).rejects.toMatchObject({
      code: 'contact-not-verified',
      errors: [{ pointer: '/caregiver' }],
    });
    expect(await events()).toEqual([]);
  });

  it.each([{ text: 'withdrawn' }, { language: 'es' }])(
    'is chosen alone: with %j beside it nothing would become of that',
    (beside) => {
      expect(PreferencesBody.safeParse({ caregiver: rosa, ...beside }).success).toBe(false);
      expect(PreferencesBody.safeParse({ caregiver: rosa }).success).toBe(true);
      expect(PreferencesBody.safeParse(beside).success).toBe(true);
    },
  );
});

describe('what whoever cares for the patient says on the page', () => {
  const rosa = () => {
    const asked = me();
    const sentTo = { channel: 'mail', generation: 1 } as const;
    return { ...asked, principal: { ...asked.principal, sentTo } };
  };
  const helped = () =>
    patientPage({
      store: () => pageStore(database.table),
      texts: () => textStore(database.table),
      now: () => new Date('2026-11-29T18:00:00.000Z'),
    });
  const asPatient = { name: 'Odalys Testa', relationship: 'self' };
  beforeEach(async () => {
    const patientId = `pat_${part}`;
    const { text, mail } = aPatient().contacts;
    const caregiver = { name: 'Rosa', may: 'act' } as const;
    const Item = {
      ...keys.patient(patientId),
      ...aPatient({
        patientId,
        referrals: [ownReferral(`ref_${part}`)],
        contacts: { text, ...(mail ? { mail: { ...mail, caregiver } } : {}) },
      }),
    };
    await database.table.client.send(new PutCommand({ TableName: database.table.name, Item }));
  });

  it('is told as theirs at every hold and in every event, never as the patient’s own', async () => {
    const path = { visitId: visitId() };
    const by = helped();
    await by.confirmVisit({ ...rosa(), path });
    await by.requestMove({ ...rosa(), path, body: { wish: 'later', words: 'I cannot drive' } });
    await by.requestMove({ ...me(), path, body: { wish: 'later', words: 'or at noon' } });
    await by.tellHealth({ ...rosa(), path, body: { yes: ['fever'], words: 'since noon' } });
    const body = lesson({ ...asPatient, understanding: 'teach-me-again', question: 'Why?' });
    await by.acknowledgeLesson({ ...rosa(), body });
    await by.changePreferences({ ...rosa(), body: { mail: 'given' } });

    const holds = await readItems(database.table, `ref_${part}`, 'HOLD#');
    const told = holds.flatMap((item) => explainHold(Hold.parse(item), {}));
    const whole = told.map(({ text, said }) => [text, said].filter(Boolean).join(' ')).join('\n');
    for (const line of [
      /The patient’s wish: later .*Rosa, who cares for the patient: “I cannot drive”\nor at noon/,
      /Told on the page by Rosa, who cares for the patient: fever\. In own words: “since noon”/,
      /asked .* by Rosa, who cares for the patient\. Why\?/,
    ])
      expect(whole).toMatch(line);
    expect(whole).not.toContain('Odalys');
    const records = await chain(database.table, `ref_${part}`);
    expect(records.map(({ event, detail }) => [event, detail.by])).toEqual([
      ['visit.confirmed', 'caregiver'],
      ['visit.move-requested', 'caregiver'],
      ['visit.move-requested', undefined],
      ['text.received', 'caregiver'],
      ['education.questioned', 'caregiver'],
      ['preference.changed', 'caregiver'],
    ]);
    for (const { event, detail } of records) expect(publishable(event, detail).kept).toEqual([]);
  });

  it('is, where they alone ask, their own wish', async () => {
    const path = { visitId: visitId() };
    await helped().requestMove({ ...rosa(), path, body: { wish: 'later' } });
    const [hold] = await readItems(database.table, `ref_${part}`, 'HOLD#');
    expect(explainHold(Hold.parse(hold), {})[0]?.text).toMatch(
      /^The wish of Rosa, who cares for the patient: later/,
    );
  });

  it('is their receipt of a lesson and their question, whatever name they give', async () => {
    await helped().acknowledgeLesson({
      ...rosa(),
      body: lesson({ ...asPatient, understanding: 'teach-me-again', question: 'Why?' }),
    });
    await helped().acknowledgeLesson({ ...rosa(), body: lesson(asPatient) });
    const teaching = await pageStore(database.table).teaching(`ref_${part}`);
    expect(teaching?.acknowledgements).toMatchObject([{ name: 'Rosa', relationship: 'caregiver' }]);
    expect((await page.listLessons(me())).body).toMatchObject({
      items: [{ question: { askedBy: 'Rosa', words: 'Why?' } }],
    });
  });
});

describe('what a link opens', () => {
  const at = (now: string) =>
    patientPage({ store: () => pageStore(database.table), now: () => new Date(now) });
  const byLink = (pass?: string, channel: 'text' | 'mail' = 'text') => {
    const asked = me();
    return {
      ...asked,
      principal: { ...asked.principal, sentTo: { channel, generation: 1 } },
      headers: pass ? { 'x-page-pass': pass } : {},
    };
  };
  const enter = (birthDate: string, now = '2026-11-29T18:00:00.000Z') =>
    at(now).enter({ ...byLink(), body: { birthDate } });
  const born = '1958-04-17';
  beforeEach(async () => {
    const patientId = `pat_${part}`;
    const Item = {
      ...keys.patient(patientId),
      ...aPatient({
        patientId,
        referrals: [ownReferral(`ref_${part}`)],
        person: { names: [], birthDates: [born], charts: [], members: [], phones: [] },
      }),
    };
    await database.table.client.send(new PutCommand({ TableName: database.table.name, Item }));
  });

  it('is nothing before the birth date was said, not even a name', async () => {
    const path = { visitId: visitId() };
    for (const ask of [
      () => page.showProfile(byLink()),
      () => page.listVisits(byLink()),
      () => page.listLessons(byLink()),
      () => page.confirmVisit({ ...byLink(), path }),
      () => page.requestMove({ ...byLink(), path, body: { wish: 'later' } }),
      () => page.changePreferences({ ...byLink(), body: { text: 'withdrawn' } }),
      () => page.acknowledgeLesson({ ...byLink(), body: lesson() }),
      () => page.showProfile(byLink('guessed')),
    ])
      await expect(ask()).rejects.toMatchObject({
        status: 403,
        code: 'birth-date-needed',
        facts: { left: 5, careTeam: { name: 'Dripline Care', phone: '(800) 555-0199' } },
      });
    expect(await events()).toEqual([]);
  });

  it('is everything once it was said, for that link and for half a day', async () => {
    const { body, status } = await enter(born);
    expect(status).toBe(201);
    const { pass, until } = body as { pass: string; until: string };
    expect(until).toBe('2026-11-30T06:00:00.000Z');
    expect((await page.showProfile(byLink(pass))).body).toMatchObject({ givenName: 'Odalys' });
    const mailed = page.showProfile(byLink(pass, 'mail'));
    await expect(mailed).rejects.toMatchObject({ code: 'birth-date-needed' });
    const later = at('2026-11-30T06:00:00.000Z').showProfile(byLink(pass));
    await expect(later).rejects.toMatchObject({ code: 'birth-date-needed' });
  });

  it('stays shut for a day after five wrong dates, also for the right one', async () => {
    const left: unknown[] = [];
    for (const day of ['01', '02', '03', '04', '05'])
      await enter(`1958-04-${day}`).catch(({ code, facts }) => left.push([code, facts.left]));
    expect(left).toEqual([4, 3, 2, 1, 0].map((count) => ['birth-date-wrong', count]));
    await expect(enter(born)).rejects.toMatchObject({ status: 403, code: 'too-many-tries' });
    await expect(enter(born, '2026-11-30T17:59:59.000Z')).rejects.toMatchObject({
      code: 'too-many-tries',
    });
    expect((await enter(born, '2026-11-30T18:00:00.000Z')).status).toBe(201);
    expect((await enter('1958-04-01', '2026-11-30T18:00:01.000Z').catch((e) => e)).facts.left).toBe(
      4,
    );
  });

  it('has who tried another date on record, as a look that was refused', async () => {
    await enter('1958-04-01').catch(() => {});
    const { Items } = await database.table.client.send(
      new QueryCommand({
        TableName: database.table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.reading(`ref_${part}`, '').pk },
      }),
    );
    expect(Items).toMatchObject([{ seen: 'patient-page', outcome: 'refused' }]);
  });

  it('takes no more than five dates, however many are tried at once', async () => {
    const codes = await Promise.all(
      Array.from({ length: 12 }, (_, day) =>
        enter(`1958-05-${String(day + 10)}`).catch(({ code, message }) => code ?? message),
      ),
    );
    expect(codes.filter((code) => code === 'birth-date-wrong').length).toBeLessThanOrEqual(5);
    expect(new Set(codes)).not.toContain(undefined);
  });

  it('is asked of nobody who has signed in', async () => {
    const body = { birthDate: born };
    await expect(page.enter({ ...me(), body })).rejects.toMatchObject({
      status: 409,
      code: 'entry-not-needed',
    });
  });
});

describe('what is told of a visit and of where care stands', () => {
  it('is the place with its address, a map at it, and what is awaited', async () => {
    const { body } = await page.listVisits(me());
    expect(body).toMatchObject({
      items: [
        {
          place: {
            name: 'Lakeside Care',
            phone: '(312) 555-0100',
            address: '100 Example St, Chicago, IL 60601',
            map: 'https://maps.google.com/?q=100%20Example%20St%2C%20Chicago%2C%20IL%2060601',
          },
        },
      ],
      progress: [{ step: 'visits-set' }],
    });
  });

  it('reaches the scheduler with the patient’s own words and times', async () => {
    const path = { visitId: visitId() };
    const times = [{ weekday: 'friday' as const, part: 'morning' as const }];
    await page.requestMove({ ...me(), path, body: { wish: 'later', words: 'I work', times } });
    await page.requestMove({ ...me(), path, body: { wish: 'earlier', words: 'or sooner' } });
    const holds = (await readItems(database.table, `ref_${part}`, 'HOLD#')).map((item) =>
      Hold.parse(item),
    );
    expect(holds).toMatchObject([
      {
        ...{ reason: 'move-requested', owner: 'scheduler', status: 'open' },
        evidence: { wish: 'earlier', words: 'I work\nor sooner' },
      },
    ]);
    expect(explainHold(holds[0] as Hold, {})).toMatchObject([{ said: 'I work\nor sooner' }]);
  });
});

describe('the routes of patients', () => {
  it('refuse everyone else before anything is read', async () => {
    const answer = await handler(asked('GET /patients/me', '[coordinator]'), {} as Context);
    expect(answer).toMatchObject({ statusCode: 403 });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ code: 'not-allowed' });
  });
});

describe('the page that a link opens', () => {
  const element = (html: string, name: string): string =>
    new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(html)?.[1] ?? '';
  const hash = (source: string) =>
    `'sha256-${createHash('sha256').update(source).digest('base64')}'`;

  it('is HTML for everyone, whose policy admits its own script and style alone', async () => {
    const answer = await openHandler(asked('GET /patient', ''), {} as Context);
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
    const html = answer.body ?? '';
    const policy = String(answer.headers?.['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(policy).toContain(hash(element(html, 'script')));
    expect(policy).toContain(hash(element(html, 'style')));
    expect(html).not.toMatch(/\son\w+=|style="|https?:\/\//);
  });

  it('has a script that parses, writes no markup and talks to the API of its own address', async () => {
    const script = element(String((await openPatientPage()).body), 'script');
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(/innerHTML|outerHTML|document\.write|eval\(/);
    expect(script).toContain("fetch('/patients/me'");
  });

  it('dials E.164, whatever form a number is shown in', async () => {
    const script = element(String((await openPatientPage()).body), 'script');
    const source = /const dialed = ([\s\S]*?\n {2}\});/.exec(script)?.[1] ?? '';
    const dialed = new Function(`return ${source.replace(/;$/, '')}`)() as (n: string) => string;
    expect(['(800) 555-0199', '+44 20 7946 0958', '911'].map(dialed)).toEqual([
      '+18005550199',
      '+442079460958',
      '911',
    ]);
  });

  it('has every word that its script asks for, in both languages', async () => {
    const html = String((await openPatientPage()).body);
    const json = /id="words">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual(pageWords);
    const asks = [...element(html, 'script').matchAll(/\bt\('([\w-]+)'\)/g)].map(([, key]) => key);
    expect(asks.length).toBeGreaterThan(20);
    for (const words of Object.values(pageWords))
      expect(Object.keys(words)).toEqual(expect.arrayContaining(asks));
  });
});
