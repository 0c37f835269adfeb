import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedIn, someBrowser } from './support/desk.ts';
import { waysTo } from './support/ways.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const looks = {
  wide: { viewport: { width: 1920, height: 1080 } },
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 320, height: 640 }, hasTouch: true },
  'in forced colors': { forcedColors: 'active', reducedMotion: 'reduce' },
} as const;

describe.each(Object.entries(looks))('%s', (look, options) => {
  it.each(waysTo)('$name', async ({ name, person, way }) => {
    const desk = await signedIn(browser, person, options);
    await desk.act(`${name} ${look}`, () => way(desk.page));
    await desk.axe();
    const width = await desk.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'no sideways scroll').toBeLessThanOrEqual(
      'viewport' in options ? options.viewport.width : 1280,
    );
    await desk.page.context().close();
  });
});

it('says so where there is nothing, and leads on', async () => {
  const desk = await signedIn(browser, 'Ann Clark', { path: '/console/else' });
  await desk.act('nothing there', () =>
    desk.page.getByRole('heading', { name: 'There is nothing here' }).waitFor(),
  );
  await desk.axe();
  await desk.page.context().close();
});
