import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { showMeasures } from '../../functions/measures/show-measures.ts';
import { aPerson } from '../support/callers.ts';
import { signedIn, someBrowser } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const counters = [
  { family: 'decisions', by: ['acme-health'], cells: { approved: 60, denied: 20, changed: 11 } },
  { family: 'decisions', by: ['example-ma'], cells: { approved: 3, denied: 2 } },
  { family: 'first-infusion', by: ['authorized'], cells: { 'days 3': 30, 'days 5': 12 } },
];

/** Answers as the service does, from counts of a desk that has been busy for long. */
const busy = (page: Page) =>
  page.route(
    ({ pathname }) => pathname === '/measures',
    async (route) => {
      const { searchParams } = new URL(route.request().url());
      const { body, headers } = await showMeasures({
        store: { read: async (family) => counters.filter((one) => one.family === family) },
        windowOf: () => undefined,
        now: () => new Date(),
      })({
        principal: aPerson('admin', 'admin'),
        query: Object.fromEntries(searchParams),
        headers: {},
      } as never);
      await route.fulfill({
        status: 200,
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    },
  );

const cellsOf = (page: Page, row: string) =>
  page
    .getByRole('row', { name: new RegExp(`^${row}`, 'i') })
    .getByRole('cell')
    .allTextContents();

it('an administrator comes to the measures by two keys, and reads what each counts and from where', async () => {
  const { page, press, act, axe } = await signedIn(browser, 'Eve Porter');
  await page.locator('table.holds').waitFor();
  await busy(page);
  await act('the measures', async () => {
    await press('g', 'm');
    await page.getByRole('heading', { level: 2, name: /first infusion/ }).waitFor();
  });
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.getByText('What is counted').waitFor();
  await page.getByText(/27, 31 and 50 days/).waitFor();
  await page.getByText(/Counts of 1 to 10 are not shown/).waitFor();
  expect(await cellsOf(page, 'All')).toEqual([
    expect.stringMatching(/^\d+$/),
    'more than 14, up to 21 days',
    'more than 30, up to 45 days',
  ]);
  await page.getByRole('img', { name: /how many in each span/ }).waitFor();
  await axe();
  await page.context().close();
});

it('figures by payer stand in a chart and in a table, those of few in neither', async () => {
  const { page, act, axe } = await signedIn(browser, 'Eve Porter', { path: '/console/measures' });
  await busy(page);
  await act('decisions by payer of one month', async () => {
    await page
      .getByRole('combobox', { name: 'Measure', exact: true })
      .selectOption('first-pass-denials');
    await page.getByRole('combobox', { name: 'By', exact: true }).selectOption('payer');
    const to = await page.getByLabel('To', { exact: true }).inputValue();
    await page.getByLabel('From', { exact: true }).fill(to);
    await page.getByRole('row', { name: /^Example ma/i }).waitFor();
  });
  expect(await cellsOf(page, 'Acme health')).toEqual(['not shown', 'not shown', '11', 'not shown']);
  expect(await cellsOf(page, 'Example ma')).toEqual(['not shown', 'not shown', '0', 'not shown']);
  expect(await cellsOf(page, 'All')).toEqual(['96', '63 (66 %)', '11 (11 %)', '22 (23 %)']);
  await page.getByRole('img', { name: /First decisions, by payer/ }).waitFor();
  await axe();
  const saved = page.waitForEvent('download');
  await act('the file', () => page.getByRole('button', { name: 'Save as CSV' }).click());
  const path = await (await saved).path();
  expect(readFileSync(path, 'utf8').split('\r\n')[0]).toBe('payer,counted,approved,changed,denied');
  await page.reload();
  await act('the same after it was loaded anew', () =>
    page.getByRole('row', { name: /^Example ma/i }).waitFor(),
  );
  await page.context().close();
});

it('counts what this desk did, and keeps back what is few', async () => {
  const { page, act } = await signedIn(browser, 'Eve Porter', { path: '/console/measures' });
  await act('orders', async () => {
    await page
      .getByRole('combobox', { name: 'Measure', exact: true })
      .selectOption('complete-at-first-sending');
    await page.getByRole('row', { name: /^All/ }).waitFor();
  });
  const [counted] = await cellsOf(page, 'All');
  expect(counted === 'not shown' || Number(counted) >= 11).toBe(true);
  await page.context().close();
});

it('is no screen of a coordinator', async () => {
  const { page, act } = await signedIn(browser, 'Ann Clark', { path: '/console/measures' });
  await act('nothing', () =>
    page.getByRole('heading', { name: 'There is nothing here' }).waitFor(),
  );
  expect(await page.getByRole('link', { name: 'Measures' }).count()).toBe(0);
  await page.context().close();
});
