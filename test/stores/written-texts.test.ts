import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Hold, type Resolution } from '../../functions/hold/hold.ts';
import { consentBy } from '../../functions/outreach/consent.ts';
import { decideDelivery } from '../../functions/outreach/delivery.ts';
import { patientStore } from '../../functions/outreach/patient-store.ts';
import { outreachStore } from '../../functions/outreach/store.ts';
import { type TextStore, textStore } from '../../functions/outreach/text-store.ts';
import type { Written, WrittenText } from '../../functions/outreach/written-text.ts';
import { newIdPart } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Patient } from '../../functions/referral/contact.ts';
import { readNumber, readPatients } from '../../functions/referral/people-store.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { openDatabase } from '../support/database.ts';
import { type HoldDesk, holdDesk } from '../support/holds.ts';
import { aBookedVisit, aMessage, aPatient } from '../support/patients.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let texts: TextStore;
let desk: HoldDesk;
beforeAll(async () => {
  database = await openDatabase();
  texts = textStore(database.table);
  desk = holdDesk(database.table);
});
afterAll(() => database.close());

const at = '2026-11-29T18:00:00.000Z';
const patientId = 'pat_0123456789abcdefghjk';
const visitId = 'vis_0123456789abcdefghjk';
let referralId: string;
let number: string;

/** The main item of a referral; none of the rest matters here. */
const given = async (different: Record<string, unknown> = {}): Promise<string> => {
  const id = `ref_${newIdPart(new Date())}`;
  const Item = {
    ...keys.referral(id),
    ...{ status: 'active', practiceNpi: '1234567893', receivedAt: at, ...different },
  };
  await database.table.client.send(
    new TransactWriteCommand({
      TransactItems: [{ Put: { TableName: database.table.name, Item } }],
    }),
  );
  return id;
};
beforeEach(async () => {
  referralId = await given();
  number = `number of ${referralId}`;
});

const written = (textId: string, different: Partial<WrittenText> = {}): Written => ({
  text: { textId, at, words: `words of ${textId}`, topic: 'other', visits: [], ...different },
  patients: [patientId],
  number,
});
const keep = (text: Written, id = referralId) =>
  texts.keep(id, text, {
    operation: `text:${text.text.textId}:kept`,
    actor: { kind: 'patient', id: patientId },
    at,
  });
const holds = async (id = referralId): Promise<Hold[]> =>
  (await readItems(database.table, id, 'HOLD#')).map((item) => Hold.parse(item));
const idsOn = ({ evidence }: Hold): string[] =>
  (evidence.texts as WrittenText[]).map(({ textId }) => textId);
const only = async (): Promise<Hold> => {
  const [hold, ...others] = await holds();
  if (!hold || others.length > 0) throw new Error('not one hold');
  return hold;
};
const resolution: Resolution = {
  action: 'answered',
  note: 'She was called and comes later.',
  facts: {},
  by: { kind: 'person', id: 'coordinator-1' },
  at,
};
const resolve = (hold: Hold, operation = 'answered') =>
  desk.resolve(hold, { settlement: { resume: hold.stage }, resolution }, operation, []);

