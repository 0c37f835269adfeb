import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { account } from '../assembly/resource-names.ts';
import { endOnDiskFault } from '../data/lost.ts';
import type { Access, Caller } from '../iam/access.ts';
import { asObject, type JsonObject } from '../json.ts';
import type { bucketCors } from './bucket-cors.ts';
import { type AwsAnswer, type AwsCall, AwsRefusal, type AwsService } from './call.ts';
import { checkPresigned, presignedBy } from './presigned.ts';

type Options = {
  services: readonly AwsService[];
  access: Access;
  callerOf(accessKeyId: string): Caller | undefined;
  onCall?(call: AwsCall, answer: AwsAnswer): void;
  /** For addresses that a function has signed for somebody else, and for pages that send to them. */
  presigned?: {
    secretOf(accessKeyId: string): string | undefined;
    now(): number;
    cors: ReturnType<typeof bucketCors>;
  };
};

/** A request as it came, over HTTP or from a function's thread. */
export type GatewayRequest = Pick<AwsCall, 'method' | 'headers' | 'body'> & { path: string };

export type AwsGateway = {
  /** Answers a signed request that a function's thread hands over. Status 0: the answer got lost. */
  receive(request: GatewayRequest): Promise<AwsAnswer>;
  /** Answers a call that does not arrive over HTTP: a state machine's direct integration. */
  call(call: AwsCall): Promise<AwsAnswer>;
  listen(port: number): Promise<number>;
  close(): Promise<void>;
};

type Asked = Pick<AwsCall, 'method' | 'url' | 'headers'>;
type Body = {
  read(): Promise<Buffer> | Buffer;
  /** Nobody will read it. */
  drop(): void;
};

const credential = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/;

const readBody = async (request: IncomingMessage) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
};

const inputOf = (service: string, body: Buffer): JsonObject => {
  if (service === 's3' || !body.length) return {};
  try {
    return asObject(JSON.parse(body.toString('utf8')));
  } catch {
    throw new AwsRefusal('SerializationException', 'The request body is not JSON.');
  }
};

const plainRefusal = (code: string, message: string): AwsAnswer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code },
  body: JSON.stringify({ __type: code, message }),
});

/**
 * One loopback port that speaks the AWS protocols. It knows the caller by the access key id, denies
 * what the caller's synthesized role does not allow, and hands the rest to the service's stand-in.
 */
export const openAwsGateway = ({
  services,
  access,
  callerOf,
  onCall,
  presigned,
}: Options): AwsGateway => {
  const byName = new Map(services.map((service) => [service.name, service]));

  const dispatch = async (service: AwsService, call: AwsCall) => {
    const denied = access.firstDenied(call.caller, service.needs(call));
    if (denied) {
      const who = `arn:aws:sts::${account}:assumed-role/${call.caller.roleArn.split('/').at(-1)}/${call.caller.name}`;
      throw new AwsRefusal(
        'AccessDeniedException',
        `User: ${who} is not authorized to perform: ${denied.action} on resource: ${denied.resources[0]}`,
        403,
      );
    }
    return service.answer(call);
  };

  const call = async (awsCall: AwsCall): Promise<AwsAnswer> => {
    const service = byName.get(awsCall.service);
    if (!service) {
      return plainRefusal('UnknownOperationException', `${awsCall.service} has no local stand-in.`);
    }
    let answer: AwsAnswer;
    try {
      answer = await dispatch(service, awsCall);
    } catch (error) {
      endOnDiskFault(error);
      const { name, message, status } =
        error instanceof AwsRefusal
          ? error
          : { name: 'InternalServerError', message: (error as Error).message, status: 500 };
      answer = service.refuse(status, name, message);
    }
    onCall?.(awsCall, answer);
    return answer;
  };

  const receive = async (asked: Asked, body: Body): Promise<AwsAnswer> => {
    if (presigned && presignedBy(asked.url) !== undefined) return receivePresigned(asked, body);
    const preflight = presigned?.cors.preflight(asked);
    if (preflight) return preflight;
    const [, keyId = '', serviceName = ''] =
      credential.exec(String(asked.headers.authorization ?? '')) ?? [];
    return pass(asked, body, { keyId, serviceName });
  };

  /** Looked at before its body is read: whoever has no right to send it is not listened to. */
  const receivePresigned = async (asked: Asked, body: Body): Promise<AwsAnswer> => {
    const keyId = presignedBy(asked.url) ?? '';
    const secret = presigned?.secretOf(keyId);
    const cors = presigned?.cors.headersFor(asked) ?? {};
    try {
      if (secret === undefined)
        throw new AwsRefusal('InvalidAccessKeyId', 'The access key does not exist.', 403);
      checkPresigned(asked, secret, presigned?.now() ?? 0);
    } catch (error) {
      body.drop();
      const { status, name, message } = error as AwsRefusal;
      const refusal =
        byName.get('s3')?.refuse(status, name, message) ?? plainRefusal(name, message);
      return { ...refusal, headers: { ...refusal.headers, ...cors, connection: 'close' } };
    }
    const answer = await pass(asked, body, { keyId, serviceName: 's3' });
    return { ...answer, headers: { ...answer.headers, ...cors } };
  };

  const pass = async (
    asked: Asked,
    sent: Body,
    { keyId, serviceName }: { keyId: string; serviceName: string },
  ): Promise<AwsAnswer> => {
    const body = await sent.read();
    const caller = callerOf(keyId);
    const service = byName.get(serviceName);
    if (!caller) {
      const refuse = service?.refuse ?? ((_status, code, message) => plainRefusal(code, message));
      return refuse(403, 'UnrecognizedClientException', 'The security token is invalid.');
    }
    try {
      const input = inputOf(serviceName, body);
      const operation = service?.operationOf(asked) ?? '';
      return await call({ ...asked, caller, service: serviceName, operation, body, input });
    } catch (error) {
      return plainRefusal((error as Error).name, (error as Error).message);
    }
  };

  const addressed = (path: string) => new URL(path, 'http://gateway');

  const server = createServer((request, response) => {
    const { method = 'POST', headers } = request;
    const body = { read: () => readBody(request), drop: () => request.resume() };
    // A request line that is no address breaks its own connection, and nothing else.
    Promise.resolve()
      .then(() => receive({ method, url: addressed(request.url ?? '/'), headers }, body))
      .then((answer) => {
        if (answer.status === 0) return request.socket.destroy();
        const body = answer.body ?? '';
        response.writeHead(answer.status, {
          'x-amzn-requestid': randomUUID(),
          'content-length': Buffer.byteLength(body),
          ...answer.headers,
        });
        response.end(request.method === 'HEAD' ? undefined : body);
      })
      .catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;

  return {
    call,
    receive: async ({ method, path, headers, body }) => {
      const whole = { read: () => body, drop: () => {} };
      const answer = await receive({ method, url: addressed(path), headers }, whole);
      const content = method === 'HEAD' ? '' : (answer.body ?? '');
      const identified = { 'x-amzn-requestid': randomUUID(), ...answer.headers };
      return { ...answer, headers: identified, body: content };
    },
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
