import type { Page } from 'playwright-core';
import { storiesStart } from '../../support/story-service.ts';

/** A screen, who has it, and the way to it from where they come in. */
export type Way = { name: string; person: string; way: (page: Page) => Promise<unknown> };

const open = async (page: Page, says: RegExp): Promise<void> => {
  // Other files of tests that share the service may leave one of the same kind.
  await page.getByRole('link', { name: says }).first().click();
  await page.locator('.strip span').first().waitFor();
};

/** The day on which the service began: its visit stands there, whatever others let pass since. */
const firstDay = async (page: Page): Promise<void> => {
  const on = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(
    Date.parse(storiesStart),
  );
  await page.getByRole('heading', { level: 1 }).waitFor();
  for (let days = 0; days < 7 && !page.url().endsWith(`on=${on}`); days += 1) {
    if ((await page.locator('.day > .meta').getAttribute('data-on')) === on) break;
    await page.getByRole('button', { name: 'Day before' }).click();
  }
  await page.locator('.visit-card').first().waitFor();
};

export const waysTo: readonly Way[] = [
  {
    name: 'the holds',
    person: 'Ann Clark',
    way: (page) => page.locator('table.holds').waitFor(),
  },
  {
    name: 'a denial',
    person: 'Ann Clark',
    way: async (page) => {
      await open(page, /another site/);
      await page.getByRole('radio').nth(2).check();
    },
  },
  {
    name: 'an incomplete order',
    person: 'Ann Clark',
    way: (page) => open(page, /order lacks/),
  },
  {
    name: 'a call to write down',
    person: 'Ann Clark',
    way: async (page) => {
      await open(page, /another site/);
      await page.getByRole('button', { name: /Write one down/ }).click();
    },
  },
  {
    name: 'the keys',
    person: 'Ann Clark',
    way: async (page) => {
      await page.locator('table.holds').waitFor();
      await page.getByRole('button', { name: 'Show the keys' }).click();
    },
  },
  {
    name: 'a patient to find',
    person: 'Ann Clark',
    way: async (page) => {
      await page.locator('table.holds').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('imagini');
      await page.getByRole('dialog').getByRole('option').first().waitFor();
    },
  },
  {
    name: 'what a scheduler is asked',
    person: 'Dana Wells',
    way: (page) => open(page, /No nurse, chair/),
  },
  {
    name: 'a referral',
    person: 'Ann Clark',
    way: async (page) => {
      await open(page, /another site/);
      await page.getByRole('link', { name: 'Open the referral' }).click();
      await page.locator('.timeline').waitFor();
    },
  },
  {
    name: 'the referrals',
    person: 'Ann Clark',
    way: async (page) => {
      await page.getByRole('link', { name: 'Referrals' }).click();
      await page.locator('main table').waitFor();
    },
  },
  {
    name: 'how we do',
    person: 'Eve Porter',
    way: async (page) => {
      await page.getByRole('link', { name: 'Measures' }).click();
      await page.getByRole('combobox', { name: 'Measure' }).selectOption('messages');
      await page.locator('.measure table').first().waitFor();
    },
  },
  {
    name: 'the register',
    person: 'Eve Porter',
    way: async (page) => {
      await page.getByRole('link', { name: 'Register' }).click();
      await page.locator('table.register').waitFor();
    },
  },
  {
    name: 'the audit of a referral',
    person: 'Eve Porter',
    way: async (page) => {
      await page.getByRole('link', { name: 'Referrals' }).click();
      const href = await page.locator('.referrals tbody th a').first().getAttribute('href');
      await page.getByRole('link', { name: 'Audit' }).click();
      await page
        .getByRole('textbox', { name: 'Referral' })
        .fill(String(href).split('/').at(-1) ?? '');
      await page.keyboard.press('Enter');
      await page.getByText(/^The chain holds/).waitFor();
    },
  },
  {
    name: 'the day of a nurse',
    person: 'Amara Fenwick',
    way: (page) => firstDay(page),
  },
  {
    name: 'a bedside sheet',
    person: 'Amara Fenwick',
    way: async (page) => {
      await firstDay(page);
      await page.locator('.visit-card a').first().click();
      await page.locator('.sheet').waitFor();
    },
  },
  {
    name: 'a start to write down',
    person: 'Amara Fenwick',
    way: async (page) => {
      await firstDay(page);
      await page.locator('.visit-card a').first().click();
      await page.getByRole('button', { name: 'Start the visit' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'what is missing in an order',
    person: 'Practice 1234567893',
    way: async (page) => {
      await page.locator('a[href$="/missing"]').first().click();
      await page.getByText(/Still wanted \([1-9]/).waitFor();
    },
  },
  {
    name: 'what is wanted of a practice',
    person: 'Practice 1234567893',
    way: (page) => page.locator('.rows li').first().waitFor(),
  },
  {
    name: 'an order to fill in',
    person: 'Practice 1234567893',
    way: async (page) => {
      await page.getByRole('link', { name: 'New order' }).first().click();
      await page.getByLabel('Therapy', { exact: true }).selectOption('infliximab');
      await page.getByText(/Still wanted \([1-9]/).waitFor();
    },
  },
  {
    name: 'documents beside a hold',
    person: 'Ann Clark',
    way: async (page) => {
      await open(page, /another site/);
      await page.locator('.papers button').first().waitFor();
      await page.keyboard.press('d');
      await page.locator('.paper iframe, .paper .none').first().waitFor();
    },
  },
  {
    name: 'the board of a week',
    person: 'Dana Wells',
    way: async (page) => {
      await page.getByRole('link', { name: 'Board' }).click();
      await page.locator('.board-shown').waitFor();
      await page.getByLabel('Site').selectOption({ label: 'Riverbend Infusion Center' });
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Week' }).click();
      await page.locator('.visit-block').first().waitFor();
    },
  },
  {
    name: 'the table of a board',
    person: 'Dana Wells',
    way: async (page) => {
      await page.getByRole('link', { name: 'Board' }).click();
      await page.locator('.board-shown').waitFor();
      await page.getByRole('button', { name: 'Table' }).click();
      await page.locator('.board-table table').first().waitFor();
    },
  },
  {
    name: 'the week of all nurses',
    person: 'Dana Wells',
    way: async (page) => {
      await page.getByRole('link', { name: 'Nurses' }).click();
      await page.locator('main table').first().waitFor();
    },
  },
  {
    name: 'a visit to move',
    person: 'Dana Wells',
    way: async (page) => {
      await page.getByRole('link', { name: 'Board' }).click();
      await page.locator('.board-shown').waitFor();
      await page.getByLabel('Site').selectOption({ label: 'Riverbend Infusion Center' });
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Week' }).click();
      for (let weeks = 0; weeks < 8; weeks += 1) {
        await page.waitForLoadState('networkidle');
        if (await page.locator('.visit-block.planned, .visit-block.confirmed').count()) break;
        await page.getByRole('button', { name: 'After' }).click();
      }
      await page.locator('.visit-block.planned, .visit-block.confirmed').first().focus();
      await page.keyboard.press('m');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'an order to key in',
    person: 'Ann Clark',
    way: async (page) => {
      await page.getByRole('link', { name: 'Key in' }).click();
      await page.getByLabel('Therapy', { exact: true }).selectOption('infliximab');
      await page.getByText(/Still wanted \([1-9]/).waitFor();
    },
  },
  {
    name: 'what a practice hears of',
    person: 'Practice 1234567893',
    way: async (page) => {
      await page.getByRole('link', { name: 'News' }).click();
      await page.getByLabel('Visits are booked').waitFor();
    },
  },
  {
    name: 'a reminder to ask for',
    person: 'Ann Clark',
    way: async (page) => {
      await open(page, /another site/);
      await page.getByRole('radio').first().waitFor();
      await page.keyboard.press('s');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'a note at many holds',
    person: 'Ann Clark',
    way: async (page) => {
      await page.locator('table.holds').waitFor();
      await page.keyboard.press('n');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'lists that one keeps',
    person: 'Ann Clark',
    way: async (page) => {
      await page.locator('table.holds').waitFor();
      await page.keyboard.press('V');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'no time that fits',
    person: 'Dana Wells',
    way: async (page) => {
      await open(page, /No nurse, chair/);
      await page.getByRole('link', { name: 'Times' }).click();
      await page.getByRole('heading', { name: 'No time fits' }).waitFor();
    },
  },
];
