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

/** The numbers of a retrier, and the least that each may be. */
const retrierNumbers = [
  { field: 'IntervalSeconds', least: 1, whole: true },
  { field: 'MaxAttempts', least: 0, whole: true },
  { field: 'BackoffRate', least: 1, whole: false },
  { field: 'MaxDelaySeconds', least: 1, whole: true },
];

const checkRetrier = (retrier: JsonObject, report: Report) => {
  for (const { field, least, whole } of retrierNumbers) {
    const value = retrier[field];
    if (value === undefined) continue;
    if (typeof value !== 'number' || value < least || (whole && !Number.isInteger(value)))
      report(
        `${field} of Retry must be ${whole ? 'a whole number' : 'a number'} of at least ${least}`,
      );
  }
  if (!['FULL', 'NONE', undefined].includes(retrier.JitterStrategy as string | undefined)) {
    report('JitterStrategy of Retry must be FULL or NONE');
  }
};

/** Retriers or catchers: what one may hold, and what else there is to check of it. */
type GuardKind = {
  kind: 'Retry' | 'Catch';
  fields: readonly string[];
  check: (guard: JsonObject) => void;
};

const checkList = (list: Json | undefined, { kind, fields, check }: GuardKind, report: Report) => {
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
  const checkCatcher = (catcher: JsonObject) => {
    checks.next(catcher.Next);
    checks.assign(catcher.Assign);
  };
  checkList(
    state.Retry,
    { kind: 'Retry', fields: retrierFields, check: (retrier) => checkRetrier(retrier, report) },
    report,
  );
  checkList(state.Catch, { kind: 'Catch', fields: catcherFields, check: checkCatcher }, report);
};
