import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const probe = (wanted: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/**
 * Below the ports that systems hand out to whoever calls (32768 and up on Linux, 49152 and up elsewhere):
 * one of those may be taken by a call of anybody between this answer and its use.
 */
const ownPorts = { from: 20_000, to: 32_767 };

/** A port nobody listens on at this moment. Any other where none of fifty is free. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = randomInt(ownPorts.from, ownPorts.to + 1);
    if (await isFree(port)) return port;
  }
  return probe(0);
};

export const isFree = (port: number): Promise<boolean> =>
  probe(port).then(
    () => true,
    () => false,
  );
