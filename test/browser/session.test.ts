import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseAtSignIn, local, rowOf, signedIn, someBrowser, thisDesk } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const typing = async () => {
  const desk = await signedIn(browser, 'Ann Clark');
  await rowOf(desk.page, /another site/).click();
  await desk.page.locator('.question').waitFor();
  await desk.press('3', 'Tab');
  await desk.page.keyboard.type('Two reactions on the center’s chair.');
  return desk;
};
const note = (page: Awaited<ReturnType<typeof typing>>['page']) =>
  page.getByRole('textbox', { name: /What was decided/ });

describe('a session', () => {
  it('goes on by itself when a token runs out', async () => {
    const { page, act } = await typing();
    await local('clock', { advance: 'PT16M' });
    await act('a call is written down', async () => {
      await page.getByRole('button', { name: /Write one down/ }).click();
      await page.getByRole('textbox', { name: 'What was said' }).fill('Nobody there.');
      await page.getByRole('button', { name: /Write it down/ }).click();
      await page.locator('.calls').getByText('Nobody there.').waitFor();
    });
    await page.context().close();
  });

  it('that ends keeps what was typed, and goes on after signing in beside it', async () => {
    const { page, act, axe } = await typing();
    await local('clock', { advance: 'PT13H' });
    await act('the time ran out', async () => {
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog', { name: 'Your time ran out' }).waitFor();
    });
    await axe();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    const opening = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    const beside = await opening;
    await chooseAtSignIn(beside, 'Ann Clark');
    await act('signed in again', () => page.getByRole('dialog').waitFor({ state: 'detached' }));
    expect(await note(page).inputValue()).toBe('Two reactions on the center’s chair.');
    await page.context().close();
  });

  it('is hidden when nobody was there for twenty minutes, and shows nothing then', async () => {
    const desk = await signedIn(browser, 'Ann Clark');
    const { page } = desk;
    await page.clock.install();
    await page.reload();
    await rowOf(page, /another site/).click();
    await page.locator('.strip strong').waitFor();
    await page.clock.fastForward('21:00');
    await page.getByRole('dialog', { name: /Signed out for your patients/ }).waitFor();
    expect(await page.locator('.strip strong').isVisible()).toBe(false);
    await desk.axe();
    // Loaded anew it asks who is there, though the sign-in page remembers people.
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in to Dripline' }).waitFor();
    await chooseAtSignIn(page, 'Bob Ames');
    await page.locator('header.top').getByText('Bob Ames').waitFor();
    await page.reload();
    await page.locator('header.top').getByText('Bob Ames').waitFor();
    await page.context().close();
  });

  it('that ran out is hidden too when nobody was there for twenty minutes', async () => {
    const { page } = await signedIn(browser, 'Ann Clark');
    await page.clock.install();
    await page.reload();
    await rowOf(page, /another site/).click();
    await page.locator('.strip strong').waitFor();
    const refused = { status: 400, json: { error: 'invalid_grant' } };
    await page.route('**/oauth2/token', (route) => route.fulfill(refused));
    await page.clock.fastForward('13:00');
    await page.getByRole('dialog', { name: 'Your time ran out' }).waitFor();
    await page.clock.fastForward('21:00');
    await page.getByRole('dialog', { name: /Signed out for your patients/ }).waitFor();
    expect(await page.locator('.strip strong').isVisible()).toBe(false);
    await page.context().close();
  });

  it('goes on while the user pool is too busy to renew it', async () => {
    const { page } = await signedIn(browser, 'Ann Clark');
    await page.clock.install();
    await page.reload();
    await rowOf(page, /another site/).waitFor();
    let asked = 0;
    await page.route('**/oauth2/token', (route) => {
      asked += 1;
      return route.fulfill({ status: 429, json: { error: 'slow_down' } });
    });
    await page.clock.fastForward('13:00');
    await expect.poll(() => asked).toBeGreaterThan(0);
    await page.keyboard.press('j');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.context().close();
  });

  it('that the sign-in page refuses is told, and not asked for again and again', async () => {
    const { page } = await signedIn(browser, 'Ann Clark', {});
    await page.goto(`${thisDesk().address}/console/?error=access_denied&state=x`);
    await page.getByRole('heading', { name: 'You were not signed in' }).waitFor();
    expect(page.url()).not.toContain('error');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('header.top').waitFor();
    await page.context().close();
  });

  it('ends in every tab when somebody signs out in one', async () => {
    const desk = await signedIn(browser, 'Ann Clark');
    const other = await desk.page.context().newPage();
    await other.goto(desk.page.url());
    await rowOf(other, /another site/).waitFor();
    await desk.page.getByRole('button', { name: 'Sign out' }).click();
    for (const page of [desk.page, other])
      await page.getByRole('heading', { name: 'Sign in to Dripline' }).waitFor();
    await desk.page.context().close();
  });
});

it('a dialog’s Ctrl+Enter sends the dialog, never the hold behind it', async () => {
  const { page, act, press } = await typing();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
  });
  await page.getByRole('button', { name: /Write one down/ }).click();
  await page.getByRole('textbox', { name: 'What was said' }).fill('They look into it.');
  await act('it is written down', async () => {
    await press('Control+Enter');
    await page.locator('.calls').getByText('They look into it.').waitFor();
  });
  expect(sent.filter((path) => path.endsWith('/correspondence'))).toHaveLength(1);
  expect(sent.filter((path) => path.endsWith('/resolution'))).toEqual([]);
  await page.context().close();
});

describe('a service that is away', () => {
  it('is told, what was typed stays, and it goes on once it is back', async () => {
    const { page, act } = await typing();
    await page.context().setOffline(true);
    const send = page.getByRole('button', { name: /Write it down/ });
    await page.getByRole('button', { name: /Write one down/ }).click();
    await page.getByRole('textbox', { name: 'What was said' }).fill('They call back.');
    await act('nobody answers', async () => {
      await send.click();
      await page
        .getByRole('dialog')
        .getByText(/Dripline does not answer/)
        .waitFor();
    });
    expect(await page.getByRole('textbox', { name: 'What was said' }).inputValue()).toBe(
      'They call back.',
    );
    await page.context().setOffline(false);
    await act('it is sent', async () => {
      await send.click();
      await page.locator('.calls').getByText('They call back.').waitFor();
    });
    expect(await note(page).inputValue()).toBe('Two reactions on the center’s chair.');
    await page.context().close();
  });
});
