import { createServer } from 'node:http';
import type { CloudAssembly, TemplateResource } from '../assembly/cloud-assembly.ts';
import { digestContent } from '../assembly/sources.ts';
import type { Records } from '../data/records.ts';
import { asObject, asText, type JsonObject } from '../json.ts';
import type { LambdaHost } from './lambda-host.ts';

type Options = { assembly: CloudAssembly; host: LambdaHost; records: Records };

/** Takes the one answer that a function sends to CloudFormation. */
const listenForAnswer = async () => {
  const { promise: answered, resolve } = Promise.withResolvers<JsonObject>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end();
    resolve(asObject(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    answered,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

const deploy = async (
  { id, type, properties }: TemplateResource,
  before: string | undefined,
  host: LambdaHost,
): Promise<void> => {
  const answer = await listenForAnswer();
  try {
    const { error } = await host.invoke(
      asText(properties.ServiceToken),
      {
        RequestType: before === undefined ? 'Create' : 'Update',
        ResponseURL: answer.url,
        StackId: 'local',
        RequestId: id,
        LogicalResourceId: id,
        ResourceType: type,
        ResourceProperties: properties,
      },
      'task',
    );
    if (error !== undefined) throw new Error(`${id} could not be deployed: ${error}`);
    const { Status, Reason } = await answer.answered;
    if (Status !== 'SUCCESS') throw new Error(`${id} could not be deployed: ${asText(Reason)}`);
  } finally {
    answer.close();
  }
};

/**
 * What CloudFormation does for the resources that a function of the template stands for: it is
 * invoked when they are new or have changed, and a deployment that it fails is none.
 *
 * @throws with what the function told
 */
export const deployCustomResources = async ({
  assembly,
  host,
  records,
}: Options): Promise<void> => {
  for (const resource of assembly.ofType('Custom::PublishedConsole')) {
    const mark = `custom resource ${resource.id}`;
    const before = records.mark(mark);
    const now = digestContent(JSON.stringify(resource.properties));
    if (before === now) continue;
    await deploy(resource, before, host);
    records.setMark(mark, now);
  }
};
