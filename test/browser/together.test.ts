import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askAs, nowOf } from './support/api.ts';
import { anOrder, local, signedIn, someBrowser, thisDesk, untilIdle } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

type Row = { holdId: string; referralId: string };
const coordinator = { role: 'coordinator', subject: '' };

/** The holds of two new orders without coverage. */
const twoHolds = async (): Promise<Row[]> => {
  const mine = [await anOrder('INACTIVE'), await anOrder('INACTIVE')];
  const { body } = await askAs<{ items: Row[] }>(thisDesk(), coordinator, [
    'GET',
    '/holds?team=coordinator&limit=100&reason=coverage-not-active',
  ]);
  return body.items.filter(({ referralId }) => mine.includes(referralId));
};

it('two who look at one hold are told of each other', async () => {
  const [hold] = (await twoHolds()) as [Row];
  const path = `/console/holds/${hold.holdId}`;
  const ann = await signedIn(browser, 'Ann Clark', { path });
  await ann.page.locator('.question').waitFor();
  await ann.page.getByText('Nobody has taken it.').waitFor();
  const bob = await signedIn(browser, 'Bob Ames', { path });
  await bob.act('Ann is there', () => bob.page.getByText('Ann Clark is here too').waitFor());
  await bob.axe();
  await ann.page.context().close();
  await bob.page.context().close();
});

it('a note is written at all holds that are marked', async () => {
  const holds = await twoHolds();
  const desk = await signedIn(browser, 'Ann Clark', {
    path: '/console/holds?reason=coverage-not-active',
  });
  const { page, act, press, axe } = desk;
  await page.locator('table.holds').waitFor();
  for (const { holdId } of holds)
    await act('it is marked', () => page.locator(`tr[data-hold="${holdId}"] input`).check());
  await act('the note', async () => {
    await press('n');
    await page.getByRole('dialog', { name: 'The same note at 2 holds' }).waitFor();
  });
  await axe();
  await act('is written', async () => {
    await page.keyboard.type('The plan was told to call back.');
    await press('Control+Enter');
    await page.getByRole('status').filter({ hasText: 'The note is at 2 holds' }).waitFor();
  });
  for (const { holdId } of holds) {
    const { body } = await askAs<{ correspondence: { said: string; way: string }[] }>(
      thisDesk(),
      coordinator,
      ['GET', `/holds/${holdId}`],
    );
    expect(body.correspondence).toContainEqual(
      expect.objectContaining({ way: 'note', said: 'The plan was told to call back.' }),
    );
  }
  await page.context().close();
});

it('a reminder shows when its time has come, until it is done with', async () => {
  const [hold] = (await twoHolds()) as [Row];
  const desk = await signedIn(browser, 'Ann Clark', { path: `/console/holds/${hold.holdId}` });
  const { page, act, press, axe } = desk;
  await page.getByRole('radio').first().waitFor();
  const soon = (await nowOf(thisDesk())) + 4 * 60_000;
  const [on = '', at = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(soon)
    .split(' ');
  await act('it is asked for', async () => {
    await press('s');
    await page.getByLabel('On', { exact: true }).fill(on);
    await page.getByLabel(/^At/).fill(at);
    await page.getByLabel('Of what').fill('Look whether the plan has answered.');
  });
  await axe();
  await act('it is kept', async () => {
    await press('Enter');
    await page.getByRole('status').filter({ hasText: 'You will be reminded' }).waitFor();
  });
  await local('clock', { advance: 'PT6M' });
  await untilIdle();
  await page.context().close();
  // A page counts from the clock of its sign-in: who signs in later is reminded.
  const later = await signedIn(browser, 'Ann Clark');
  await later.act('it shows', () =>
    later.page.getByRole('heading', { name: 'You wanted to be reminded' }).waitFor(),
  );
  await later.axe();
  await later.act('it is done with', async () => {
    await later.page.getByRole('button', { name: /^Done with Look whether/ }).click();
    const reminder = later.page.getByRole('link', { name: /^Look whether the plan/ });
    await reminder.waitFor({ state: 'detached' });
  });
  await later.page.context().close();
});
