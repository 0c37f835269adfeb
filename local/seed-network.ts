import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signToken } from './cognito/access-token.ts';
import { claimsFor } from './cognito/roles.ts';
import { openSigningKey } from './cognito/signing-key.ts';
import type { DataFolder } from './data-folder.ts';
import { asList, asObject, asText, type JsonObject } from './json.ts';
import type { ServiceFile } from './service-file.ts';

const folder = join(import.meta.dirname, '..', 'examples', 'network');

/** The file's name is the kind; each entry carries its own id. */
const kinds: Record<string, { idField: string }> = {
  payers: { idField: 'payerId' },
  sites: { idField: 'siteId' },
  nurses: { idField: 'nurseId' },
};

const entriesOf = (kind: string): JsonObject[] => {
  const path = join(folder, `${kind}.json`);
  if (!existsSync(path)) return [];
  const content = JSON.parse(readFileSync(path, 'utf8')) as unknown;
  return Array.isArray(content) ? content : asList<JsonObject>(asObject(content)[kind]);
};

/**
 * Gives an empty service the example payers, sites and nurses, through the API like anyone else.
 *
 * @returns how many were added
 */
export const seedNetwork = async (
  service: ServiceFile,
  data: DataFolder,
  nowMs: number,
): Promise<number> => {
  if (!existsSync(folder) || !readdirSync(folder).length) return 0;
  const key = openSigningKey(join(data.keys, 'cognito.pem'));
  const who = { role: 'admin', subject: '' };
  const token = signToken(claimsFor(who, service, Math.floor(nowMs / 1000), 600), key);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const request = (path: string, init?: RequestInit) =>
    fetch(`${service.address}${path}`, { ...init, headers });

  const isEmpty = async (kind: string) => {
    const answer = await request(`/network/${kind}`);
    if (!answer.ok) throw new Error(`GET /network/${kind} answered ${answer.status}`);
    const body = (await answer.json()) as unknown;
    const items = Array.isArray(body) ? body : Object.values(asObject(body)).find(Array.isArray);
    return (items ?? []).length === 0;
  };

  let added = 0;
  for (const [kind, { idField }] of Object.entries(kinds)) {
    const entries = entriesOf(kind);
    if (!entries.length || !(await isEmpty(kind))) continue;
    for (const entry of entries) {
      const id = asText(entry[idField]) || asText(entry.id);
      const answer = await request(`/network/${kind}/${encodeURIComponent(id)}`, {
        method: 'PUT',
        body: JSON.stringify(entry),
      });
      if (!answer.ok) throw new Error(`PUT /network/${kind}/${id} answered ${answer.status}`);
      added += 1;
    }
  }
  return added;
};
