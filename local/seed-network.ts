import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signToken } from './cognito/access-token.ts';
import { claimsFor } from './cognito/roles.ts';
import { openSigningKey } from './cognito/signing-key.ts';
import type { DataFolder } from './data-folder.ts';
import { asList, asObject, asText, type JsonObject } from './json.ts';
import type { Service } from './service.ts';

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

type Request = Service['request'];

const isEmpty = async (request: Request, kind: string, token: string) => {
  const { status, body } = await request({ method: 'GET', path: `/network/${kind}`, token });
  if (status !== 200) throw new Error(`GET /network/${kind} answered ${status}`);
  return asList(asObject(JSON.parse(String(body))).items).length === 0;
};

/**
 * Gives an empty service the example payers, sites and nurses, through the API like anyone else.
 *
 * @returns how many were added
 */
export const seedNetwork = async (
  service: Pick<Service, 'request' | 'issuer' | 'clients'>,
  data: DataFolder,
  nowMs: number,
): Promise<number> => {
  if (!existsSync(folder)) return 0;
  const key = openSigningKey(join(data.keys, 'cognito.pem'));
  const who = { role: 'admin', subject: '' };
  const token = signToken(claimsFor(who, service, Math.floor(nowMs / 1000), 600), key);

  let added = 0;
  for (const [kind, idField] of Object.entries(kinds)) {
    const entries = entriesOf(kind);
    if (!entries.length || !(await isEmpty(service.request, kind, token))) continue;
    for (const body of entries) {
      const path = `/network/${kind}/${encodeURIComponent(asText(body[idField]))}`;
      const { status } = await service.request({ method: 'PUT', path, token, body });
      if (status >= 300) throw new Error(`PUT ${path} answered ${status}`);
      added += 1;
    }
  }
  return added;
};
