import type { CloudAssembly } from '../cloud-assembly.ts';
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

const reportOf = (
  name: string,
  statements: readonly Statement[],
  usage: UsageByCaller[string] | undefined,
): FunctionReport => {
  const granted = statements.filter(({ effect }) => effect === 'Allow');
  const actions = (wanted: (statement: Statement) => boolean) => [
    ...new Set(granted.filter(wanted).flatMap((statement) => statement.actions)),
  ];
  const own = actions((statement) => !isViaService(statement));
  const used = Object.keys(usage?.used ?? {}).filter((action) =>
    own.some((pattern) => matchesPattern(pattern, action, true)),
  );
  return {
    name,
    missing: Object.keys(usage?.denied ?? {}).sort(),
    used: used.sort(),
    unused: own
      .filter((action) => !platformActions.includes(action))
      .filter((pattern) => !used.some((action) => matchesPattern(pattern, action, true)))
      .sort(),
    platform: [
      ...own.filter((action) => platformActions.includes(action)),
      ...actions(isViaService).map((action) => `${action} through a service`),
    ].sort(),
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
