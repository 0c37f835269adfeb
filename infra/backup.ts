import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

const awsBackupPolicies = [
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'AWSBackupServiceRolePolicyForS3Backup',
];

/**
 * A daily copy in a vault of its own, kept for a year and safe from a mistaken or hostile delete.
 * Point-in-time recovery covers the last 35 days to the second.
 */
export const backups = (
  scope: Construct,
  table: Table,
  documents: Bucket,
  encryptionKey: IKey,
): void => {
  const backupVault = new BackupVault(scope, 'Vault', {
    encryptionKey,
    blockRecoveryPointDeletion: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const plan = new BackupPlan(scope, 'Backups', {
    backupVault,
    backupPlanRules: [
      new BackupPlanRule({
        ruleName: 'daily',
        scheduleExpression: Schedule.cron({ hour: '5', minute: '0' }),
        deleteAfter: Duration.days(365),
      }),
    ],
  });
  plan.addSelection('Records', {
    role: backupRole(scope),
    disableDefaultBackupPolicy: true,
    resources: [
      BackupResource.fromDynamoDbTable(table),
      BackupResource.fromArn(documents.bucketArn),
    ],
  });
};

const backupRole = (scope: Construct): Role => {
  const role = new Role(scope, 'BackupRole', {
    assumedBy: new ServicePrincipal('backup.amazonaws.com'),
  });
  for (const path of awsBackupPolicies) {
    role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName(path));
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${path}]`,
      reason:
        'AWS extends this policy as AWS Backup learns new services; a copy of ours would fall behind.',
    });
  }
  return role;
};
