import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';
import { OwnRules } from './own-rules.ts';

/** The rule packs stop the synthesis of the app when they find something nobody acknowledged. */
export const addRulePacks = (app: App): void =>
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new HIPAASecurityChecks(app),
    new OwnRules(app),
  );
