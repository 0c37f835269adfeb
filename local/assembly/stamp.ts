import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../data/files.ts';
import { asObject, asText, type JsonObject } from '../json.ts';
import { digestContent, type Sources } from './sources.ts';

/** What an assembly was made from, and what it was like when it was made. */
type Stamp = { sources: Sources; assembly: string };

const stampOf = (folder: string) => join(folder, 'made-from.json');

const readJson = (path: string): JsonObject => asObject(JSON.parse(readFileSync(path, 'utf8')));

/** The staged code that the asset manifests name: a folder each, or a file. */
const stagedPaths = (folder: string): string[] =>
  globSync('*.assets.json', { cwd: folder }).flatMap((manifest) =>
    Object.values(asObject(readJson(join(folder, manifest)).files)).map((file) =>
      asText(asObject(asObject(file).source).path),
    ),
  );

const digestIn = (folder: string, path: string): string => {
  const nested = globSync(`${path}/**/*`, { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const whole = nested.length ? nested.sort() : [join(folder, path)];
  return whole
    .map((file) => `${file.slice(folder.length)} ${digestContent(readFileSync(file))}`)
    .join();
};

/** What a start reads of an assembly: the manifest, the template and all code that they name. */
const digestOfAssembly = (folder: string): string => {
  const templates = globSync('*.template.json', { cwd: folder });
  const paths = [...new Set(['manifest.json', ...templates, ...stagedPaths(folder)])].sort();
  return digestContent(paths.map((path) => digestIn(folder, path)).join('\n'));
};

/** The sources of the assembly, unless it is not as it was made, or nobody knows of what. */
export const readStamp = (folder: string): Sources | undefined => {
  try {
    const { sources, assembly } = readJson(stampOf(folder)) as unknown as Stamp;
    return digestOfAssembly(folder) === assembly ? sources : undefined;
  } catch {
    return undefined;
  }
};

export const removeStamp = (folder: string): void => rmSync(stampOf(folder), { force: true });

export const writeStamp = (folder: string, sources: Sources): void => {
  const stamp: Stamp = { sources, assembly: digestOfAssembly(folder) };
  writeFileAtomically(stampOf(folder), JSON.stringify(stamp, null, 1));
};
