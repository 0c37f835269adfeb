import { setTimeout as pause } from 'node:timers/promises';
import { spawnService } from '../../demo/service.ts';

type Options = { data: string; port: number; random: () => number; synth: boolean };

/** A life of the service, in milliseconds: long enough to do something, too short to finish. */
const shortestLife = 150;
const longestLife = 2500;

/**
 * A local service that is killed without warning at random moments and started again at once on
 * the same data.
 */
export const mortalService = async ({ data, port, random, synth }: Options) => {
  const start = (first: boolean) => spawnService(data, port, first && synth ? [] : ['--no-synth']);
  let service = await start(true);
  let kills = 0;
  let killing: Promise<void> | undefined;
  let stopping = false;

  const killOnce = async (): Promise<void> => {
    await pause(shortestLife + random() * (longestLife - shortestLife));
    if (stopping) return;
    const gone = new Promise((resolve) => service.process.once('exit', resolve));
    service.process.kill('SIGKILL');
    await gone;
    kills += 1;
    service = await start(false);
  };

  return {
    address: service.address,
    payers: service.payers,
    kills: () => kills,
    startKilling: (): void => {
      killing = (async () => {
        while (!stopping) await killOnce();
      })();
    },
    /** Lets the service live; rejects when it could not be started again. */
    stopKilling: async (): Promise<void> => {
      stopping = true;
      await killing;
    },
    stop: () => service.stop(),
  };
};
