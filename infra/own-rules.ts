import { type CfnResource, Stack } from 'aws-cdk-lib';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { type OwnRule, ownRules } from './own-rule-list.ts';

/** What the public rule packs do not ask, asked of every resource. The one class CDK wants of us. */
export class OwnRules extends NagPack {
  readonly name = 'Dripline';

  constructor(scope: IConstruct) {
    super(scope);
    this.packName = 'Dripline';
  }

  protected checkResource(node: CfnResource): void {
    for (const rule of ownRules.filter(({ type }) => type === node.cfnResourceType)) {
      this.applyRule({
        ruleSuffixOverride: rule.id,
        info: rule.asks,
        explanation: rule.because,
        level: NagMessageLevel.ERROR,
        node,
        rule: (resource) => verdict(rule, resource),
      });
    }
  }
}

const verdict = ({ holds }: OwnRule, resource: CfnResource): NagRuleCompliance =>
  holds(propertiesOf(resource)) ? NagRuleCompliance.COMPLIANT : NagRuleCompliance.NON_COMPLIANT;

/** The resource's properties as the template will show them, overrides included. */
const propertiesOf = (resource: CfnResource) => {
  const rendered = Stack.of(resource).resolve(resource._toCloudFormation()) as {
    Resources: Record<string, { Properties?: Record<string, unknown> }>;
  };
  return Object.values(rendered.Resources)[0]?.Properties ?? {};
};
