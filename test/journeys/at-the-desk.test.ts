import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { taken } from '../support/journey.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

const practice = '1234567893';

/** An order whose payer decides later, and tells of it by no more than a name. */
const decidedByName = () => {
  const clean = cleanReferral('infliximab');
  const [coverage] = clean.coverages;
  const { account: _, ...order } = clean;
  return {
    ...order,
    patient: {
      ...clean.patient,
      name: { given: 'Tess', family: 'Sampledesk' },
      identifiers: [{ system: 'urn:example:chart', value: 'JN-desk' }],
    },
    coverages: coverage ? [{ ...coverage, memberId: 'JNDESK-NAMED' }] : [],
  };
};

type Asking = Awaited<ReturnType<typeof taken>>['http'];

/** What the desk does before it works a hold: find it among others, by name, and take it. */
const isFoundAndTaken = async (
  http: Asking,
  token: () => string,
  { holdId, referralId }: { holdId: string; referralId: string },
) => {
  const get = async (path: string) =>
    (await http.expect(200, 'GET', path, { token: token() })).body;
  const me = (await get('/me')) as { personId: string; name: string; teams: string[] };
  expect(me).toMatchObject({ name: expect.any(String), teams: ['coordinator'] });
  expect((await get('/people?role=coordinator')).items).toContainEqual(
    expect.objectContaining({ personId: me.personId, name: me.name }),
  );
  const ids = async (query: string) =>
    ((await get(`/holds?${query}`)).items as { holdId: string }[]).map((row) => row.holdId);
  expect(await ids('reason=payer-decision&assignee=none')).toContain(holdId);
  expect(await ids('assignee=me')).not.toContain(holdId);
  await http.expect(200, 'POST', `/holds/${holdId}/assignment`, {
    token: token(),
    body: { assignee: me.personId, expected: null },
  });
  expect(await ids('assignee=me')).toEqual([holdId]);
  const again = await http.expect(409, 'POST', `/holds/${holdId}/assignment`, {
    token: token(),
    body: { assignee: null, expected: null },
  });
  expect(again.body).toMatchObject({
    code: 'hold-already-taken',
    assignee: { personId: me.personId, name: me.name },
  });
  await http.expect(200, 'GET', '/local/idle');
  const row = ((await get('/holds?assignee=me')).items as object[])[0];
  expect(row).toMatchObject({ therapyId: 'infliximab', payerId: expect.any(String) });
  expect(await get('/holds/counts')).toMatchObject({
    team: 'coordinator',
    total: 1,
    byAssignee: { [me.personId]: 1 },
    byReason: { 'payer-decision': 1 },
  });
  const { body } = await http.expect(200, 'POST', '/referrals/labels', {
    token: token(),
    body: { ids: [referralId] },
  });
  expect(body).toMatchObject({ labels: { [referralId]: { family: 'Sampledesk' } } });
  const search = await http.expect(200, 'POST', '/patients/search', {
    token: token(),
    body: { family: 'sampel', given: 'Tes' },
  });
  expect(search.body).toMatchObject({
    items: [{ given: 'Tess', family: 'Sampledesk', referrals: [{ referralId }] }],
    more: false,
  });
  await http.expect(201, 'POST', `/referrals/${referralId}/documents`, {
    token: token(),
    body: { title: 'Letter', contentType: 'text/plain', data: 'TGV0dGVy' },
  });
  const documents = `/referrals/${referralId}/documents`;
  const { items: kept } = (await get(documents)) as { items: { documentId: string }[] };
  const { url } = (await get(`${documents}/${kept.at(-1)?.documentId}/link`)) as { url: string };
  expect(await (await fetch(url)).text()).toBe('Letter');
  expect(await get(`/holds/${holdId}`)).toMatchObject({
    authorizationId: expect.stringMatching(/^auth_/),
    assigned: { personId: me.personId, name: me.name },
    clocks: expect.arrayContaining([
      expect.objectContaining({ line: 1, basis: expect.any(String), source: expect.any(String) }),
    ]),
    actions: expect.arrayContaining([
      expect.objectContaining({ follows: expect.stringMatching(/\.$/), undo: expect.any(Boolean) }),
    ]),
  });
  const unknown = await http.expect(400, 'GET', '/holds?asignee=me', { token: token() });
  expect(unknown.body).toMatchObject({ errors: [{ pointer: 'query/asignee' }] });
};

describe('a request that a payer decides later, and tells of by name alone', () => {
  it('is called about, asked for and approved, and each is told where it is looked for', async () => {
    const { http, stage, referralId, read, openHold } = await taken(
      service,
      'desk',
      decidedByName(),
      practice,
    );
    // One that is good by the clock as it stands.
    const token = () => stage.token('coordinator');
    const hold = await openHold();
    expect(hold?.reason).toBe('payer-decision');
    const path = `/holds/${hold?.holdId}`;
    await isFoundAndTaken(http, token, { holdId: hold?.holdId ?? '', referralId });
    const said = 'In review; an answer is on its way.';
    await http.expect(201, 'POST', `${path}/correspondence`, {
      token: token(),
      idempotencyKey: stage.key('call'),
      body: { way: 'telephone', party: 'payer', person: 'Ms. Field', reference: 'C-100', said },
    });
    const shown = (await http.expect(200, 'GET', path, { token: token() })).body as {
      status: string;
      asks: string;
      dueBecause: string;
      actions: { costs: string }[];
      correspondence: { said?: string }[];
    };
    expect(shown).toMatchObject({ status: 'open', correspondence: [{ said, reference: 'C-100' }] });
    for (const told of [shown.asks, shown.dueBecause, ...shown.actions.map(({ costs }) => costs)])
      expect(told).toMatch(/\.$/);
    const [authorization] = (await read()).authorizations as { authorizationId: string }[];
    const letters = async () =>
      (
        await http.expect(200, 'GET', `/authorizations/${authorization?.authorizationId}`, {
          token: token(),
        })
      ).body as { status: string; correspondence: { event: string; logged?: { said?: string } }[] };
    expect((await letters()).correspondence.at(-1)).toMatchObject({ logged: { said } });

    await http.expect(201, 'POST', `/referrals/${referralId}/coverage-word`, {
      token: token(),
      idempotencyKey: stage.key('word'),
      body: {
        payerId: cleanReferral('infliximab').coverages[0]?.payerId,
        way: 'telephone',
        person: 'Ms. Field',
        reference: 'C-101',
      },
    });

    // The payer decides after twenty hours; the sweep asks within minutes of its notice.
    await stage.advance('PT21H');
    await stage.quiet();
    expect((await letters()).status).toBe('approved');
    const { timeline, holds } = await read();
    const events = timeline.map(({ event }) => event);
    expect(events).toEqual(
      expect.arrayContaining(['correspondence.logged', 'coverage.told', 'authorization.notified']),
    );
    expect(holds.map(({ reason, status }) => `${reason} ${status}`)).toEqual([
      'payer-decision resolved',
    ]);
  }, 90_000);
});
