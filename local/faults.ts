import { diskFault } from './data/lost.ts';

/** What a person is told of a fault: a sentence where one is known, the trace where it is a bug. */
export const tellFault = (error: unknown): string => {
  const told = diskFault(error);
  if (told) return told;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** Whatever nobody caught ends the process, as it must: what was acknowledged is on the disk. */
export const endOnFaults = (): void => {
  process.once('uncaughtException', (error) => {
    process.stderr.write(`${tellFault(error)}\n`);
    process.exit(1);
  });
};
