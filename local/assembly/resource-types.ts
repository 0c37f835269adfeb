/** Types this runtime gives life to; each has a loader. */
const loaded = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::S3::Bucket',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
  'AWS::StepFunctions::StateMachine',
  'Custom::PublishedConsole',
]);

/** Types with nothing to do on one machine, and why. */
export const withoutLocalBehavior: Record<string, string> = {
  'AWS::ApiGatewayV2::ApiMapping': 'the API answers on loopback, without a domain name',
  'AWS::Backup::BackupPlan': 'the data folder is the backup unit',
  'AWS::Backup::BackupSelection': 'the data folder is the backup unit',
  'AWS::Backup::BackupVault': 'the data folder is the backup unit',
  'AWS::CDK::Metadata': 'says which CDK made the template',
  'AWS::CloudFormation::Stack': 'holds nothing but what is in this list; that is checked',
  'AWS::CloudFront::OriginAccessControl': 'guards against other accounts; none exist here',
  'AWS::CloudTrail::Trail': 'no account activity to record',
  'AWS::CloudWatch::Alarm': 'nobody to page; /local shows what waits and what failed',
  'AWS::CloudWatch::CompositeAlarm': 'nobody to page',
  'AWS::CloudWatch::Dashboard': 'see /local/metrics',
  'AWS::Cognito::UserPoolDomain': 'people and systems sign in under /local/cognito',
  'AWS::Cognito::UserPoolGroup': 'groups are given by the local token command',
  'AWS::Cognito::UserPoolResourceServer': 'scopes are read from the clients',
  'AWS::Events::Archive': 'the journal keeps what happened',
  'AWS::IAM::ServiceLinkedRole': 'grants AWS services, not functions',
  'AWS::Lambda::Alias': 'one version of each function runs',
  'AWS::Lambda::Version': 'one version of each function runs',
  'AWS::Logs::LogGroup': 'logs are files in the data folder',
  'AWS::Logs::MetricFilter': 'see /local/metrics',
  'AWS::Logs::ResourcePolicy': 'logs are files in the data folder',
  'AWS::Logs::QueryDefinition': 'logs are files in the data folder',
  'AWS::S3::BucketPolicy': 'guards against other accounts; none exist here',
  'AWS::SES::ConfigurationSet': 'mail is kept, not sent',
  'AWS::SES::ConfigurationSetEventDestination': 'mail is kept, not sent',
  'AWS::SNS::TopicPolicy': 'guards against other accounts; none exist here',
  'AWS::SQS::QueuePolicy': 'guards against other accounts; none exist here',
  'AWS::SSM::Parameter': 'read by people and pipelines, not by functions',
  'AWS::Scheduler::ScheduleGroup': 'a name for schedules',
  'AWS::WAFv2::LoggingConfiguration': 'loopback only',
  'AWS::WAFv2::WebACL': 'loopback only',
  'AWS::WAFv2::WebACLAssociation': 'loopback only',
  'Custom::S3AutoDeleteObjects': 'runs only when a stack is deleted',
};

export type Behavior = 'loaded' | 'none';

/** @throws when this runtime does not know the type: half a service must not look like a whole one. */
export const behaviorOf = (type: string, logicalId: string): Behavior => {
  if (loaded.has(type)) return 'loaded';
  if (Object.hasOwn(withoutLocalBehavior, type)) return 'none';
  throw new Error(
    `${logicalId} is a ${type}, which the local runtime neither runs nor lists as having no local ` +
      'behavior (local/assembly/resource-types.ts)',
  );
};
