import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askAs } from './support/api.ts';
import { signedIn, someBrowser, thisDesk } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const npi = '1234567893';
const practice = { role: 'referrer', subject: npi };
type Shown = { today: { points: string[]; daily: boolean; email?: string } };
const chosen = async () =>
  (await askAs<Shown>(thisDesk(), practice, ['GET', `/practices/${npi}/news`])).body.today;

it.each([390, 1280])('a practice chooses by keyboard what it hears of, at %i px', async (width) => {
  const desk = await signedIn(browser, 'Practice 1234567893', {
    viewport: { width, height: 844 },
  });
  const { page, act, press, focused, axe } = desk;
  await act('what it hears of', async () => {
    await press('g', 'e');
    await page.getByLabel('Visits are booked').waitFor();
  });
  await axe();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(width);
  const before = (await chosen()).points;
  await act('another point', async () => {
    await page.getByLabel('A visit was missed').focus();
    await press('Space');
  });
  await act('an address that is none is told of', async () => {
    await page.getByLabel('E-mail').fill('no address');
    await press('Control+Enter');
    await page.getByRole('alert').waitFor();
  });
  await page.getByLabel('E-mail').fill(`news-${width}@example.org`);
  await act('saved', async () => {
    await press('Control+Enter');
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  });
  expect(await focused()).toBe('What we hear of');
  await page.getByRole('heading', { name: 'Chosen so far' }).waitFor();
  await axe();
  const after = await chosen();
  expect(after.email).toBe(`news-${width}@example.org`);
  expect(after.points.includes('missed')).toBe(!before.includes('missed'));
  await page.context().close();
});