describe('a text that a person must read', () => {
  it('is on the coordinator’s list within four hours, in its own words, and they are in no event', async () => {
    expect(await keep(written('in-1'))).toBe('applied');
    expect(await only()).toMatchObject({
      reason: 'patient-wrote',
      standing: 'message',
      team: 'coordinator',
      dueAt: '2026-11-29T22:00:00Z',
      evidence: { patients: [patientId], texts: [{ words: 'words of in-1' }] },
    });
    const [record] = await chain(database.table, referralId);
    expect(record).toMatchObject({ event: 'text.received', detail: { reason: 'patient-wrote' } });
    expect(JSON.stringify(record)).not.toContain('words of');
    const { items } = await desk.ofTeam('coordinator', 100);
    expect(JSON.stringify(items)).toContain(referralId);
    expect(JSON.stringify(items)).not.toContain('words of');
  });

  it('of somebody unwell is on the clinician’s list within half an hour', async () => {
    await keep(written('in-1', { topic: 'unwell' }));
    expect(await only()).toMatchObject({
      reason: 'patient-unwell',
      team: 'clinician',
      dueAt: '2026-11-29T18:30:00Z',
    });
  });

  it('of which nobody can tell what it means is due within one hour', async () => {
    await keep(written('in-0'));
    await keep(written('in-1', { topic: 'unclear' }));
    expect((await holds()).map(({ reason, dueAt }) => [reason, dueAt])).toEqual([
      ['patient-wrote', '2026-11-29T22:00:00Z'],
      ['patient-wrote', '2026-11-29T19:00:00Z'],
    ]);
  });

  it.each([
    ['half the time to a visit that is near', ['2026-11-29T21:00:00.000Z'], '2026-11-29T19:30:00Z'],
    [
      'the nearest of two visits',
      ['2026-12-03T15:00:00.000Z', '2026-11-29T19:00:00.000Z'],
      '2026-11-29T18:30:00Z',
    ],
    ['four hours, for a visit in eight', ['2026-11-30T02:00:00.000Z'], '2026-11-29T22:00:00Z'],
    ['less, for one a moment sooner', ['2026-11-30T01:59:58.000Z'], '2026-11-29T21:59:59Z'],
    ['four hours, where the visit has begun', ['2026-11-29T17:59:00.000Z'], '2026-11-29T22:00:00Z'],
  ])('is due within %s', async (_, starts, dueAt) => {
    const zone = 'America/Chicago';
    const visits = starts.map((startsAt, n) => ({ visitId: `${visitId}_${n}`, startsAt, zone }));
    await keep(written('in-1', { visits }));
    expect((await only()).dueAt).toBe(dueAt);
  });

  it('is not put on a hold that is asked for only after its visit', async () => {
    await keep(written('in-1'));
    const startsAt = '2026-11-29T20:00:00.000Z';
    const visits = [{ visitId: `${visitId}_1`, startsAt, zone: 'America/Chicago' }];
    await keep(written('in-2', { visits }));
    expect((await holds()).map((hold) => [hold.dueAt, idsOn(hold)])).toEqual([
      ['2026-11-29T22:00:00Z', ['in-1']],
      ['2026-11-29T19:00:00Z', ['in-2']],
    ]);
  });

  it('is kept once, however often it is delivered, also after it was answered', async () => {
    await keep(written('in-1'));
    expect(await keep(written('in-1'))).toBe('already');
    await resolve(await only());
    expect(await keep(written('in-1'))).toBe('already');
    expect((await chain(database.table, referralId)).map(({ event }) => event)).toEqual([
      'text.received',
      'hold.resolved',
    ]);
  });

  it('joins those that still wait for an answer, and takes the hold from nobody', async () => {
    await keep(written('in-1'));
    await desk.assign(await only(), 'coordinator-7', {
      operation: 'assign',
      actor: resolution.by,
      at,
    });
    await keep(written('in-2'));
    const hold = await only();
    expect(idsOn(hold)).toEqual(['in-1', 'in-2']);
    expect(hold.assignee).toBe('coordinator-7');
  });

  it('is lost by none of many that come at once', async () => {
    const ids = ['in-1', 'in-2', 'in-3', 'in-4'];
    await keep(written('in-0'));
    await Promise.all(ids.map((id) => keep(written(id))));
    expect(idsOn(await only()).sort()).toEqual(['in-0', ...ids]);
  });

  it('opens another hold once the one before was answered', async () => {
    await keep(written('in-1'));
    await resolve(await only());
    await keep(written('in-2'));
    expect((await holds()).map((hold) => [hold.status, idsOn(hold)])).toEqual([
      ['resolved', ['in-1']],
      ['open', ['in-2']],
    ]);
  });

  it('is answered with no other that came after the coordinator looked', async () => {
    await keep(written('in-1'));
    const seen = await only();
    await keep(written('in-2'));
    expect(await resolve(seen)).toMatchObject({ outcome: 'refused', at: 0 });
    expect(await resolve(await only(), 'answered both')).toMatchObject({ outcome: 'applied' });
  });

  it.each<[string, (text: Written) => Written]>([
    [
      'of somebody unwell',
      ({ text, ...rest }) => ({ ...rest, text: { ...text, topic: 'unwell' } }),
    ],
    ['that others may have written', (text) => ({ ...text, patients: [patientId, 'pat_other'] })],
    ['from another number', (text) => ({ ...text, number: 'another' })],
    ['of a number that is nobody’s any more', (text) => ({ ...text, former: true })],
  ])('%s is not put among others', async (_, changed) => {
    await keep(written('in-1'));
    await keep(changed(written('in-2')));
    expect((await holds()).map(idsOn)).toEqual([['in-1'], ['in-2']]);
  });

  it('that is the 21st on a hold opens the next, so that a hold always fits its item', async () => {
    for (let number = 1; number <= 21; number += 1) await keep(written(`in-${number}`));
    expect((await holds()).map((hold) => idsOn(hold).length)).toEqual([20, 1]);
  });

  it('is kept even where the referral cannot be read', async () => {
    const broken = await given({ practiceNpi: 7, status: undefined });
    expect(await keep(written('in-1'), broken)).toBe('applied');
    expect(await holds(broken)).toMatchObject([{ practiceNpi: 'unknown', status: 'open' }]);
  });
});

