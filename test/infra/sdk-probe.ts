import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import {
  ExecutionAlreadyExists,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { patience, waiting } from '../../functions/platform/patience.ts';

const item = {
  pk: 'REFERRAL#1',
  words: 'Zoë “quoted” \\ / \u0007 \n 💉 \ud800',
  bytes: new Uint8Array([0, 1, 2, 250, 251]),
  amounts: [0, -1.5, 1e21, 12_345_678_901],
  deep: { yes: true, no: false, none: null, left: undefined, list: [{ a: 1 }, []] },
  set: new Set(['a', 'b']),
};

/** Every operation that the functions call, on clients as the functions make them. */
export const calls = (endpoint: string): Record<string, () => Promise<unknown>> => {
  const settings = {
    ...waiting({ ...patience.table, attempts: 2 }),
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
  };
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const s3 = new S3Client(settings);
  const sfn = new SFNClient(settings);
  const bus = new EventBridgeClient(settings);
  const kms = new KMSClient(settings);
  const mail = new SESv2Client(settings);
  const texts = new PinpointSMSVoiceV2Client(settings);
  const TableName = 'table';
  const at = { Bucket: 'bucket', Key: 'documents/1 a' };
  const put = { TableName, Item: item };
  const machine = { stateMachineArn: 'arn:aws:states:us-east-1:1:stateMachine:a', name: 'one' };
  return {
    get: () => table.send(new GetCommand({ TableName, Key: { pk: 'a' }, ConsistentRead: true })),
    put: () =>
      table.send(new PutCommand({ ...put, ConditionExpression: 'attribute_not_exists(pk)' })),
    update: () =>
      table.send(
        new UpdateCommand({
          TableName,
          Key: { pk: 'a' },
          UpdateExpression: 'SET #a = :a',
          ExpressionAttributeNames: { '#a': 'a' },
          ExpressionAttributeValues: { ':a': item },
        }),
      ),
    query: () =>
      table.send(
        new QueryCommand({
          TableName,
          Limit: 5,
          ScanIndexForward: false,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'a' },
          ExclusiveStartKey: { pk: 'a', sk: 'b' },
        }),
      ),
    batch: () =>
      table.send(new BatchGetCommand({ RequestItems: { table: { Keys: [{ pk: 'a' }] } } })),
    transaction: () =>
      table.send(
        new TransactWriteCommand({ ClientRequestToken: 'token', TransactItems: [{ Put: put }] }),
      ),
    cancelled: async () => {
      const thrown = await table
        .send(
          new TransactWriteCommand({ ClientRequestToken: 'cancel', TransactItems: [{ Put: put }] }),
        )
        .catch((error: unknown) => error);
      return thrown instanceof TransactionCanceledException && thrown.CancellationReasons;
    },
    started: () => sfn.send(new StartExecutionCommand({ ...machine, input: '{"a":"é"}' })),
    again: async () => {
      const thrown = await sfn
        .send(new StartExecutionCommand({ ...machine, name: 'again' }))
        .catch((error: unknown) => error);
      return thrown instanceof ExecutionAlreadyExists;
    },
    told: () => sfn.send(new SendTaskSuccessCommand({ taskToken: 'token', output: '{}' })),
    stopped: () => sfn.send(new StopExecutionCommand({ executionArn: 'arn' })),
    published: () =>
      bus.send(
        new PutEventsCommand({
          Entries: [
            {
              Source: 'dripline',
              DetailType: 'a',
              Detail: '{}',
              Time: new Date(1_795_910_400_500),
            },
          ],
        }),
      ),
    mac: () =>
      kms.send(
        new GenerateMacCommand({
          KeyId: 'key',
          MacAlgorithm: 'HMAC_SHA_256',
          Message: new Uint8Array([1, 2]),
        }),
      ),
    mailed: () =>
      mail.send(
        new SendEmailCommand({
          FromEmailAddress: 'a@example.org',
          Destination: { ToAddresses: ['b@example.org'] },
          Content: { Simple: { Subject: { Data: 'é' }, Body: { Text: { Data: 'b' } } } },
        }),
      ),
    texted: () =>
      texts.send(
        new SendTextMessageCommand({ DestinationPhoneNumber: '+15035550100', MessageBody: 'a' }),
      ),
    stored: () =>
      s3.send(new PutObjectCommand({ ...at, Body: Buffer.from('é'), ContentType: 'a/b' })),
    fetched: async () => {
      const { Body, ...rest } = await s3.send(new GetObjectCommand({ ...at, Range: 'bytes=0-9' }));
      return { ...rest, content: await Body?.transformToString('base64') };
    },
    looked: () => s3.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' })),
    missing: () => s3.send(new HeadObjectCommand({ ...at, Key: 'missing' })),
    copied: () =>
      s3.send(
        new CopyObjectCommand({ ...at, CopySource: 'bucket/a', MetadataDirective: 'REPLACE' }),
      ),
    removed: () => s3.send(new DeleteObjectCommand(at)),
    offered: async () =>
      getSignedUrl(s3, new PutObjectCommand({ ...at, ContentLength: 4, IfNoneMatch: '*' }), {
        signingDate: new Date(1_795_910_400_000),
        expiresIn: 300,
        signingRegion: await s3.config.region(),
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      }),
    busy: () => table.send(new GetCommand({ TableName, Key: { pk: 'busy' } })),
    unreadable: () => table.send(new GetCommand({ TableName, Key: { pk: 'unreadable' } })),
  };
};
