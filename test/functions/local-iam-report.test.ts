import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCloudAssembly } from '../../local/assembly/cloud-assembly.ts';
import { leastPrivilege } from '../../local/iam/report.ts';
import { loadRoles } from '../../local/iam/roles.ts';
import { openUsage } from '../../local/iam/usage.ts';
import { aFunction, allow, anAssembly } from '../support/local-template.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/T';
const viaS3 = { Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } };
const assembly = anAssembly(
  aFunction('Reader', [
    allow(['dynamodb:GetItem', 'dynamodb:Query'], table),
    allow('dynamodb:Query', `${table}/index/due`),
    allow('logs:PutLogEvents'),
    allow('kms:Decrypt', 'key', viaS3),
  ]),
  { Reader: '' },
);
afterAll(assembly.remove);

const report = (used: string[], denied: string[] = []) => {
  const counts = (names: string[]) => Object.fromEntries(names.map((name) => [name, 1]));
  const loaded = loadCloudAssembly(assembly.folder, { api: 'http://a', gateway: 'http://g' });
  const usage = { Reader: { used: counts(used), denied: counts(denied) } };
  return leastPrivilege(loaded, loadRoles(loaded), usage)[0];
};

describe('the least-privilege report', () => {
  it('tells a query of the table from a query of an index', () => {
    const { unused, used } = report([`dynamodb:Query ${table}`]) ?? {};
    expect(used).toEqual(['dynamodb:Query on table/T']);
    expect(unused).toEqual(['dynamodb:GetItem on table/T', 'dynamodb:Query on table/T/index/due']);
  });

  it('counts what the platform does with the role apart', () => {
    expect(report([])?.platform).toEqual([
      'logs:PutLogEvents on *',
      'kms:Decrypt on key, through a service',
    ]);
  });

  it('names what was denied', () => {
    expect(report([], [`dynamodb:PutItem ${table}`])?.missing).toEqual([
      'dynamodb:PutItem on table/T',
    ]);
  });
});

describe('what is counted', () => {
  it.each([
    ['arn:aws:s3:::documents/uploads/upl_1', 'arn:aws:s3:::documents/uploads/*'],
    ['arn:aws:s3:::documents/documents/0a1b', 'arn:aws:s3:::documents/documents/*'],
    [
      'arn:aws:states:us-east-1:111122223333:execution:Visit:vis_1-0',
      'arn:aws:states:us-east-1:111122223333:execution:Visit:*',
    ],
    [
      'arn:aws:dynamodb:us-east-1:111122223333:table/T/index/due',
      'arn:aws:dynamodb:us-east-1:111122223333:table/T/index/due',
    ],
  ])('of %s is %s', (resource, kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'dripline-usage-'));
    const usage = openUsage(join(folder, 'usage.json'));
    usage.record('Reader', 'does', resource, true);
    usage.save();
    rmSync(folder, { recursive: true });
    expect(usage.all()).toEqual({ Reader: { used: { [`does ${kind}`]: 1 }, denied: {} } });
  });
});
