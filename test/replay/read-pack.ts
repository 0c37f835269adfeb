import { readFileSync } from 'node:fs';
import { PolicyPack } from '../../functions/payer/pack.ts';
import { inWords } from '../../functions/platform/complaint-words.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';

/** What a file says. @throws where it cannot be read, or is no JSON. */
const readJson = (path: string): unknown => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`);
  }
};

/** The policy of a file. @throws where it is none, with what is wrong and where. */
export const readPack = (path: string): PolicyPack => {
  const read = PolicyPack.safeParse(readJson(path), { error: inWords });
  if (!read.success)
    throw new Error(
      `${path} is no policy:\n${read.error.issues
        .map(({ path: at, message }) => `  ${at.join('/') || 'all of it'}: ${message}`)
        .join('\n')}`,
    );
  const unknown = read.data.therapies.filter((id) => !lookUpTherapy(id));
  if (unknown.length > 0)
    throw new Error(`The catalogue has no therapy of this name: ${unknown.join(', ')}`);
  return read.data;
};
