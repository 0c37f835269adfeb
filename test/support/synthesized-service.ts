import { assemblyFolder, synthesize } from '../../local/assembly/synthesize.ts';

/** The folder of the service's own cloud assembly, synthesized again only if a source changed. */
export const synthesizedService = async (): Promise<string> => {
  await synthesize();
  return assemblyFolder;
};
