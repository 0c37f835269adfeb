import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import type { Delivery, Records } from '../data/records.ts';
import { asObject, asText, type Json } from '../json.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';
import type { Clock } from '../time/clock.ts';

/** Asynchronous invocations: kept before they are accepted, tried again, then a dead letter. */
export type Deliveries = {
  /** @param deadLetter ARN of the queue for what cannot be delivered, if the source names one */
  accept(functionArn: string, event: Json, deadLetter?: string): void;
  /** Tries again what an earlier process accepted. */
  resume(): void;
  /** Deliveries due now or under way. */
  busy(): number;
  /** How many were ever accepted, retries included. */
  accepted(): number;
  addDeadLetter(queueArn: string, body: Json): void;
};

type Options = {
  assembly: CloudAssembly;
  records: Records;
  host: LambdaHost;
  clock: Clock;
};

/** Lambda waits a minute before the first retry of an asynchronous invocation and two before the second. */
const retryAfterMs = (attempts: number) => attempts * 60_000;

export const openDeliveries = ({ assembly, records, host, clock }: Options): Deliveries => {
  const invokeConfigs = new Map(
    assembly.ofType('AWS::Lambda::EventInvokeConfig').map((config) => {
      const name = asText(config.properties.FunctionName);
      return [assembly.find(name)?.arn ?? name, config.properties];
    }),
  );
  let active = 0;
  let attempts = 0;

  const addDeadLetter = (queue: string, body: Json) =>
    records.addDeadLetter({
      queue: assembly.find(queue)?.label ?? queue,
      body: JSON.stringify(body),
      at: new Date(clock.now()).toISOString(),
    });

  const failed = (delivery: Delivery, error: string) => {
    const tries = delivery.attempts + 1;
    if (tries < delivery.maxAttempts) {
      const dueAt = clock.now() + retryAfterMs(tries);
      records.postpone(delivery.id, tries, dueAt);
      clock.schedule(dueAt, () => void attempt({ ...delivery, attempts: tries, dueAt }));
      return;
    }
    records.atomically(() => {
      addDeadLetter(delivery.deadLetter || delivery.functionArn, {
        requestContext: { functionArn: delivery.functionArn, approximateInvokeCount: tries },
        requestPayload: JSON.parse(delivery.payload) as Json,
        responsePayload: JSON.parse(error) as Json,
      });
      records.delivered(delivery.id);
    });
  };

  const attempt = async (delivery: Delivery) => {
    active += 1;
    attempts += 1;
    try {
      const { error } = await host.invoke(
        delivery.functionArn,
        JSON.parse(delivery.payload),
        'event',
      );
      if (error === undefined) records.delivered(delivery.id);
      else failed(delivery, error);
    } catch (error) {
      failed(delivery, JSON.stringify({ errorMessage: (error as Error).message }));
    } finally {
      active -= 1;
    }
  };

  return {
    accept: (functionArn, event, deadLetter = '') => {
      const config = invokeConfigs.get(functionArn) ?? {};
      const onFailure = asObject(asObject(config.DestinationConfig).OnFailure).Destination;
      const own = asObject(assembly.find(functionArn)?.properties.DeadLetterConfig).TargetArn;
      const delivery = records.addDelivery({
        functionArn,
        payload: JSON.stringify(event),
        attempts: 0,
        dueAt: clock.now(),
        maxAttempts: Number(config.MaximumRetryAttempts ?? 2) + 1,
        deadLetter: asText(onFailure) || asText(own) || deadLetter,
      });
      void attempt(delivery);
    },
    resume: () => {
      for (const delivery of records.deliveries()) {
        if (delivery.dueAt <= clock.now()) void attempt(delivery);
        else clock.schedule(delivery.dueAt, () => void attempt(delivery));
      }
    },
    busy: () => active,
    accepted: () => attempts,
    addDeadLetter,
  };
};
