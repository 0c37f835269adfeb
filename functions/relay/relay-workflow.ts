import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { StreamedRecord } from '../platform/audit.ts';
import { background } from '../platform/background.ts';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { type SettleStore, settleStore } from '../platform/settle-store.ts';
import { setting, table } from '../platform/table.ts';
import { releaseFutureVisits } from '../visit/release-future-visits.ts';
import {
  parseHold,
  readMachines,
  relayEvent,
  relaySettlement,
  type StartedMachines,
} from './relay.ts';
import { type WorkflowGateway, workflowGateway } from './workflow-gateway.ts';

type Deps = {
  workflows: WorkflowGateway;
  machines: StartedMachines;
  store: Pick<SettleStore, 'markSettled'>;
  release: (referralId: string, operation: string) => Promise<unknown>;
  now: () => Date;
};

type Image = Parameters<typeof unmarshall>[0];

const relayRecord = async (deps: Deps, record: DynamoDBRecord): Promise<void> => {
  const image = unmarshall((record.dynamodb?.NewImage ?? {}) as Image);
  if (typeof image.pk === 'string' && image.pk.startsWith('AUDIT#')) {
    const told = StreamedRecord.parse(image);
    await relayEvent(deps)(told);
    log({ event: 'record.relayed', name: told.event, referralId: told.referralId });
    return;
  }
  if (typeof image.unsettled !== 'string') return;
  const { hold, settlement } = parseHold(image);
  if (!settlement) return;
  await relaySettlement(deps)(hold, settlement);
  await deps.store.markSettled(hold.holdId, image.unsettled);
  log({ event: 'record.relayed', name: 'hold.settled', referralId: hold.referralId });
};

/**
 * The stream's way to the workflows: starts the executions that recorded events ask for and wakes
 * those whose hold ended. The first record that fails is given again, with those after it.
 */
export const relayWorkflow =
  (deps: Deps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        await relayRecord(deps, record);
      } catch (error) {
        log({ event: 'record.failed', name: 'relay-workflow', code: asFault(error).message });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };

export const handler = background('relay-workflow', async (event: DynamoDBStreamEvent) =>
  relayWorkflow({
    workflows: workflowGateway(),
    machines: readMachines(setting),
    store: settleStore(table()),
    release: (referralId, operation) =>
      releaseFutureVisits(table(), referralId, new Date(), operation),
    now: () => new Date(),
  })(event),
);