describe('the referral that a text is kept with', () => {
  it('is the newest that has not ended', async () => {
    const older = await given({ receivedAt: '2026-10-01T10:00:00.000Z' });
    const newer = await given({ receivedAt: '2026-11-01T10:00:00.000Z' });
    const ended = await given({ receivedAt: '2026-11-20T10:00:00.000Z', status: 'closed' });
    expect(await texts.newestOf([ended, newer, older])).toBe(newer);
  });

  it('is the last of those that have ended, where all have', async () => {
    const older = await given({ receivedAt: '2026-10-01T10:00:00.000Z', status: 'closed' });
    const newer = await given({ receivedAt: '2026-11-01T10:00:00.000Z', status: 'closed' });
    expect(await texts.newestOf([older, newer])).toBe(newer);
  });

  it('is none where there is none', async () => {
    expect(await texts.newestOf([])).toBeUndefined();
    expect(await texts.newestOf(['ref_00000000000000000000'])).toBeUndefined();
  });
});

describe('a text that may ask for no more texts', () => {
  const noted = { asksToEnd: true } as const;
  const waiting = async () => (await readNumber(database.table, number))?.unclear?.textId;
  const withNumber = () => outreachStore(database.table).withNumber(aPatient({ number }));
  const answer = async (action: string) => {
    const hold = await only();
    const told = { ...resolution, action };
    const settlement = { resume: hold.stage };
    const { items } = await partsOfAction(database.table)(hold, { action }, told, settlement);
    return desk.resolve(hold, { settlement, resolution: told }, action, items);
  };
  const somebody = (different: Partial<Patient> = {}) =>
    database.table.client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: database.table.name,
              Item: { ...keys.patient(patientId), ...aPatient({ number }), ...different },
            },
          },
        ],
      }),
    );

  it('keeps texts to its number back until it was answered', async () => {
    await keep(written('in-1', noted));
    const decide = async () =>
      decideDelivery(
        aMessage(),
        {
          patient: await withNumber(),
          visit: aBookedVisit(),
          ahead: [aBookedVisit()],
          siteZone: 'America/Chicago',
          practiceMail: undefined,
        },
        new Date(at),
      );
    expect(await decide()).toEqual({
      outcome: 'wait',
      because: 'unclear',
      until: '2026-11-29T19:00:00.000Z',
    });
    expect(await answer('answered')).toMatchObject({ outcome: 'applied' });
    expect(await decide()).toMatchObject({ outcome: 'send' });
  });

  it('keeps back none that a sender would take at the same moment', async () => {
    await somebody();
    await keep(written('in-1', noted));
    const message = aMessage({ referralId });
    const claim = outreachStore(database.table).claim(message, aPatient({ number }), new Date(at));
    expect(await claim).toBeUndefined();
  });

  it('goes on waiting for its own answer when another text is answered', async () => {
    await keep(written('in-1', { topic: 'unwell' }));
    const [unwell] = await holds();
    await keep(written('in-2', noted));
    const settlement = { resume: 'outreach' };
    expect(
      await partsOfAction(database.table)(
        unwell as Hold,
        { action: 'answered' },
        resolution,
        settlement,
      ),
    ).toEqual({ items: [] });
    expect(await waiting()).toBe('in-2');
  });

  it('is forgotten when the patient says START', async () => {
    await somebody();
    await keep(written('in-1', noted));
    const consents = { text: consentBy('text', 'given', at) };
    await patientStore(database.table).changePreferences(
      { patientId, number },
      referralId,
      { consents },
      { operation: 'start', actor: { kind: 'patient', id: patientId }, at },
    );
    expect(await waiting()).toBeUndefined();
  });

  it('stops the texts of the number where a person learns that it did ask', async () => {
    await somebody();
    await keep(written('in-1', noted));
    expect(await answer('stop-texts')).toMatchObject({ outcome: 'applied' });
    expect((await withNumber()).consents.text).toMatchObject({ status: 'withdrawn' });
    const [patient] = await readPatients(database.table, [patientId]);
    expect(patient?.consents.text).toMatchObject({ status: 'withdrawn', basis: 'express' });
  });

  it('stops no texts of a patient who has another number meanwhile', async () => {
    await somebody({ number: 'another' });
    await keep({ ...written('in-1'), former: true });
    await answer('stop-texts');
    const [patient] = await readPatients(database.table, [patientId]);
    expect(patient?.consents.text).toMatchObject({ status: 'given' });
    expect((await readNumber(database.table, number))?.stopped).toMatchObject({
      status: 'withdrawn',
    });
  });
});
