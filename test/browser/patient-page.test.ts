import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lessonsFor } from '../../functions/education/curriculum.ts';
import { openPatientPage } from '../../functions/outreach/open-patient-page.ts';
import { someBrowser } from './support/desk.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let browser: Browser;
beforeAll(async () => {
  browser = await someBrowser();
});
afterAll(() => browser.close());

const born = '1958-04-17';
const visitId = 'vis_0123456789abcdefghjk_1';
const lessons = lessonsFor({ topics: [], setting: 'infusion-center' }).slice(0, 6);

/** The routes of the page, as they answer one patient; what they do to others, other tests hold. */
const answering = () => {
  const sent: Record<string, unknown>[] = [];
  let language: 'en' | 'es' = 'en';
  let text = 'given';
  let left = 5;
  let caregiver: object | undefined;
  let free = ['2099-12-02T15:00:00Z', '2099-12-03T19:00:00Z'].map((startsAt) => ({
    startsAt,
    endsAt: startsAt.replace(/T1(.)/, 'T2$1'),
  }));
  let visit: Record<string, unknown> = {
    ...{ visitId, revision: 1, status: 'planned', zone: 'America/Chicago' },
    ...{ startsAt: '2099-12-01T15:00:00Z', endsAt: '2099-12-01T18:00:00Z' },
    setting: 'infusion-center',
    place: {
      name: 'Lakeside Care of the Greater Metropolitan Area',
      phone: '(312) 555-0100',
      address: '100 Example St, Chicago, IL 60601',
      map: 'https://maps.google.com/?q=100%20Example%20St',
    },
    ...{ mayConfirm: true, mayAskToMove: true, mayTell: true },
  };
  const me = () => ({
    givenName: 'Odalys',
    language,
    channels: [
      { channel: 'text', known: true, status: text },
      caregiver
        ? { channel: 'mail', known: true, status: 'given', caregiver }
        : { channel: 'mail', known: false, status: 'withdrawn' },
    ],
    careTeam: { name: 'Dripline Care', phone: '(800) 555-0199' },
  });
  const answer = (path: string, body: Record<string, unknown>, pass?: string) => {
    if (path === '/entry')
      return body.birthDate === born
        ? { status: 201, body: { pass: 'p', until: '2099-01-01T00:00:00Z' } }
        : { status: 403, body: { code: 'birth-date-wrong', left: --left } };
    if (pass !== 'p') return { status: 403, body: { code: 'birth-date-needed', left } };
    if (path === '/visits')
      return {
        status: 200,
        body: { items: [visit], progress: [{ step: 'insurance-said-no', from: 'us' }] },
      };
    if (path === '/education')
      return {
        status: 200,
        body: {
          items: lessons.map(({ id, version, moment, review, ...words }) => ({
            ...{ referralId: 'ref_0123456789abcdefghjk', itemId: id, version, moment, review },
            ...words[language],
          })),
        },
      };
    if (path === '/preferences') {
      language = (body.language as 'en' | 'es' | undefined) ?? language;
      text = String(body.text ?? text);
      const chosen = body.caregiver as { may: string; name?: string } | undefined;
      if (chosen)
        caregiver =
          chosen.may === 'none' ? undefined : { name: 'Rosa', ...caregiver, may: chosen.may };
    }
    if (path.endsWith('/confirmation'))
      visit = { ...visit, status: 'confirmed', mayConfirm: false };
    if (path.endsWith('/health')) visit = { ...visit, awaitsCall: true, mayConfirm: false };
    if (path.endsWith('/times'))
      return { status: 200, body: { zone: 'America/Chicago', items: free } };
    if (path.endsWith('/time')) {
      // Somebody else was quicker with the first of them.
      if (String(body.startsAt).startsWith('2099-12-02')) {
        free = free.slice(1);
        return { status: 409, body: { code: 'time-taken', items: free } };
      }
      visit = {
        ...{ ...visit, startsAt: body.startsAt, revision: 2 },
        ...{ status: 'confirmed', mayConfirm: false },
      };
    }
    if (path.endsWith('/move-request'))
      visit = { ...visit, moveRequestedAt: '2026-01-01T00:00:00Z' };
    if (path.startsWith('/visits/')) return { status: 200, body: visit };
    if (path === '/acknowledgements')
      return {
        status: 201,
        body: {
          outcome: body.understanding === 'understood' ? 'acknowledged' : 'question-recorded',
          at: '2026-01-01T00:00:00Z',
        },
      };
    return { status: 200, body: me() };
  };
  const handle = async (route: Route): Promise<void> => {
    const request = route.request();
    const headers = await request.allHeaders();
    const path = new URL(request.url()).pathname.replace('/patients/me', '');
    const body = JSON.parse(request.postData() ?? '{}') as Record<string, unknown>;
    if (request.method() === 'POST') sent.push({ path, ...body });
    const good = headers.authorization?.includes('good');
    const told = good
      ? answer(path, body, headers['x-page-pass'])
      : { status: 401, body: { code: 'unauthorized' } };
    await route.fulfill({
      status: told.status,
      contentType: 'application/json',
      body: JSON.stringify(told.body),
    });
  };
  return { sent, handle };
};

