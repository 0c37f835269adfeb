import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadCloudAssembly } from '../../local/assembly/cloud-assembly.ts';
import { asObject } from '../../local/json.ts';
import { anAssembly } from '../support/local-template.ts';

const endpoints = { api: 'http://127.0.0.1:1', gateway: 'http://127.0.0.1:2' };
let remove = () => {};
afterEach(() => remove());

const load = (resources: Record<string, unknown>, parameters = {}) => {
  const assembly = anAssembly(resources, {}, parameters);
  remove = assembly.remove;
  return loadCloudAssembly(assembly.folder, endpoints);
};

/** A function whose environment is resolved. */
const aFunction = (Variables: Record<string, unknown>) => ({
  Reader: {
    Type: 'AWS::Lambda::Function',
    Properties: { Role: 'r', Environment: { Variables } },
  },
});
const resolved = (value: unknown, others: Record<string, unknown> = {}, parameters = {}) => {
  const [reader] = load({ ...aFunction({ VALUE: value }), ...others }, parameters).ofType(
    'AWS::Lambda::Function',
  );
  const environment = asObject(reader?.properties.Environment);
  return asObject(environment.Variables).VALUE;
};

describe('reading the synthesized template', () => {
  it('refuses a resource type it knows nothing about, by name', () => {
    expect(() => load({ Cache: { Type: 'AWS::ElastiCache::CacheCluster' } })).toThrow(
      /Cache is a AWS::ElastiCache::CacheCluster/,
    );
  });

  it('passes over a type that has no local behavior, even with functions it does not know', () => {
    const alarm = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Threshold: { 'Fn::ImportValue': 'x' } },
    };
    expect(load({ Alarm: alarm }).ofType('AWS::CloudWatch::Alarm')).toEqual([]);
  });

  it('passes over a nested stack that only looks on, and refuses one with something to run', () => {
    const hash = 'a1'.repeat(32);
    const within = 'b2'.repeat(32);
    const stackOf = (of: string) => ({
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: { 'Fn::Join': ['', ['https://s3.example/', `${of}.json`]] } },
    });
    const nested = (type: string) => {
      const stack = stackOf(hash);
      const assembly = anAssembly({ Watch: stack });
      remove = assembly.remove;
      const write = (name: string, content: unknown) =>
        writeFileSync(join(assembly.folder, name), JSON.stringify(content));
      const isDeep = type === 'AWS::Lambda::Function within';
      const inner = isDeep ? { Deep: stackOf(within) } : { Inner: { Type: type } };
      write('Watch.nested.template.json', { Resources: inner });
      write('Deep.nested.template.json', { Resources: { Inner: { Type: type.split(' ')[0] } } });
      write('Small.assets.json', {
        files: {
          [hash]: { source: { path: 'Watch.nested.template.json' } },
          [within]: { source: { path: 'Deep.nested.template.json' } },
        },
      });
      return loadCloudAssembly(assembly.folder, endpoints);
    };
    expect(nested('AWS::CloudWatch::Alarm').ofType('AWS::CloudFormation::Stack')).toEqual([]);
    expect(() => nested('AWS::Lambda::Function')).toThrow(/Inner .*nested stack Watch/);
    expect(() => nested('AWS::Lambda::Function within')).toThrow(/Inner .*nested stack Deep/);
    expect(() => nested('AWS::ElastiCache::CacheCluster')).toThrow(/Inner is a AWS::ElastiCache/);
    expect(() => load({ Watch: { Type: 'AWS::CloudFormation::Stack' } })).toThrow(
      /Watch is a nested stack whose template is not in/,
    );
  });

  it('refuses a CloudFormation function it does not resolve, naming the resource', () => {
    expect(() => load(aFunction({ VALUE: { 'Fn::ImportValue': 'x' } }))).toThrow(
      /Reader .*Fn::ImportValue/,
    );
  });

  it('refuses a resource that depends on a condition', () => {
    expect(() =>
      load({ Bus: { Type: 'AWS::Events::EventBus', Condition: 'IsProduction' } }),
    ).toThrow(/Bus depends on a template condition/);
  });

  const table = { Table: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [] } } };
  const pool = { Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} } };
  const cases: [string, unknown, unknown][] = [
    ['Ref', { Ref: 'Table' }, 'Table'],
    [
      'GetAtt',
      { 'Fn::GetAtt': ['Table', 'Arn'] },
      'arn:aws:dynamodb:us-east-1:000000000000:table/Table',
    ],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-us-east-1'],
    [
      'Sub',
      { 'Fn::Sub': `\${AWS::AccountId}:\${Table}:\${Table.Arn}:\${!Kept}` },
      `000000000000:Table:arn:aws:dynamodb:us-east-1:000000000000:table/Table:\${Kept}`,
    ],
    ['Sub with its own', { 'Fn::Sub': [`\${A}`, { A: { Ref: 'Table' } }] }, 'Table'],
    ['Select and Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['a parameter', { Ref: 'Domain' }, 'mail.example'],
    ['the issuer', { 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, `${endpoints.api}/local/cognito`],
    [
      'the issuer spelled out',
      {
        'Fn::Join': [
          '',
          ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: 'Pool' }],
        ],
      },
      `${endpoints.api}/local/cognito`,
    ],
  ];
  it.each(cases)('resolves %s', (_name, value, expected) => {
    const parameters = { Domain: { Type: 'String', Default: 'mail.example' } };
    expect(resolved(value, { ...table, ...pool }, parameters)).toEqual(expected);
  });

  it('refuses an attribute it has no value for', () => {
    expect(() => resolved({ 'Fn::GetAtt': ['Table', 'Shape'] }, table)).toThrow('Table.Shape');
  });

  it('refuses a parameter without a default', () => {
    const parameters = { Domain: { Type: 'String' } };
    expect(() => resolved({ Ref: 'Domain' }, {}, parameters)).toThrow('Domain');
  });

  it('leaves out what has no value', () => {
    expect(resolved({ Ref: 'AWS::NoValue' })).toBeUndefined();
  });
});
