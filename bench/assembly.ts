import { type CloudAssembly, loadCloudAssembly } from '../local/assembly/cloud-assembly.ts';
import { assemblyFolder } from '../local/assembly/synthesize.ts';

/** The synthesized template, with addresses that nobody answers at. */
export const synthesizedAssembly = (): CloudAssembly =>
  loadCloudAssembly(assemblyFolder, {
    api: 'http://127.0.0.1:1',
    gateway: 'http://127.0.0.1:1',
  });
