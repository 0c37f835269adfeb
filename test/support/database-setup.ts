import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { CreateTableInput } from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { TestProject } from 'vitest/node';
import { referralTable } from '../../infra/table.ts';
import { executable } from '../../local/data/database.ts';
import { freePort } from '../../local/ports.ts';

type TableDefinition = Omit<CreateTableInput, 'TableName'>;

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a DynamoDB answers the tests of this run. */
    databaseEndpoint: string;
    tableDefinition: TableDefinition;
  }
}

/** The table as infra/table.ts deploys it, less its stream, which no store reads. */
const deployedTable = (): TableDefinition => {
  const stack = new Stack(new App());
  referralTable(stack, new Key(stack, 'Key'));
  const tables = Template.fromStack(stack).findResources('AWS::DynamoDB::Table');
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } =
    Object.values(tables)[0]?.Properties ?? {};
  return { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode };
};

const untilItAnswers = async (endpoint: string): Promise<void> => {
  for (;;) {
    try {
      await fetch(endpoint, { method: 'POST' });
      return;
    } catch {
      await pause(10);
    }
  }
};

const embeddedEngine = async () => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const engine = spawn(executable(), ['serve', '--host', '127.0.0.1', '--port', String(port)], {
    stdio: 'ignore',
  });
  await untilItAnswers(endpoint);
  return { endpoint, stop: () => engine.kill() };
};

/** Once for all test files: the engine at `DYNAMODB_ENDPOINT`, or the embedded one in memory. */
export default async ({ provide }: TestProject) => {
  const given = process.env.DYNAMODB_ENDPOINT;
  const { endpoint, stop } = given ? { endpoint: given, stop: () => {} } : await embeddedEngine();
  provide('databaseEndpoint', endpoint);
  provide('tableDefinition', deployedTable());
  return stop;
};
