/**
 * Takes the place of `@aws-sdk/middleware-endpoint-discovery` in the bundles. DynamoDB can tell
 * its clients another endpoint for an operation, but only those that ask for it; we do not.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => false,
  configFileSelector: () => false,
  default: false,
};

export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;
