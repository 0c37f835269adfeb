import { bundleFunctions, bundleOf } from './bundle.ts';
import { functions } from './functions.ts';
import { serviceApp } from './service-app.ts';

await bundleFunctions(functions);
// The CDK command line names its own folder.
serviceApp({ outdir: process.env.CDK_OUTDIR ?? 'cdk.out', codeOf: bundleOf }).synth();
