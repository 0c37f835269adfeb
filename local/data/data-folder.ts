import { join } from 'node:path';

export type DataFolder = ReturnType<typeof openDataFolder>;

/** Where the local runtime keeps what. Names the places and makes none of them. */
export const openDataFolder = (root: string) => ({
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
  kmsKey: join(root, 'keys', 'kms.key'),
  signingKey: join(root, 'keys', 'cognito.pem'),
  documents: join(root, 'documents'),
  logs: join(root, 'logs'),
  compileCache: join(root, 'compile-cache'),
});
