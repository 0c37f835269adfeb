import { asList, asObject, asText, type Json, type JsonObject } from '../json.ts';
import { conditionHolds, type RequestContext, refuseUnknownOperators } from './condition.ts';
import { matchesPattern } from './wildcard.ts';

export type Statement = {
  effect: 'Allow' | 'Deny';
  actions: string[];
  notActions: string[];
  resources: string[];
  notResources: string[];
  condition: JsonObject;
};

/**
 * One thing a call needs permission for; a transaction needs several. Any one of the resources will
 * do: a task token, for instance, does not say which state machine it belongs to.
 */
export type AccessNeed = { action: string; resources: readonly string[]; context?: RequestContext };
export type AccessDecision = 'allow' | 'explicit-deny' | 'implicit-deny';

const texts = (value: Json | undefined) => asList<string>(value).map(asText);

/** @throws on a condition operator that cannot be evaluated here, so that none is ever ignored. */
export const readPolicy = (document: Json | undefined): Statement[] =>
  asList<JsonObject>(asObject(document).Statement).map((statement) => {
    const condition = asObject(statement.Condition);
    refuseUnknownOperators(condition);
    return {
      effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow',
      actions: texts(statement.Action),
      notActions: texts(statement.NotAction),
      resources: texts(statement.Resource),
      notResources: texts(statement.NotResource),
      condition,
    };
  });

const includes = (patterns: string[], value: string, ignoreCase = false) =>
  patterns.some((pattern) => matchesPattern(pattern, value, ignoreCase));

/** Action names are compared without case, resources with it, as IAM does. */
export const coversAction = (statement: Statement, action: string): boolean =>
  statement.notActions.length
    ? !includes(statement.notActions, action, true)
    : includes(statement.actions, action, true);

export const coversResource = (statement: Statement, resource: string): boolean =>
  statement.notResources.length
    ? !includes(statement.notResources, resource)
    : includes(statement.resources, resource);

/**
 * Among statements that cover an action and a resource. IAM's order: a matching Deny wins, then a
 * matching Allow, else nothing is allowed.
 */
export const decideAmong = (
  covering: readonly Statement[],
  context: RequestContext = {},
): AccessDecision => {
  const matching = covering.filter(({ condition }) => conditionHolds(condition, context));
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicit-deny';
  return matching.length ? 'allow' : 'implicit-deny';
};

export const decideAccess = (
  statements: readonly Statement[],
  { action, resources, context }: AccessNeed,
): AccessDecision => {
  const about = statements.filter((statement) => coversAction(statement, action));
  const decisions = resources.map((resource) =>
    decideAmong(
      about.filter((statement) => coversResource(statement, resource)),
      context,
    ),
  );
  if (decisions.includes('allow')) return 'allow';
  return decisions.includes('explicit-deny') ? 'explicit-deny' : 'implicit-deny';
};
