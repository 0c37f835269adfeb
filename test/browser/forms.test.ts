import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { benchPracticeNpi } from '../../bench/order.ts';
import { bodyOf, faultsIn, faultsTold, fieldsOf } from '../../console/src/hold/answers.ts';
import { askAs } from './support/api.ts';
import { anOrder, signedIn, someBrowser, thisDesk, untilIdle } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

it('a pharmacist enters a drug that the catalogue does not know, and is led to what does not fit', async () => {
  const referralId = await anOrder('APPROVE', {
    therapyId: undefined,
    drug: 'ferumoxytol 510 mg',
    dose: { value: '510', unit: 'mg' },
    frequency: { loadingDays: [0, 7] },
    doses: 2,
    durationMinutes: undefined,
  });
  const { page, act, press, axe } = await signedIn(browser, 'Chidi Rowe', {
    path: `/console/referrals/${referralId}`,
    viewport: { width: 320, height: 640 },
  });
  await page.locator('#waits + ul').getByRole('link').first().click();
  await page.getByRole('radio', { name: /Enter the drug/ }).check();
  const say = async (label: string | RegExp, value: string) => page.getByLabel(label).fill(value);
  const choose = async (label: string, value: string) =>
    page.getByLabel(label, { exact: true }).selectOption(value);
  await say('What was decided, and why', 'By the label.');
  await say('Name of the drug', 'ferumoxytol');
  await choose('Route', 'IV');
  await say(/^Billing code/, 'Q0138');
  await say('One billing unit is', '1');
  await choose('Unit of the billing code', 'mg');
  await say(/^Container sizes/, '510');
  await say('The most that one dose may be', '510');
  await choose('Unit of the highest dose', 'mL');
  await say('Minutes the first dose runs', '15');
  await say('Minutes later doses run', '15');
  await say('Minutes of watching after the first dose', '30');
  await say('Minutes of watching after later doses', '30');
  await choose('Hazardous drug', 'no');
  await choose('Orders for a reaction needed', 'yes');
  await say('What is watched during and after', 'Blood pressure, and signs of a reaction.');
  await say(/^Where this was read/, 'The label, section 2');
  await act('something is missing', async () => {
    await press('Control+Enter');
    await page.getByRole('alert').waitFor();
  });
  await axe();
  const missing = await page.getByRole('alert').getByRole('link').allInnerTexts();
  expect(missing.map((line) => line.split(':')[0])).toEqual([
    'What a nurse has to be able to do',
    'Where it may be given',
    'What the patient is taught',
  ]);
  for (const name of ['Peripheral access', 'Infusion center', 'If the body reacts'])
    await page.getByLabel(name, { exact: true }).check();
  await act('it does not fit', async () => {
    await press('Control+Enter');
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Unit of the highest dose/ })
      .click();
  });
  await choose('Unit of the highest dose', 'mg');
  await act('it is sent', async () => {
    await press('Control+Enter');
    await page.getByRole('status').filter({ hasText: 'Sent: Enter the drug' }).waitFor();
  });
  await untilIdle();
  await page.context().close();
});

it('a coordinator writes down which lines the payer approved by telephone', async () => {
  const referralId = await anOrder('PENDSILENT');
  const { page, act, press, axe } = await signedIn(browser, 'Ann Clark', {
    path: `/console/referrals/${referralId}`,
  });
  await page.locator('#waits + ul').getByRole('link').first().click();
  await page.getByRole('radio', { name: /approved a part/ }).check();
  await page.getByLabel(/^Line 1/).waitFor();
  await axe();
  await page.getByLabel('Authorization number').fill('EX-20-1');
  await page.getByLabel('Last day of the approval').fill('2027-11-01');
  await act('no line is named', async () => {
    await press('Control+Enter');
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Units approved/ })
      .click();
  });
  await page.getByLabel(/^Line 1/).fill('10');
  await act('it is sent', async () => {
    await press('Control+Enter');
    await page.locator('table.holds').waitFor();
  });
  await untilIdle();
  await page.context().close();
});

it('a coordinator writes down what the payer asks for by letter, each thing on a line', async () => {
  const referralId = await anOrder('PENDSILENT');
  const { page, act, press, axe } = await signedIn(browser, 'Ann Clark', {
    path: `/console/referrals/${referralId}`,
  });
  await page.locator('#waits + ul').getByRole('link').first().click();
  await page.getByRole('radio', { name: /Record what the payer asks for/ }).check();
  await act('nothing is named', async () => {
    await press('Control+Enter');
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^What the payer asks for/ })
      .click();
  });
  await axe();
  await page
    .getByRole('textbox', { name: 'What the payer asks for' })
    .fill('The note of the last visit\nThe plan');
  await act('it is sent', async () => {
    await press('Control+Enter');
    await page.locator('table.holds').waitFor();
  });
  await untilIdle();
  const who = { role: 'referrer', subject: benchPracticeNpi };
  const path = `/holds?practice=${benchPracticeNpi}&reason=information-requested`;
  const { body } = await askAs<{ items: { referralId: string }[] }>(thisDesk(), who, ['GET', path]);
  expect(body.items.map((hold) => hold.referralId)).toContain(referralId);
  await page.context().close();
});

it('sends a drug and a plan as the API takes them, and finds the field that it complains of', () => {
  const typed = {
    'drug.name': 'ferumoxytol',
    'drug.maxDose.value': '510',
    'drug.vials': '510, 1020',
    'drug.hazardous': 'no',
    'drug.settings': 'clinic\nhome',
    'plan.ratePercent': '50',
    'approvedLines.2': '30',
  };
  expect(bodyOf('enter-drug', ['drug'], typed, [])).toEqual({
    action: 'enter-drug',
    drug: {
      name: 'ferumoxytol',
      maxDose: { value: '510' },
      vials: ['510', '1020'],
      hazardous: false,
      settings: ['clinic', 'home'],
    },
  });
  expect(bodyOf('clear', ['note', 'plan'], typed, [])).toEqual({
    action: 'clear',
    plan: { ratePercent: 50 },
  });
  expect(bodyOf('record-part', ['approvedLines'], typed, [])).toMatchObject({
    approvedLines: [{ sequence: 2, units: 30 }],
  });
  expect(faultsIn(fieldsOf(['plan'], {}), {})).toEqual({});
  expect(Object.keys(faultsIn(fieldsOf(['drug'], typed), typed))).not.toContain('drug.vials');
  expect(
    faultsTold([
      { pointer: '/drug/vials/1', detail: 'a' },
      { pointer: '/drug/maxDose/unit', detail: 'b' },
      { pointer: '/approvedLines/0', detail: 'c' },
      { pointer: '/coverage/memberId', detail: 'd' },
    ]),
  ).toEqual({ 'drug.vials': 'a', 'drug.maxDose.unit': 'b', approvedLines: 'c', memberId: 'd' });
});