/** The page on the narrowest telephone, worked by keys alone. */
const opened = async (link: string) => {
  const { sent, handle } = answering();
  const context = await browser.newContext({
    viewport: { width: 320, height: 640 },
    reducedMotion: 'reduce',
    locale: 'en-US',
  });
  const { body, headers } = await openPatientPage();
  const html = { ...headers, 'content-type': 'text/html; charset=utf-8' };
  await context.route('http://localhost/patient', (route) =>
    route.fulfill({ status: 200, headers: html, body: String(body) }),
  );
  await context.route(/\/patients\/me/, handle);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('http://localhost/')) faults.push(request.url());
  });
  await page.goto(`http://localhost/patient#${link}`);
  const look = async (says: RegExp): Promise<void> => {
    await page.getByText(says).first().waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName !== 'BODY');
    const seen = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      covers: [...document.querySelectorAll('body *')].filter((node) =>
        ['fixed', 'sticky'].includes(getComputedStyle(node).position),
      ).length,
    }));
    expect(seen).toEqual({ width: 320, covers: 0 });
    expect(await broken(page)).toEqual([]);
    expect(faults).toEqual([]);
  };
  const press = async (name: string | RegExp): Promise<void> =>
    page.getByRole('button', { name }).first().press('Enter');
  return { page, sent, look, press };
};

const broken = async (page: Page): Promise<string[]> => {
  await page.evaluate(`${axe};0`);
  return page.evaluate(async (only) => {
    const checked = window as unknown as {
      axe: { run: (on: Document, options: object) => Promise<{ violations: { id: string }[] }> };
    };
    const { violations } = await checked.axe.run(document, { runOnly: only });
    return violations.map(({ id }) => id);
  }, tags);
};

const good = 'good.token.0123456789abcdefghjk';

