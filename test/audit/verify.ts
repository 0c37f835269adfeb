import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Anchor } from '../../functions/platform/audit.ts';
import { verifyChain } from '../../functions/platform/chain-check.ts';
import { commandLine } from '../../local/command-line.ts';
import { referralIds, storedChain } from './chains.ts';
import { openTable } from './open-table.ts';

const usage = `Verifies every audit chain, one for each referral and one for the network: each record's seal, its
link to the one before, and that the chain still leads through the head seen by the last
verification. Only the heads show records cut off or a history sealed anew: keep a copy of that
file elsewhere.

  npm run audit -- [--data .dripline] [--heads <data>/audit-heads.json]

Ends with 1 when any chain is broken.
`;

type Heads = Record<string, Anchor>;

const readHeads = (path: string): Heads =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Heads) : {};

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;

const verify = async (dataFolder: string, headsPath: string): Promise<boolean> => {
  const table = await openTable(dataFolder);
  const heads = readHeads(headsPath);
  const known = Object.keys(heads).length;
  let records = 0;
  let broken = 0;
  try {
    const ids = new Set([...(await referralIds(table)), ...Object.keys(heads)]);
    for (const referralId of [...ids].sort()) {
      const items = await storedChain(table, referralId);
      const verified = verifyChain(referralId, items, heads[referralId]);
      records += verified.records;
      if (verified.head) heads[referralId] = verified.head;
      if (verified.brokenAt === undefined) continue;
      broken += 1;
      process.stdout.write(`${referralId}  broken at record ${verified.brokenAt}\n`);
    }
    process.stdout.write(
      `${counted(ids.size, 'chain')}, ${counted(records, 'record')}, ` +
        `${counted(known, 'earlier head')}: ` +
        `${broken === 0 ? 'every chain holds' : `${broken} broken`}\n`,
    );
  } finally {
    await table.close();
  }
  // A broken chain keeps its earlier head, so that it stays broken.
  writeFileSync(headsPath, JSON.stringify(heads, null, 1), { mode: 0o600 });
  return broken === 0;
};

const { values } = commandLine(usage, {
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    data: { type: 'string', default: '.dripline' },
    heads: { type: 'string' },
  },
});

if (values.help) process.stdout.write(usage);
else {
  try {
    const dataFolder = resolve(values.data);
    const holds = await verify(dataFolder, values.heads ?? join(dataFolder, 'audit-heads.json'));
    process.exitCode = holds ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
