import { resolve } from 'node:path';
import { replayPack } from '../../functions/authorization/criteria/replay-pack.ts';
import type { PolicyPack } from '../../functions/payer/pack.ts';
import type { Payer } from '../../functions/payer/payer.ts';
import { commandLine } from '../../local/command-line.ts';
import { openTable } from '../audit/open-table.ts';
import { casesOf, payersOnRecord } from './cases.ts';
import { readPack } from './read-pack.ts';
import { layOutReplay, type Replay } from './replay-text.ts';

const usage = `Puts what was asked of a payer to a changed policy: which requests would have come to another
answer, and by which criteria. Nothing is written and nobody is told. What is printed tells of
patients: keep it as you keep a chart.

  npm run replay -- --pack <file> [options]

  --pack <file>     the policy as JSON, one row of "packs" of a payer's entry; it is taken to hold
                    on every day, whatever its "from" says, in place of the one of its id
  --payer <id>      whose it is; left out, the payer that has a policy of this id
  --data <folder>   the folder of the service (default .dripline); it may run meanwhile
  --json            the same as data
  --help

Each round with the payer counts once, by its newest draft, and by the order of that day. What other
policies of the payer asked is taken as it stood.
`;

const { values } = commandLine(usage, {
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    pack: { type: 'string' },
    payer: { type: 'string' },
    data: { type: 'string', default: '.dripline' },
    json: { type: 'boolean', default: false },
  },
});

/** Whose policy it is. @throws where that is not told and not certain. */
const payerOf = (payers: readonly Payer[], { id }: PolicyPack, named?: string): Payer => {
  const fitting = payers.filter(({ payerId, packs }) =>
    named === undefined ? packs.some((one) => one.id === id) : payerId === named,
  );
  const [payer, another] = fitting;
  if (payer && !another) return payer;
  throw new Error(
    named === undefined
      ? `${payer ? 'More than one payer has' : 'No payer has'} a policy "${id}": say whose it is with --payer.`
      : `There is no payer "${named}": ${payers.map(({ payerId }) => payerId).join(', ')}`,
  );
};

const replay = async (path: string): Promise<Replay> => {
  const pack = readPack(path);
  const table = await openTable(resolve(values.data));
  try {
    const payer = payerOf(await payersOnRecord(table), pack, values.payer);
    const { cases, notReadable } = await casesOf(table, payer);
    return {
      pack,
      payerId: payer.payerId,
      asked: cases.length + notReadable.length,
      notReadable,
      cases: cases.flatMap(({ past, at: _, ...told }) => {
        const replayed = replayPack(pack, payer, past);
        const { on, setting, therapy } = past;
        return replayed ? [{ ...told, on, setting, therapyId: therapy.id, replayed }] : [];
      }),
    };
  } finally {
    await table.close();
  }
};

try {
  if (values.help || !values.pack) {
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
  } else {
    const told = await replay(values.pack);
    process.stdout.write(values.json ? `${JSON.stringify(told, null, 2)}\n` : layOutReplay(told));
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
