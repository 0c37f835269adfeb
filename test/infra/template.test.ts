import { beforeAll, describe, expect, it } from 'vitest';
import { careTeam } from '../../functions/outreach/care-team.ts';
import { writtenAlone } from '../../functions/platform/keys.ts';
import { constructId, functions } from '../../infra/functions.ts';
import { actionsWithoutResource } from '../../infra/own-rule-list.ts';
import { type Route, routes } from '../../infra/routes.ts';
import {
  list,
  type Properties,
  type Synthesized,
  statementsOf,
  synthesized,
} from './synthesized.ts';

let service: Synthesized;
beforeAll(() => {
  service = synthesized();
});

const only = (type: string): Properties => {
  const found = service.ofType(type);
  expect(found).toHaveLength(1);
  return found[0]?.Properties ?? {};
};

const roleOf = (lambda: Properties): string => lambda.Role['Fn::GetAtt'][0];
const lambdaOf = (name: string) => {
  const found = service
    .ofType('AWS::Lambda::Function')
    .find(({ Properties }) => String(Properties.Description).endsWith(`: ${name}`));
  if (!found) throw new Error(`No function ${name}`);
  return found;
};

describe('a synthesis without the rules that stop it', () => {
  it('makes the same template', () => {
    expect(synthesized({ checked: false }).template).toEqual(service.template);
  });
});

describe('what holds patient data', () => {
  it('is sealed, recoverable and cannot be deleted by mistake', () => {
    const [table] = service.ofType('AWS::DynamoDB::Table');
    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: {
          PointInTimeRecoveryEnabled: true,
          RecoveryPeriodInDays: 35,
        },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });

  it('survives the deletion of the stack, with the keys that open it', () => {
    const kept = [
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::KMS::Key',
      'AWS::Logs::LogGroup',
    ];
    for (const { id, Type, DeletionPolicy } of service.resources) {
      if (kept.includes(Type)) expect(DeletionPolicy, id).toBe('Retain');
    }
  });

  it('is copied to a vault every day', () => {
    const { BackupSelection } = only('AWS::Backup::BackupSelection');
    expect(BackupSelection.Resources).toHaveLength(2);
    expect(only('AWS::Backup::BackupVault').EncryptionKeyArn).toBeDefined();
  });

  it('keeps documents versioned, private and sealed with the data key', () => {
    const buckets = service.ofType('AWS::S3::Bucket');
    for (const { Properties } of buckets) {
      expect(Properties.VersioningConfiguration.Status).toBe('Enabled');
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
    const documents = buckets.find(({ id }) => /^Documents[0-9A-F]{8}$/.test(id))?.Properties;
    expect(documents?.BucketEncryption.ServerSideEncryptionConfiguration[0]).toMatchObject({
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
    });
  });

  it('removes by itself what is uploaded and becomes no document, and nothing else', () => {
    const documents = service
      .ofType('AWS::S3::Bucket')
      .find(({ id }) => /^Documents[0-9A-F]{8}$/.test(id))?.Properties;
    const rules: Properties[] = documents?.LifecycleConfiguration.Rules;
    expect(rules.filter((rule) => rule.ExpirationInDays !== undefined)).toEqual([
      expect.objectContaining({ Status: 'Enabled', Prefix: 'uploads/', ExpirationInDays: 2 }),
    ]);
  });

  it('takes files from pages of the console only, and gives them to no other page', () => {
    const documents = service
      .ofType('AWS::S3::Bucket')
      .find(({ id }) => /^Documents[0-9A-F]{8}$/.test(id))?.Properties;
    expect(documents?.CorsConfiguration.CorsRules).toEqual([
      expect.objectContaining({
        AllowedOrigins: [{ Ref: 'ConsoleOrigin' }],
        AllowedMethods: ['PUT', 'GET'],
      }),
    ]);
  });
});

describe('the indexes', () => {
  it('show lists without opening the items, so a page costs the page', () => {
    const indexes: Properties[] = only('AWS::DynamoDB::Table').GlobalSecondaryIndexes;
    expect(indexes.map(({ IndexName }) => IndexName)).toEqual([
      'worklist',
      'escalated',
      'reasons',
      'assigned',
      'practice',
      'month',
      'due',
    ]);
    for (const { IndexName, Projection } of indexes)
      expect([
        IndexName,
        Projection.ProjectionType,
        Projection.NonKeyAttributes?.includes('id'),
      ]).toEqual([IndexName, 'INCLUDE', true]);
  });
});

describe('every function', () => {
  it('has a role of its own', () => {
    const roles = service
      .ofType('AWS::Lambda::Function')
      .map(({ Properties }) => roleOf(Properties));
    expect(roles).toHaveLength(functions.length);
    expect(new Set(roles).size).toBe(functions.length);
  });

  it('changes what referrals consist of only inside a transaction, and never the audit records', () => {
    const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'BatchWriteItem'];
    for (const { Properties } of service.ofType('AWS::Lambda::Function')) {
      const statements = statementsOf(service, roleOf(Properties));
      const writing = statements.filter(
        ({ Effect, Action }) =>
          Effect === 'Allow' &&
          list<string>(Action).some((action) => writes.includes(action.replace('dynamodb:', ''))),
      );
      const alone = Object.values(writtenAlone).map((prefix) => `${prefix}*`);
      for (const { Condition } of writing) {
        const keys = Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? [];
        if (keys.length > 0) expect(alone).toEqual(expect.arrayContaining(keys));
        else
          expect(Condition['ForAnyValue:StringEquals']).toEqual({
            'dynamodb:EnclosingOperation': ['TransactWriteItems'],
          });
      }
      const guarded = statements.some(
        ({ Effect, Condition }) =>
          Effect === 'Deny' &&
          Condition['ForAnyValue:StringLike']['dynamodb:LeadingKeys'][0] === 'AUDIT#*',
      );
      expect(guarded, Properties.Description).toBe(writing.length > 0);
    }
  });

  it('may do what its row names, and a reader may write only that it read', () => {
    const actionsOf = (name: string) =>
      statementsOf(service, roleOf(lambdaOf(name).Properties))
        .flatMap(({ Action }) => list<string>(Action))
        .filter((action) => !action.startsWith('logs:'))
        .sort();
    expect(actionsOf('describe-api')).toEqual([]);
    expect(actionsOf('authorize-patient')).toEqual(['kms:VerifyMac']);
    expect(actionsOf('read-authorization')).toEqual([
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]);
    const writing = statementsOf(service, roleOf(lambdaOf('read-authorization').Properties)).filter(
      ({ Effect, Action }) =>
        Effect === 'Allow' && list<string>(Action).includes('dynamodb:PutItem'),
    );
    expect(writing.map(({ Condition }) => Condition['ForAllValues:StringLike'])).toEqual([
      { 'dynamodb:LeadingKeys': ['READ#*'] },
    ]);
  });

  it('reads its settings from the environment, none of them a literal secret', () => {
    expect(
      Object.keys(lambdaOf('authorize-patient').Properties.Environment.Variables).sort(),
    ).toEqual(['LINK_KEY_ID', 'PATIENT_CLIENT_ID', 'USER_POOL_ISSUER']);
  });

  it('sends mail under the name that texts are signed with, which tells nothing of the care', () => {
    const senders = service
      .ofType('AWS::Lambda::Function')
      .flatMap(({ Properties }) => Properties.Environment?.Variables?.MAIL_FROM ?? []);
    expect(senders.length).toBeGreaterThan(0);
    for (const sender of senders) {
      expect(JSON.stringify(sender)).toContain(`${careTeam.name} <`);
      expect(JSON.stringify(sender)).not.toMatch(/infus/i);
    }
  });

  it('fits together within the account limit of 1,000 with 100 left unreserved', () => {
    const reserved = service
      .ofType('AWS::Lambda::Function')
      .reduce((sum, { Properties }) => sum + Properties.ReservedConcurrentExecutions, 0);
    expect(reserved).toBeLessThanOrEqual(900);
  });
});

