import { App } from 'aws-cdk-lib';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { referralStack } from './referral-stack.ts';

type Options = {
  /** Where the cloud assembly goes. */
  outdir: string;
  /** The folder that holds a function's bundle. */
  codeOf: (name: string) => string;
  /** Whether CloudFormation's own rules look at the template as well. */
  checked: boolean;
};

/**
 * The CDK app. The feature flags come from the pinned library, so that `node infra/app.ts` and
 * `cdk synth` make the same template.
 */
export const serviceApp = ({ outdir, codeOf, checked }: Options): App => {
  const app = new App({ context: flags, outdir, builtinCloudFormationValidation: checked });
  referralStack(app, codeOf);
  return app;
};
