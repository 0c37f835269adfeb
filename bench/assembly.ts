import { type CloudAssembly, loadCloudAssembly } from '../local/cloud-assembly.ts';
import { assemblyFolder } from '../local/synthesize.ts';

/** The synthesized template, with addresses that nobody answers at. */
export const synthesizedAssembly = (): CloudAssembly =>
  loadCloudAssembly(assemblyFolder, {
    api: 'http://127.0.0.1:1',
    gateway: 'http://127.0.0.1:1',
  });
