import { asText, type JsonObject } from '../json.ts';

export const region = 'us-east-1';
export const account = '000000000000';

export type Endpoints = {
  /** Where the HTTP API answers, for example `http://127.0.0.1:8787`. */
  api: string;
  /** Where the AWS protocols answer. */
  gateway: string;
  /** Ends the names of tables in a database that holds those of others too. */
  tableSuffix?: string;
};

export type ResourceName = { ref: string; attributes: Record<string, string> };
type Namer = (id: string, properties: JsonObject, endpoints: Endpoints) => ResourceName;

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;

/** The name given in the template, else the logical id: both are stable across synths. */
const named =
  (property: string, arnOf: (name: string) => string, attribute = 'Arn'): Namer =>
  (id, properties) => {
    const name = asText(properties[property]) || id;
    return { ref: name, attributes: { [attribute]: arnOf(name) } };
  };

const byArn =
  (property: string, arnOf: (name: string) => string, attribute = 'Arn'): Namer =>
  (id, properties) => {
    const name = asText(properties[property]) || id;
    return { ref: arnOf(name), attributes: { [attribute]: arnOf(name), Name: name } };
  };

const tableName: Namer = (id, properties, { tableSuffix = '' }) => {
  const name = `${asText(properties.TableName) || id}${tableSuffix}`;
  const tableArn = arn('dynamodb', `table/${name}`);
  return {
    ref: name,
    attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local`, TableId: name },
  };
};

const bucketName: Namer = (id, properties) => {
  const name = asText(properties.BucketName) || id.toLowerCase();
  const domain = `${name}.s3.${region}.amazonaws.com`;
  return {
    ref: name,
    attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: domain, RegionalDomainName: domain },
  };
};

/** A KMS key id is a UUID: handlers may tell keys from aliases by their form. */
const keyName: Namer = (id) => {
  const hex = Buffer.from(id.padEnd(16, '-').slice(-16)).toString('hex');
  const keyId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { ref: keyId, attributes: { Arn: arn('kms', `key/${keyId}`), KeyId: keyId } };
};

const userPoolName: Namer = (id, _properties, { api }) => {
  const poolId = `${region}_${id}`;
  return {
    ref: poolId,
    attributes: {
      Arn: arn('cognito-idp', `userpool/${poolId}`),
      UserPoolId: poolId,
      ProviderName: `cognito-idp.${region}.amazonaws.com/${poolId}`,
      ProviderURL: `${api}/local/cognito`,
    },
  };
};

/** What `Ref` and `Fn::GetAtt` give for each resource type of the template. */
export const resourceNames: Record<string, Namer> = {
  'AWS::ApiGatewayV2::Api': (id, _properties, { api }) => ({
    ref: id,
    attributes: { ApiId: id, ApiEndpoint: api },
  }),
  'AWS::ApiGatewayV2::Authorizer': (id) => ({ ref: id, attributes: { AuthorizerId: id } }),
  'AWS::ApiGatewayV2::Integration': (id) => ({ ref: id, attributes: { IntegrationId: id } }),
  'AWS::ApiGatewayV2::Route': (id) => ({ ref: id, attributes: { RouteId: id } }),
  'AWS::ApiGatewayV2::Stage': (id, properties) => ({
    ref: asText(properties.StageName) || id,
    attributes: {},
  }),
  'AWS::Backup::BackupPlan': (id) => ({
    ref: id,
    attributes: { BackupPlanId: id, BackupPlanArn: arn('backup', `backup-plan:${id}`) },
  }),
  'AWS::Backup::BackupVault': (id, properties) => {
    const name = asText(properties.BackupVaultName) || id;
    const vaultArn = arn('backup', `backup-vault:${name}`);
    return { ref: name, attributes: { BackupVaultName: name, BackupVaultArn: vaultArn } };
  },
  'AWS::CloudFront::Distribution': (id, _properties, { api }) => ({
    ref: id,
    attributes: { Id: id, DomainName: new URL(api).host },
  }),
  'AWS::CloudFront::Function': (id) => {
    const own = `arn:aws:cloudfront::${account}:function/${id}`;
    return { ref: own, attributes: { FunctionARN: own } };
  },
  'AWS::CloudFront::OriginAccessControl': (id) => ({ ref: id, attributes: { Id: id } }),
  'AWS::CloudFront::ResponseHeadersPolicy': (id) => ({ ref: id, attributes: { Id: id } }),
  'AWS::CloudWatch::Alarm': named('AlarmName', (name) => arn('cloudwatch', `alarm:${name}`)),
  'AWS::Cognito::UserPool': userPoolName,
  'AWS::Cognito::UserPoolClient': (id) => ({
    ref: id.toLowerCase(),
    attributes: { ClientId: id.toLowerCase(), Name: id },
  }),
  'AWS::Cognito::UserPoolDomain': named('Domain', (name) => name, 'Domain'),
  'AWS::Cognito::UserPoolGroup': named('GroupName', (name) => name, 'GroupName'),
  'AWS::Cognito::UserPoolResourceServer': named('Identifier', (name) => name, 'Identifier'),
  'AWS::DynamoDB::GlobalTable': tableName,
  'AWS::DynamoDB::Table': tableName,
  'AWS::Events::Archive': named('ArchiveName', (name) => arn('events', `archive/${name}`)),
  'AWS::Events::EventBus': (id, properties) => {
    const name = asText(properties.Name) || id;
    return { ref: name, attributes: { Arn: arn('events', `event-bus/${name}`), Name: name } };
  },
  'AWS::Events::Rule': named('Name', (name) => arn('events', `rule/${name}`)),
  'AWS::IAM::ManagedPolicy': byArn(
    'ManagedPolicyName',
    (name) => `arn:aws:iam::${account}:policy/${name}`,
    'PolicyArn',
  ),
  'AWS::IAM::Policy': named('PolicyName', (name) => name, 'Id'),
  'AWS::IAM::Role': named('RoleName', (name) => `arn:aws:iam::${account}:role/${name}`),
  'AWS::KMS::Alias': named('AliasName', (name) => arn('kms', name)),
  'AWS::KMS::Key': keyName,
  'AWS::Lambda::Alias': byArn('Name', (name) => arn('lambda', `function:${name}`)),
  'AWS::Lambda::EventSourceMapping': (id) => ({ ref: id, attributes: { Id: id } }),
  'AWS::Lambda::Function': named('FunctionName', (name) => arn('lambda', `function:${name}`)),
  'AWS::Logs::LogGroup': named('LogGroupName', (name) => arn('logs', `log-group:${name}:*`)),
  'AWS::S3::Bucket': bucketName,
  'AWS::SES::ConfigurationSet': named('Name', (name) => name, 'Name'),
  'AWS::SES::EmailIdentity': named('EmailIdentity', (name) => arn('ses', `identity/${name}`)),
  'AWS::SNS::Topic': byArn('TopicName', (name) => arn('sns', name), 'TopicArn'),
  'AWS::SQS::Queue': (id, properties, { gateway }) => {
    const name = asText(properties.QueueName) || id;
    const url = `${gateway}/${account}/${name}`;
    return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::Scheduler::Schedule': named('Name', (name) => arn('scheduler', `schedule/default/${name}`)),
  'AWS::Scheduler::ScheduleGroup': named('Name', (name) =>
    arn('scheduler', `schedule-group/${name}`),
  ),
  'AWS::StepFunctions::StateMachine': byArn('StateMachineName', (name) =>
    arn('states', `stateMachine:${name}`),
  ),
  'AWS::WAFv2::WebACL': named('Name', (name) => arn('wafv2', `regional/webacl/${name}/local`)),
};
