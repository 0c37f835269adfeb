import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { openBrowser, unpackBrowser } from './support/browser.ts';
import { startDesk } from './support/service-setup.ts';
import { waysTo } from './support/ways.ts';

/** Writes a picture of each screen, to be looked at: `npm run shots`. */
const folder = 'build/shots';

const looks = {
  'narrow-light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'narrow-dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  'wide-light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'wide-dark': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
} as const;

const signIn = async (page: Page, address: string, name: string): Promise<void> => {
  await page.goto(`${address}/console/`);
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.locator('header.top').waitFor();
};

mkdirSync(folder, { recursive: true });
const desk = await startDesk();
const browser = await openBrowser(await unpackBrowser());
try {
  for (const [look, options] of Object.entries(looks))
    for (const { name, person, way } of waysTo) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await signIn(page, desk.address, person);
      await way(page);
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => window.scrollTo(0, 0));
      const path = `${folder}/${name.replaceAll(' ', '-')}-${look}.png`;
      await page.screenshot({ path, fullPage: true });
      process.stdout.write(`${path}\n`);
      await context.close();
    }
} finally {
  await browser.close();
  await desk.stop();
}
