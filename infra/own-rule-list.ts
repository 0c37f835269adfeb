import { accessLogFields } from './access-log.ts';

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties have no static type here.
type Properties = Record<string, any>;

export type OwnRule = {
  id: string;
  type: string;
  asks: string;
  because: string;
  holds: (properties: Properties) => boolean;
};

const retained = 90;
const allowedLogVariables = new Set<string>(Object.values(accessLogFields));
const secretLike = /SECRET|PASSWORD|TOKEN|PRIVATE|CREDENTIAL|API_?KEY/i;

/**
 * The only actions that AWS lets nobody narrow to a resource, and that we therefore allow on `*`.
 */
export const actionsWithoutResource = new Set([
  'dynamodb:ListStreams',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]);

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Our own rules: one row each, over the properties of one resource type. */
export const ownRules: readonly OwnRule[] = [
  {
    id: 'WorkflowKey',
    type: 'AWS::StepFunctions::StateMachine',
    asks: 'A workflow is sealed with a customer-managed key.',
    because: 'Its definition and history outlive every mistake about what may be in them.',
    holds: ({ EncryptionConfiguration: e }) =>
      e?.Type === 'CUSTOMER_MANAGED_KMS_KEY' && Boolean(e.KmsKeyId),
  },
  {
    id: 'WorkflowLog',
    type: 'AWS::StepFunctions::StateMachine',
    asks: 'A workflow logs every event and no execution data.',
    because: 'The key does not cover delivery to CloudWatch, so the data must not be delivered.',
    holds: ({ LoggingConfiguration: l }) => l?.Level === 'ALL' && l.IncludeExecutionData === false,
  },
  {
    id: 'TableGuard',
    type: 'AWS::DynamoDB::Table',
    asks: 'A table has a customer-managed key, deletion protection and point-in-time recovery.',
    because: 'It is the only copy of the truth.',
    holds: (p) =>
      Boolean(p.SSESpecification?.KMSMasterKeyId) &&
      p.DeletionProtectionEnabled === true &&
      p.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true,
  },
  {
    id: 'LogRetention',
    type: 'AWS::Logs::LogGroup',
    asks: 'A log group has a customer-managed key and keeps its lines for at least 90 days.',
    because: 'An incident is rarely found in the week it happens.',
    holds: ({ KmsKeyId, RetentionInDays }) => Boolean(KmsKeyId) && RetentionInDays >= retained,
  },
  {
    id: 'QueueKey',
    type: 'AWS::SQS::Queue',
    asks: 'A queue is sealed with a customer-managed key.',
    because: 'A dead letter may be a text that a patient wrote.',
    holds: ({ KmsMasterKeyId }) => Boolean(KmsMasterKeyId),
  },
  {
    id: 'BusKey',
    type: 'AWS::Events::EventBus',
    asks: 'An event bus is sealed with a customer-managed key.',
    because: 'Events say who is in care, if only by id.',
    holds: ({ KmsKeyIdentifier }) => Boolean(KmsKeyIdentifier),
  },
  {
    id: 'RuleDeadLetters',
    type: 'AWS::Events::Rule',
    asks: 'Every target of a rule has a dead-letter queue.',
    because: 'A delivery that fails must be found, not forgotten.',
    holds: ({ Targets }) =>
      list(Targets).every((target) => Boolean((target as Properties).DeadLetterConfig?.Arn)),
  },
  {
    id: 'StreamDeadLetters',
    type: 'AWS::Lambda::EventSourceMapping',
    asks: 'A stream consumer splits failing batches, reports single failures and has a failure destination.',
    because: 'One bad record must neither stop its neighbors nor vanish.',
    holds: (p) =>
      Boolean(p.DestinationConfig?.OnFailure?.Destination) &&
      p.BisectBatchOnFunctionError === true &&
      list(p.FunctionResponseTypes).includes('ReportBatchItemFailures'),
  },
  {
    id: 'ScheduleDeadLetters',
    type: 'AWS::Scheduler::Schedule',
    asks: 'A schedule has a dead-letter queue and a customer-managed key.',
    because: 'A sweep that was not started must be noticed.',
    holds: ({ Target, KmsKeyArn }) => Boolean(Target?.DeadLetterConfig?.Arn) && Boolean(KmsKeyArn),
  },
  {
    id: 'SubscriptionDeadLetters',
    type: 'AWS::SNS::Subscription',
    asks: 'A subscription has a dead-letter queue.',
    because: 'A patient who texted STOP must be heard.',
    holds: ({ RedrivePolicy }) => Boolean(RedrivePolicy?.deadLetterTargetArn),
  },
  {
    id: 'SignInStrength',
    type: 'AWS::Cognito::UserPool',
    asks: 'People need a second factor and cannot sign themselves up.',
    because: 'Every account can see PHI.',
    holds: (p) =>
      p.MfaConfiguration === 'ON' && p.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true,
  },
  {
    id: 'TokenLifetime',
    type: 'AWS::Cognito::UserPoolClient',
    asks: 'Access tokens live for at most an hour.',
    because: 'The API reads no revocation list.',
    holds: ({ AccessTokenValidity, TokenValidityUnits }) =>
      TokenValidityUnits?.AccessToken === 'minutes' && AccessTokenValidity <= 60,
  },
  {
    id: 'RouteAdmission',
    type: 'AWS::ApiGatewayV2::Route',
    asks: 'A route has an authorizer, and scopes if it takes tokens.',
    because: 'A route without them is open to the internet.',
    holds: ({ AuthorizationType, AuthorizerId, AuthorizationScopes }) =>
      Boolean(AuthorizerId) &&
      (AuthorizationType === 'CUSTOM' ||
        (AuthorizationType === 'JWT' && list(AuthorizationScopes).length > 0)),
  },
  {
    id: 'StageThrottle',
    type: 'AWS::ApiGatewayV2::Stage',
    asks: 'A stage limits its rate and burst.',
    because: 'One client must not starve the others.',
    holds: ({ DefaultRouteSettings: s }) =>
      s?.ThrottlingRateLimit > 0 && s?.ThrottlingBurstLimit > 0,
  },
  {
    id: 'AccessLogFormat',
    type: 'AWS::ApiGatewayV2::Stage',
    asks: 'The access log has only allow-listed fields.',
    because: 'Addresses, queries and bodies can hold PHI.',
    holds: ({ AccessLogSettings }) =>
      (String(AccessLogSettings?.Format ?? '$none').match(/\$[\w.]+/g) ?? []).every((name) =>
        allowedLogVariables.has(name),
      ),
  },
  {
    id: 'ApiFirewall',
    type: 'AWS::ApiGatewayV2::Api',
    asks: 'The API stands behind a web application firewall.',
    because: 'Filtering at the edge stops floods and known attacks before they cost anything.',
    // An HTTP API cannot carry one itself, so this is always a decision to write down.
    holds: () => false,
  },
  {
    id: 'FunctionDefaults',
    type: 'AWS::Lambda::Function',
    asks: 'A function runs on Node 24 and arm64, with reserved concurrency.',
    because:
      'One runtime to patch, the cheaper processor, and no function that starves the others.',
    holds: (p) =>
      p.Runtime === 'nodejs24.x' &&
      list(p.Architectures).includes('arm64') &&
      p.ReservedConcurrentExecutions > 0,
  },
  {
    id: 'FunctionSecrets',
    type: 'AWS::Lambda::Function',
    asks: 'No environment variable is named like a secret.',
    because: 'The environment is shown to everyone who may read the configuration.',
    holds: ({ Environment }) =>
      Object.keys(Environment?.Variables ?? {}).every((name) => !secretLike.test(name)),
  },
  ...['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].map((type) => ({
    id: 'LeastPrivilege',
    type,
    asks: 'A policy allows no action by wildcard, and * as a resource only for the named actions.',
    because: 'A permission nobody chose is a permission nobody reviews.',
    holds: ({ PolicyDocument }: Properties) =>
      list(PolicyDocument?.Statement).every((statement) => isNarrow(statement as Properties)),
  })),
];

const isNarrow = ({ Effect, Action, Resource }: Properties): boolean => {
  const actions = list(Action).map(String);
  if (Effect === 'Deny') return true;
  if (actions.some((action) => action.includes('*'))) return false;
  return (
    !list(Resource).includes('*') || actions.every((action) => actionsWithoutResource.has(action))
  );
};
