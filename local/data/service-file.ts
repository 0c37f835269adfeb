import { readFileSync } from 'node:fs';
import type { Client } from '../cognito/clients.ts';
import { writeFileAtomically } from './files.ts';

/** Where the service last ran: how the token and message commands find it. Holds no secret. */
export type ServiceFile = { address: string; gateway: string; issuer: string; clients: Client[] };

export const writeServiceFile = (path: string, service: ServiceFile): void =>
  writeFileAtomically(path, JSON.stringify(service, null, 2));

/** @throws when the service has never run with this data folder */
export const readServiceFile = (path: string): ServiceFile => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ServiceFile;
  } catch (cause) {
    throw new Error('The service has not run here yet. Start it with: npm start', { cause });
  }
};
