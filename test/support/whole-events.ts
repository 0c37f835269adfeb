import { globSync, readFileSync } from 'node:fs';
import { openDataFolder } from '../../local/data/data-folder.ts';

/**
 * What the service held back of the events that it published: it tells more than the catalogue of events
 * names, which is one of the two that is wrong.
 *
 * @throws Error with the events and the fields
 */
export const checkEventsWhole = (dataFolder: string): void => {
  const trimmed = globSync(`${openDataFolder(dataFolder).logs}/**/*.log`)
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => line.includes('"event":"record.trimmed"'))
    .map((line) => {
      const { name, fields } = JSON.parse(line.slice(line.indexOf('{')));
      return `${name}: ${fields}`;
    });
  if (trimmed.length > 0)
    throw new Error(`Published in part: ${[...new Set(trimmed)].slice(0, 10).join('; ')}`);
};
