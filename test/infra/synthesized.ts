import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addRulePacks } from '../../infra/rule-packs.ts';
import { serviceApp } from '../../infra/service-app.ts';

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties have no static type here.
export type Properties = Record<string, any>;
type Resource = {
  id: string;
  Type: string;
  Properties: Properties;
  DeletionPolicy?: string;
};

/** The service as it would be deployed, with the rule packs run; the bundles are stand-ins. */
export const synthesized = ({ checked = true } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'dripline-synth-'));
  const outdir = join(folder, 'cdk.out');
  const app = serviceApp({ outdir, codeOf: (name) => bundleStandIn(folder, name), checked });
  if (checked) addRulePacks(app);
  app.synth();
  const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8'));

  const resourcesOf = (of: { Resources: Record<string, Resource> }): Resource[] =>
    Object.entries(of.Resources).map(([id, resource]) => ({
      ...resource,
      id,
      Properties: resource.Properties ?? {},
    }));
  const template = read('Dripline.template.json');
  const nested = readdirSync(outdir).filter((file) => file.endsWith('.nested.template.json'));
  const resources = [template, ...nested.map(read)].flatMap(resourcesOf);
  return {
    template,
    resources,
    ofType: (type: string) => resources.filter(({ Type }) => Type === type),
    metadata: read('Dripline.metadata.json'),
    ...(checked && { report: read('validation-report.json') }),
  };
};

export type Synthesized = ReturnType<typeof synthesized>;

const bundleStandIn = (folder: string, name: string): string => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'index.js'), 'exports.handler = async () => {};\n');
  return path;
};

/** The statements of every policy of a role, by the role's logical id. */
export const statementsOf = ({ ofType }: Synthesized, roleId: string): Properties[] =>
  ofType('AWS::IAM::ManagedPolicy')
    .filter(({ Properties }) => Properties.Roles.some((role: Properties) => role.Ref === roleId))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

export const list = <Value>(value: Value | Value[]): Value[] =>
  Array.isArray(value) ? value : [value];
