import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fieldsWanted } from '../../console/src/orders/missing.ts';
import {
  boundsWords,
  doseWords,
  fieldOf,
  orderBody,
  otherPayer,
  regimenTyped,
  withTyped,
} from '../../console/src/orders/order-body.ts';
import { changesTold } from '../../console/src/orders/renewal-changes.ts';
import { askAs } from './support/api.ts';
import { signedIn, someBrowser, thisDesk, untilIdle } from './support/desk.ts';

const practice = { role: 'referrer', subject: '1234567893' };

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

it('a practice orders a known therapy: the dose is computed, what is wanted is listed until nothing is', async () => {
  const { page, act, press, axe } = await signedIn(browser, 'Practice 1234567893');
  await act('what is wanted first', () =>
    page.getByRole('heading', { name: 'Wanted from you' }).waitFor(),
  );
  await axe();
  await act('a new order', async () => {
    await press('n');
    await page.getByLabel('Therapy', { exact: true }).waitFor();
  });
  await axe();
  await act('what is wanted of an empty form, in its own words', async () => {
    await page.getByLabel('Therapy', { exact: true }).selectOption('infliximab');
    await page.locator('.wanted').getByRole('link', { name: 'Family name is missing.' }).waitFor();
  });
  await act('a key goes to the next field that is wanted, past those that are not', async () => {
    await page.getByLabel('Therapy', { exact: true }).focus();
    await press('Control+ArrowDown');
    await page.locator('#order-family:focus').waitFor();
    await page.keyboard.type('Benchley');
    await press('Control+ArrowDown');
    await page.locator('#order-birthDate:focus').waitFor();
  });
  const type = (label: string | RegExp, value: string) =>
    page.getByLabel(label).first().fill(value);
  const choose = (label: string, value: string | { label: string }) =>
    page.getByLabel(label, { exact: true }).selectOption(value);
  await choose('Therapy', 'infliximab');
  const ways = page.getByLabel('Usual ways of dosing');
  const first = await ways.locator('option', { hasText: 'Crohn' }).first().innerText();
  await ways.selectOption({ label: first });
  await type('Given name', 'Odile');
  await type('Family name', 'Benchley');
  await type('Date of birth', '1980-04-05');
  await choose('Sex', 'female');
  await type('Name of the practice', 'Lakeside Rheumatology');
  await act('the gaps are listed', () =>
    page.getByRole('heading', { name: /Still wanted \([1-9]/ }).waitFor(),
  );
  await type('Weight, kg', '82');
  await type('Measured on', '2026-11-20');
  await act('the dose is computed beside its bounds', async () => {
    await page.getByText('5 mg/kg = 410 mg').waitFor();
    await page.getByText(/usual .* mg\/kg/).waitFor();
  });
  await axe();
  await act('a gap leads to its field', () =>
    page
      .locator('.wanted')
      .getByRole('link', { name: /not signed/ })
      .click(),
  );
  await page.getByLabel('The prescriber has signed this order').check();
  await page
    .locator('.wanted')
    .getByText(/not signed/)
    .waitFor({ state: 'detached' });
  await act('it is sent with what is wanted still', async () => {
    await press('Control+Enter');
    await page.locator('.timeline').waitFor();
  });
  expect(await page.title()).toBe('Referral - Dripline');
  await untilIdle();
  const [, path] = /(\/referrals\/ref_\w+)/.exec(page.url()) ?? [];
  await askAs(thisDesk(), practice, ['POST', `${path}/withdrawal`], {
    body: { reason: 'care-elsewhere' },
  });
  await untilIdle();
  await page.context().close();
});

it('a practice pastes a bundle, reads what was understood, and is told what is no bundle', async () => {
  const { page, act, axe } = await signedIn(browser, 'Practice 1234567893', {
    path: '/console/orders/new',
    viewport: { width: 320, height: 640 },
  });
  await page.getByText('Paste or drop a FHIR bundle instead').click();
  const bundle = page.getByLabel('The bundle, as JSON');
  await act('no bundle', async () => {
    await bundle.fill('{"resourceType":"Patient"}');
    await page.getByText('This is no FHIR bundle').waitFor();
  });
  await act('a bundle', async () => {
    const sent = readFileSync('examples/04-incomplete-then-corrected.json', 'utf8');
    // In one line: a browser takes seconds to be typed hundreds of them.
    await bundle.fill(JSON.stringify(JSON.parse(sent)));
    await page.getByText(/Read as an order of/).waitFor();
  });
  await page
    .locator('.wanted')
    .getByText(/not signed/)
    .waitFor();
  await axe();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
  await page.context().close();
});

it('makes of what was typed an order in the native form, and leaves out what is empty', () => {
  const therapy = {
    therapyId: 'infliximab',
    called: 'infliximab',
    route: 'IV',
    products: [{ called: 'Avsola', hcpcs: [] }],
    results: [{ item: 'tb', tests: [{ called: 'TB test', codes: ['71774-4', '5196-1'] }] }],
  } as never;
  const body = orderBody(
    {
      dose: '5',
      unit: 'mg/kg',
      loadingDays: '0, 14, six, 42',
      everyDays: '56',
      weight: '82',
      weightOn: '2026-11-20',
      'result.71774-4': 'negative',
      'result.71774-4.on': '2026-11-01',
      diagnosis: 'k50.90',
      allergies: 'none-known',
      priorTherapies: 'azathioprine: no response\nmesalamine',
      family: '',
    },
    therapy,
    '1234567893',
  );
  expect(body).toEqual({
    practice: { npi: '1234567893' },
    diagnoses: [{ code: 'K50.90' }],
    order: {
      therapyId: 'infliximab',
      drug: 'infliximab',
      dose: { value: '5', unit: 'mg/kg' },
      route: 'IV',
      // What is no number is not left out: the API asks for it.
      frequency: { loadingDays: [0, 14, 'six', 42], intervalDays: 56 },
    },
    patient: { name: {} },
    observations: [
      {
        code: '29463-7',
        text: 'Body weight',
        on: '2026-11-20',
        value: { value: '82', unit: 'kg' },
      },
      { code: '71774-4', text: 'TB test', on: '2026-11-01', value: { coded: 'negative' } },
    ],
    allergies: 'none-known',
    priorTherapies: [{ drug: 'azathioprine', outcome: 'no response' }, { drug: 'mesalamine' }],
  });
  expect(orderBody({ everyDays: '8 weeks', doses: '6x' }, therapy, '1')).toMatchObject({
    order: { frequency: { intervalDays: '8 weeks' }, doses: '6x' },
  });
  expect(orderBody({ prescriberNpi: '1', payerId: 'PAY' }, therapy, '1')).toMatchObject({
    prescriber: { npi: '1' },
    coverages: [{ payerId: 'PAY' }],
  });
  expect(
    orderBody({ payerId: otherPayer, payerName: 'Plan of a Friend' }, therapy, '1'),
  ).toMatchObject({ coverages: [{ payerId: 'Plan of a Friend', payerName: 'Plan of a Friend' }] });
  expect(
    orderBody({ product: 'Of another drug', allergyList: 'latex' }, therapy, '1'),
  ).not.toMatchObject({ order: { drug: 'Of another drug' } });
  const regimen = { use: 'x', unit: 'mg/kg', everyDays: 56, loadingDays: [0, 14] } as const;
  const typed = (dose: string) =>
    regimenTyped({ ...regimen, dose, loadingDays: [...regimen.loadingDays] });
  expect(typed('5')).toMatchObject({ dose: '5', loadingDays: '0, 14', everyDays: '56' });
  expect(typed('3-10').dose).toBe('');
  const other = withTyped({ ...typed('5'), family: 'Day', product: 'Avsola' }, 'therapy', 'iron');
  expect(other).toMatchObject({ therapy: 'iron', family: 'Day', dose: '', unit: '', product: '' });
});

it.each([
  ['/order/signedAt', 'x', 'sign'],
  ['/order/doses', 'x', 'doses'],
  ['/order/dose/value', 'x', 'dose'],
  ['/order/frequency/loadingDays/2', 'x', 'loadingDays'],
  ['/order/phases/1/startsOnDay', 'x', 'steadyFrom'],
  ['/patient/name/given', 'x', 'given'],
  ['/patient/address/state', 'x', 'state'],
  ['/coverages/0/payerId', 'x', 'payerId'],
  ['/observations/1/value', '', 'result.13952-7'],
  ['/observations/7/value', '', undefined],
  ['/observations', 'hepatitis-b-missing', 'result.5196-1'],
  ['/order/startOn', 'x', 'startOn'],
  ['/patient/phone', 'x', 'phone'],
  ['/observations', 'weight-missing', 'weight'],
  ['/documents', 'x', undefined],
])('what is found at %s is answered in its field', (pointer, code, field) => {
  const tests = [
    { called: 'antigen', codes: ['5196-1'] },
    { called: 'antibody', codes: ['13952-7'] },
  ];
  const therapy = { results: [{ item: 'hepatitis-b', tests }] } as never;
  const typed = { weight: '82', 'result.13952-7': 'negative' };
  expect(fieldOf({ pointer, code }, typed, therapy)).toBe(field);
});

it('asks for the given name where a patient has a family name alone', () => {
  const found = { pointer: '/patient/name', code: 'x' };
  expect(fieldOf(found, { family: 'Benchley' }, undefined)).toBe('given');
  expect(fieldOf(found, { family: 'Benchley', given: 'Odile' }, undefined)).toBe('family');
});

it.each([
  [{ code: 'weight-missing', pointer: '/observations' }, ['weight', 'weightOn']],
  [
    // Of two tests that answer it, the one that is there already is not asked for again.
    { code: 'hepatitis-b-missing', pointer: '/observations' },
    ['result.5196-1', 'result.5196-1.unit', 'result.5196-1.on'],
  ],
  [{ code: 'unsigned', pointer: '/order/signedAt' }, ['sign']],
  [{ code: 'document-missing', pointer: '/documents' }, []],
])('asks for what answers %o, and for no more', (finding, fields) => {
  const tests = [
    { called: 'antigen', codes: ['5196-1'] },
    { called: 'antibody', codes: ['13952-7'] },
  ];
  const therapy = { results: [{ item: 'hepatitis-b', tests }] } as never;
  const typed = { 'result.13952-7': 'negative' };
  expect([...fieldsWanted([finding as never], typed, therapy)]).toEqual(fields);
});

it('tells of an order that is signed again what is typed otherwise than it stood', () => {
  const therapy = { results: [{ item: 'tb', tests: [{ called: 'TB test', codes: ['71774-4'] }] }] };
  const before = { dose: '5', weight: '82', phone: ' 1 ', 'result.71774-4.on': '2026-11-01' };
  const after = { ...before, weight: '85', phone: '1', 'result.71774-4.on': '2027-05-01' };
  expect(changesTold(before, { ...after, city: 'Chicago' }, therapy as never)).toEqual([
    { label: 'Weight, kg', was: '82', is: '85' },
    { label: 'TB test, taken on', was: '2026-11-01', is: '2027-05-01' },
    { label: 'City', was: '', is: 'Chicago' },
  ]);
});

it('orders the loading dose of a regimen, and its steady doses from their own day', () => {
  const therapy = { therapyId: 'x', called: 'x', route: 'IV', products: [], results: [] } as never;
  const order = (regimen: object) => {
    const typed = regimenTyped({ use: 'x', unit: 'mg', dose: '1200', ...regimen } as never);
    return orderBody(typed, therapy, '1').order;
  };
  const loaded = { loadingDose: '900', loadingDays: [0, 7], everyDays: 14 };
  const [first, later] = ['900', '1200'].map((value) => ({ value, unit: 'mg' }));
  expect(order(loaded)).toMatchObject({
    dose: later,
    loadingDose: first,
    frequency: { loadingDays: [0, 7], intervalDays: 14 },
  });
  const steady = order({ ...loaded, steadyFrom: 28 });
  expect(steady).toMatchObject({
    dose: later,
    phases: [
      { dose: first, days: [0, 7] },
      { dose: later, every: { value: 14, unit: 'd' }, startsOnDay: 28 },
    ],
  });
  expect(steady).not.toHaveProperty('frequency');
  expect(order({ ...loaded, loadingDose: '600-900' })).not.toHaveProperty('loadingDose');
});

it('tells a dose and its bounds in words', () => {
  const ordered = { value: '5', unit: 'mg/kg' };
  expect(doseWords({ ordered, amount: { value: '410', unit: 'mg' } })).toBe('5 mg/kg = 410 mg');
  expect(doseWords({ ordered })).toBe('5 mg/kg');
  const bounds = { unit: 'mg/kg', per: 'dose' };
  expect(boundsWords({ ...bounds, usualFrom: '3', usualTo: '10', most: '10' })).toBe(
    'usual 3 to 10 mg/kg, never more than 10 mg/kg, a dose',
  );
  expect(boundsWords(bounds)).toBe('counted in mg/kg, a dose');
});

it('what a practice has begun is kept: a page that is loaded again goes on, and so does a colleague', async () => {
  const one = await signedIn(browser, 'Practice 1234567893', { path: '/console/orders/new' });
  const { page } = one;
  await one.act('begins an order', async () => {
    await page.getByLabel('Therapy', { exact: true }).selectOption('infliximab');
    await page.getByLabel('Given name').fill('Odile');
    await page.getByLabel('Family name').fill('Benchley');
    await page.getByText('Draft saved').waitFor();
  });
  expect(page.url()).toMatch(/\?draft=[\da-f-]{36}$/);
  const draft = new URL(page.url()).searchParams.get('draft') ?? '';
  const kept = async () =>
    (
      await askAs<{ items: { draftId: string }[] }>(thisDesk(), practice, [
        'GET',
        '/practices/1234567893/drafts',
      ])
    ).body.items.map(({ draftId }) => draftId);
  expect(await kept()).toContain(draft);

  const other = await signedIn(browser, 'Practice 1234567893', { path: '/console/orders/new' });
  await other.act('a colleague sees what is begun, and goes on', async () => {
    await other.page.getByRole('heading', { name: /Begun and not sent/ }).waitFor();
    await other.axe();
    await other.page.getByRole('link', { name: 'Benchley, Odile' }).click();
    await expect.poll(() => other.page.getByLabel('Given name').inputValue()).toBe('Odile');
    await other.page.getByLabel('Date of birth').fill('1980-04-05');
    await other.page.getByText('Draft saved').waitFor();
  });

  await one.act('who did not see it keeps the own one beside it', async () => {
    await page.getByLabel('Given name').fill('Odette');
    await page
      .getByRole('status')
      .getByText(/A colleague went on/)
      .waitFor();
    await page.waitForURL((url) => {
      const now = url.searchParams.get('draft');
      return now !== null && now !== draft;
    });
  });
  const two = await kept();
  expect(two).toContain(draft);
  expect(two).toContain(new URL(page.url()).searchParams.get('draft'));

  await other.act('loaded again it is what was typed', async () => {
    await other.page.reload();
    await other.page.locator('header.top').waitFor();
    await expect.poll(() => other.page.getByLabel('Date of birth').inputValue()).toBe('1980-04-05');
  });
  await other.act('what is sent is no draft any more', async () => {
    await other.page.getByLabel('Sex', { exact: true }).selectOption('female');
    await other.page.getByLabel('Name of the practice').fill('Lakeside Rheumatology');
    await other.press('Control+Enter');
    await other.page.locator('.timeline').waitFor();
  });
  expect(await kept()).not.toContain(draft);
  const path = new URL(other.page.url()).pathname.replace('/console', '') as `/${string}`;
  await untilIdle();
  await askAs(thisDesk(), practice, ['POST', `${path}/withdrawal`], {
    body: { reason: 'care-elsewhere' },
  });
  await one.page.context().close();
  await other.page.context().close();
}, 60_000);
