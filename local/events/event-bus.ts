import { randomUUID } from 'node:crypto';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { account, region } from '../assembly/resource-names.ts';
import { asList, asObject, asText, isObject, type Json, type JsonObject } from '../json.ts';
import type { Deliveries } from './deliveries.ts';
import { checkPattern, matchesEvent } from './event-pattern.ts';

export type BusEvent = {
  source: string;
  detailType: string;
  detail: Json;
  resources: string[];
};

export type EventBus = {
  /** Accepts an event and returns its id; matching targets are kept as deliveries first. */
  put(bus: string, event: BusEvent): string;
  counters(): { events: number; deliveries: number };
};

type Options = { assembly: CloudAssembly; deliveries: Deliveries; now(): number };
type Target = { arn: string; deadLetter: string; input: (event: JsonObject) => Json };
type Rule = { bus: string; pattern: JsonObject; targets: Target[] };

const at = (event: Json, path: string): Json =>
  path
    .replace(/^\$\.?/, '')
    .split('.')
    .filter(Boolean)
    .reduce<Json>((value, key) => (isObject(value) ? (value[key] ?? null) : null), event);

const transformed = (transformer: JsonObject, event: JsonObject): Json => {
  const paths = asObject(transformer.InputPathsMap);
  const text = asText(transformer.InputTemplate).replace(/("?)<([\w.-]+)>\1/g, (_all, _q, name) =>
    JSON.stringify(at(event, asText(paths[name]))),
  );
  return JSON.parse(text) as Json;
};

const inputOf = (target: JsonObject): Target['input'] => {
  if (target.Input !== undefined) return () => JSON.parse(asText(target.Input)) as Json;
  if (target.InputPath !== undefined) return (event) => at(event, asText(target.InputPath));
  if (target.InputTransformer !== undefined) {
    return (event) => transformed(asObject(target.InputTransformer), event);
  }
  return (event) => event;
};

const ruleTargets = (assembly: CloudAssembly, id: string, targets: Json | undefined) =>
  asList<JsonObject>(targets).flatMap((target): Target[] => {
    const arn = asText(target.Arn);
    // Targets for people: a log group to read, a topic that pages somebody. Nobody is paged here.
    if (arn.includes(':logs:') || arn.includes(':sns:')) return [];
    if (assembly.find(arn)?.type !== 'AWS::Lambda::Function') {
      throw new Error(`${id} sends events to ${arn}, which the local runtime cannot invoke`);
    }
    const deadLetter = asText(asObject(target.DeadLetterConfig).Arn);
    return [{ arn, deadLetter, input: inputOf(target) }];
  });

const loadRules = (assembly: CloudAssembly): Rule[] =>
  assembly.ofType('AWS::Events::Rule').flatMap(({ id, properties }) => {
    if (properties.EventPattern === undefined || properties.State === 'DISABLED') return [];
    const pattern = asObject(properties.EventPattern);
    checkPattern(pattern);
    const name = asText(properties.EventBusName).split('event-bus/').at(-1) || 'default';
    const bus = assembly.find(name)?.ref ?? name;
    return [{ bus, pattern, targets: ruleTargets(assembly, id, properties.Targets) }];
  });

/** EventBridge's rules: which functions hear of an event. */
export const openEventBus = ({ assembly, deliveries, now }: Options): EventBus => {
  const rules = loadRules(assembly);
  const counts = { events: 0, deliveries: 0 };
  return {
    put: (bus, { source, detailType, detail, resources }) => {
      const id = randomUUID();
      const event: JsonObject = {
        version: '0',
        id,
        'detail-type': detailType,
        source,
        account,
        time: new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z'),
        region,
        resources,
        detail,
      };
      counts.events += 1;
      for (const rule of rules) {
        if (rule.bus !== bus || !matchesEvent(rule.pattern, event)) continue;
        for (const target of rule.targets) {
          counts.deliveries += 1;
          deliveries.accept(target.arn, target.input(event), target.deadLetter);
        }
      }
      return id;
    },
    counters: () => counts,
  };
};
