import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signToken } from '../cognito/access-token.ts';
import { claimsFor } from '../cognito/roles.ts';
import { openSigningKey } from '../cognito/signing-key.ts';
import type { DataFolder } from '../data/data-folder.ts';
import { changeMark, readMark } from '../data/folder-mark.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import type { Service } from '../service.ts';
import { examplePayers } from './payers.ts';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'network');

/** A folder per kind, a file per entry; each entry carries its own id. */
const kinds = { payers: 'payerId', sites: 'siteId', nurses: 'nurseId' } as const;

/** The example entries of a kind; payers answer at the address they really have. */
const entriesOf = (kind: string, payersAt: string): JsonObject[] => {
  const path = join(folder, kind);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) =>
      asObject(
        JSON.parse(readFileSync(join(path, name), 'utf8').replaceAll(examplePayers, payersAt)),
      ),
    );
};

type Request = Service['request'];

const knownIds = async (request: Request, kind: string, idField: string, token: string) => {
  const { status, body } = await request({ method: 'GET', path: `/network/${kind}`, token });
  if (status !== 200) throw new Error(`GET /network/${kind} answered ${status}`);
  const { items, unreadable } = asObject(JSON.parse(String(body)));
  return new Set([
    ...asList<JsonObject>(items).map((item) => asText(item[idField])),
    ...asList<JsonObject>(unreadable).map(({ id }) => asText(id)),
  ]);
};

/**
 * Gives the service the example payers, sites and nurses it does not have yet, through the API like
 * anyone else. Entries that are there stay as they are.
 *
 * @returns how many were added
 */
export const seedNetwork = async (
  service: Pick<Service, 'request' | 'issuer' | 'clients'>,
  data: DataFolder,
  payersAt: string,
  nowMs: number,
): Promise<number> => {
  if (!existsSync(folder)) return 0;
  const key = openSigningKey(data.signingKey);
  const who = { role: 'admin', subject: '' };
  const token = signToken(claimsFor(who, service, Math.floor(nowMs / 1000), 600), key);

  let added = 0;
  for (const [kind, idField] of Object.entries(kinds)) {
    const known = await knownIds(service.request, kind, idField, token);
    for (const body of entriesOf(kind, payersAt)) {
      const id = asText(body[idField]);
      if (known.has(id)) continue;
      const path = `/network/${kind}/${encodeURIComponent(id)}`;
      const { status } = await service.request({ method: 'PUT', path, token, body });
      if (status >= 300) throw new Error(`PUT ${path} answered ${status}`);
      added += 1;
    }
  }
  if (!readMark(data.root)?.furnished) changeMark(data.root, { furnished: true });
  return added;
};
