import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const standIn = join(import.meta.dirname, 'bundle-stand-ins', 'document-client.ts');

/**
 * Those who only put documents away and read them again get a client that does no more. Uploads
 * by a signed address, which S3 checks by its own rules, keep the whole client.
 */
export const leanDocuments: Plugin = {
  name: 'lean-documents',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@aws-sdk\/client-s3$/ }, ({ importer }) =>
      /platform[\\/]document-gateway\.ts$/.test(importer) ? { path: standIn } : undefined,
    );
  },
};
