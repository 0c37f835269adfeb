import { exporting, type StandIn, says, withMethods } from './stand-in.ts';

const sourceFile = (path: string): RegExp =>
  new RegExp(`${path.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]')}$`);

/**
 * What every client brings for settings that nobody here sets, and for kinds of operations that
 * nobody calls. What a setting's default does stays; what another value would do is left out.
 */
export const unusedDefaults: readonly StandIn[] = [
  {
    module: sourceFile('serde/date-utils.js'),
    why: 'Date reads and writes the three forms of a time itself',
    contents: () =>
      `export * from ${JSON.stringify(`${import.meta.dirname}/bundle-stand-ins/dates.ts`)};`,
  },
  {
    module: sourceFile('middleware-logger/loggerMiddleware.js'),
    why: 'no client is given a logger: what goes to the table and the bucket is never logged',
    contents: exporting({ getLoggerPlugin: '() => ({ applyToStack: () => {} })' }),
  },
  {
    module: sourceFile('smithy-client/schemaLogFilter.js'),
    why: 'hides what is sensitive from that logger',
    contents: exporting({ schemaLogFilter: "() => '***SensitiveInformation***'" }),
  },
  {
    module: sourceFile('client/emitWarningIfUnsupportedVersion.js'),
    why: 'the runtime is Node 24',
    contents: exporting({ emitWarningIfUnsupportedVersion: '() => {}' }),
  },
  {
    module: sourceFile('smithy-client/emitWarningIfUnsupportedVersion.js'),
    why: 'the runtime is Node 24',
    contents: exporting({ emitWarningIfUnsupportedVersion: '() => {}' }),
  },
  {
    module: sourceFile('account-id-endpoint/AccountIdEndpointModeConfigResolver.js'),
    why: 'chooses among endpoints by account, which only the rules of endpoints ask for',
    contents: exporting({ resolveAccountIdEndpointModeConfig: '(config) => config' }),
  },
  {
    module: sourceFile('account-id-endpoint/NodeAccountIdEndpointModeConfigOptions.js'),
    why: 'as the one above',
    contents: exporting({
      NODE_ACCOUNT_ID_ENDPOINT_MODE_CONFIG_OPTIONS: `{
      environmentVariableSelector: () => undefined,
      configFileSelector: () => undefined,
      default: 'preferred',
    }`,
    }),
  },
  {
    module: sourceFile('defaults-mode/resolveDefaultsModeConfig.js'),
    why: 'no client is given a mode, and none means legacy',
    contents: exporting({ resolveDefaultsModeConfig: "() => async () => 'legacy'" }),
  },
  {
    module: sourceFile('smithy-client/defaults-mode.js'),
    why: 'legacy changes nothing',
    contents: exporting({ loadConfigsForDefaultMode: '() => ({})' }),
  },
  {
    module: /client-[^\\/]+[\\/]dist-es[\\/]runtimeExtensions\.js$/,
    why: 'no client is given an extension',
    contents: exporting({
      resolveRuntimeExtensions: `(config, { length }) => (length ? (${says('extensions')})() : config)`,
    }),
  },
  {
    module: sourceFile('middleware-user-agent/configurations.js'),
    why: 'the user agent is left out, so nothing names the application in it',
    contents: exporting({ resolveUserAgentConfig: '(config) => config' }),
  },
  {
    module: sourceFile('util-user-agent-node/defaultUserAgent.js'),
    why: 'as the one above',
    contents: exporting({ createDefaultUserAgentProvider: '() => async () => []' }),
  },
  {
    module: sourceFile('client/util-endpoints/aws.js'),
    why: 'functions of the rules of endpoints',
    contents: exporting({ awsEndpointFunctions: '{}' }),
  },
  {
    module: sourceFile('json/jsonReviver.js'),
    why: 'no answer that is read has a number too large for JSON: DynamoDB sends numbers as texts',
    contents: exporting({}),
  },
  {
    module: sourceFile('json/needsReviver.js'),
    why: 'as the one above',
    contents: exporting({ needsReviver: '() => false' }),
  },
  {
    module: sourceFile('codec-v2/JsonBytesStringAdapter.js'),
    why: 'lets a body of bytes be used as a text, with a warning',
    contents: exporting({ JsonBytesStringAdapter: 'Buffer' }),
  },
  {
    module: sourceFile('submodules/protocols/HttpProtocol.js'),
    why: 'no operation that is called streams events or has a host of its own',
    contents: (source) =>
      withMethods(source.replace('{ TypeRegistry }', '{ translateTraits, TypeRegistry }'), {
        setHostPrefix: `
            setHostPrefix(request, { traits }) {
              if (translateTraits(traits ?? {}).endpoint) (${says('hosts of one operation')})();
            }`,
        serializeEventStream: `serializeEventStream = ${says('event streams')};`,
        deserializeEventStream: `deserializeEventStream = ${says('event streams')};`,
        loadEventStreamCapability: '',
        getEventStreamMarshaller: '',
        resolveEventStreamMarshaller: '',
      }),
  },
  {
    module: sourceFile('signature-v4/dist-es/SignatureV4.js'),
    why: 'signs events and messages of streams, and we have none',
    contents: (source) =>
      withMethods(source.replace('headerFormatter = new HeaderFormatter();', ''), {
        signEvent: `signEvent = ${says('event streams')};`,
        signMessage: `signMessage = ${says('event streams')};`,
      }),
  },
  {
    module: sourceFile('serde/uuid/v4.js'),
    why: 'Node makes identifiers itself',
    contents: exporting({ bindV4: '() => () => crypto.randomUUID()' }),
  },
];