describe('the patient’s page in a browser', { timeout: 180_000 }, () => {
  it('weighs 60 KB at most', async () => {
    expect(Buffer.byteLength(String((await openPatientPage()).body))).toBeLessThanOrEqual(60_000);
  });

  it('asks the birth date in either language, and says what is wrong with it', async () => {
    const { page, press, look } = await opened(good);
    await press('Español');
    await look(/Para cuidar sus datos/);
    await press('English');
    await look(/To keep this page private/);
    await press('Open the page');
    await look(/give the birth date first/);
    await page.locator('#born').fill('1958-04-18');
    await page.locator('#born').press('Enter');
    await look(/Tries left: 4/);
    expect(await page.locator('#born').getAttribute('aria-invalid')).toBe('true');
    await page.locator('#born').fill(born);
    await press('Open the page');
    await look(/Hello Odalys/);
    await page.context().close();
  });

  it('lets a patient confirm, ask for another time, learn and choose with keys alone', async () => {
    const { page, sent, press, look } = await opened(good);
    await page.locator('#born').fill(born);
    await press('Open the page');
    await look(/Your insurance said no for now/);
    await look(/100 Example St, Chicago/);
    await press('I will come');
    await look(/We know that you come/);
    await press('Ask for another time');
    await look(/What would suit you/);
    await press('Send');
    await look(/Please choose what would suit you/);
    await page.getByLabel('A later day').press('Space');
    await page.getByLabel('Friday').press('Space');
    await page.getByLabel('Morning').press('Space');
    await page.getByLabel(/In your own words/).fill('I work');
    await press('Send');
    await look(/We were asked for another time/);
    expect(sent.at(-1)).toMatchObject({
      ...{ wish: 'later', words: 'I work' },
      times: [{ weekday: 'friday', part: 'morning' }],
    });
    await page.locator('summary').first().press('Enter');
    await press('I have read and understood this');
    await look(/write your name first/);
    await page.getByLabel('Your name').fill('Ana');
    await press('Please explain it to me');
    await page.getByLabel(/What is not clear/).fill('Whom do I call?');
    await press('Send');
    await look(/A nurse will call you/);
    expect(sent.at(-1)).toMatchObject({
      ...{ understanding: 'teach-me-again', question: 'Whom do I call?', name: 'Ana' },
    });
    await press('I have read and understood this');
    await look(/✓ Read/);
    await press(/^Stop/);
    await look(/Saved/);
    await press('Español');
    await look(/Hola Odalys/);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es');
    await page.context().close();
  });

  it('lets a patient take a free time, or tells that it has just gone, with keys alone', async () => {
    const { page, sent, press, look } = await opened(good);
    await page.locator('#born').fill(born);
    await press('Open the page');
    await look(/Hello Odalys/);
    await press('Ask for another time');
    await look(/These times are free/);
    await press('Take this time');
    await look(/Please choose a time first/);
    await page.getByLabel(/December 2, 9:00 AM CST/).press('Space');
    await press('Take this time');
    await look(/has just gone to someone else/);
    expect(await page.getByLabel(/December 2, 9:00/).count()).toBe(0);
    await press('Español');
    await look(/Estas horas están libres/);
    await press('English');
    await page.getByLabel(/December 3, 1:00 PM CST/).press('Space');
    await press('Take this time');
    await look(/This is your new time/);
    expect(sent.at(-1)).toMatchObject({ startsAt: '2099-12-03T19:00:00Z' });
    expect(await page.getByRole('heading', { name: /December 3/ }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'I will come' }).count()).toBe(0);
    await page.context().close();
  });

  it('lets a patient tell what is new, and say who else may see and act, with keys alone', async () => {
    const { page, sent, press, look } = await opened(good);
    await page.locator('#born').fill(born);
    await press('Open the page');
    await look(/Hello Odalys/);
    await press(/Something is new/);
    await look(/What is new/);
    await press('Send');
    await look(/Please choose what is new/);
    await page.getByLabel('A fever').press('Space');
    await page.getByLabel('Very bad').press('Space');
    await page.getByLabel(/In your own words/).fill('since last night');
    await press('Send');
    await look(/In an emergency call 911 now\. We have your answer/);
    expect(sent.at(-1)).toMatchObject({
      ...{ yes: ['fever'], symptom: 'severe', words: 'since last night' },
    });
    expect(await page.getByRole('button', { name: 'I will come' }).count()).toBe(0);
    await press('Give access');
    await look(/write their name and their e-mail/);
    await page.getByLabel('Their name').fill('Rosa');
    await page.getByLabel('Their e-mail').fill('rosa@example.org');
    await press('Give access');
    await look(/Rosa: may see this page/);
    expect(sent.at(-1)).toMatchObject({
      caregiver: { name: 'Rosa', mail: 'rosa@example.org', may: 'see' },
    });
    await press('Let them answer for you too');
    await look(/may also say that you come/);
    await press('End this access');
    await look(/You can let somebody see this page too/);
    await page.context().close();
  });

  it('prints every lesson in full, and is as it was afterwards', async () => {
    const { page, press, look } = await opened(good);
    await page.locator('#born').fill(born);
    await press('Open the page');
    await look(/Hello Odalys/);
    await page.evaluate(() => {
      window.print = () => {
        document.title = String(document.querySelectorAll('details.card[open]').length);
      };
    });
    await press(/^Print this page/);
    expect(await page.title()).toBe(String(lessons.length));
    expect(await page.locator('details.card[open]').count()).toBe(0);
    await page.context().close();
  });

  it('keeps a lesson open that is opened and answered in the same moment', async () => {
    const { page, press, look } = await opened(good);
    await page.locator('#born').fill(born);
    await press('Open the page');
    await look(/Hello Odalys/);
    // In one task: the event that a lesson was opened comes after it.
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('details > summary')?.click();
      document.querySelector<HTMLElement>('details button')?.click();
    });
    await look(/write your name first/);
    expect(await page.locator('details').first().getAttribute('open')).toBe('');
    await page.locator('summary').first().press('Enter');
    await press('Español');
    await look(/Hola Odalys/);
    expect(await page.locator('details').first().getAttribute('open')).toBeNull();
    await page.context().close();
  });

  it('says whom to call where a link no longer works', async () => {
    const { page, look } = await opened('dead.token.0123456789abcdefghjk');
    await look(/This link does not work any more/);
    expect(await page.locator('main a').getAttribute('href')).toBe('tel:+18005550199');
    await page.context().close();
  });
});
