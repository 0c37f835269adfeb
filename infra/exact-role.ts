import { Stack, Validations } from 'aws-cdk-lib';
import {
  type IRole,
  ManagedPolicy,
  type PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Construct } from 'constructs';

/**
 * A role with these statements and no others: it refuses what constructs would add on their own,
 * so that what it may do is read in one place. They are a managed policy rather than inline, so
 * that an access review can see, version and compare them.
 */
export const exactRole = (
  scope: Construct,
  service: string,
  statements: PolicyStatement[],
): IRole => {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal(service) });
  if (statements.length > 0) {
    acknowledgeWildcards(
      new ManagedPolicy(scope, 'Policy', { statements, roles: [role] }),
      statements,
    );
  }
  return role.withoutPolicyUpdates();
};

/** The wildcards we accept, and why. Any other stays a finding that stops the synthesis. */
const acceptedWildcards: readonly { resource: RegExp; reason: string }[] = [
  {
    resource: /^\*$/,
    reason:
      'AWS lets nobody narrow these actions to a resource. The rule Dripline-LeastPrivilege lists them one by one.',
  },
  {
    resource: /:execution:<\w+\.Name>:\*$/,
    reason: 'An execution has no ARN before it starts. Narrowed to the executions of one workflow.',
  },
  {
    resource: /^<Documents\w+\.Arn>\/(uploads\/)?\*$/,
    reason: 'Documents get their names when they arrive. The bucket holds nothing else.',
  },
  {
    resource: /^<ConsoleFiles\w+\.Arn>\/console\/\*$/,
    reason: 'The files of the console are named by their content. The bucket holds nothing else.',
  },
];

const acknowledgeWildcards = (policy: ManagedPolicy, statements: PolicyStatement[]) => {
  const resources = new Set(
    statements
      .flatMap((statement) => statement.resources)
      .map((resource) => flattenCfnReference(Stack.of(policy).resolve(resource))),
  );
  for (const resource of resources) {
    const accepted = acceptedWildcards.find((wildcard) => wildcard.resource.test(resource));
    if (!accepted) continue;
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource}]`,
      reason: accepted.reason,
    });
  }
};
