import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asText } from '../json.ts';
import type { Statement } from './policy.ts';
import type { UsageByCaller } from './usage.ts';
import { matchesPattern } from './wildcard.ts';

export type FunctionReport = {
  name: string;
  /** Actions the function called and was denied. */
  missing: string[];
  /** Actions it may call and never called. */
  unused: string[];
  used: string[];
  /** What the platform does with the function's role, not its code. */
  platform: string[];
};

/** Used by AWS on the function's behalf: no call of the handler shows them. */
const platformActions = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  // The event source mapping reads the stream with the function's role.
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
  // Lambda sends what failed to the dead-letter queue.
  'sqs:SendMessage',
];

/** A key that may only be used through a service is used by that service. */
const isViaService = ({ condition }: Statement) => JSON.stringify(condition).includes('ViaService');

type Grant = { action: string; resource: string };

const grantsOf = (statements: readonly Statement[]): Grant[] =>
  statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
    );

const shown = ({ action, resource }: Grant) => {
  const [, name] = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(resource) ?? [];
  return `${action} on ${name ?? resource}`;
};

const asGrant = (use: string): Grant => {
  const [action = '', ...resource] = use.split(' ');
  return { action, resource: resource.join(' ') };
};

const covers = (grant: Grant, use: Grant) =>
  matchesPattern(grant.action, use.action, true) &&
  // An object's name may itself be a pattern after its id was left out.
  (grant.resource === use.resource || matchesPattern(grant.resource, use.resource));

const isPlatform = ({ action }: Grant) => platformActions.includes(action);

const reportOf = (
  name: string,
  statements: readonly Statement[],
  usage: UsageByCaller[string] | undefined,
): FunctionReport => {
  const viaService = statements.filter(isViaService);
  const own = grantsOf(statements.filter((statement) => !isViaService(statement)));
  const uses = Object.keys(usage?.used ?? {}).map(asGrant);
  const names = (grants: Grant[]) => [...new Set(grants.map(shown))].sort();
  const application = own.filter((grant) => !isPlatform(grant));
  return {
    name,
    missing: names(Object.keys(usage?.denied ?? {}).map(asGrant)),
    used: names(application.filter((grant) => uses.some((use) => covers(grant, use)))),
    unused: names(application.filter((grant) => !uses.some((use) => covers(grant, use)))),
    platform: [
      ...names(own.filter(isPlatform)),
      ...names(grantsOf(viaService)).map((grant) => `${grant}, through a service`),
    ],
  };
};

/** Compares what each function may do with what it did. */
export const leastPrivilege = (
  assembly: CloudAssembly,
  roles: ReadonlyMap<string, Statement[]>,
  usage: UsageByCaller,
): FunctionReport[] =>
  assembly
    .ofType('AWS::Lambda::Function')
    .map(({ label, properties }) =>
      reportOf(label, roles.get(asText(properties.Role)) ?? [], usage[label]),
    );
