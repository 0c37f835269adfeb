import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import type { Benchmark } from './benchmark.ts';
import { median } from './percentile.ts';
import { withService } from './running-service.ts';

const runs = 5;

/** A telephone of the cheaper kind on a slow mobile network. Own choice. */
const slow = { processor: 4, latency: 150, bytesPerSecond: (1_600 * 1024) / 8 };

/** What the page gets before anybody has said the birth date. */
const asksBirthDate = JSON.stringify({ code: 'birth-date-needed', left: 5 });

const serving = async (html: string, headers: Record<string, string>): Promise<Server> => {
  const server = createServer((request, response) => {
    const isPage = request.url?.startsWith('/patient') && !request.url.startsWith('/patients');
    response.writeHead(isPage ? 200 : 403, {
      ...headers,
      'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json',
    });
    response.end(isPage ? html : asksBirthDate);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

/** The browser that comes with the dependencies; in one process it would end with its first page. */
const someBrowser = async (): Promise<Browser> => {
  const { default: packed } = await import('@sparticuz/chromium');
  const left = ['--single-process', '--no-zygote'];
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: packed.args.filter((arg) => !left.includes(arg)),
    headless: true,
  });
};

/** The page as the service sends it: its words, and how a browser is to treat it. */
const served = (): Promise<{ html: string; policy: string }> =>
  withService(async ({ address }) => {
    const response = await fetch(`${address}/patient`);
    const policy = response.headers.get('content-security-policy') ?? '';
    return { html: await response.text(), policy };
  });

/** Milliseconds from the tap on the link until the birth date can be typed. */
const opened = async (browser: Browser, port: number): Promise<number> => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slow.processor });
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slow.latency,
    downloadThroughput: slow.bytesPerSecond,
    uploadThroughput: slow.bytesPerSecond / 2,
  });
  await page.goto(`http://127.0.0.1:${port}/patient#a.token.0123456789abcdefghjkmnpq`);
  await page.locator('#born').waitFor();
  const millis = await page.evaluate<number>('performance.now()');
  await context.close();
  return millis;
};

export const patientPageOpened: Benchmark = {
  name: 'patient-page',
  title: "The patient's page on a slow telephone",
  run: async (_, say) => {
    const { html, policy } = await served();
    const server = await serving(html, { 'content-security-policy': policy });
    const browser = await someBrowser();
    try {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const millis: number[] = [];
      for (let run = 0; run < runs; run += 1) millis.push(await opened(browser, port));
      say(`${runs} times opened`);
      return {
        measures: [
          { what: 'weight', value: Buffer.byteLength(html), unit: 'bytes', bar: 60_000 },
          {
            what: 'weight on the way, compressed',
            value: gzipSync(html).length,
            unit: 'bytes',
          },
          { what: 'until the birth date can be typed', value: median(millis) / 1000, unit: 's' },
        ],
        details: [
          `  Median of ${runs}: processor ${slow.processor} times slower, ${slow.latency} ms away, 1.6 Mbit a second.`,
        ],
      };
    } finally {
      await browser.close();
      server.close();
    }
  },
};
