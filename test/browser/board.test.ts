import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAs } from './support/api.ts';
import { anOrder, signedIn, someBrowser, thisDesk, untilIdle } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

type Shown = {
  visitId: string;
  siteId: string;
  on: string;
  dose: number;
  revision: number;
  startsAt: string;
  localStart: string;
};
const coordinator = { role: 'coordinator', subject: '' };
const otherScheduler = { role: 'scheduler', subject: 'scheduler-of-the-night' };

/** The visits of a new series, in order. */
const aSeries = async (): Promise<{ referralId: string; visits: Shown[] }> => {
  const referralId = await anOrder('APPROVE');
  const { body } = await askAs<{ visits: Shown[] }>(thisDesk(), coordinator, [
    'GET',
    `/referrals/${referralId}`,
  ]);
  const known = body.visits.toSorted((a, b) => a.dose - b.dose);
  const days = known.map(({ startsAt }) => startsAt.slice(0, 10)).sort();
  const after = new Date(Date.parse(days.at(-1) ?? '') + 86_400_000).toISOString().slice(0, 10);
  const all: Shown[] = [];
  let cursor = '';
  do {
    const page = await askAs<{ items: Shown[]; next?: string }>(thisDesk(), coordinator, [
      'GET',
      `/visits?from=${days[0]}&to=${after}&limit=100${cursor && `&cursor=${cursor}`}`,
    ]);
    all.push(...page.body.items);
    cursor = page.body.next ?? '';
  } while (cursor);
  return {
    referralId,
    visits: known.flatMap(({ visitId }) => all.find((one) => one.visitId === visitId) ?? []),
  };
};

const boardOf = ({ siteId, on }: Shown, more = '') =>
  signedIn(browser, 'Dana Wells', { path: `/console/board?site=${siteId}&on=${on}${more}` });

const blockOf = ({ visitId }: Shown) => `[data-visit="${visitId}"]`;

