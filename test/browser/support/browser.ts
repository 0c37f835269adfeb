import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const packed = async () => (await import('@sparticuz/chromium')).default;

/**
 * Unpacks the browser that comes with the dependencies, and says where it is. It takes the system's
 * temporary folder, which runs beside this one share: this one has a folder of its own.
 */
export const unpackBrowser = async (): Promise<string> => {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'dripline-browser-'));
  return (await packed()).executablePath();
};

/** It would run everything in one process, which a page that is closed takes with it. */
const left = ['--single-process', '--no-zygote'];

export const openBrowser = async (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: (await packed()).args.filter((arg) => !left.includes(arg)),
    headless: true,
  });
