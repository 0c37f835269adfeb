import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { taken } from '../support/journey.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
let first: Awaited<ReturnType<typeof taken>>;
beforeAll(async () => {
  service = await spawnStoryService();
  first = await taken(service, 'drugs', regimen, harborview);
}, 120_000);
afterAll(() => service.stop());

const harborview = '1000000020';
const regimen = JSON.parse(
  await readFile(new URL('../../examples/17-regimen-center.json', import.meta.url), 'utf8'),
);
const drugs = ['Paclitaxel', 'Carboplatin', 'Intravenous hydration'];

describe('an order of several drugs for one visit', () => {
  it('is booked as one series, and whoever asks why is told of each drug by name', async () => {
    const { http, stage, referralId, read } = first;
    const { status, visits, authorizations } = await read();
    expect([status, visits.length]).toEqual(['active', 6]);
    const asked = authorizations.flatMap(({ lines }) => lines.flatMap(({ drug }) => drug ?? []));
    expect(asked).toEqual(drugs);

    const { body } = await http.expect(200, 'GET', `/referrals/${referralId}/explanation`, {
      token: stage.token('clinician'),
    });
    const told = (title: string): string[] =>
      (body.sections as { title: string; lines: { text: string }[] }[])
        .filter((section) => section.title === title)
        .flatMap(({ lines }) => lines.map(({ text }) => text));
    for (const drug of drugs)
      for (const title of ['The drugs that are given at one visit', 'What the payer was asked for'])
        expect(told(title).join('\n')).toContain(drug);
  }, 60_000);

  it('has a second order of one of its further drugs looked at by a clinician before anything is booked', async () => {
    const { alsoInfused: _, ...order } = regimen.order;
    const again = {
      ...regimen,
      order: { ...order, drug: 'Carboplatin', dose: { value: '5', unit: 'AUC' } },
    };
    const second = await taken(service, 'again', again, harborview);
    expect(await second.findings()).toMatchObject([{ code: 'needs-review', severity: 'block' }]);
    expect((await second.openHold())?.reason).toBe('order-unsafe');
    expect((await second.read()).visits).toEqual([]);
    await second.resolve('order-unsafe', 'clinician', {
      action: 'close',
      note: 'It is in the regimen already.',
    });
    expect(await second.read()).toMatchObject({ status: 'closed', closeReason: 'withdrawn' });
  }, 60_000);
});
