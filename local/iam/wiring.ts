import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { decideAccess, type Statement } from './policy.ts';

type Roles = ReadonlyMap<string, Statement[]>;

/** The function ARN inside an invocation URI, or the ARN itself. */
const functionIn = (uri: string) => /arn:aws:lambda:[^/]+/.exec(uri)?.[0] ?? uri;

/** Which service may invoke which function, by the functions' own policies. */
const invokers = (assembly: CloudAssembly) => {
  const granted = new Set(
    assembly.ofType('AWS::Lambda::Permission').map(({ properties }) => {
      const name = asText(properties.FunctionName);
      return `${asText(properties.Principal)} ${assembly.find(name)?.arn ?? name}`;
    }),
  );
  return (principal: string, functionArn: string) => granted.has(`${principal} ${functionArn}`);
};

const invocations = (assembly: CloudAssembly) => {
  const from = (principal: string, id: string, target: unknown) => ({
    principal,
    id,
    functionArn: functionIn(asText(target)),
  });
  return [
    ...assembly
      .ofType('AWS::ApiGatewayV2::Integration')
      .filter(({ properties }) => !properties.CredentialsArn)
      .map(({ id, properties }) => from('apigateway.amazonaws.com', id, properties.IntegrationUri)),
    ...assembly
      .ofType('AWS::ApiGatewayV2::Authorizer')
      .filter(({ properties }) => properties.AuthorizerType === 'REQUEST')
      .map(({ id, properties }) => from('apigateway.amazonaws.com', id, properties.AuthorizerUri)),
    ...assembly
      .ofType('AWS::Events::Rule')
      .flatMap(({ id, properties }) =>
        asList<JsonObject>(properties.Targets).map(({ Arn }) =>
          from('events.amazonaws.com', id, Arn),
        ),
      ),
    ...assembly
      .ofType('AWS::SNS::Subscription')
      .map(({ id, properties }) => from('sns.amazonaws.com', id, properties.Endpoint)),
  ].filter(({ functionArn }) => functionArn.startsWith('arn:aws:lambda:'));
};

const streamReads = ['DescribeStream', 'GetRecords', 'GetShardIterator'];

/** What a role does for a service: invoke for the API or a schedule, read the stream for a mapping. */
const byRole = (assembly: CloudAssembly) => [
  ...assembly
    .ofType('AWS::ApiGatewayV2::Integration')
    .filter(({ properties }) => properties.CredentialsArn)
    .map(({ id, properties }) => ({
      id,
      roleArn: asText(properties.CredentialsArn),
      actions: ['lambda:InvokeFunction'],
      resource: functionIn(asText(properties.IntegrationUri)),
    })),
  ...assembly.ofType('AWS::Scheduler::Schedule').map(({ id, properties }) => {
    const { RoleArn, Arn } = asObject(properties.Target);
    return { id, roleArn: asText(RoleArn), actions: ['lambda:InvokeFunction'], resource: Arn };
  }),
  ...assembly.ofType('AWS::Lambda::EventSourceMapping').map(({ id, properties }) => {
    const reader = assembly.find(asText(properties.FunctionName));
    return {
      id,
      roleArn: asText(reader?.properties.Role),
      actions: streamReads.map((action) => `dynamodb:${action}`),
      resource: properties.EventSourceArn,
    };
  }),
];

/**
 * Checks the permissions between services, which no call of a function would ever show.
 *
 * @throws naming every missing one: in AWS those connections would fail silently
 */
export const checkWiring = (assembly: CloudAssembly, roles: Roles): void => {
  const mayInvoke = invokers(assembly);
  const missing = [
    ...invocations(assembly)
      .filter(({ principal, functionArn }) => !mayInvoke(principal, functionArn))
      .map(({ principal, id, functionArn }) => `${id}: ${principal} may not invoke ${functionArn}`),
    ...byRole(assembly).flatMap(({ id, roleArn, actions, resource }) =>
      actions
        .filter((action) => {
          const need = { action, resources: [asText(resource)] };
          return decideAccess(roles.get(roleArn) ?? [], need) !== 'allow';
        })
        .map((action) => `${id}: ${roleArn || 'no role'} may not ${action}`),
    ),
  ];
  if (missing.length) throw new Error(`The template lacks permissions:\n${missing.join('\n')}`);
};
