import type { Caller } from '../iam/access.ts';
import type { AccessNeed } from '../iam/policy.ts';
import type { JsonObject } from '../json.ts';

/** A request of the AWS SDK after its caller and service are known. */
export type AwsCall = {
  caller: Caller;
  service: string;
  operation: string;
  method: string;
  /** Path and query as sent. */
  url: URL;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  /** The body of the JSON protocols; empty for S3. */
  input: JsonObject;
};

export type AwsAnswer = {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

/** A stand-in for one AWS service. */
export type AwsService = {
  /** Signing name, as in the credential scope of the `Authorization` header. */
  name: string;
  operationOf(request: Pick<AwsCall, 'method' | 'url' | 'headers'>): string;
  /** What the caller's role must allow. */
  needs(call: AwsCall): AccessNeed[];
  answer(call: AwsCall): Promise<AwsAnswer> | AwsAnswer;
  refuse(status: number, code: string, message: string): AwsAnswer;
};

/** A refusal in the words of the service; the gateway turns it into the service's error shape. */
export class AwsRefusal extends Error {
  readonly status: number;
  override readonly name: string;
  constructor(name: string, message: string, status = 400) {
    super(message);
    this.name = name;
    this.status = status;
  }
}
