import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { background } from '../platform/background.ts';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { type SettleStore, settleStore } from '../platform/settle-store.ts';
import { setting, table } from '../platform/table.ts';
import {
  parseHold,
  readMachines,
  relaySettlement,
  type StartedMachines,
  startReferral,
} from './relay.ts';
import { type WorkflowGateway, workflowGateway } from './workflow-gateway.ts';

type Deps = {
  workflows: WorkflowGateway;
  machines: StartedMachines;
  store: SettleStore;
  read: (key: { pk: string; sk: string }) => Promise<Record<string, unknown> | undefined>;
  now: () => Date;
};

/** How long the stream has to do it before the sweep does, and how much one sweep takes on. */
const graceMillis = 2 * 60_000;
const most = 200;

/** Tries one; what fails stays due and is found by the next sweep. */
const mended = async (sweep: string, run: () => Promise<unknown>): Promise<number> => {
  try {
    await run();
    return 1;
  } catch (error) {
    log({ event: 'record.failed', name: sweep, code: asFault(error).message });
    return 0;
  }
};

/**
 * Repairs what a lost stream record would leave behind: referrals whose workflow never started,
 * and ended holds whose workflow was never told.
 */
export const sweepUnsettled = (deps: Deps) => async (): Promise<void> => {
  const { store, read, now } = deps;
  const before = new Date(now().getTime() - graceMillis).toISOString();
  const unstarted = await store.dueBefore('DUE#unstarted', before, most);
  const unsettled = await store.dueBefore('DUE#unsettled', before, most);
  let count = 0;
  for (const key of unstarted)
    count += await mended('unstarted', async () => {
      await startReferral(deps, key.pk.slice('REF#'.length));
      await store.endWatch(key);
    });
  for (const key of unsettled)
    count += await mended('unsettled', async () => {
      const item = await read(key);
      if (!item || typeof item.unsettled !== 'string') return;
      const { hold, settlement } = parseHold(item);
      if (settlement) await relaySettlement(deps)(hold, settlement);
      await store.markSettled(hold.holdId, item.unsettled);
    });
  log({
    event: 'sweep.completed',
    sweep: 'unsettled',
    found: unstarted.length + unsettled.length,
    mended: count,
  });
};

export const handler = background('sweep-unsettled', async () =>
  sweepUnsettled({
    workflows: workflowGateway(),
    machines: readMachines(setting),
    store: settleStore(table()),
    read: async (key) =>
      (
        await table().client.send(
          new GetCommand({ TableName: table().name, Key: key, ConsistentRead: true }),
        )
      ).Item,
    now: () => new Date(),
  })(),
);
