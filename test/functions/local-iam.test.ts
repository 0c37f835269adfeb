import { describe, expect, it } from 'vitest';
import { dynamodbNeeds, type Tables } from '../../local/aws-gateway/dynamodb-needs.ts';
import { decideAccess, readPolicy } from '../../local/iam/policy.ts';
import type { Json, JsonObject } from '../../local/json.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/Care';
const tables: Tables = new Map([
  ['Care', { arn: table, partitionKey: 'pk', indexes: { due: 'due' } }],
]);

const policy = (...Statement: JsonObject[]) => readPolicy({ Statement });
const allow = (Action: Json, Resource: Json = '*', Condition: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const deny = (Action: Json, Resource: Json = '*', Condition: JsonObject = {}): JsonObject => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});

describe('a decision about one action', () => {
  const cases: [string, JsonObject[], { action: string; resource: string }, string][] = [
    ['nothing is allowed by itself', [], { action: 'kms:Sign', resource: 'k' }, 'implicit-deny'],
    [
      'an exact action and resource',
      [allow('kms:Sign', 'k')],
      { action: 'kms:Sign', resource: 'k' },
      'allow',
    ],
    [
      'another resource',
      [allow('kms:Sign', 'k')],
      { action: 'kms:Sign', resource: 'kk' },
      'implicit-deny',
    ],
    [
      'a star stands for any characters',
      [allow('kms:*', 'a*c')],
      { action: 'kms:Sign', resource: 'abbc' },
      'allow',
    ],
    [
      'a question mark for one',
      [allow('kms:Sign', 'a?c')],
      { action: 'kms:Sign', resource: 'abbc' },
      'implicit-deny',
    ],
    ['actions ignore case', [allow('KMS:sign')], { action: 'kms:Sign', resource: 'k' }, 'allow'],
    [
      'resources do not',
      [allow('kms:Sign', 'K')],
      { action: 'kms:Sign', resource: 'k' },
      'implicit-deny',
    ],
    [
      'deny wins',
      [allow('*'), deny('kms:Sign')],
      { action: 'kms:Sign', resource: 'k' },
      'explicit-deny',
    ],
    [
      'a dot is a dot',
      [allow('kms:Sign', 'a.c')],
      { action: 'kms:Sign', resource: 'abc' },
      'implicit-deny',
    ],
    [
      'one of several',
      [allow(['kms:A', 'kms:Sign'], ['x', 'k'])],
      { action: 'kms:Sign', resource: 'k' },
      'allow',
    ],
    [
      'all actions but some',
      [{ Effect: 'Allow', NotAction: 'kms:*', Resource: '*' }],
      { action: 'kms:Sign', resource: 'k' },
      'implicit-deny',
    ],
    [
      'all resources but some',
      [{ Effect: 'Allow', Action: '*', NotResource: 'secret/*' }],
      { action: 's3:GetObject', resource: 'secret/a' },
      'implicit-deny',
    ],
  ];
  it.each(cases)('%s', (_name, statements, { action, resource }, expected) => {
    expect(decideAccess(policy(...statements), { action, resources: [resource] })).toBe(expected);
  });

  it('takes any one of several resources that would do', () => {
    const statements = policy(allow('ses:SendEmail', 'identity/mail.example'));
    const need = { action: 'ses:SendEmail', resources: ['identity/a@mail.example', 'x'] };
    expect(decideAccess(statements, need)).toBe('implicit-deny');
    const either = { ...need, resources: [...need.resources, 'identity/mail.example'] };
    expect(decideAccess(statements, either)).toBe('allow');
  });

  it('refuses to start with a condition it cannot evaluate', () => {
    expect(() => policy(allow('*', '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))).toThrow(
      'IpAddress',
    );
  });
});

const decideAll = (statements: ReturnType<typeof policy>, operation: string, input: JsonObject) =>
  dynamodbNeeds(operation, input, tables).map((need) => decideAccess(statements, need));

describe('writes that are allowed in transactions only', () => {
  const writer = policy(
    allow(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'], table, {
      'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
    }),
    deny(['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], table, {
      'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] },
    }),
  );
  const at = (pk: string) => ({ TableName: 'Care', Key: { pk: { S: pk }, sk: { S: '1' } } });
  const put = (pk: string) => ({ TableName: 'Care', Item: { pk: { S: pk }, sk: { S: '1' } } });

  it('a plain write is denied', () => {
    expect(decideAll(writer, 'PutItem', put('REF#1'))).toEqual(['implicit-deny']);
    expect(decideAll(writer, 'UpdateItem', at('REF#1'))).toEqual(['implicit-deny']);
  });

  it('a transaction needs the action of each of its parts', () => {
    const parts: JsonObject[] = [
      { Put: put('AUDIT#1') },
      { Update: at('REF#1') },
      { ConditionCheck: at('REF#2') },
    ];
    expect(decideAll(writer, 'TransactWriteItems', { TransactItems: parts })).toEqual([
      'allow',
      'allow',
      'allow',
    ]);
    const withDelete: JsonObject[] = [...parts, { Delete: at('REF#3') }];
    expect(decideAll(writer, 'TransactWriteItems', { TransactItems: withDelete })).toContain(
      'implicit-deny',
    );
  });

  it('an audit record is never changed, not even in a transaction', () => {
    const parts = [{ Update: at('AUDIT#1') }];
    expect(decideAll(writer, 'TransactWriteItems', { TransactItems: parts })).toEqual([
      'explicit-deny',
    ]);
  });
});

describe('reads', () => {
  it('of an index need the index, by its own leading key', () => {
    const reader = policy(
      allow('dynamodb:Query', `${table}/index/due`, {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['MESSAGE'] },
      }),
    );
    const query = (kind: string, more: JsonObject = {}) =>
      decideAll(reader, 'Query', {
        TableName: 'Care',
        IndexName: 'due',
        KeyConditionExpression: '#d = :kind AND dueSort < :now',
        ExpressionAttributeNames: { '#d': 'due' },
        ExpressionAttributeValues: { ':kind': { S: kind }, ':now': { S: '2026' } },
        ...more,
      });
    expect(query('MESSAGE')).toEqual(['allow']);
    expect(query('HOLD')).toEqual(['implicit-deny']);
    expect(query('MESSAGE', { IndexName: '' })).toEqual(['implicit-deny']);
  });

  it('in batches need the batch action on each table', () => {
    const reader = policy(allow('dynamodb:GetItem', table));
    const input = { RequestItems: { Care: { Keys: [{ pk: { S: 'a' }, sk: { S: 'b' } }] } } };
    expect(decideAll(reader, 'BatchGetItem', input)).toEqual(['implicit-deny']);
    expect(decideAll(policy(allow('dynamodb:BatchGetItem', table)), 'BatchGetItem', input)).toEqual(
      ['allow'],
    );
  });
});

describe('conditions on keys that a request does not have', () => {
  const cases: [string, JsonObject, string][] = [
    ['StringEquals', { StringEquals: { 'aws:x': 'a' } }, 'implicit-deny'],
    ['StringEqualsIfExists', { StringEqualsIfExists: { 'aws:x': 'a' } }, 'allow'],
    ['StringNotEquals', { StringNotEquals: { 'aws:x': 'a' } }, 'allow'],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'aws:x': 'a' } }, 'allow'],
    ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'aws:x': 'a' } }, 'implicit-deny'],
    ['Null true', { Null: { 'aws:x': 'true' } }, 'allow'],
    ['Null false', { Null: { 'aws:x': 'false' } }, 'implicit-deny'],
  ];
  it.each(cases)('%s', (_name, condition, expected) => {
    const need = { action: 'a:b', resources: ['r'] };
    expect(decideAccess(policy(allow('a:b', 'r', condition)), need)).toBe(expected);
  });
});
