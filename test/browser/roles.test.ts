import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rowOf, signedIn, someBrowser } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

/** Somebody at the desk, and what the API refused them since they signed in. */
const watched = async (name: string) => {
  const desk = await signedIn(browser, name);
  const refused: string[] = [];
  desk.page.on('response', (answer) => {
    if (answer.status() >= 400)
      refused.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
  });
  return { ...desk, refused };
};

it('a nurse comes to the own day, and asks for nothing that is refused', async () => {
  const { page, act, axe, refused } = await watched('Junia Ostrander');
  const nothing = page.getByText('No visit is yours on this day.');
  await act('the day', () => nothing.waitFor());
  await page.reload();
  await act('the day again', () => nothing.waitFor());
  await axe();
  await act('the day after', async () => {
    await page.getByRole('button', { name: 'Day after' }).click();
    await page.getByRole('button', { name: 'Today' }).waitFor();
  });
  await act('no screen of the desk', async () => {
    await page.goto(page.url().replace('/visits', '/holds'));
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  });
  expect(await page.getByRole('navigation', { name: 'Areas' }).getByRole('link').count()).toBe(1);
  expect(refused).toEqual([]);
  await page.context().close();
});

it('an administrator works without names, and is told what has no screen', async () => {
  const { page, act, axe, refused } = await watched('Eve Porter');
  await page.getByText(/not told to administrators/).waitFor();
  await act('a hold', async () => {
    await rowOf(page, /another site/).click();
    await page.getByText(/told to those alone who work the hold/).waitFor();
  });
  await act('back', async () => {
    await page.keyboard.press('u');
    await page.locator('table.holds').waitFor();
  });
  await axe();
  expect(refused).toEqual([]);
  await page.context().close();
});

it('a practice has nothing to mark holds for, since it gives none to anybody', async () => {
  const { page, refused } = await watched('Practice 1234567893');
  await rowOf(page, /another site/).waitFor();
  expect(await page.locator('table.holds').getByRole('checkbox').count()).toBe(0);
  expect(refused).toEqual([]);
  await page.context().close();
});

it('says which part could not be read, and shows it once it can', async () => {
  const { page, act } = await watched('Ann Clark');
  const away = (route: import('playwright-core').Route) => route.fulfill({ status: 503, body: '' });
  await page.route('**/referrals/ref_*', away);
  await page.route('**/people?*', away);
  await rowOf(page, /another site/).click();
  await act('no referral', () => page.getByText(/A part of Dripline is not answering/).waitFor());
  await page.unroute('**/referrals/ref_*');
  await act('there it is', async () => {
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.strip strong').waitFor();
  });
  expect(await page.getByText(/A part of Dripline/).count()).toBe(0);
  await page.context().close();
});
