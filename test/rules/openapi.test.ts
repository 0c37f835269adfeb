import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApi } from '../../functions/api/openapi.ts';
import { educationRoutes } from '../../functions/education/routes.ts';
import { outreachRoutes } from '../../functions/outreach/routes.ts';
import { defineRoutes } from '../../functions/platform/contract.ts';

const Node: z.ZodType = z.object({
  name: z.string(),
  get children() {
    return z.array(Node);
  },
});

const sample = defineRoutes({
  'GET /things/{thingId}': {
    function: 'read-things',
    summary: 'One thing',
    access: ['nurse', 'coordinator'],
    path: z.object({ thingId: z.string().regex(/^thing_\d+$/) }),
    query: z.object({ limit: z.coerce.number().int().default(25), on: z.iso.date() }),
    success: { status: 200, body: Node },
    problems: { 'thing-lost': 'nobody knows where it is' },
  },
  'POST /things': {
    function: 'make-things',
    summary: 'Make a thing',
    access: ['patient'],
    contentTypes: ['application/json', 'application/fhir+json'],
    body: z.strictObject({ facts: z.record(z.string(), z.json()) }),
    success: { status: 201 },
  },
  'GET /page': {
    function: 'open-page',
    summary: 'A page',
    access: ['public'],
    success: { status: 200, contentType: 'text/html; charset=utf-8' },
  },
});

type Document = {
  paths: Record<string, Record<string, never>>;
  components: { schemas: Record<string, unknown> };
};
const document = openApi({ things: sample }, '1.2.3') as unknown as Document;
const operation = (path: string, method: string) =>
  document.paths[path]?.[method] as unknown as Record<string, unknown>;

describe('the description of an API', () => {
  it.each([
    ['a sample with everything in it', { things: sample }],
    ['the routes of patients', { education: educationRoutes, outreach: outreachRoutes }],
  ])('is valid OpenAPI 3.1 for %s', async (_, areas) => {
    const validator = new Validator();
    const described = JSON.parse(JSON.stringify(openApi(areas, '1.0.0')));
    const { valid, errors } = await validator.validate(described);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has every reference in the document', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    expect(references.length).toBeGreaterThan(3);
    for (const path of references) {
      const found = path
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      expect(found, path).toBeDefined();
    }
  });

  it('names any one role that opens a route, the link for patients, and nothing for the public', () => {
    expect(operation('/things/{thingId}', 'get').security).toEqual([
      { token: ['nurse'] },
      { token: ['coordinator'] },
    ]);
    expect(operation('/things', 'post').security).toEqual([
      { token: ['patient'] },
      { patientLink: [] },
    ]);
    expect(operation('/page', 'get').security).toEqual([]);
  });

  it('tells which parameters must be there, as the handler checks them', () => {
    expect(operation('/things/{thingId}', 'get').parameters).toMatchObject([
      { name: 'thingId', in: 'path', required: true, schema: { pattern: '^thing_\\d+$' } },
      { name: 'limit', in: 'query', required: false },
      { name: 'on', in: 'query', required: true, schema: { format: 'date' } },
    ]);
  });

  it('shows each accepted content type, the answer and the problems of a route', () => {
    const { requestBody } = operation('/things', 'post');
    expect(Object.keys((requestBody as { content: object }).content)).toEqual([
      'application/json',
      'application/fhir+json',
    ]);
    const { responses } = operation('/things/{thingId}', 'get') as {
      responses: Record<string, { description: string }>;
    };
    expect(Object.keys(responses)).toEqual(['200', '4XX', '5XX']);
    expect(responses['4XX']?.description).toContain('`thing-lost`');
  });

  it('gives each operation a name of its own', () => {
    const { paths } = openApi({ education: educationRoutes, outreach: outreachRoutes }, '1') as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const ids = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('postPatientsMeVisitsByVisitIdMoveRequest');
  });
});
