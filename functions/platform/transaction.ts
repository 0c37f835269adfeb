import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

/** One action of a transaction, as plain data; pure code may build it. */
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