describe('a scheduler at the board, with the keyboard alone', () => {
  it('moves a visit, and sees before what would come of it', async () => {
    const { visits } = await aSeries();
    const [visit] = visits as [Shown];
    const desk = await boardOf(visit);
    const { page, act, press, axe } = desk;
    await page.locator(blockOf(visit)).waitFor();
    await act('to the visits', () => press('j'));
    for (let steps = 0; steps < 40; steps += 1) {
      const at = await page.evaluate(() => document.activeElement?.getAttribute('data-visit'));
      if (at === visit.visitId) break;
      const before = at;
      await press('ArrowRight');
      const after = await page.evaluate(() => document.activeElement?.getAttribute('data-visit'));
      if (after === before) await press('ArrowDown');
    }
    const before = desk.pressed();
    await act('another time is looked at', async () => {
      await press('m', 'ArrowDown', 'ArrowDown');
      await page.getByText(/^This time can(not)? be had/).waitFor();
    });
    await axe();
    const says = await page.getByRole('dialog').innerText();
    for (const words of ['may be given from', 'authorization covers', 'The patient gets'])
      expect(says).toContain(words);
    expect(says).not.toMatch(/cannot be had/);
    await act('it is moved', async () => {
      await press('Control+Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('status').filter({ hasText: 'Moved to' }).waitFor();
    });
    // m, two arrows, Ctrl+Enter: console.md counts five.
    expect(desk.pressed() - before).toBeLessThanOrEqual(5);
    await page.waitForFunction(
      (id) => document.activeElement?.getAttribute('data-visit') === id,
      visit.visitId,
    );
    await untilIdle();
    await axe();
    await page.context().close();
  });

  it('is told who was faster, and nothing is moved', async () => {
    const { visits } = await aSeries();
    const [visit] = visits as [Shown];
    const { page, act, press, focused, axe } = await boardOf(visit);
    await page.locator(blockOf(visit)).focus();
    await act('another time is looked at', async () => {
      await press('m', 'ArrowDown', 'ArrowDown', 'ArrowDown');
      await page.getByText(/^This time can be had/).waitFor();
    });
    await askAs(thisDesk(), otherScheduler, ['GET', '/me']);
    await askAs(thisDesk(), otherScheduler, ['POST', `/visits/${visit.visitId}/move`], {
      body: { startsAt: new Date(Date.parse(visit.startsAt) + 1_800_000).toISOString() },
      etag: `"${visit.revision}"`,
    });
    await act('too late', async () => {
      await press('Control+Enter');
      await page.getByText(/changed the visit meanwhile: it is planned/).waitFor();
    });
    expect(await focused()).toContain('changed the visit meanwhile');
    await axe();
    await act('left', () => press('Escape'));
    await page.context().close();
  });

  it('reads the same in a table, of a day and of a week', async () => {
    const { visits } = await aSeries();
    const [visit] = visits as [Shown];
    const { page, act, press, axe } = await boardOf(visit);
    await page.locator(blockOf(visit)).waitFor();
    const name = await page.locator(`${blockOf(visit)} .whom`).innerText();
    const drawn = await page.locator('.visit-block').count();
    await act('as a table', async () => {
      await press('t');
      await page.locator('.board-table table').first().waitFor({ state: 'visible' });
    });
    expect(await page.locator('.board-grid').isVisible()).toBe(false);
    expect(await page.locator('.board-table tbody tr:not(.row-head)').count()).toBe(drawn);
    expect(await page.locator('.board-table').innerText()).toContain(name);
    await axe();
    await act('a week', async () => {
      await press('w');
      await page.locator('.board-table table').nth(6).waitFor();
    });
    await axe();
    await act('the next week, and back', async () => {
      await press(']', '[');
      await page.locator('.board-table table').nth(6).waitFor();
    });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.board-table').isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('a scheduler', () => {
  it('drags a visit to another time, and nothing is moved before she says so', async () => {
    const { visits } = await aSeries();
    const [visit] = visits as [Shown];
    const { page, act, press } = await boardOf(visit);
    const block = page.locator(blockOf(visit));
    await block.waitFor();
    await act('it is dropped', async () => {
      const lane = page.locator('.lane', { has: block });
      const width = (await lane.boundingBox())?.width ?? 0;
      await block.dragTo(lane, { targetPosition: { x: width * 0.55, y: 20 }, force: true });
      await page.getByRole('dialog', { name: /^Move / }).waitFor();
      await page.getByText(/^This time can(not)? be had/).waitFor();
    });
    await act('it is left where it was', () => press('Escape'));
    const label = await block.textContent();
    const hour = Number(visit.localStart.slice(11, 13)) % 12 || 12;
    expect(label).toContain(`${hour}:${visit.localStart.slice(14, 16)}`);
    await page.context().close();
  });

  it('books the best offer for a dose that lost its visit', async () => {
    const { referralId, visits } = await aSeries();
    const last = visits.at(-1) as Shown;
    await askAs(thisDesk(), coordinator, ['POST', `/visits/${last.visitId}/cancellation`], {
      body: { reason: 'patient' },
      etag: `"${last.revision}"`,
    });
    await untilIdle();
    const desk = await signedIn(browser, 'Dana Wells', {
      path: `/console/referrals/${referralId}/offers`,
    });
    const { page, act, press, axe } = desk;
    await page.locator('.offer').first().waitFor();
    await axe();
    const before = desk.pressed();
    await act('the best offer is booked', async () => {
      await press('1', 'Control+Enter');
      await page
        .getByRole('status')
        .filter({ hasText: /booked/ })
        .waitFor();
      await page.locator('.timeline').waitFor();
    });
    expect(desk.pressed() - before).toBeLessThanOrEqual(3);
    await untilIdle();
    await page.context().close();
  });

  it('sees who is free at an hour of the week', async () => {
    const desk = await signedIn(browser, 'Dana Wells', { path: '/console/nurses' });
    const { page, act, press, axe } = desk;
    await page.locator('main table').first().waitFor();
    const before = desk.pressed();
    await act('at ten', async () => {
      await press('t');
      await page.keyboard.type('1000AM');
      await page.getByText('Free then.').first().waitFor();
    });
    expect(desk.pressed() - before).toBeLessThanOrEqual(2);
    await axe();
    await page.context().close();
  });
});
