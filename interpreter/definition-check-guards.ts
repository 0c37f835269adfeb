import { catcherFields, refusal, retrierFields } from './definition-fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

type Report = (problem: string) => void;
type Checks = { next(next: Json | undefined): void; assign(assign: Json | undefined): void };

const checkNames = (guard: JsonObject, isLast: boolean, kind: string, report: Report) => {
  const names = guard.ErrorEquals;
  if (!Array.isArray(names) || names.length === 0 || names.some((n) => typeof n !== 'string')) {
    return report(`${kind} needs ErrorEquals, a list of error names`);
  }
  if (!names.includes('States.ALL')) return;
  if (names.length > 1) report(`States.ALL must stand alone in ${kind}`);
  if (!isLast) report(`States.ALL must come last in ${kind}`);
};

const atLeast = (
  guard: JsonObject,
  field: string,
  least: number,
  whole: boolean,
  report: Report,
) => {
  const value = guard[field];
  if (value === undefined) return;
  if (typeof value !== 'number' || value < least || (whole && !Number.isInteger(value))) {
    report(
      `${field} of Retry must be ${whole ? 'a whole number' : 'a number'} of at least ${least}`,
    );
  }
};

const checkRetrier = (retrier: JsonObject, report: Report) => {
  atLeast(retrier, 'IntervalSeconds', 1, true, report);
  atLeast(retrier, 'MaxAttempts', 0, true, report);
  atLeast(retrier, 'BackoffRate', 1, false, report);
  atLeast(retrier, 'MaxDelaySeconds', 1, true, report);
  if (!['FULL', 'NONE', undefined].includes(retrier.JitterStrategy as string | undefined)) {
    report('JitterStrategy of Retry must be FULL or NONE');
  }
};

const checkList = (
  list: Json | undefined,
  kind: string,
  fields: readonly string[],
  report: Report,
  check: (guard: JsonObject) => void,
) => {
  if (list === undefined) return;
  if (!Array.isArray(list)) return report(`${kind} must be a list`);
  for (const [index, guard] of list.entries()) {
    if (!isObject(guard)) {
      report(`each entry of ${kind} must be an object`);
      continue;
    }
    for (const field of Object.keys(guard)) if (!fields.includes(field)) report(refusal(field));
    checkNames(guard, index === list.length - 1, kind, report);
    check(guard);
  }
};

/** Checks a state's Retry and Catch lists. */
export const checkGuards = (state: JsonObject, report: Report, checks: Checks): void => {
  checkList(state.Retry, 'Retry', retrierFields, report, (retrier) =>
    checkRetrier(retrier, report),
  );
  checkList(state.Catch, 'Catch', catcherFields, report, (catcher) => {
    checks.next(catcher.Next);
    checks.assign(catcher.Assign);
  });
};
