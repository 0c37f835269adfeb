import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asList, asObject } from '../json.ts';
import type { AwsAnswer, AwsCall } from './call.ts';

type Asked = Pick<AwsCall, 'method' | 'url' | 'headers'>;

const header = ({ headers }: Asked, name: string): string => String(headers[name] ?? '');

/** What a browser is told that sends to a bucket from a page of another origin. */
export const bucketCors = (assembly: CloudAssembly) => {
  const rulesOf = (bucket: string) =>
    asList(asObject(assembly.find(bucket)?.properties.CorsConfiguration).CorsRules).map(asObject);

  /** The rule of the bucket that lets this origin send by this method. */
  const ruleFor = (asked: Asked, method: string) =>
    rulesOf(asked.url.pathname.split('/')[1] ?? '').find(
      ({ AllowedOrigins, AllowedMethods }) =>
        asList<string>(AllowedOrigins).includes(header(asked, 'origin')) &&
        asList<string>(AllowedMethods).includes(method),
    );

  return {
    headersFor: (asked: Asked): Record<string, string> =>
      ruleFor(asked, asked.method)
        ? { 'access-control-allow-origin': header(asked, 'origin'), vary: 'Origin' }
        : {},

    /** The answer to a preflight request; undefined for any other. */
    preflight: (asked: Asked): AwsAnswer | undefined => {
      const method = header(asked, 'access-control-request-method');
      if (asked.method !== 'OPTIONS' || !method) return undefined;
      const rule = ruleFor(asked, method);
      const wanted = header(asked, 'access-control-request-headers')
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter(Boolean);
      const allowed = asList<string>(rule?.AllowedHeaders).map((name) => name.toLowerCase());
      if (!rule || !wanted.every((name) => allowed.includes(name))) return { status: 403 };
      return {
        status: 200,
        headers: {
          'access-control-allow-origin': header(asked, 'origin'),
          'access-control-allow-methods': asList<string>(rule.AllowedMethods).join(', '),
          'access-control-allow-headers': wanted.join(', '),
          'access-control-max-age': String(rule.MaxAge ?? 0),
          vary: 'Origin',
        },
      };
    },
  };
};
