/**
 * List prices of us-east-1 in US dollars, as data; confirm before quoting. `confidence` tells a
 * price that was read at its source from one that is general knowledge.
 */
type Price = {
  usd: number;
  per: string;
  source: string;
  confidence: 'read' | 'general knowledge';
};

const million = 1_000_000;

export const prices = {
  transition: {
    usd: 25 / million,
    per: 'Step Functions Standard state transition, retries included',
    source: 'aws.amazon.com/step-functions/pricing',
    confidence: 'read',
  },
  invocation: {
    usd: 0.2 / million,
    per: 'Lambda request',
    source: 'aws.amazon.com/lambda/pricing',
    confidence: 'read',
  },
  gigabyteSecond: {
    usd: 0.000_013_333_4,
    per: 'Lambda arm64 GB-second',
    source: 'aws.amazon.com/lambda/pricing',
    confidence: 'read',
  },
  httpRequest: {
    usd: 1 / million,
    per: 'HTTP API request',
    source: 'aws.amazon.com/api-gateway/pricing',
    confidence: 'read',
  },
  writeUnit: {
    usd: 0.625 / million,
    per: 'DynamoDB on-demand write request unit',
    source: 'aws.amazon.com/dynamodb/pricing/on-demand, since November 2024',
    confidence: 'read',
  },
  readUnit: {
    usd: 0.125 / million,
    per: 'DynamoDB on-demand read request unit',
    source: 'aws.amazon.com/dynamodb/pricing/on-demand, since November 2024',
    confidence: 'read',
  },
  storedGigabyteMonth: {
    usd: 0.25 + 0.2,
    per: 'GB-month in the table, point-in-time recovery included',
    source: 'aws.amazon.com/dynamodb/pricing/on-demand',
    confidence: 'general knowledge',
  },
  event: {
    usd: 1 / million,
    per: 'EventBridge custom event',
    source: 'aws.amazon.com/eventbridge/pricing',
    confidence: 'read',
  },
  keyCall: {
    usd: 0.03 / 10_000,
    per: 'KMS request',
    source: 'aws.amazon.com/kms/pricing',
    confidence: 'general knowledge',
  },
  trace: {
    usd: 5 / million,
    per: 'X-Ray trace recorded, one per execution if none is left out by sampling',
    source: 'aws.amazon.com/xray/pricing',
    confidence: 'general knowledge',
  },
  logGigabyte: {
    usd: 0.5,
    per: 'GB of CloudWatch logs taken in',
    source: 'aws.amazon.com/cloudwatch/pricing',
    confidence: 'general knowledge',
  },
  mail: {
    usd: 0.1 / 1000,
    per: 'SES message',
    source: 'aws.amazon.com/ses/pricing',
    confidence: 'general knowledge',
  },
  text: {
    usd: 0.008 + 0.0035,
    per: 'US text message segment, carrier fee included',
    source: 'aws.amazon.com/end-user-messaging/pricing',
    confidence: 'general knowledge',
  },
} as const satisfies Record<string, Price>;

/** How long a referral is kept in the table, for the price of storing it. */
export const storedMonths = 12;
