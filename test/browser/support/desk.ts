import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { idle, orderIn, type Running } from './api.ts';
import { openBrowser } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The families of the patients in the examples: none may stand where others look. */
const names =
  /Dummett|Exampleton|Fauxman|Imagini|Muestra|Nullander|Phantomly|Placeholder|Samplesworth|Stubbins|Testwell|Benchley/i;

/** What a page may keep in the browser. */
const mayKeep = ['dripline.single-keys', 'dripline.ask-again'];

/** So long anything may take on a machine that has other things to do, in milliseconds. */
const patience = 10_000;

/** The service that this file has to itself: another one that runs at the same time has another. */
export const thisDesk = (): Running => {
  const desk = inject('desks')[Number(process.env.VITEST_POOL_ID) - 1];
  if (!desk) throw new Error(`no service for worker ${process.env.VITEST_POOL_ID}`);
  return desk;
};

const address = () => thisDesk().address;

export type Desk = {
  page: Page;
  /** Does something, and looks then at what must hold after everything. */
  act: (what: string, doing: () => Promise<unknown>) => Promise<void>;
  /** Presses keys, counted. */
  press: (...keys: string[]) => Promise<void>;
  /** Taps, counted with the keys. */
  tap: (at: Locator) => Promise<void>;
  pressed: () => number;
  focused: () => Promise<string>;
  axe: () => Promise<void>;
};

/** What a page said that nobody should have to read: warnings, faults, refused contents. */
const listen = async (page: Page): Promise<string[]> => {
  const said: string[] = [];
  page.on('console', (message) => said.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  await page.exposeFunction('refusedContent', (text: string) =>
    said.push(`content policy: ${text}`),
  );
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (window as unknown as { refusedContent: (text: string) => void }).refusedContent(
        `${violatedDirective} ${blockedURI}`,
      ),
    );
  });
  return said;
};

/** What a browser says by itself of an answer that is no success, or none. */
const ofTheNetwork = /Failed to load resource/;

/** A page at the desk that watches itself. */
export const deskPage = async (page: Page): Promise<Desk> => {
  page.setDefaultTimeout(patience);
  const said = await listen(page);
  let count = 0;
  const look = async (what: string) => {
    const seen = await page.evaluate(() => ({
      focus: document.activeElement?.tagName,
      title: document.title,
      url: location.href,
      kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
      values: [...Object.values(localStorage), ...Object.values(sessionStorage)].join(),
    }));
    expect(seen.focus, `focus after: ${what}`).not.toBe('BODY');
    expect(`${seen.title} ${seen.url} ${seen.values}`, `names after: ${what}`).not.toMatch(names);
    expect(
      seen.kept.filter((name) => !mayKeep.includes(name)),
      `kept after: ${what}`,
    ).toEqual([]);
    expect(
      said.filter((line) => !ofTheNetwork.test(line)),
      `said after: ${what}`,
    ).toEqual([]);
  };
  return {
    page,
    act: async (what, doing) => {
      await doing();
      await look(what);
    },
    press: async (...keys) => {
      for (const key of keys) {
        count += 1;
        await page.keyboard.press(key);
      }
    },
    tap: async (at) => {
      count += 1;
      await at.tap();
    },
    pressed: () => count,
    focused: () =>
      page.evaluate(() => (document.activeElement?.textContent ?? '').trim().slice(0, 80)),
    axe: async () => {
      await page.evaluate(axe);
      const found = await page.evaluate(async (runOnly) => {
        type Found = { violations: { id: string; nodes: { html: string }[] }[] };
        const { violations } = await (
          window as unknown as { axe: { run: (at: unknown, how: unknown) => Promise<Found> } }
        ).axe.run(document, { runOnly });
        return violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        );
      }, tags);
      expect(found, `axe at ${page.url()}`).toEqual([]);
    },
  };
};

/** A browser for the tests of a file. */
export const someBrowser = (): Promise<Browser> => openBrowser(inject('browser'));

export const chooseAtSignIn = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
};

/** Somebody who has signed in, in a browser of their own. */
export const signedIn = async (
  browser: Browser,
  name: string,
  { path = '/console/', ...options }: BrowserContextOptions & { path?: string } = {},
): Promise<Desk> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const desk = await deskPage(await context.newPage());
  await desk.page.goto(`${address()}${path}`);
  await chooseAtSignIn(desk.page, name);
  await desk.page.locator('header.top').waitFor();
  return desk;
};

/** Asks the service itself. */
export const local = async (path: string, body?: unknown): Promise<unknown> => {
  const answer = await fetch(`${address()}/local/${path}`, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return answer.json();
};

export const untilIdle = (): Promise<void> => idle(thisDesk());

/** As {@link orderIn}, in the service of these tests. */
export const anOrder = (
  ending: string,
  different: object = {},
  without: readonly string[] = [],
): Promise<string> => orderIn(thisDesk(), ending, different, without);

/** The row of a hold by what it waits for. */
export const rowOf = (page: Page, says: RegExp) => page.getByRole('link', { name: says });
