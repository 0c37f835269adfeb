import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signToken } from './cognito/access-token.ts';
import { claimsFor } from './cognito/roles.ts';
import { openSigningKey } from './cognito/signing-key.ts';
import type { DataFolder } from './data-folder.ts';
import { asList, asObject, asText, type JsonObject } from './json.ts';
import type { ServiceFile } from './service-file.ts';

const folder = join(import.meta.dirname, '..', 'examples', 'network');

/** A folder per kind, a file per entry; each entry carries its own id. */
const kinds = { payers: 'payerId', sites: 'siteId', nurses: 'nurseId' } as const;

const entriesOf = (kind: string): JsonObject[] => {
  const path = join(folder, kind);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => asObject(JSON.parse(readFileSync(join(path, name), 'utf8'))));
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
  if (!existsSync(folder)) return 0;
  const key = openSigningKey(join(data.keys, 'cognito.pem'));
  const who = { role: 'admin', subject: '' };
  const token = signToken(claimsFor(who, service, Math.floor(nowMs / 1000), 600), key);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const request = (path: string, init?: RequestInit) =>
    fetch(`${service.address}${path}`, { ...init, headers });

  const isEmpty = async (kind: string) => {
    const answer = await request(`/network/${kind}`);
    if (!answer.ok) throw new Error(`GET /network/${kind} answered ${answer.status}`);
    return asList(asObject(await answer.json()).items).length === 0;
  };

  let added = 0;
  for (const [kind, idField] of Object.entries(kinds)) {
    const entries = entriesOf(kind);
    if (!entries.length || !(await isEmpty(kind))) continue;
    for (const entry of entries) {
      const id = asText(entry[idField]);
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
