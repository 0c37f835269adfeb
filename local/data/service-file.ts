import { readFileSync } from 'node:fs';
import type { Client } from '../cognito/clients.ts';
import { asObject, asText } from '../json.ts';
import { writeFileAtomically } from './files.ts';
import { LostState } from './lost.ts';

/** Where the service last ran: how the token and message commands find it. Holds no secret. */
export type ServiceFile = { address: string; gateway: string; issuer: string; clients: Client[] };

export const writeServiceFile = (path: string, service: ServiceFile): void =>
  writeFileAtomically(path, JSON.stringify(service, null, 2));

/** @throws when the service has never run with this data folder, or the file is damaged */
export const readServiceFile = (path: string): ServiceFile => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error('The service has not run here yet. Start it with: npm start', { cause });
  }
  try {
    const { address, gateway, issuer, clients } = asObject(JSON.parse(text));
    if (!asText(address) || !asText(gateway) || !asText(issuer) || !Array.isArray(clients))
      throw new Error('incomplete');
    return JSON.parse(text) as ServiceFile;
  } catch {
    throw new LostState(`${path} is damaged. Start the service again, which writes it anew.`);
  }
};
