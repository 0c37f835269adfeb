import { makeScope } from '../context.ts';
import type { FanOutState, MapState, Template } from '../definition-types.ts';
import type { FanOut } from '../execution.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { EvaluationFailure, evaluate } from '../jsonata.ts';
import { limits, withinPayload } from '../limits.ts';
import type { Run } from '../runtime.ts';

const numberOf = async (run: Run, template: Template | undefined, field: string, most: number) => {
  if (template === undefined) return undefined;
  const value = await evaluate(template, makeScope(run), field);
  if (typeof value === 'number' && value >= 0 && value <= most) return value;
  throw new EvaluationFailure(`${field} must be a number from 0 to ${most}`, field);
};

const itemsOf = async (run: Run, state: MapState): Promise<{ items: Json[]; keys?: string[] }> => {
  const given = await evaluate(state.Items ?? run.frame.input, makeScope(run), 'Items');
  if (Array.isArray(given)) return { items: given };
  if (isObject(given)) return { items: Object.values(given), keys: Object.keys(given) };
  throw new EvaluationFailure('Items must be an array or an object', 'Items');
};

const mapPlan = async (run: Run, state: MapState): Promise<FanOut> => {
  const most = Number.MAX_SAFE_INTEGER;
  const asked = (await numberOf(run, state.MaxConcurrency, 'MaxConcurrency', most)) ?? 0;
  const count = await numberOf(run, state.ToleratedFailureCount, 'ToleratedFailureCount', most);
  const share = await numberOf(
    run,
    state.ToleratedFailurePercentage,
    'ToleratedFailurePercentage',
    100,
  );
  return {
    kind: 'Map',
    ...(await itemsOf(run, state)),
    concurrency: Math.min(asked || limits.inlineConcurrency, limits.inlineConcurrency),
    ...(count !== undefined && { toleratedCount: count }),
    ...(share !== undefined && { toleratedPercentage: share }),
  };
};

/** Evaluates once what the children get; the journal keeps the answer. */
export const planFanOut = async (run: Run, state: FanOutState): Promise<FanOut> => {
  if (state.Type === 'Map') return mapPlan(run, state);
  const given = await evaluate(state.Arguments ?? run.frame.input, makeScope(run), 'Arguments');
  const input = withinPayload(given, 'state arguments');
  return { kind: 'Parallel', input, branches: state.Branches.length };
};

export const countChildren = (fanOut: FanOut): number =>
  fanOut.kind === 'Map' ? fanOut.items.length : fanOut.branches;

export const isTolerant = (fanOut: FanOut): boolean =>
  fanOut.kind === 'Map' &&
  (fanOut.toleratedCount !== undefined || fanOut.toleratedPercentage !== undefined);

/** Whether a state still succeeds with this many failed children: within each threshold it sets. */
export const tolerates = (fanOut: FanOut, failed: number): boolean => {
  if (failed === 0) return true;
  if (fanOut.kind === 'Parallel' || !isTolerant(fanOut)) return false;
  const { items, toleratedCount = failed, toleratedPercentage = 100 } = fanOut;
  return failed <= toleratedCount && (failed / items.length) * 100 <= toleratedPercentage;
};

/** The input of one child; a Map's ItemSelector also sees `$states.context.Map.Item`. */
export const makeChildInput = async (
  run: Run,
  state: FanOutState,
  fanOut: FanOut,
  index: number,
): Promise<Json> => {
  if (fanOut.kind === 'Parallel') return fanOut.input;
  const value = fanOut.items[index] ?? null;
  const key = fanOut.keys?.[index];
  const item: JsonObject = {
    Index: index,
    Value: value,
    Source: 'STATE_DATA',
    ...(key !== undefined && { Key: key }),
  };
  if (state.Type !== 'Map' || state.ItemSelector === undefined) {
    return key === undefined ? value : { Key: key, Value: value };
  }
  const scope = makeScope(run, {}, { Map: { Item: item } });
  return evaluate(state.ItemSelector, scope, 'ItemSelector');
};
