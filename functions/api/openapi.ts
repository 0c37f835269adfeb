import * as z from 'zod';
import type { RouteContract, RouteKey, Routes } from '../platform/contract.ts';

type Json = { [key: string]: unknown };

/** The schemas of one direction, and what they refer to. */
type Schemas = { of: (schema: z.ZodType, io: 'input' | 'output', name: string) => Json; all: Json };

const schemaPath = '#/components/schemas/';

/** Moves what a schema defines for itself to the document's components, where references find it. */
const relocated = (value: unknown, prefix: string): unknown => {
  if (Array.isArray(value)) return value.map((each) => relocated(each, prefix));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) =>
      key === '$ref' && typeof member === 'string'
        ? [key, member === '#' ? `${schemaPath}${prefix}` : refOf(member, prefix)]
        : [key, relocated(member, prefix)],
    ),
  );
};

const refOf = (reference: string, prefix: string): string =>
  reference.replace('#/$defs/', `${schemaPath}${prefix}.`);

/** Leaves out what a named format and the whole numbers of JSON say already. */
const readable = ({ jsonSchema }: { jsonSchema: Json }): void => {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
};

const schemas = (): Schemas => {
  const all: Json = {};
  return {
    all,
    of: (schema, io, name) => {
      const made = z.toJSONSchema(schema, {
        io,
        unrepresentable: 'any',
        override: readable,
      }) as Json;
      const { $schema, $defs = {}, '~standard': _, ...rest } = made;
      const itself = JSON.stringify(made).includes('"$ref":"#"');
      for (const [part, definition] of Object.entries($defs as Json))
        all[`${name}.${part}`] = relocated(definition, name);
      const own = relocated(rest, name) as Json;
      if (!itself) return own;
      all[name] = own;
      return { $ref: `${schemaPath}${name}` };
    },
  };
};

/** RFC 9457, with our stable `code` and what is wrong where. */
const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable; decide by this one' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON Pointer or FHIRPath' },
          detail: { type: 'string' },
          fix: { type: 'string' },
        },
      },
    },
  },
  examples: [
    {
      type: 'urn:dripline:problem:not-found',
      title: 'Not found',
      status: 404,
      detail: 'There is no such visit, or it is not yours to see.',
      code: 'not-found',
    },
  ],
};

const securitySchemes = {
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'Access token of the user pool. The words beside it are the roles of which one is needed.',
  },
  patientLink: {
    type: 'http',
    scheme: 'bearer',
    description: 'The signed token of a link that a patient received.',
  },
};

/** Any one of a route's roles opens it; a patient also comes with a link. */
const securityOf = ({ access }: RouteContract): Json[] =>
  access.includes('public')
    ? []
    : [
        ...access.map((role) => ({ token: [role] })),
        ...(access.includes('patient') ? [{ patientLink: [] }] : []),
      ];

/** `POST /visits/{visitId}/move` -> `postVisitsByVisitIdMove`: unique because the route is. */
const operationIdOf = (method: string, path: string): string =>
  method.toLowerCase() +
  path
    .split(/[/.-]/)
    .filter(Boolean)
    .map((part) =>
      part.replace(/^\{(.)(.*)\}$/, (_, first, rest) => `By${first.toUpperCase()}${rest}`),
    )
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const parametersOf = (
  contract: RouteContract,
  path: string,
  id: string,
  { of }: Schemas,
): Json[] => {
  const fromPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = contract.path?.shape[name] as z.ZodType | undefined;
    return {
      name,
      in: 'path',
      required: true,
      schema: schema ? of(schema, 'input', `${id}.${name}`) : { type: 'string' },
    };
  });
  const query = Object.entries(contract.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: of(schema as z.ZodType, 'input', `${id}.${name}`),
  }));
  const idempotency =
    id.startsWith('post') && !contract.access.includes('public')
      ? [{ $ref: '#/components/parameters/IdempotencyKey' }]
      : [];
  const seen = contract.needsSeen ? [{ $ref: '#/components/parameters/IfMatch' }] : [];
  return [...fromPath, ...query, ...idempotency, ...seen];
};

const problemContent = {
  'application/problem+json': { schema: { $ref: `${schemaPath}Problem` } },
};

const responsesOf = ({ success, problems }: RouteContract, id: string, { of }: Schemas): Json => {
  const type = success.contentType ?? 'application/json';
  const body = success.body
    ? of(success.body, 'output', `${id}.answer`)
    : type.startsWith('text/')
      ? { type: 'string' }
      : undefined;
  const codes = Object.entries(problems ?? {}).map(([code, when]) => `- \`${code}\`: ${when}`);
  return {
    [success.status]: {
      description: 'Done',
      ...(body ? { content: { [type.split(';')[0] as string]: { schema: body } } } : {}),
    },
    '4XX': {
      description: ['The request is refused.', ...codes].join('\n'),
      content: problemContent,
    },
    '5XX': {
      description: 'The service failed; the request may be sent again',
      content: problemContent,
    },
  };
};

const operationOf = (key: string, contract: RouteContract, tag: string, made: Schemas): Json => {
  const [method = '', path = ''] = key.split(' ');
  const id = operationIdOf(method, path);
  const parameters = parametersOf(contract, path, id, made);
  const body = contract.body && made.of(contract.body, 'input', `${id}.body`);
  return {
    operationId: id,
    summary: contract.summary,
    tags: [tag],
    security: securityOf(contract),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              (contract.contentTypes ?? ['application/json']).map((type) => [
                type,
                { schema: body },
              ]),
            ),
          },
        }
      : {}),
    responses: responsesOf(contract, id, made),
  };
};

/**
 * The API as an OpenAPI 3.1 document, made from the contracts that the handlers check with.
 * `areas` are route tables by area; an area is a tag.
 */
export const openApi = (areas: Readonly<Record<string, Routes>>, version: string): Json => {
  const made = schemas();
  const paths: Record<string, Json> = {};
  for (const [area, routes] of Object.entries(areas))
    for (const [key, contract] of Object.entries(routes) as [RouteKey, RouteContract][]) {
      const [method = '', path = ''] = key.split(' ');
      paths[path] = {
        ...paths[path],
        [method.toLowerCase()]: operationOf(key, contract, area, made),
      };
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dripline',
      version,
      summary: 'Infusion referrals and prior authorization',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.keys(areas).map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problem, ...made.all },
      securitySchemes,
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description:
            'A request with the same key and body is done once within 90 days; with another body it is refused as `idempotency-key-reused`',
          schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' },
        },
        IfMatch: {
          name: 'If-Match',
          in: 'header',
          required: true,
          description:
            'The entity tag of the state that was seen; what has changed since is answered 409 with the state as it stands. `*` decides on any state',
          schema: { type: 'string' },
        },
      },
    },
  };
};
