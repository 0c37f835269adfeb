import { describe, expect, it } from 'vitest';
import { loadCloudAssembly } from '../../local/assembly/cloud-assembly.ts';
import { loadRoles } from '../../local/iam/roles.ts';
import { checkWiring } from '../../local/iam/wiring.ts';
import { aFunction, anAssembly } from '../support/local-template.ts';

const check = (resources: Record<string, unknown>) => {
  const { folder, remove } = anAssembly(resources, { Reader: '' });
  try {
    const assembly = loadCloudAssembly(folder, { api: 'http://a', gateway: 'http://g' });
    checkWiring(assembly, loadRoles(assembly));
  } finally {
    remove();
  }
};
const arn = { 'Fn::GetAtt': ['Reader', 'Arn'] };
const route = {
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { IntegrationType: 'AWS_PROXY', IntegrationUri: arn },
  },
};
const permission = (Principal: string) => ({
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: { Action: 'lambda:InvokeFunction', FunctionName: arn, Principal },
  },
});

describe('permissions between services', () => {
  it('the API needs the consent of a function it calls', () => {
    const reader = aFunction('Reader');
    expect(() => check({ ...reader, ...route })).toThrow(/apigateway.amazonaws.com may not invoke/);
    const other = permission('events.amazonaws.com');
    expect(() => check({ ...reader, ...route, ...other })).toThrow(/apigateway/);
    expect(() =>
      check({ ...reader, ...route, ...permission('apigateway.amazonaws.com') }),
    ).not.toThrow();
  });

  it('a function needs to be allowed to read the stream it is given', () => {
    const mapping = {
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: 'stream', FunctionName: { Ref: 'Reader' } },
      },
    };
    expect(() => check({ ...aFunction('Reader'), ...mapping })).toThrow(/dynamodb:GetRecords/);
  });
});
