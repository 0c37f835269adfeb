import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { account, region } from '../assembly/resource-names.ts';
import type { EventBus } from '../events/event-bus.ts';
import { asList, asText, type JsonObject } from '../json.ts';
import { AwsRefusal, type AwsService } from './call.ts';
import { json, jsonRefusal, readTarget } from './json-protocol.ts';

const busNamed = (assembly: CloudAssembly, name: string) => {
  const short = (name || 'default').split('event-bus/').at(-1) ?? 'default';
  const arn = `arn:aws:events:${region}:${account}:event-bus/${short}`;
  return { name: short, arn: assembly.find(short)?.arn || arn };
};

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** EventBridge: an accepted event is kept before the call is answered. */
export const eventbridgeService = (assembly: CloudAssembly, bus: EventBus): AwsService => ({
  name: 'events',
  operationOf: readTarget,
  needs: ({ operation, input }) =>
    asList<JsonObject>(input.Entries).map((entry) => ({
      action: `events:${operation}`,
      resources: [busNamed(assembly, asText(entry.EventBusName)).arn],
      context: {
        'events:source': [asText(entry.Source)],
        'events:detail-type': [asText(entry.DetailType)],
      },
    })),
  answer: ({ operation, input }) => {
    if (operation !== 'PutEvents') throw new AwsRefusal('UnknownOperationException', operation);
    const entries = asList<JsonObject>(input.Entries);
    if (entries.length > 10) throw new AwsRefusal('ValidationException', 'At most 10 entries.');
    const results = entries.map((entry) => {
      const [source, detailType] = [asText(entry.Source), asText(entry.DetailType)];
      if (!source || !detailType) {
        return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Source and DetailType are needed.' };
      }
      if (!isJson(asText(entry.Detail))) {
        return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
      }
      const { name } = busNamed(assembly, asText(entry.EventBusName));
      const detail = JSON.parse(asText(entry.Detail));
      const resources = asList<string>(entry.Resources);
      return { EventId: bus.put(name, { source, detailType, detail, resources }) };
    });
    const failed = results.filter((result) => 'ErrorCode' in result).length;
    return json({ FailedEntryCount: failed, Entries: results }, 200, '1.1');
  },
  refuse: jsonRefusal,
});
