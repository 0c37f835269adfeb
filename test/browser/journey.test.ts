import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Desk,
  deskPage,
  rowOf,
  signedIn,
  someBrowser,
  thisDesk,
  untilIdle,
} from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

describe('a coordinator, with the keyboard alone', () => {
  it('signs in, resolves the hold of an incomplete order, and goes on to the next', async () => {
    const context = await browser.newContext();
    const desk = await deskPage(await context.newPage());
    const { page, act, press, focused } = desk;
    await page.goto(`${thisDesk().address}/console/`);
    await page.getByRole('heading', { name: 'Sign in to Dripline' }).waitFor();
    await press('Tab', 'Enter');
    await act('the list is there', () =>
      rowOf(page, /order lacks something/)
        .first()
        .waitFor(),
    );
    expect(await page.title()).toBe('Holds - Dripline');
    expect(await focused()).toBe('Holds');

    await act('the first hold', () => press('j'));
    const first = await focused();
    await act('the next, and back', () => press('j', 'k'));
    expect(await focused()).toBe(first);
    while (!/order lacks/.test(await focused())) await act('the next hold', () => press('j'));

    const before = desk.pressed();
    await act('the hold opens', async () => {
      await press('Enter');
      await page.getByRole('paragraph').filter({ hasText: 'The order is not signed.' }).waitFor();
    });
    expect(await focused()).toBe('The order lacks something a payer or a nurse needs.');
    await act('an action is chosen', () => press('r', '1'));
    await act('a note is typed', async () => {
      await press('Tab');
      await page.keyboard.type('They sent it by mail.');
    });
    await act('it is sent', async () => {
      await press('Control+Enter');
      await page.getByRole('status').filter({ hasText: 'Sent: Check again' }).waitFor();
    });
    // Enter, r, 1, Tab, Ctrl+Enter: console.md counts four and the text.
    expect(desk.pressed() - before).toBeLessThanOrEqual(5);
    await act('the next hold is there', () => page.locator('.question').waitFor());
    expect(await focused()).not.toContain('order lacks');
    await untilIdle();

    await act('back to the list', async () => {
      await press('u');
      await page.locator('table.holds').waitFor();
    });
    expect(await page.evaluate(() => document.activeElement?.closest('tr') !== null)).toBe(true);
    await context.close();
  });

  it('finds every key under ?, and every command under Ctrl+K', async () => {
    const { page, act, press, focused } = await signedIn(browser, 'Ann Clark');
    await rowOf(page, /another site/).waitFor();
    await act('the keys', async () => {
      await press('j', '?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    });
    const keys = await page.getByRole('dialog').innerText();
    for (const words of ['Next hold', 'Take it yourself', 'Show what changed', 'Find a command'])
      expect(keys).toContain(words);
    await act('closed again', () => press('Escape'));
    expect(await page.evaluate(() => document.activeElement?.closest('tr') !== null)).toBe(true);
    await act('a command', async () => {
      await press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').waitFor();
      await page.keyboard.type('go to ref');
      await press('Enter');
      await page.getByRole('heading', { name: 'Referrals' }).waitFor();
    });
    expect(await focused()).toBe('Referrals');
    await page.context().close();
  });

  it('finds a patient by name, and leaves nothing of it behind', async () => {
    const { page, act, press, axe } = await signedIn(browser, 'Ann Clark');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await act('the question', async () => {
      await press('/');
      await page.keyboard.type('imag');
      await page
        .getByRole('option', { name: /Imagini/ })
        .first()
        .waitFor();
    });
    await axe();
    await act('the referral', async () => {
      await press('Enter');
      await page.locator('.timeline').waitFor();
    });
    expect(asked.filter((url) => /imag/i.test(url))).toEqual([]);
    await page.context().close();
  });

  it('turns single keys off for good', async () => {
    const { page, act, press, focused } = await signedIn(browser, 'Ann Clark');
    await rowOf(page, /another site/).waitFor();
    await act('off', async () => {
      await press('?');
      await page.getByRole('checkbox', { name: /Keys without Ctrl/ }).uncheck();
      await press('Escape');
    });
    await act('a key does nothing', () => press('j'));
    expect(await focused()).toBe('Holds');
    await page.reload();
    await rowOf(page, /another site/).waitFor();
    await act('a key does nothing still', () => press('j'));
    expect(await focused()).toBe('Holds');
    await page.context().close();
  });
});

describe('two coordinators', () => {
  const openHold = async (name: string, says: RegExp): Promise<Desk> => {
    const desk = await signedIn(browser, name);
    await rowOf(desk.page, says).first().click();
    await desk.page.locator('.question').waitFor();
    return desk;
  };

  /** The same hold, not just one of the same kind: other tests leave more of them. */
  const openSame = async (name: string, { page }: Desk): Promise<Desk> => {
    const desk = await signedIn(browser, name, { path: new URL(page.url()).pathname });
    await desk.page.locator('.question').waitFor();
    return desk;
  };

  it('take a hold, and the slower one is told who has it', async () => {
    const ann = await openHold('Ann Clark', /asks for more information/);
    const bob = await openSame('Bob Ames', ann);
    await ann.act('Ann takes it', async () => {
      await ann.press('a');
      await ann.page.getByText('Taken by you').waitFor();
    });
    await bob.act('Bob is late', async () => {
      await bob.press('a');
      await bob.page.getByRole('main').getByText('Ann Clark took it meanwhile.').waitFor();
      await bob.page.getByText('Taken by Ann Clark').waitFor();
    });
    expect(await bob.focused()).toContain('It has changed');
    await ann.page.context().close();
    await bob.page.context().close();
  });

  it('resolve one hold, and the slower one reads how it ended with what she typed', async () => {
    const ann = await openHold('Ann Clark', /No active coverage/);
    const bob = await openSame('Bob Ames', ann);
    await ann.act('Ann types', async () => {
      await ann.press('1', 'Tab');
      await ann.page.keyboard.type('The card was renewed on Monday.');
    });
    await bob.act('Bob is faster', async () => {
      await bob.press('1', 'Control+Enter');
      await bob.page
        .getByRole('heading', { name: /active coverage/ })
        .waitFor({ state: 'detached' });
    });
    await ann.act('Ann sends', async () => {
      await ann.press('Control+Enter');
      await ann.page.getByRole('heading', { name: 'This hold has ended' }).waitFor();
      await ann.page.getByText(/^Bob Ames resolved it/).waitFor();
    });
    expect(await ann.focused()).toContain('This hold has ended');
    await ann.page.getByText('The card was renewed on Monday.').waitFor();
    await ann.axe();
    await ann.page.context().close();
    await bob.page.context().close();
  });
});
