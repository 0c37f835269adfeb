import { beforeAll, describe, expect, it } from 'vitest';
import { acknowledgements, findings } from '../../infra/nag-report.ts';
import { ownRules } from '../../infra/own-rule-list.ts';
import { type Properties, type Synthesized, synthesized } from './synthesized.ts';

describe('the rule packs', () => {
  let service: Synthesized;
  beforeAll(() => {
    service = synthesized();
  });

  it('leave no finding unacknowledged', () => {
    expect(findings(service.report)).toEqual([]);
  });

  it('are acknowledged only with a reason that says something', () => {
    const accepted = acknowledgements(service.metadata);
    expect(accepted.length).toBeGreaterThan(0);
    for (const { rule, reason, path } of accepted) {
      expect(reason.split(' ').length, `${rule} at ${path}`).toBeGreaterThan(7);
    }
  });

  it('are never acknowledged for the whole stack', () => {
    const paths = acknowledgements(service.metadata).map(({ path }) => path.split('/').length);
    expect(Math.min(...paths)).toBeGreaterThan(2);
  });
});

describe('our own rules', () => {
  /** For each rule, what it must refuse. */
  const refused: Record<string, Properties[]> = {
    WorkflowKey: [{}, { EncryptionConfiguration: { Type: 'AWS_OWNED_KEY' } }],
    WorkflowLog: [
      {},
      { LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false } },
      { LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true } },
    ],
    TableGuard: [
      {},
      {
        SSESpecification: { KMSMasterKeyId: 'key' },
        DeletionProtectionEnabled: false,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ],
    LogRetention: [
      { RetentionInDays: 90 },
      { KmsKeyId: 'key' },
      { KmsKeyId: 'key', RetentionInDays: 30 },
    ],
    QueueKey: [{}, { SqsManagedSseEnabled: true }],
    BusKey: [{}],
    RuleDeadLetters: [
      { Targets: [{ Id: 'one', DeadLetterConfig: { Arn: 'queue' } }, { Id: 'two' }] },
    ],
    StreamDeadLetters: [
      {},
      {
        DestinationConfig: { OnFailure: { Destination: 'queue' } },
        BisectBatchOnFunctionError: true,
      },
    ],
    ScheduleDeadLetters: [
      { Target: {}, KmsKeyArn: 'key' },
      { Target: { DeadLetterConfig: { Arn: 'queue' } } },
    ],
    SubscriptionDeadLetters: [{}],
    SignInStrength: [
      { MfaConfiguration: 'OPTIONAL', AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      { MfaConfiguration: 'ON', AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } },
    ],
    TokenLifetime: [
      {},
      { AccessTokenValidity: 1440, TokenValidityUnits: { AccessToken: 'minutes' } },
    ],
    RouteAdmission: [
      { AuthorizationType: 'NONE' },
      { AuthorizationType: 'JWT', AuthorizerId: 'token', AuthorizationScopes: [] },
    ],
    StageThrottle: [{}, { DefaultRouteSettings: { ThrottlingRateLimit: 100 } }],
    AccessLogFormat: [
      {},
      { AccessLogSettings: { Format: '{"ip":"$context.identity.sourceIp"}' } },
      { AccessLogSettings: { Format: '$context.requestId $context.path' } },
    ],
    ApiFirewall: [{}],
    FunctionDefaults: [
      { Runtime: 'nodejs22.x', Architectures: ['arm64'], ReservedConcurrentExecutions: 20 },
      { Runtime: 'nodejs24.x', Architectures: ['x86_64'], ReservedConcurrentExecutions: 20 },
      { Runtime: 'nodejs24.x', Architectures: ['arm64'] },
    ],
    FunctionSecrets: [{ Environment: { Variables: { PAYER_CLIENT_SECRET: 'x' } } }],
    LeastPrivilege: [
      { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: 'key' }] } },
      {
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
      },
    ],
  };

  it.each(ownRules.map((rule) => [rule.id, rule] as const))(
    '%s refuses what it is there for',
    (id, rule) => {
      const examples = refused[id] ?? [];
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples)
        expect(rule.holds(example), JSON.stringify(example)).toBe(false);
    },
  );
});
