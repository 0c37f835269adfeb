import type { Page } from 'playwright-core';

/** A screen, who has it, and the way to it from where they come in. */
export type Way = { name: string; person: string; way: (page: Page) => Promise<unknown> };

const open = async (page: Page, says: RegExp): Promise<void> => {
  await page.getByRole('link', { name: says }).click();
  await page.locator('.strip span').first().waitFor();
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
      await open(page, /asks for more information/);
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
    name: 'the holds of a practice',
    person: 'Practice 1234567893',
    way: (page) => page.locator('table').waitFor(),
  },
];
