import { App, Validations } from 'aws-cdk-lib';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import { OwnRules } from './own-rules.ts';
import { referralStack } from './referral-stack.ts';

type Options = {
  /** Where the cloud assembly goes. */
  outdir: string;
  /** The folder that holds a function's bundle. */
  codeOf: (name: string) => string;
};

/**
 * The CDK app: the stack, and the rule packs that stop its synthesis. The feature flags come from
 * the pinned library, so that `node infra/app.ts` and `cdk synth` make the same template.
 */
export const serviceApp = ({ outdir, codeOf }: Options): App => {
  const app = new App({ context: flags, outdir });
  referralStack(app, codeOf);
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new HIPAASecurityChecks(app),
    new OwnRules(app),
  );
  return app;
};
