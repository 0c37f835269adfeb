import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';

/** Everything the runtime keeps may hold patient data: readable by its owner only. */
export const ownerOnly = 0o600;

export const makeFolder = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
};

/** A reader, or a restart after a crash, sees the old content or the new one, never half of it. */
export const writeFileAtomically = (path: string, content: string | Uint8Array): void => {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { mode: ownerOnly });
  renameSync(draft, path);
};

export const restrictToOwner = (path: string): void => {
  try {
    chmodSync(path, ownerOnly);
  } catch {
    // Not there yet: nothing to restrict.
  }
};
