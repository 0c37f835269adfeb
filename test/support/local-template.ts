import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Json = Record<string, unknown>;

/** A small cloud assembly, as CDK would write it, in a folder of its own. */
export const anAssembly = (
  resources: Json,
  handlers: Record<string, string> = {},
  parameters: Json = {},
): { folder: string; remove(): void } => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(content));
  write('manifest.json', {
    version: '48.0.0',
    artifacts: {
      'Small.assets': { type: 'cdk:asset-manifest', properties: { file: 'Small.assets.json' } },
      Small: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'Small.template.json' },
      },
    },
  });
  write('Small.template.json', { Resources: resources, Parameters: parameters });
  for (const [name, source] of Object.entries(handlers)) {
    mkdirSync(join(folder, `asset.${name}`));
    writeFileSync(join(folder, `asset.${name}`, 'index.js'), source);
    writeFileSync(join(folder, `asset.${name}`, 'package.json'), '{"type":"commonjs"}');
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

const getAtt = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });
const ref = (id: string) => ({ Ref: id });

export const allow = (
  actions: string | string[],
  resource: unknown = '*',
  more: Json = {},
): Json => ({ Effect: 'Allow', Action: actions, Resource: resource, ...more });

/** A function with a role of its own and the statements it was granted. */
export const aFunction = (
  id: string,
  statements: Json[] = [],
  environment: Json = {},
  timeout = 10,
): Json => ({
  [id]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: {
        S3Bucket: { 'Fn::Sub': `cdk-assets-\${AWS::AccountId}-\${AWS::Region}` },
        S3Key: `${id}.zip`,
      },
      Handler: 'index.handler',
      Role: getAtt(`${id}Role`),
      Timeout: timeout,
      Environment: { Variables: environment },
    },
  },
  [`${id}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        ],
      },
    },
  },
  [`${id}Policy`]: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: `${id}Policy`,
      PolicyDocument: { Statement: statements },
      Roles: [ref(`${id}Role`)],
    },
  },
});

const mayInvoke = (id: string, functionId: string, principal: string): Json => ({
  [`${id}Permission`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: getAtt(functionId),
      Principal: `${principal}.amazonaws.com`,
    },
  },
});

const aRoute = (id: string, key: string, functionId: string, more: Json = {}): Json => ({
  [`${id}Route`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: ref('Api'),
      RouteKey: key,
      Target: { 'Fn::Join': ['', ['integrations/', ref(`${id}Integration`)]] },
      ...more,
    },
  },
  [`${id}Integration`]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: ref('Api'),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: getAtt(functionId),
      PayloadFormatVersion: '2.0',
    },
  },
  ...mayInvoke(id, functionId, 'apigateway'),
});

const byToken = (scope: string): Json => ({
  AuthorizationType: 'JWT',
  AuthorizerId: ref('TokenAuthorizer'),
  AuthorizationScopes: [scope],
});

const sdk = (name: string) => JSON.stringify(createRequire(import.meta.url).resolve(name));

const handlers = {
  Echo: `exports.handler = async (event) => ({ statusCode: 200,
    headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });`,

  Keep: `const { DynamoDBClient, TransactWriteItemsCommand, PutItemCommand } = require(${sdk('@aws-sdk/client-dynamodb')});
    const db = new DynamoDBClient({});
    exports.handler = async (event) => {
      const { id, plain, dueAt } = JSON.parse(event.body);
      const item = { pk: { S: 'NOTE#' + id }, sk: { S: 'NOTE' }, id: { S: id }, at: { S: new Date().toISOString() },
        ...(dueAt && { due: { S: 'NOTE' }, dueSort: { S: dueAt } }) };
      const put = { TableName: process.env.TABLE_NAME, Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
      try {
        if (plain) await db.send(new PutItemCommand(put));
        else await db.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }));
      } catch (error) { return { statusCode: 409, body: error.name }; }
      return { statusCode: 201, body: item.at.S };
    };`,

  Publish: `const { EventBridgeClient, PutEventsCommand } = require(${sdk('@aws-sdk/client-eventbridge')});
    const bus = new EventBridgeClient({});
    exports.handler = async ({ Records }) => {
      await bus.send(new PutEventsCommand({ Entries: Records.map(({ dynamodb }) => ({
        EventBusName: process.env.EVENT_BUS_NAME, Source: 'small', DetailType: 'note.kept',
        Detail: JSON.stringify({ id: dynamodb.NewImage.id.S }) })) }));
      return { batchItemFailures: [] };
    };`,

  Tell: `const { SESv2Client, SendEmailCommand } = require(${sdk('@aws-sdk/client-sesv2')});
    const { SFNClient, StartExecutionCommand } = require(${sdk('@aws-sdk/client-sfn')});
    const [mail, states] = [new SESv2Client({}), new SFNClient({})];
    exports.handler = async ({ detail }) => {
      if (detail.id.startsWith('bad')) throw new Error('cannot tell');
      await mail.send(new SendEmailCommand({ FromEmailAddress: 'care@mail.example',
        Destination: { ToAddresses: ['desk@practice.example'] },
        Content: { Simple: { Subject: { Data: 'Kept' }, Body: { Text: { Data: detail.id } } } } }));
      await states.send(new StartExecutionCommand({ stateMachineArn: process.env.WORKFLOW_ARN,
        name: detail.id, input: JSON.stringify(detail) }));
    };`,

  Remind: `const { SESv2Client, SendEmailCommand } = require(${sdk('@aws-sdk/client-sesv2')});
    const mail = new SESv2Client({});
    exports.handler = async ({ id }) => {
      await mail.send(new SendEmailCommand({ FromEmailAddress: 'care@mail.example',
        Destination: { ToAddresses: ['desk@practice.example'] },
        Content: { Simple: { Subject: { Data: 'Three days later' }, Body: { Text: { Data: id } } } } }));
      return { outcome: 'reminded' };
    };`,

  Sweep: `const { DynamoDBClient, QueryCommand, TransactWriteItemsCommand } = require(${sdk('@aws-sdk/client-dynamodb')});
    const db = new DynamoDBClient({});
    exports.handler = async () => {
      const now = new Date().toISOString();
      const { Items } = await db.send(new QueryCommand({ TableName: process.env.TABLE_NAME, IndexName: 'due',
        KeyConditionExpression: 'due = :d AND dueSort <= :now',
        ExpressionAttributeValues: { ':d': { S: 'NOTE' }, ':now': { S: now } } }));
      for (const { pk, sk } of Items) await db.send(new TransactWriteItemsCommand({ TransactItems: [{ Update: {
        TableName: process.env.TABLE_NAME, Key: { pk, sk }, UpdateExpression: 'SET doneAt = :now REMOVE due, dueSort',
        ExpressionAttributeValues: { ':now': { S: now } } } }] }));
    };`,

  Guard: `exports.handler = async (event) => ({ isAuthorized: event.identitySource[0] === 'Bearer link',
    context: { patientId: 'pat_1' } });`,

  Slow: 'exports.handler = () => new Promise((done) => setTimeout(done, 60000));',
};

const onlyInTransactions = {
  Condition: {
    'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
  },
};

const workflow = {
  QueryLanguage: 'JSONata',
  StartAt: 'Await three days',
  States: {
    'Await three days': { Type: 'Wait', Seconds: 3 * 86_400, Next: 'Remind' },
    Remind: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: `\${Remind}`, Payload: { id: '{% $states.input.id %}' } },
      Retry: [{ ErrorEquals: ['TransientFault'], MaxAttempts: 2 }],
      End: true,
    },
  },
};

const indexArn = { 'Fn::Join': ['', [getAtt('Table'), '/index/due']] };

/** A service with one of everything the runtime runs: small, but wired like the real one. */
export const aSmallService = () =>
  anAssembly(
    {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          AttributeDefinitions: ['pk', 'sk', 'due', 'dueSort'].map((AttributeName) => ({
            AttributeName,
            AttributeType: 'S',
          })),
          GlobalSecondaryIndexes: [
            {
              IndexName: 'due',
              KeySchema: [
                { AttributeName: 'due', KeyType: 'HASH' },
                { AttributeName: 'dueSort', KeyType: 'RANGE' },
              ],
              Projection: { ProjectionType: 'ALL' },
            },
          ],
          StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        },
      },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'small' } },
      DeadLetters: { Type: 'AWS::SQS::Queue', Properties: {} },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      Console: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: { UserPoolId: ref('Pool'), AllowedOAuthScopes: ['openid', 'dripline/user'] },
      },
      Practice: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: {
          UserPoolId: ref('Pool'),
          AllowedOAuthFlows: ['client_credentials'],
          AllowedOAuthScopes: ['dripline/referrals', 'practice/1234567893'],
        },
      },
      TokenAuthorizer: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: {
          AuthorizerType: 'JWT',
          IdentitySource: ['$request.header.Authorization'],
          JwtConfiguration: {
            Audience: [ref('Console'), ref('Practice')],
            Issuer: {
              'Fn::Join': [
                '',
                ['https://cognito-idp.', ref('AWS::Region'), '.amazonaws.com/', ref('Pool')],
              ],
            },
          },
        },
      },
      LinkAuthorizer: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: {
          AuthorizerType: 'REQUEST',
          AuthorizerPayloadFormatVersion: '2.0',
          EnableSimpleResponses: true,
          AuthorizerResultTtlInSeconds: 0,
          IdentitySource: ['$request.header.Authorization'],
          AuthorizerUri: {
            'Fn::Join': [
              '',
              [
                'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/',
                getAtt('Guard'),
                '/invocations',
              ],
            ],
          },
        },
      },
      ...aFunction('Echo'),
      ...aRoute('Echo', 'GET /echo/{id}', 'Echo', byToken('dripline/user')),
      ...aRoute('Open', 'ANY /open/{proxy+}', 'Echo'),
      ...aRoute('Mine', 'GET /mine', 'Echo', {
        AuthorizationType: 'CUSTOM',
        AuthorizerId: ref('LinkAuthorizer'),
      }),
      ...aFunction('Guard'),
      ...mayInvoke('Guard', 'Guard', 'apigateway'),
      ...aFunction('Slow', [], {}, 1),
      ...aRoute('Slow', 'GET /slow', 'Slow'),
      ...aFunction('Keep', [allow('dynamodb:PutItem', getAtt('Table'), onlyInTransactions)], {
        TABLE_NAME: ref('Table'),
      }),
      ...aRoute('Keep', 'POST /notes', 'Keep'),
      ...aFunction(
        'Publish',
        [
          allow('events:PutEvents', getAtt('Bus')),
          allow(
            ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
            getAtt('Table', 'StreamArn'),
          ),
        ],
        { EVENT_BUS_NAME: ref('Bus') },
      ),
      Changes: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: getAtt('Table', 'StreamArn'),
          FunctionName: ref('Publish'),
          StartingPosition: 'TRIM_HORIZON',
          BatchSize: 10,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          FilterCriteria: {
            Filters: [
              {
                Pattern: JSON.stringify({
                  eventName: ['INSERT'],
                  dynamodb: { NewImage: { pk: { S: [{ prefix: 'NOTE#' }] } } },
                }),
              },
            ],
          },
        },
      },
      ...aFunction(
        'Tell',
        [allow('ses:SendEmail'), allow('states:StartExecution', ref('Workflow'))],
        { WORKFLOW_ARN: ref('Workflow') },
      ),
      ...mayInvoke('Told', 'Tell', 'events'),
      Told: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: ref('Bus'),
          EventPattern: { source: ['small'], 'detail-type': ['note.kept'] },
          Targets: [
            { Id: 'T', Arn: getAtt('Tell'), DeadLetterConfig: { Arn: getAtt('DeadLetters') } },
          ],
        },
      },
      ...aFunction('Remind', [allow('ses:SendEmail')]),
      Workflow: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          DefinitionString: JSON.stringify(workflow),
          DefinitionSubstitutions: { Remind: getAtt('Remind') },
          RoleArn: getAtt('WorkflowRole'),
        },
      },
      WorkflowRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Principal: { Service: 'states.amazonaws.com' } }],
          },
          Policies: [
            { PolicyDocument: { Statement: [allow('lambda:InvokeFunction', getAtt('Remind'))] } },
          ],
        },
      },
      ...aFunction(
        'Sweep',
        [
          allow('dynamodb:Query', indexArn),
          allow('dynamodb:UpdateItem', getAtt('Table'), onlyInTransactions),
        ],
        { TABLE_NAME: ref('Table') },
      ),
      Often: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          ScheduleExpression: 'rate(5 minutes)',
          Target: { Arn: getAtt('Sweep'), RoleArn: getAtt('OftenRole') },
        },
      },
      OftenRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Principal: { Service: 'scheduler.amazonaws.com' } }],
          },
          Policies: [
            { PolicyDocument: { Statement: [allow('lambda:InvokeFunction', getAtt('Sweep'))] } },
          ],
        },
      },
    },
    handlers,
  );
