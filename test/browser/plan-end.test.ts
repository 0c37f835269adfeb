import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askAs, nowOf } from './support/api.ts';
import { signedIn, someBrowser, thisDesk, untilIdle } from './support/desk.ts';
import { visitToday } from './support/visit-today.ts';

let browser: Browser;
let made: Awaited<ReturnType<typeof aPlan>>;
beforeAll(async () => {
  browser = await someBrowser();
  made = await aPlan();
}, 240_000);
afterAll(() => browser.close());

const clinician = { role: 'clinician', subject: '' };
const nurse = { role: 'nurse', subject: 'nur_amara-fenwick' };

type Sheet = { plans?: { at: string; ended?: { reason: string; by: string } }[] };
type Rows = { items: { holdId: string; referralId: string; reason: string }[] };

/** A visit after one with a severe reaction, for which a clinician has made a plan. */
const aPlan = async () => {
  const desk = thisDesk();
  const { referralId, visitId } = await visitToday(desk);
  const path = `/visits/${visitId}`;
  const start = {
    startedAt: new Date(await nowOf(desk)).toISOString(),
    identity: ['name', 'wristband'],
  };
  const { etag } = await askAs(desk, nurse, ['GET', `${path}/bedside`]);
  await askAs(desk, nurse, ['POST', `${path}/start`], { body: start, etag });
  await askAs(desk, nurse, ['POST', `${path}/reaction`], {
    body: { grade: 3, anaphylaxis: false, actions: ['stopped'] },
    etag: '*',
  });
  await untilIdle();
  const { body } = await askAs<Rows>(desk, clinician, ['GET', '/holds?team=clinician&limit=100']);
  const hold = body.items.find(
    (one) => one.referralId === referralId && one.reason === 'visit-suspended',
  );
  const resolution = { action: 'clear', note: 'Half the rate.', plan: { ratePercent: 50 } };
  const held = `/holds/${hold?.holdId}`;
  const seen = await askAs(desk, clinician, ['GET', held]);
  await askAs(desk, clinician, ['POST', `${held}/resolution`], {
    body: resolution,
    etag: seen.etag,
  });
  await untilIdle();
  return { referralId, visitId };
};

const sheetOf = async (visitId: string): Promise<Sheet> =>
  (await askAs<Sheet>(thisDesk(), clinician, ['GET', `/visits/${visitId}/bedside`])).body;

it('a clinician ends a plan from the referral, by keyboard, and hears it where another was faster', async () => {
  const { referralId, visitId } = made;
  const before = await sheetOf(visitId);
  expect(before.plans).toEqual([expect.not.objectContaining({ ended: expect.anything() })]);
  const desk = await signedIn(browser, 'Chidi Rowe', { path: `/console/referrals/${referralId}` });
  const { page, act, press, focused, axe } = desk;
  await page.getByRole('link', { name: 'Dose 1' }).waitFor();
  await axe();
  await act('the sheet', async () => {
    await page.getByRole('link', { name: 'Dose 1' }).click();
    await page.getByRole('heading', { name: 'Reactions, and the plan' }).waitFor();
  });
  await axe();
  expect(await page.getByRole('button', { name: 'Reaction' }).count()).toBe(0);
  const other = await signedIn(browser, 'Chidi Rowe', { path: `/console/visits/${visitId}` });
  const end = /^End the plan of/;
  await act('the form', async () => {
    await page.getByRole('button', { name: end }).focus();
    await press('Enter');
    await page.getByRole('dialog', { name: 'End the plan' }).waitFor();
  });
  await axe();
  await act('no reason', async () => {
    await press('Enter');
    await page.getByText('Say why the plan ends').waitFor();
  });
  await other.act('its form', async () => {
    await other.page.getByRole('button', { name: end }).click();
    await other.page.getByLabel('Why').fill('Too slow to be of use.');
  });
  await act('it is ended', async () => {
    await page.getByLabel('Why').fill('Two doses went well.');
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Ended plan, not to be followed').waitFor();
    await page.getByRole('button', { name: end }).waitFor({ state: 'detached' });
  });
  expect(await focused()).toMatch(/dose 1$/);
  await axe();
  await other.act('too late', async () => {
    await other.page.getByLabel('Why').press('Enter');
    await other.page.getByText(/has ended it from .* on: Two doses went well\./).waitFor();
  });
  expect(await other.focused()).toContain('has ended it');
  const { plans = [], ...after } = (await sheetOf(visitId)) as Sheet & {
    plansEnded?: Sheet['plans'];
  };
  expect([...plans, ...(after.plansEnded ?? [])]).toEqual([
    expect.objectContaining({ ended: expect.objectContaining({ reason: 'Two doses went well.' }) }),
  ]);
  await untilIdle();
  await page.context().close();
  await other.page.context().close();
}, 90_000);
