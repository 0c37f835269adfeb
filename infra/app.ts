import { App } from 'aws-cdk-lib';
import { bundleFunctions } from './bundle.ts';
import { functions } from './functions.ts';
import { referralStack } from './referral-stack.ts';

bundleFunctions(functions);
const app = new App({ outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' });
referralStack(app);
app.synth();
