import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { checkPattern } from '../events/event-pattern.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';

export type StreamMapping = {
  id: string;
  table: string;
  functionArn: string;
  filters: JsonObject[];
  batchSize: number;
  /** How many batches run beside each other; records of one partition key stay in order. */
  parallelism: number;
  /** Tries after the first; beyond them the records go to the failure destination. */
  maxRetries: number;
  bisect: boolean;
  reportsItemFailures: boolean;
  onFailure: string;
};

const filtersOf = (id: string, criteria: JsonObject): JsonObject[] =>
  asList<JsonObject>(criteria.Filters).map(({ Pattern }) => {
    const pattern = asObject(JSON.parse(asText(Pattern)));
    try {
      checkPattern(pattern);
    } catch (error) {
      throw new Error(`${id}: ${(error as Error).message}`, { cause: error });
    }
    return pattern;
  });

/** The event source mappings of the template. @throws when one reads anything but a table's stream. */
export const streamMappings = (assembly: CloudAssembly): StreamMapping[] =>
  assembly.ofType('AWS::Lambda::EventSourceMapping').map(({ id, properties }) => {
    const [, table] = /:table\/([^/]+)\/stream\//.exec(asText(properties.EventSourceArn)) ?? [];
    if (!table) throw new Error(`${id} does not read the stream of a table`);
    const functionName = asText(properties.FunctionName);
    const retries = Number(properties.MaximumRetryAttempts ?? -1);
    return {
      id,
      table,
      functionArn: assembly.find(functionName)?.arn ?? functionName,
      filters: filtersOf(id, asObject(properties.FilterCriteria)),
      batchSize: Number(properties.BatchSize ?? 100),
      parallelism: Number(properties.ParallelizationFactor ?? 1),
      maxRetries: retries < 0 ? Number.POSITIVE_INFINITY : retries,
      bisect: properties.BisectBatchOnFunctionError === true,
      reportsItemFailures: asList(properties.FunctionResponseTypes).includes(
        'ReportBatchItemFailures',
      ),
      onFailure: asText(asObject(asObject(properties.DestinationConfig).OnFailure).Destination),
    };
  });
