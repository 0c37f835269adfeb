import type { CloudAssembly, TemplateResource } from '../assembly/cloud-assembly.ts';
import { asList, asObject, asText } from '../json.ts';
import { readPolicy, type Statement } from './policy.ts';

/** What the AWS managed policies that CDK attaches allow. */
const managedByAws: Record<string, string[]> = {
  AWSLambdaBasicExecutionRole: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  AWSXRayDaemonWriteAccess: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
};

const attached = (arn: string): Statement[] => {
  const name = arn.split('/').at(-1) ?? '';
  const actions = managedByAws[name];
  if (!actions) throw new Error(`the local runtime does not know the managed policy ${arn}`);
  return readPolicy({ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
};

/** Roles of other services (backup, log delivery) are assumed by nobody here. */
const isAssumedHere = ({ properties }: TemplateResource) =>
  /"(lambda|states|scheduler|apigateway)\.amazonaws\.com"/.test(
    JSON.stringify(properties.AssumeRolePolicyDocument),
  );

/** The statements of every role that a function, a state machine, the API or a schedule assumes, by role ARN. */
export const loadRoles = (assembly: CloudAssembly): Map<string, Statement[]> => {
  const byArn = new Map<string, Statement[]>();
  const byName = new Map<string, Statement[]>();
  const ownPolicies = new Map(
    assembly.ofType('AWS::IAM::ManagedPolicy').map((policy) => [policy.ref, policy]),
  );
  for (const role of assembly.ofType('AWS::IAM::Role').filter(isAssumedHere)) {
    const inline = asList(role.properties.Policies).flatMap((policy) =>
      readPolicy(asObject(policy).PolicyDocument),
    );
    const managed = asList<string>(role.properties.ManagedPolicyArns).flatMap((arn) => {
      const own = ownPolicies.get(arn);
      return own ? readPolicy(own.properties.PolicyDocument) : attached(arn);
    });
    const statements = [...inline, ...managed];
    byArn.set(role.arn, statements);
    byName.set(role.ref, statements);
  }
  for (const policy of assembly.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')) {
    for (const name of asList<string>(policy.properties.Roles)) {
      byName.get(asText(name))?.push(...readPolicy(policy.properties.PolicyDocument));
    }
  }
  return byArn;
};
