import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedFor } from '../../console/src/documents/asked.ts';
import { kindCalled } from '../../console/src/documents/kinds.ts';
import { anOrder, signedIn, someBrowser, untilIdle } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const pdf = (name: string) => ({
  name: `${name}.pdf`,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.7\n${name}`),
});

describe('a payer that asks for three documents', () => {
  it('is answered once by a coordinator, who sees what is wanted still and reads what came', async () => {
    const referralId = await anOrder('PENDTHREE');
    const desk = await signedIn(browser, 'Ann Clark', { path: `/console/referrals/${referralId}` });
    const { page, act, press, pressed, focused, axe } = desk;
    await page.getByRole('link', { name: /asks for more information/ }).click();
    const asked = page.locator('.asked li');
    await asked.first().waitFor();
    expect(await asked.getByText('Wanted').count()).toBe(3);

    const before = pressed();
    await act('the dialog', async () => {
      await press('f');
      await page.getByRole('dialog', { name: 'Send documents' }).waitFor();
    });
    await page.locator('input[type=file]').setInputFiles([pdf('Progress note of May')]);
    await page.getByLabel('Name').waitFor();
    await axe();
    await act('one is sent', async () => {
      await press('Control+Enter');
      await asked.getByText('There').waitFor();
    });
    expect(pressed() - before).toBeLessThanOrEqual(5);
    expect(await asked.getByText('Wanted').count()).toBe(2);
    await untilIdle();
    expect(await page.getByRole('heading', { name: 'What now' }).count()).toBe(1);

    await act('the others', async () => {
      await press('f');
      await page.locator('input[type=file]').setInputFiles([pdf('Labs'), pdf('Plan')]);
      await page.getByRole('button', { name: 'Send 2 as one answer' }).waitFor();
    });
    await act('both are sent', async () => {
      await press('Control+Enter');
      await page.getByRole('heading', { name: 'This hold has ended' }).waitFor();
    });

    await act('a document lies beside', async () => {
      await press('d');
      await page.locator('.paper iframe').waitFor();
    });
    expect(await focused()).toBe('Plan');
    expect(await page.locator('.paper iframe').getAttribute('src')).toMatch(/^blob:/);
    await axe();
    await act('the next', async () => {
      await press('d');
      await page.getByRole('heading', { name: 'Labs' }).waitFor();
    });
    await act('closed', async () => {
      await press('x');
      await page.locator('.paper').waitFor({ state: 'detached' });
    });
    expect(await focused()).toBe('Labs');
    await page.context().close();
  });

  it('has what was chosen kept, and what is sent already not sent twice, where the line is down', async () => {
    const referralId = await anOrder('APPROVE');
    const desk = await signedIn(browser, 'Practice 1234567893', {
      path: `/console/referrals/${referralId}`,
    });
    const { page, act } = desk;
    await page.getByRole('heading', { name: 'Documents' }).waitFor();
    await page.route('**/binding*', (route) => route.abort());
    await act('not sent', async () => {
      await page.getByRole('button', { name: /Send documents/ }).click();
      await page.locator('input[type=file]').setInputFiles([pdf('Letter'), pdf('Consent')]);
      await page.getByRole('button', { name: 'Send 2 as one answer' }).click();
      await page.getByRole('alert').waitFor();
    });
    const announced: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/uploads')) announced.push(request.url());
    });
    await page.unroute('**/binding*');
    await act('sent', async () => {
      await page.getByRole('button', { name: 'Send 2 as one answer' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });
    await page.getByRole('button', { name: 'Consent' }).waitFor();
    expect(announced).toEqual([]);
    await page.context().close();
  });
});

it.each([
  ['Progress note of May', '11506-3'],
  ['laboratory report', '11502-2'],
  ['scan0001', ''],
  ['Progress note and plan of care', ''],
])('a file that is called %s is of the kind %j', (title, kind) => {
  expect(kindCalled(title, ['11506-3', '18776-5', '11502-2', '11506-3'])).toBe(kind);
});

it('tells of what is asked for which things are there, and never takes a bystander for one', () => {
  const note = { code: '11506-3', says: 'Progress note' };
  const labs = { code: '11502-2', says: 'Laboratory report' };
  const { items, came, ofNoKind } = askedFor(
    [note, labs, { code: 'LA' }, note, { code: 'Send it to: the review unit' }],
    [{ type: '11506-3' }, { type: '11502-2' }, { type: '18748-4' }, {}],
    1,
  );
  expect(items.map(({ says, there }) => [says, there])).toEqual([
    ['Progress note', false],
    ['Laboratory report', true],
  ]);
  expect([came, ofNoKind]).toEqual([3, 1]);
  const words = askedFor([{ code: 'The last two notes' }, { code: 'Labs' }], [{ type: 'x' }], 0);
  expect(words.items.map(({ there }) => there)).toEqual([false, false]);
});