describe('every policy', () => {
  it('names its resources, except for the actions that AWS lets nobody narrow', () => {
    const policies = [
      ...service.ofType('AWS::IAM::ManagedPolicy'),
      ...service.ofType('AWS::IAM::Policy'),
    ];
    for (const { id, Properties } of policies) {
      for (const { Action, Resource } of Properties.PolicyDocument.Statement) {
        const actions = list<string>(Action);
        expect(
          actions.filter((action) => action.includes('*')),
          id,
        ).toEqual([]);
        if (!list<unknown>(Resource).includes('*')) continue;
        expect(
          actions.filter((action) => !actionsWithoutResource.has(action)),
          id,
        ).toEqual([]);
      }
    }
  });
});

describe('every route', () => {
  const admissionOf = (key: string) =>
    service.ofType('AWS::ApiGatewayV2::Route').find(({ Properties }) => Properties.RouteKey === key)
      ?.Properties ?? {};

  it.each(
    (routes as readonly Route[]).map((route) => [`${route.method} ${route.path}`, route.admits]),
  )('%s admits whom it should', (key, admits) => {
    const { AuthorizationType, AuthorizationScopes } = admissionOf(key);
    if ('scopes' in admits) {
      expect(AuthorizationType).toBe('JWT');
      expect(AuthorizationScopes).toEqual(admits.scopes);
    } else {
      expect(AuthorizationType).toBe('patient' in admits ? 'CUSTOM' : 'NONE');
    }
  });

  it('is in the list, and only three are open to anyone', () => {
    const deployed = service.ofType('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
    expect(deployed).toHaveLength(routes.length);
    expect(
      deployed
        .filter(({ AuthorizationType }) => AuthorizationType === 'NONE')
        .map(({ RouteKey }) => RouteKey)
        .sort(),
    ).toEqual(['GET /openapi.json', 'GET /patient', 'GET /sign-in']);
  });

  it('of a payer is closed to people, and of people to payers', () => {
    expect(admissionOf('POST /payers/{payerId}/notifications').AuthorizationScopes).toEqual([
      'dripline/notifications',
    ]);
    const forPayers = (routes as readonly Route[]).filter(
      ({ admits }) => 'scopes' in admits && admits.scopes.includes('dripline/notifications'),
    );
    expect(forPayers).toHaveLength(1);
  });
});

describe('signing in', () => {
  it('gives each system the scope of its own practice or payer and of nobody else', () => {
    const systems = service
      .ofType('AWS::Cognito::UserPoolClient')
      .filter(({ Properties }) => Properties.AllowedOAuthFlows.includes('client_credentials'));
    expect(systems.length).toBeGreaterThan(0);
    for (const { Properties } of systems) {
      const owned =
        JSON.stringify(Properties.AllowedOAuthScopes).match(/\/\d{10}|\/[a-z-]+(?=")/g) ?? [];
      expect(
        owned.filter((scope) => !['/referrals', '/notifications'].includes(scope)),
      ).toHaveLength(1);
      expect(Properties.GenerateSecret).toBe(true);
    }
  });

  it('keeps the patient application out of the staff routes', () => {
    const [token] = service
      .ofType('AWS::ApiGatewayV2::Authorizer')
      .filter(({ Properties }) => Properties.AuthorizerType === 'JWT');
    const patients = service
      .ofType('AWS::Cognito::UserPoolClient')
      .find(({ id }) => id.includes('Patients'));
    expect(token?.Properties.JwtConfiguration.Audience).not.toContainEqual({ Ref: patients?.id });
  });
});

describe('every delivery that nobody waits for', () => {
  it('has a queue for what fails, and an alarm on the queue', () => {
    const queues = service.ofType('AWS::SQS::Queue').map(({ id }) => id);
    const rules = service
      .ofType('AWS::Events::Rule')
      .flatMap(({ Properties }) => Properties.Targets);
    const ends = [
      ...rules.map((target: Properties) => target.DeadLetterConfig.Arn),
      ...service
        .ofType('AWS::Scheduler::Schedule')
        .map(({ Properties }) => Properties.Target.DeadLetterConfig.Arn),
      ...service
        .ofType('AWS::SNS::Subscription')
        .map(({ Properties }) => Properties.RedrivePolicy.deadLetterTargetArn),
      ...service
        .ofType('AWS::Lambda::EventSourceMapping')
        .map(({ Properties }) => Properties.DestinationConfig.OnFailure.Destination),
      ...functions
        .filter(({ trigger }) => trigger === 'event')
        .map(({ name }) => lambdaOf(name).Properties.DeadLetterConfig.TargetArn),
    ].map((arn) => arn['Fn::GetAtt'][0]);
    expect(new Set(ends)).toEqual(new Set(queues));

    const watched = JSON.stringify(service.ofType('AWS::CloudWatch::Alarm'));
    for (const { name } of functions.filter(
      ({ trigger }) => trigger === 'event' || trigger === 'stream',
    )) {
      expect(watched, name).toContain(`${constructId(name)}DeadLetters`);
    }
  });
});

describe('every alarm', () => {
  it('says whom it affects and tells someone', () => {
    const alarms = service.ofType('AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeGreaterThan(10);
    for (const { id, Properties } of alarms) {
      expect(Properties.AlarmDescription, id).toMatch(
        /^[A-Z].{20,}\. What to do: docs\/runbooks\/alarms\.md#[a-z-]+$/,
      );
      expect(Properties.AlarmActions, id).toHaveLength(1);
    }
  });
});

describe('every workflow', () => {
  it('gets an ARN for each name in its definition and may use those and nothing else', () => {
    for (const { id, Properties } of service.ofType('AWS::StepFunctions::StateMachine')) {
      const named = [...String(Properties.DefinitionString).matchAll(/\$\{(\w+)\}/g)].map(
        ([, name]) => name,
      );
      const given = Object.keys(Properties.DefinitionSubstitutions ?? {});
      expect(new Set(given), id).toEqual(new Set(named));

      const invoked = statementsOf(service, Properties.RoleArn['Fn::GetAtt'][0])
        .filter(({ Action }) => Action === 'lambda:InvokeFunction')
        .flatMap(({ Resource }) => list(Resource));
      expect(invoked, id).toHaveLength(given.filter((name) => !name.endsWith('Workflow')).length);
    }
  });

  it('writes its history without data, sealed with our key', () => {
    for (const { Properties } of service.ofType('AWS::StepFunctions::StateMachine')) {
      expect(Properties.LoggingConfiguration).toMatchObject({
        Level: 'ALL',
        IncludeExecutionData: false,
      });
      expect(Properties.EncryptionConfiguration.Type).toBe('CUSTOMER_MANAGED_KMS_KEY');
      expect(Properties.StateMachineType ?? 'STANDARD').toBe('STANDARD');
    }
  });
});

describe('the template', () => {
  it('stays within what CloudFormation takes', () => {
    // A stack may have 500; the rest is kept for what a release adds in a hurry.
    expect(Object.keys(service.template.Resources).length).toBeLessThanOrEqual(490);
    expect(JSON.stringify(service.template).length).toBeLessThan(1_000_000);
  });

  it('can be deployed without arguments', () => {
    for (const [name, parameter] of Object.entries<Properties>(service.template.Parameters)) {
      expect(parameter.Default, name).toBeDefined();
    }
  });
});
