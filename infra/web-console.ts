import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CfnParameter,
  CustomResource,
  Duration,
  FileSystem,
  Fn,
  type Stack,
  Validations,
} from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { type Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { closedBucket } from './documents.ts';
import type { Estate } from './grants.ts';
import type { ServiceFunction } from './service-function.ts';

/** The files of the console: code, the same for everyone, and nothing of a patient. */
export const consoleBucket = (scope: Construct): Bucket => {
  const bucket = closedBucket(scope, 'ConsoleFiles', {
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
  });
  Validations.of(bucket).acknowledge({
    id: 'HIPAA.Security-S3DefaultEncryptionKMS',
    reason: 'It holds the code of the console, which is public in the source, and no data.',
  });
  for (const id of ['AwsSolutions-S1', 'HIPAA.Security-S3BucketLoggingEnabled']) {
    Validations.of(bucket).acknowledge({
      id,
      reason: 'Only the distribution reads it, and only code: who fetched a script tells nothing.',
    });
  }
  return bucket;
};

/**
 * One address for people: the console's files under `/console`, the API behind all else, as on one
 * machine. So the console asks its own origin, and no other site's page may.
 *
 * @returns the address
 */
export const webConsole = (stack: Stack, estate: Estate, publisher: ServiceFunction): string => {
  const { consoleFiles, api } = estate;
  const pages = new EdgeFunction(stack, 'ConsolePages', {
    comment: 'Every screen of the console is one page',
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(
      readFileSync(join(import.meta.dirname, 'edge', 'console-pages.js'), 'utf8'),
    ),
  });
  const atTheEdge = [{ function: pages, eventType: FunctionEventType.VIEWER_REQUEST }];
  const distribution = new Distribution(stack, 'Front', {
    comment: 'Dripline: the console and the API',
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_100,
    webAclId: firewall(stack),
    defaultBehavior: {
      origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint))),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      functionAssociations: atTheEdge,
    },
    additionalBehaviors: {
      '/console*': {
        origin: S3BucketOrigin.withOriginAccessControl(consoleFiles),
        compress: true,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        functionAssociations: atTheEdge,
        responseHeadersPolicy: headers(stack, estate),
      },
    },
  });
  acknowledgeFindings(distribution);

  const { lambda } = publisher;
  new CustomResource(stack, 'PublishedConsole', {
    resourceType: 'Custom::PublishedConsole',
    serviceToken: lambda.functionArn,
    // Another content is another deployment of it.
    properties: { content: FileSystem.fingerprint(estate.codeOf('publish-console')) },
  });
  return `https://${distribution.distributionDomainName}`;
};

/** A firewall of CloudFront lives in us-east-1, where this stack need not be. */
const firewall = (stack: Stack): string =>
  new CfnParameter(stack, 'EdgeFirewall', {
    description: 'The ARN of an AWS WAF web ACL of scope CLOUDFRONT, or nothing',
    default: '',
    allowedPattern: '(arn:aws:wafv2:us-east-1:.+)?',
  }).valueAsString;

/** What a page of the console may load, and whom it may ask: nothing that is not named. */
const contentPolicy = ({ signIn, documents }: Estate): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${signIn.address} https://${documents.bucketRegionalDomainName}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    'frame-src blob:',
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const headers = (stack: Stack, estate: Estate): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(stack, 'ConsoleHeaders', {
    comment: 'What browsers must know of the pages of the console',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentPolicy(estate), override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      // Ids are in the addresses of screens.
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        {
          header: 'permissions-policy',
          value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
          override: true,
        },
      ],
    },
  });

const acknowledgeFindings = (distribution: Distribution) => {
  const accepted = {
    'AwsSolutions-CFR1':
      'Staff work where the deployment says: a restriction by country is its decision.',
    'AwsSolutions-CFR2':
      'The web ACL is a parameter, because it lives in us-east-1; every data route takes a signed token all the same.',
    'AwsSolutions-CFR3':
      'Addresses of screens name holds and referrals; who asked the API is in its own access log, without addresses.',
    'AwsSolutions-CFR4':
      'The certificate is that of CloudFront’s own domain name, which takes TLS 1.2 from every browser that runs the console.',
  };
  for (const [id, reason] of Object.entries(accepted))
    Validations.of(distribution).acknowledge({ id, reason });
};
