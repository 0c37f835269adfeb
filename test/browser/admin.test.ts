import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signedIn, someBrowser } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const rows = (page: Page) => page.locator('main tbody tr');
const cell = (page: Page, label: string) => page.locator(`main td[data-label="${label}"]`);

it('an administrator finds what holds by its words, with source, version and since when', async () => {
  const { page, press, act, axe } = await signedIn(browser, 'Eve Porter');
  await page.locator('table.holds').waitFor();
  await act('the register', async () => {
    await press('g', 'e');
    await rows(page).first().waitFor();
  });
  await axe();
  await act('clocks of one payer', async () => {
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('channel');
    await page.getByRole('searchbox', { name: 'Words' }).fill('acme');
    await page
      .getByRole('status')
      .getByText(/^[1-9]\d* rows\.$/)
      .waitFor();
  });
  expect(new Set(await cell(page, 'Kind').allTextContents())).toEqual(new Set(['Channel']));
  for (const source of await cell(page, 'Source').allTextContents())
    expect(source.length).toBeGreaterThan(3);
  for (const since of await cell(page, 'Since').allTextContents()) expect(since).toMatch(/\d/);
  await act('a therapy', async () => {
    await page.getByRole('searchbox', { name: 'Words' }).fill('');
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('');
    await page.getByRole('combobox', { name: /policy of/ }).selectOption('infliximab');
    await page
      .getByRole('rowheader', { name: /infliximab/i })
      .first()
      .waitFor();
  });
  await act('nothing of that name', async () => {
    await page.getByRole('searchbox', { name: 'Words' }).fill('nothing is called so');
    await page.getByRole('status').getByText('0 rows.').waitFor();
  });
  await page.context().close();
});

it('an administrator sees who changed and read what of a referral, and that its chain holds', async () => {
  const coordinator = await signedIn(browser, 'Ann Clark', { path: '/console/referrals' });
  const link = coordinator.page.locator('.referrals tbody th a').first();
  const href = await link.getAttribute('href');
  await link.click();
  await coordinator.page.locator('.timeline').waitFor();
  await coordinator.page.context().close();
  const referralId = String(href).split('/').at(-1) ?? '';
  const { page, press, act, axe } = await signedIn(browser, 'Eve Porter');
  await page.locator('table.holds').waitFor();
  await act('the audit', async () => {
    await press('g', 'a');
    await page.getByRole('textbox', { name: 'Referral' }).fill(referralId);
    await page.keyboard.press('Enter');
    await page.getByText(/^The chain holds: \d+ records/).waitFor();
  });
  await axe();
  expect(await cell(page, 'Did').allTextContents()).toEqual(
    expect.arrayContaining(['Read', 'Changed']),
  );
  await act('what was read alone', async () => {
    await page.getByRole('combobox', { name: 'Did' }).selectOption('read');
    await page
      .getByRole('cell', { name: 'Changed', exact: true })
      .first()
      .waitFor({ state: 'detached' });
  });
  expect(new Set(await cell(page, 'Did').allTextContents())).toEqual(new Set(['Read']));
  await act('by day, before it came in', async () => {
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await page.getByText(/^0 entries/).waitFor();
  });
  await act('another referral', async () => {
    await page.getByRole('textbox', { name: 'Referral' }).fill('ref_00000000000000000000');
    await page.keyboard.press('Enter');
    await page
      .getByText(/could not be|There is no such/)
      .first()
      .waitFor();
  });
  await page.context().close();
});
