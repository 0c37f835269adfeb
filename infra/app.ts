import { bundleFolder, bundleFunctions } from './bundle.ts';
import { buildConsole, layConsoleBeside } from './console-build.ts';
import { functions } from './functions.ts';

/**
 * Writes the cloud assembly. `--unchecked` leaves out the rules that stop a synthesis and change
 * nothing of the template: a service that only runs on this machine need not wait for them.
 */
const checked = !process.argv.includes('--unchecked');
// The CDK command line names its own folder.
const outdir = process.env.CDK_OUTDIR ?? 'cdk.out';

/** A parent process is told what this one is at. */
const at = (step: string): void => {
  process.send?.({ step });
};

at(`bundle the ${functions.length} functions and the console`);
const bundled = Promise.all([bundleFunctions(functions), buildConsole({ required: checked })]);
// The bundler is a process of its own: the library is loaded meanwhile.
const { serviceApp } = await import('./service-app.ts');
await bundled;
layConsoleBeside();
at('describe the stack');
const app = serviceApp({ outdir, codeOf: bundleFolder, checked });
if (checked) (await import('./rule-packs.ts')).addRulePacks(app);
at(checked ? 'write the template and check it' : 'write the template');
app.synth();
