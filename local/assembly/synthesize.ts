import { join } from 'node:path';
import { noProgress, type Progress } from '../progress.ts';
import { runApp } from './run-app.ts';
import { changedSources, readSources, type Sources } from './sources.ts';
import { readStamp, removeStamp, writeStamp } from './stamp.ts';
import { inTurn } from './turn.ts';

const project = join(import.meta.dirname, '..', '..');

/** The folder the CDK app writes to. */
export const assemblyFolder = join(project, 'cdk.out');

type Place = { root?: string; folder?: string; progress?: Progress };

const named = 3;

/** `functions/hold/hold.ts and 4 more changed since the last synthesis`. */
const whyNot = (before: Sources | undefined, now: Sources): string | undefined => {
  if (!before) return 'There is no synthesized template of these sources yet';
  const changed = changedSources(before, now);
  if (changed.length === 0) return undefined;
  const more = changed.length > named ? ` and ${changed.length - named} more` : '';
  return `Since the last synthesis changed: ${changed.slice(0, named).join(', ')}${more}`;
};

/**
 * Makes the assembly of the project's sources, unless it is there and whole. What it was made from
 * is recorded only if it did not change meanwhile.
 *
 * @returns whether it had to be made
 * @throws with what the CDK app printed when it fails
 */
export const synthesize = ({
  root = project,
  folder = assemblyFolder,
  progress = noProgress,
}: Place = {}): Promise<boolean> =>
  inTurn(join(root, 'node_modules', '.cache', 'synthesis.pid'), async () => {
    const sources = readSources(root);
    const reason = whyNot(readStamp(folder), sources);
    progress.say(reason ?? 'Nothing changed since the last synthesis');
    if (!reason) return false;
    removeStamp(folder);
    await runApp(root, folder, progress);
    if (changedSources(sources, readSources(root)).length === 0) writeStamp(folder, sources);
    return true;
  });
