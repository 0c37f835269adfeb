import { App, Validations } from 'aws-cdk-lib';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import { bundleFunctions } from './bundle.ts';
import { functions } from './functions.ts';
import { OwnRules } from './own-rules.ts';
import { referralStack } from './referral-stack.ts';

bundleFunctions(functions);
// The feature flags come from the pinned library, so `node infra/app.ts` and `cdk synth` agree.
const app = new App({ context: flags, outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
referralStack(app);
Validations.of(app).addPlugins(
  new AwsSolutionsChecks(app),
  new HIPAASecurityChecks(app),
  new OwnRules(app),
);
app.synth();
