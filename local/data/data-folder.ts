import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './files.ts';

export type DataFolder = ReturnType<typeof openDataFolder>;

/** Where the local runtime keeps everything; deleting the folder starts afresh. */
export const openDataFolder = (root: string, options: { fresh?: boolean } = {}) => {
  if (options.fresh) rmSync(root, { recursive: true, force: true });
  makeFolder(root);
  return {
    root,
    table: join(root, 'table.db'),
    databasePid: join(root, 'database.pid'),
    journal: join(root, 'journal.db'),
    records: join(root, 'records.db'),
    clock: join(root, 'clock.json'),
    usage: join(root, 'iam-usage.json'),
    /** Address, issuer and clients of the last start, for `npm run token` and `npm run messages`. */
    service: join(root, 'service.json'),
    payersPort: join(root, 'payers-port'),
    keys: makeFolder(join(root, 'keys')),
    documents: makeFolder(join(root, 'documents')),
    logs: makeFolder(join(root, 'logs')),
    compileCache: makeFolder(join(root, 'compile-cache')),
  };
};
