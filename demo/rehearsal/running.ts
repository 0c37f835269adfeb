import { assemblyFolder } from '../../local/assembly/synthesize.ts';
import type { Fault } from '../../local/aws-gateway/faults.ts';
import { ownData } from '../../local/data/own-data.ts';
import { payersAddress, startPayers } from '../../local/network/payers.ts';
import { seedNetwork } from '../../local/network/seed-network.ts';
import { type Service, startService } from '../../local/service.ts';
import { openClock } from '../../local/time/clock.ts';

export type Running = {
  service: Service;
  /** While set, this function's writes fail as if the table were throttled, or its transactions in another way. */
  hinder: (functionName: string | undefined, fault?: Fault) => void;
  close: () => Promise<void>;
};

const transactions: readonly string[] = ['TransactWriteItems'];
/** What is written alone, as a text is counted and marked, among them. */
const writes: readonly string[] = [...transactions, 'PutItem', 'UpdateItem'];

/** The service and its payers in this process, so that one function at a time can be hindered. */
export const startRehearsal = async (dataFolder: string): Promise<Running> => {
  const data = ownData(dataFolder);
  const clock = openClock({ path: data.clock });
  let hindered: string | undefined;
  let how: Fault = 'throttle';
  const service = await startService({
    assembly: assemblyFolder,
    data,
    clock,
    port: 0,
    faults: {
      next: (caller, operation) =>
        caller === hindered && (how === 'throttle' ? writes : transactions).includes(operation)
          ? how
          : undefined,
    },
  });
  const payersAt = await payersAddress(data);
  const payers = startPayers(service, payersAt, data);
  await seedNetwork(service, data, payersAt, clock.now());
  service.open();
  return {
    service,
    hinder: (functionName, fault = 'throttle') => {
      hindered = functionName;
      how = fault;
    },
    close: async () => {
      payers.close();
      await service.close();
      clock.close();
    },
  };
};
