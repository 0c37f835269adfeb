import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadCloudAssembly } from '../../local/assembly/cloud-assembly.ts';
import { objectPath, writeStored } from '../../local/aws-gateway/stored-object.ts';
import { openDistribution } from '../../local/cloudfront/distribution.ts';
import { anAssembly } from '../support/local-template.ts';

const ref = (id: string) => ({ Ref: id });
const getAtt = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });

/** The function as it is deployed: what it does with an address is the project's own rule. */
const pages = readFileSync('infra/edge/console-pages.js', 'utf8');

const opened = () => {
  const associations = [
    { EventType: 'viewer-request', FunctionARN: getAtt('Pages', 'FunctionARN') },
  ];
  const { folder, remove } = anAssembly({
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Files: { Type: 'AWS::S3::Bucket', Properties: {} },
    Pages: { Type: 'AWS::CloudFront::Function', Properties: { FunctionCode: pages } },
    Headers: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          SecurityHeadersConfig: {
            ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
            ContentTypeOptions: { Override: true },
            StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true },
          },
          CustomHeadersConfig: { Items: [{ Header: 'permissions-policy', Value: 'usb=()' }] },
        },
      },
    },
    Front: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Origins: [
            { Id: 'files', DomainName: getAtt('Files', 'RegionalDomainName') },
            {
              Id: 'api',
              DomainName: {
                'Fn::Select': [2, { 'Fn::Split': ['/', getAtt('Api', 'ApiEndpoint')] }],
              },
            },
          ],
          DefaultCacheBehavior: { TargetOriginId: 'api', FunctionAssociations: associations },
          CacheBehaviors: [
            {
              PathPattern: '/console*',
              TargetOriginId: 'files',
              FunctionAssociations: associations,
              ResponseHeadersPolicyId: ref('Headers'),
            },
          ],
        },
      },
    },
  });
  onTestFinished(remove);
  const objects = `${folder}-objects`;
  onTestFinished(() => rmSync(objects, { recursive: true, force: true }));
  const keep = (key: string, content: string) =>
    writeStored(objectPath(objects, 'files', key), Buffer.from(content), {
      key,
      size: content.length,
      etag: `"${key}"`,
      at: '2026-11-23T14:00:00Z',
      headers: [
        ['content-type', 'text/plain'],
        ['cache-control', 'no-cache'],
        ['x-amz-meta-own', 'kept to itself'],
      ],
    });
  keep('console/index.html', 'the page');
  keep('console/assets/a.js', 'the script');
  const endpoints = { api: 'http://127.0.0.1:8787', gateway: 'http://127.0.0.1:8788' };
  const answer = openDistribution({ assembly: loadCloudAssembly(folder, endpoints), objects });
  return (path: string, { method = 'GET', headers = {} } = {}) =>
    answer({
      requestId: 'r',
      method,
      path,
      query: '',
      headers,
      cookies: [],
      body: Buffer.from(''),
      sourceIp: '127.0.0.1',
      receivedAtMs: 0,
    });
};

describe('the distribution in front of everything', () => {
  it.each(['/console', '/console/', '/console/holds/hold_x_a1.1', '/console/index.html'])(
    'shows the one page at %s, with the headers of the template',
    (path) => {
      const answer = opened()(path);
      expect([answer?.status, String(answer?.body)]).toEqual([200, 'the page']);
      expect(answer?.headers).toEqual({
        'content-type': 'text/plain',
        'cache-control': 'no-cache',
        etag: '"console/index.html"',
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=60; includeSubDomains',
        'permissions-policy': 'usb=()',
      });
    },
  );

  it('gives a file as it is, and says of one that is gone what S3 says', () => {
    const ask = opened();
    expect(String(ask('/console/assets/a.js')?.body)).toBe('the script');
    const gone = ask('/console/assets/old.js');
    expect([gone?.status, gone?.headers['content-security-policy']]).toEqual([
      403,
      "default-src 'none'",
    ]);
    expect(ask('/console/assets/%2e%2e/%00')?.status).toBe(403);
    expect(ask('/console/x', { method: 'POST' })?.status).toBe(403);
  });

  it('sends nothing again that the browser has', () => {
    const headers = { 'if-none-match': '"console/assets/a.js"' };
    expect(opened()('/console/assets/a.js', { headers })).toMatchObject({ status: 304, body: '' });
  });

  it('leads from the front page to the console, and leaves all else to the API', () => {
    const ask = opened();
    expect(ask('/')).toMatchObject({ status: 302, headers: { location: '/console/' } });
    for (const path of ['/holds', '/patient', '/openapi.json', '/nothing'])
      expect(ask(path)).toBeUndefined();
    // Nothing of the API begins so.
    expect(ask('/consolexyz')?.status).toBe(403);
  });
});
