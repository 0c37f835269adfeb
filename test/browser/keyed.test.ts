import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { orderBody } from '../../console/src/orders/order-body.ts';
import { correctionOf, orderTyped } from '../../console/src/orders/order-typed.ts';
import { aSubmission, anOrder as ordered } from '../support/referrals.ts';
import { askAs } from './support/api.ts';
import { type Desk, signedIn, someBrowser, thisDesk, untilIdle } from './support/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const npi = '1234567893';
const practice = { role: 'referrer', subject: npi };
const page1 = {
  name: 'fax-0231.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7\nOrder, as it was faxed'),
};

type Shown = {
  status: string;
  submission: {
    order: { signedAt?: string };
    keyed?: { way: string; page: string; by: string; signed?: { by: string } };
  };
  holds: { reason: string; status: string }[];
  timeline: { text: string }[];
};
const shown = async (path: string) =>
  (await askAs<Shown>(thisDesk(), { role: 'coordinator', subject: 'x' }, ['GET', path])).body;
const waitsFor = async (path: string) =>
  (await shown(path)).holds
    .filter(({ status }) => status === 'open' || status === 'overdue')
    .map(({ reason }) => reason)
    .filter((reason) => reason.startsWith('order-'));

/** Neither does the page run beside its width, nor does its document lie below the form where there is room. */
const laidOut = async ({ page }: Desk, isWide: boolean) => {
  const at = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    paper: document.querySelector('.page-part')?.getBoundingClientRect().toJSON(),
    form: document.querySelector('.order-form')?.getBoundingClientRect().toJSON(),
  }));
  expect(at.wide).toBe(true);
  if (isWide) expect(at.paper.right).toBeLessThanOrEqual(at.form.left);
  else expect(at.paper.bottom).toBeLessThanOrEqual(at.form.top);
};

