/**
 * Takes the place of `@smithy/core/event-streams` in the bundles. The SDK loads it for operations
 * that stream events; we call none.
 */
const unused = () => {
  throw new Error('The bundles are made without event streams: see infra/bundle.ts');
};

export const EventStreamSerde = unused;
export const eventStreamSerdeProvider = () => unused;
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
