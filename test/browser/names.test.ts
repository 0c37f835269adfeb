import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signedIn, someBrowser } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

it('calls patients, therapies, payers and places by their names, never by their ids', async () => {
  const { page } = await signedIn(browser, 'Ann Clark');
  const incomplete = page.locator('table.holds tr', { hasText: 'order lacks' });
  await incomplete.getByText('Infliximab biosimilar · Acme Health').waitFor();

  await page.getByRole('link', { name: 'Referrals' }).click();
  const self = page.locator('main tr', { hasText: 'Nullander, Bexley' });
  await self.getByRole('link', { name: 'Immune globulin, subcutaneous' }).waitFor();

  await page
    .locator('main tr', { hasText: 'Imagini, Thessaly' })
    .getByRole('link', { name: 'Infliximab' })
    .click();
  const sites = page.getByRole('region', { name: 'Places of care' });
  await sites.getByText('Lakeshore General Hospital, Outpatient Infusion').waitFor();
  await page.getByText(/^Site of care: Lakeshore General/).waitFor();
  expect(await page.getByRole('main').textContent()).not.toMatch(/site_|lakeshore hospital/i);
  await page.context().close();
});

it('lets a practice choose the payer by name, or write down one that no list has', async () => {
  const { page } = await signedIn(browser, 'Practice 1234567893', { path: '/console/orders/new' });
  const payer = page.getByLabel('Payer', { exact: true });
  await payer.selectOption('Acme Health');
  expect(await payer.inputValue()).toBe('acme-health');
  expect(await page.getByLabel('Name of the payer').count()).toBe(0);
  await payer.selectOption('Another, not on this list');
  await page.getByLabel('Name of the payer').fill('Plan of a Friend');
  await page.context().close();
});
