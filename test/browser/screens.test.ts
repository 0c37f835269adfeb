import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedIn, someBrowser } from './support/desk.ts';
import { waysTo } from './support/ways.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;
type Look = { name: string; size: { width: number; height: number }; media: Media };

const usual = { width: 1280, height: 900 };
// Colors that are half way to others are nobody's to judge: what moves, does not.
const plain: Media = { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' };
const looks: readonly Look[] = [
  { name: 'wide', size: { width: 1920, height: 1080 }, media: plain },
  { name: 'dark', size: usual, media: { ...plain, colorScheme: 'dark' } },
  { name: 'narrow', size: { width: 320, height: 640 }, media: plain },
  {
    name: 'in forced colors',
    size: usual,
    media: { ...plain, forcedColors: 'active' },
  },
];

describe('each screen', () => {
  it.each(waysTo)(
    '$name: wide, dark, narrow and in forced colors',
    async ({ name, person, way }) => {
      const desk = await signedIn(browser, person);
      const { page } = desk;
      await desk.act(name, () => way(page));
      for (const look of looks) {
        await desk.act(`${name} ${look.name}`, async () => {
          await page.setViewportSize(look.size);
          await page.emulateMedia(look.media);
        });
        await desk.axe();
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `no sideways scroll ${look.name}`).toBeLessThanOrEqual(look.size.width);
      }
      await page.context().close();
    },
  );
});

it('says so where there is nothing, and leads on', async () => {
  const desk = await signedIn(browser, 'Ann Clark', { path: '/console/else' });
  await desk.act('nothing there', () =>
    desk.page.getByRole('heading', { name: 'There is nothing here' }).waitFor(),
  );
  await desk.axe();
  await desk.page.context().close();
});
