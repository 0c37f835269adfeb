import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asList, asObject } from '../json.ts';
import type { Incoming, Outgoing } from './exchange.ts';

export type Cors = {
  /** Answers a preflight request; API Gateway does so without any function. */
  preflight(incoming: Incoming): Outgoing | undefined;
  headersFor(incoming: Incoming): Record<string, string>;
};

export const readCors = (assembly: CloudAssembly): Cors => {
  const [api] = assembly.ofType('AWS::ApiGatewayV2::Api');
  if (!api?.properties.CorsConfiguration) {
    return { preflight: () => undefined, headersFor: () => ({}) };
  }
  const settings = asObject(api.properties.CorsConfiguration);
  const origins = asList<string>(settings.AllowOrigins);
  const headersFor = ({ headers }: Incoming): Record<string, string> => {
    const origin = headers.origin ?? '';
    const allowed = origins.includes('*') ? '*' : origins.find((each) => each === origin);
    if (!origin || !allowed) return {};
    return {
      'access-control-allow-origin': allowed,
      ...(settings.AllowCredentials === true && { 'access-control-allow-credentials': 'true' }),
      ...(settings.ExposeHeaders !== undefined && {
        'access-control-expose-headers': asList<string>(settings.ExposeHeaders).join(','),
      }),
    };
  };
  return {
    headersFor,
    preflight: (incoming) => {
      const asked = incoming.headers['access-control-request-method'];
      if (incoming.method !== 'OPTIONS' || !asked) return undefined;
      return {
        status: 204,
        headers: {
          ...headersFor(incoming),
          'access-control-allow-methods': asList<string>(settings.AllowMethods).join(','),
          'access-control-allow-headers': asList<string>(settings.AllowHeaders).join(','),
          'access-control-max-age': String(settings.MaxAge ?? 0),
        },
        body: '',
      };
    },
  };
};
