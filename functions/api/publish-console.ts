import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { setting } from '../platform/table.ts';
import { inOrderOfNeed } from './console-files.ts';
import { consoleGateway } from './console-gateway.ts';

/** What CloudFormation asks of a resource that a function stands for. */
const Asked = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.string().regex(/^https?:\/\/\S+$/),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
});

type Deps = {
  /** The files by their path in the console. */
  files: () => ReadonlyMap<string, Uint8Array>;
  put: (path: string, content: Uint8Array) => Promise<void>;
  answer: (url: string, body: string) => Promise<unknown>;
};

/**
 * Puts the files of the console that came with this function where they are served from, and tells
 * CloudFormation. Nothing is taken away: a page that somebody has open still asks for what it named.
 */
export const publishConsole =
  ({ files, put, answer }: Deps) =>
  async (event: unknown): Promise<void> => {
    const { RequestType, ResponseURL, ...asked } = Asked.parse(event);
    const told = { ...asked, PhysicalResourceId: 'console' };
    const tell = (outcome: { Status: 'SUCCESS' } | { Status: 'FAILED'; Reason: string }) =>
      answer(ResponseURL, JSON.stringify({ ...told, ...outcome }));
    try {
      if (RequestType !== 'Delete') {
        const found = files();
        for (const path of inOrderOfNeed([...found.keys()]))
          await put(path, found.get(path) as Uint8Array);
      }
    } catch (error) {
      const code = asFault(error).message;
      log({ event: 'record.failed', name: 'publish-console', code });
      await tell({ Status: 'FAILED', Reason: `The console was not published: ${code}` });
      return;
    }
    await tell({ Status: 'SUCCESS' });
  };

/** The files that lie beside the bundle, where Lambda says that it is. */
const filesBeside = (): ReadonlyMap<string, Uint8Array> => {
  const folder = join(process.env.LAMBDA_TASK_ROOT ?? '.', 'console');
  return new Map(
    globSync('**/*.*', { cwd: folder }).map((path) => [path, readFileSync(join(folder, path))]),
  );
};

export const handler = publishConsole({
  files: filesBeside,
  put: (path, content) => consoleGateway(setting('CONSOLE_BUCKET')).put(path, content),
  answer: (url, body) => fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } }),
});