it('a faxed order is keyed in beside its page, sent back, corrected and signed, and goes on only then', async () => {
  const desk = await signedIn(browser, 'Ann Clark');
  const { page, act, press, axe } = desk;
  await act('the form', async () => {
    await press('g', 'n');
    await page.getByRole('heading', { name: 'Key in an order' }).waitFor();
  });
  const type = (label: string, value: string) =>
    page.getByLabel(label, { exact: true }).first().fill(value);
  const choose = (label: string, value: string) =>
    page.getByLabel(label, { exact: true }).selectOption(value);
  await act('the page lies beside', async () => {
    await page.getByLabel('The page, as a file').setInputFiles([page1]);
    await page.locator('.page-part iframe').waitFor();
  });
  await laidOut(desk, true);
  await axe();
  await choose('Therapy', 'infliximab');
  await type('NPI of the practice', npi);
  await type('E-mail of the practice', 'office@example.org');
  await type('Given name', 'Odile');
  await type('Family name', 'Benchley');
  await type('Date of birth', '1971-04-05');
  await choose('Sex', 'female');
  await type('Telephone', '+13125550177');
  await type('Name of the practice', 'Lakeside Rheumatology');
  await type('Dose', '5');
  await choose('Unit', 'mg/kg');
  await act('what the page lacks is listed; that it is not signed is no gap', async () => {
    await page.getByRole('heading', { name: /Still wanted \([1-9]/ }).waitFor();
    await page
      .locator('.wanted')
      .getByText(/allerg/i)
      .first()
      .waitFor();
  });
  expect(
    await page
      .locator('.wanted')
      .getByText(/signed/)
      .count(),
  ).toBe(0);
  expect(await page.getByLabel(/prescriber has signed/).count()).toBe(0);
  await axe();
  await act('it is sent to be signed', async () => {
    await press('Control+Enter');
    await page.locator('.timeline').waitFor();
  });
  const [, path = ''] = /(\/referrals\/ref_\w+)/.exec(page.url()) ?? [];
  await untilIdle();
  expect(await waitsFor(path)).toEqual(['order-to-sign']);
  const told = await shown(path);
  expect(told.status).toBe('incomplete');
  expect(told.submission.keyed).toMatchObject({
    way: 'fax',
    page: expect.stringMatching(/^\w{64}$/),
  });
  expect(told.timeline.map(({ text }) => text).join(' ')).toContain(
    'keyed it in as it came by fax',
  );

  // The practice, on a telephone: the page lies above the form.
  const theirs = await signedIn(browser, 'Practice 1234567893', {
    viewport: { width: 390, height: 844 },
  });
  await theirs.act('what is wanted', () =>
    theirs.page
      .getByRole('link', { name: /keyed in waits for the signature/ })
      .first()
      .waitFor(),
  );
  await theirs.page.goto(`${thisDesk().address}/console/orders/${path.split('/').pop()}`);
  await theirs.page.locator('header.top, form').first().waitFor();
  const again = theirs.page.getByRole('button', { name: /^Practice 1234567893/ });
  if (await again.isVisible()) await again.click();
  await theirs.page.locator('.page-part iframe').waitFor();
  expect(await theirs.page.getByLabel('Family name').inputValue()).toBe('Benchley');
  expect(await theirs.page.getByLabel('Dose', { exact: true }).inputValue()).toBe('5');
  await laidOut(theirs, false);
  await theirs.axe();
  await theirs.act('nothing is signed unsaid', async () => {
    await theirs.page.getByRole('button', { name: 'Sign the order' }).click();
    await theirs.page.getByRole('alert').waitFor();
  });
  await theirs.act('sent back with what is wrong', async () => {
    await theirs.page.getByLabel('What is wrong with it').fill('The dose is 10 mg/kg, not 5.');
    await theirs.page.getByRole('button', { name: 'Send it back' }).click();
    await theirs.page.getByRole('heading', { name: 'Wanted from you' }).waitFor();
  });
  await untilIdle();
  expect(await waitsFor(path)).toEqual(['order-sent-back']);

  // Ours correct what was keyed wrong, in the words of the practice.
  await act('what is wrong is told', async () => {
    await page.goto(`${thisDesk().address}/console/orders/${path.split('/').pop()}`);
    const me = page.getByRole('button', { name: /^Ann Clark/ });
    await page.locator('header.top, button').first().waitFor();
    if (await me.isVisible()) await me.click();
    await page.getByText('The dose is 10 mg/kg, not 5.').waitFor();
  });
  await axe();
  await type('Dose', '10');
  await act('it is sent again', async () => {
    await press('Control+Enter');
    await page.locator('.timeline').waitFor();
  });
  await untilIdle();
  expect(await waitsFor(path)).toEqual(['order-to-sign']);

  await theirs.act('signed as it stands', async () => {
    await theirs.page.goto(`${thisDesk().address}/console/orders/${path.split('/').pop()}`);
    await theirs.page.locator('header.top, button').first().waitFor();
    if (await again.isVisible()) await again.click();
    await theirs.page.getByLabel(/has read this order, and signs it/).check();
    await theirs.page.getByRole('button', { name: 'Sign the order' }).click();
    await theirs.page.getByRole('heading', { name: 'Wanted from you' }).waitFor();
  });
  await untilIdle();
  // What the fax lacked is asked for now, as of any order.
  expect(await waitsFor(path)).toEqual(['order-incomplete']);
  const after = await shown(path);
  expect(after.submission.order.signedAt).toBeDefined();
  expect(after.submission.keyed?.signed?.by).toBeDefined();
  expect(after.timeline.map(({ text }) => text)).toContain(
    'The practice signed the order as it stands.',
  );
  await askAs(thisDesk(), practice, ['POST', `${path}/withdrawal`], {
    body: { reason: 'care-elsewhere' },
  });
  await untilIdle();
  await page.context().close();
  await theirs.page.context().close();
});

it('an order that stands is typed as it was, and only what is typed anew is sent', () => {
  const therapy = {
    therapyId: 'infliximab',
    called: 'infliximab',
    route: 'IV',
    products: [{ called: 'Avsola', hcpcs: [] }],
    results: [{ item: 'tb', tests: [{ called: 'TB test', codes: ['71774-4'] }] }],
  } as never;
  const stored = aSubmission({ order: ordered({ drug: 'Avsola', signedAt: undefined }) }) as never;
  const typed = orderTyped(stored);
  const before = orderBody(typed, therapy, npi);
  const patch = (name: string, value: string) =>
    correctionOf(before, orderBody({ ...typed, [name]: value }, therapy, npi), stored);
  expect(patch('dose', typed.dose ?? '')).toEqual({});
  expect(patch('dose', '10')).toEqual({ order: { dose: { value: '10' } } });
  expect(patch('phone', '')).toEqual({ patient: { phone: null } });
  const { observations } = patch('weight', '90') as {
    observations: { code: string; value: unknown }[];
  };
  const kept = (stored as { observations: { code: string }[] }).observations;
  expect(observations.map(({ code }) => code).toSorted()).toEqual(
    kept.map(({ code }) => code).toSorted(),
  );
  expect(observations.find(({ code }) => code === '29463-7')?.value).toEqual({
    value: '90',
    unit: 'kg',
  });
});

const secondary = {
  rank: 'secondary' as const,
  payerId: 'example-ma',
  memberId: 'EX2',
  relationship: 'spouse' as const,
};
const child = {
  rank: 'primary' as const,
  payerId: 'acme-health',
  payerName: 'Acme Health',
  memberId: 'EX1',
  groupNumber: 'G7',
  relationship: 'child' as const,
};
const latex = { substance: 'Latex', reaction: 'hives' };
const tb = (on: string, coded: string) => ({
  ...{ code: '71774-4', text: 'QuantiFERON', on, value: { coded } },
});

it.each([
  [
    'another member number leaves the other coverage, and what else is told of its own',
    { memberId: 'EX9' },
    { coverages: [{ ...child, memberId: 'EX9' }, secondary] },
  ],
  [
    'another payer has nothing of the one before',
    { payerId: 'other-plan' },
    {
      coverages: [
        {
          ...{ rank: 'primary', payerId: 'other-plan', payerName: 'other-plan' },
          ...{ memberId: 'EX1', relationship: 'self' },
        },
        secondary,
      ],
    },
  ],
  [
    'another diagnosis leaves the second',
    { diagnosis: 'K51.90' },
    { diagnoses: [{ code: 'K51.90' }, { code: 'D50.0' }] },
  ],
  [
    'one more allergy leaves what the first did',
    { allergyList: 'Latex\nDust' },
    { allergies: [latex, { substance: 'Dust' }] },
  ],
  [
    'another chart number is one of the same system, and leaves the other number',
    { chart: 'C2' },
    {
      patient: {
        identifiers: [
          { system: 'urn:a', value: 'C2' },
          { system: 'urn:b', value: 'N1' },
        ],
      },
    },
  ],
  [
    'another weight leaves each result of a test',
    { weight: '81' },
    {
      observations: [
        tb('2026-10-01', 'negative'),
        tb('2025-10-01', 'positive'),
        {
          ...{ code: '29463-7', text: 'Body weight', on: '2026-11-01' },
          value: { value: '81', unit: 'kg' },
        },
      ],
    },
  ],
] as const)('of an order that stands %s', (_, different, sent) => {
  const therapy = {
    ...{ therapyId: 'infliximab', called: 'infliximab', route: 'IV', products: [] },
    results: [{ item: 'tb', tests: [{ called: 'TB test', codes: ['71774-4'] }] }],
  } as never;
  const weight = {
    ...{ code: '29463-7', text: 'Weight', on: '2026-11-01' },
    value: { value: '80', unit: 'kg' },
  };
  const order = aSubmission();
  const stored = {
    ...order,
    coverages: [child, secondary],
    diagnoses: [{ code: 'K50.90', text: 'Crohn' }, { code: 'D50.0' }],
    allergies: [latex],
    observations: [tb('2026-10-01', 'negative'), weight, tb('2025-10-01', 'positive')],
    patient: {
      ...order.patient,
      identifiers: [
        { system: 'urn:a', value: 'C1' },
        { system: 'urn:b', value: 'N1' },
      ],
    },
  } as never;
  const typed = orderTyped(stored);
  const before = orderBody(typed, therapy, npi);
  const after = orderBody({ ...typed, ...different }, therapy, npi);
  expect(correctionOf(before, after, stored)).toEqual(sent);
});

it('a weight in pounds is not read as kilograms, and stays', () => {
  const pounds = {
    ...{ code: '29463-7', text: 'Weight', on: '2026-11-01' },
    value: { value: '180', unit: 'lb' },
  };
  const stored = { ...aSubmission(), observations: [pounds] } as never;
  expect(orderTyped(stored).weight).toBeUndefined();
});

it('an order in two parts is typed in its days again', () => {
  const phases = [
    { dose: { value: '900', unit: 'mg' }, days: [0, 7, 14, 21] },
    {
      dose: { value: '1200', unit: 'mg' },
      every: { value: 14, unit: 'd' as const },
      startsOnDay: 28,
    },
  ];
  const dose = { value: '1200', unit: 'mg' };
  const order = ordered({ dose, phases, frequency: undefined, signedAt: undefined });
  const typed = orderTyped(aSubmission({ order }) as never);
  expect(typed).toMatchObject({
    dose: '1200',
    loadingDose: '900',
    loadingDays: '0, 7, 14, 21',
    everyDays: '14',
    steadyFrom: '28',
  });
  const therapy = { therapyId: 'x', called: 'x', route: 'IV', products: [], results: [] } as never;
  expect(orderBody(typed, therapy, npi).order).toMatchObject({ dose, phases });
});
