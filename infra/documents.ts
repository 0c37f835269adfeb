import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** Where contents lie that are sent before they are documents; functions/platform/upload-gateway.ts. */
export const uploadPrefix = 'uploads/';

/**
 * Clinical documents as they were received. Versioned and kept: evidence is never overwritten. Only
 * what came with a refused request is deleted, and its last version goes after thirty days. What was
 * uploaded and did not become a document within its day is gone after the next, and its last version
 * a day later.
 */
export const documentBucket = (
  scope: Construct,
  encryptionKey: IKey,
  consoleOrigin: string,
): Bucket =>
  closedBucket(scope, 'Documents', {
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    serverAccessLogsBucket: accessLogBucket(scope),
    serverAccessLogsPrefix: 'documents/',
    lifecycleRules: [
      {
        noncurrentVersionExpiration: Duration.days(30),
        expiredObjectDeleteMarker: true,
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
      {
        prefix: uploadPrefix,
        expiration: Duration.days(2),
        noncurrentVersionExpiration: Duration.days(1),
      },
    ],
    // The console sends a file from where it is opened, straight to the bucket, and reads one by a link.
    cors: [
      {
        allowedOrigins: [consoleOrigin],
        allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
        allowedHeaders: ['content-type', 'x-amz-checksum-sha256', 'if-none-match'],
        maxAge: Duration.hours(1).toSeconds(),
      },
    ],
  });

/** Who asked for which document, kept for the six years that HIPAA asks of such records. */
const accessLogBucket = (scope: Construct): Bucket => {
  const bucket = closedBucket(scope, 'DocumentAccessLog', {
    encryption: BucketEncryption.S3_MANAGED,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [{ expiration: Duration.days(6 * 366) }],
  });
  for (const id of ['AwsSolutions-S1', 'HIPAA.Security-S3BucketLoggingEnabled']) {
    Validations.of(bucket).acknowledge({
      id,
      reason: 'This is the access log; logging it into itself would never end.',
    });
  }
  Validations.of(bucket).acknowledge({
    id: 'HIPAA.Security-S3DefaultEncryptionKMS',
    reason:
      'S3 delivers access logs only to buckets under its own key. They name objects by id and hold no PHI.',
  });
  return bucket;
};

export const closedBucket = (scope: Construct, id: string, props: BucketProps): Bucket => {
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...props,
  });
  Validations.of(bucket).acknowledge({
    id: 'HIPAA.Security-S3BucketReplicationEnabled',
    reason:
      'Versions and a daily backup vault protect the content. A second region is a decision of the deployment.',
  });
  return bucket;
};
