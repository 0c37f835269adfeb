import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudAssembly, TemplateResource } from '../assembly/cloud-assembly.ts';
import { asList, asObject, asText } from '../json.ts';
import { readStored, removeStored } from './stored-object.ts';

type Options = { assembly: CloudAssembly; folder: string; now(): number };
type Rule = { prefix: string; days: number };

const dayMs = 86_400_000;

const rulesOf = ({ properties }: TemplateResource): Rule[] =>
  asList(asObject(properties.LifecycleConfiguration).Rules)
    .map(asObject)
    .filter(({ Status, ExpirationInDays }) => Status === 'Enabled' && ExpirationInDays)
    .map(({ Prefix, ExpirationInDays }) => ({
      prefix: asText(Prefix),
      days: Number(ExpirationInDays),
    }));

/** S3 counts whole days and removes at the next midnight of UTC. */
const endOf = (at: string, days: number): number =>
  Math.ceil((Date.parse(at) + days * dayMs) / dayMs) * dayMs;

/** Removes what the lifecycle rules of the template's buckets say is over. */
export const objectExpiry =
  ({ assembly, folder, now }: Options) =>
  (): void => {
    for (const bucket of assembly.ofType('AWS::S3::Bucket')) {
      const rules = rulesOf(bucket);
      if (rules.length === 0) continue;
      const place = join(folder, bucket.ref);
      for (const name of filesIn(place).filter((file) => file.endsWith('.json'))) {
        const path = join(place, name.slice(0, -'.json'.length));
        const stored = readStored(path);
        const isOver = rules.some(
          ({ prefix, days }) => stored?.key.startsWith(prefix) && endOf(stored.at, days) <= now(),
        );
        if (isOver) removeStored(path);
      }
    }
  };

/** A bucket to which nothing was ever put has no folder. */
const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
