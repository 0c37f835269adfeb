import {
  type AccessNeed,
  coversAction,
  coversResource,
  decideAmong,
  type Statement,
} from './policy.ts';
import type { Usage } from './usage.ts';

/** Who makes a call: a function with its role, a state machine's role, or the person at the desk. */
export type Caller = { name: string; roleArn: string };

/** May do everything: for people who try a state machine with their own SDK or CLI. */
export const operator: Caller = { name: 'operator', roleArn: 'operator' };

export type Access = {
  /** The first need the caller's role does not meet. */
  firstDenied(caller: Caller, needs: readonly AccessNeed[]): AccessNeed | undefined;
  /** Whether the template has this role. */
  knows(roleArn: string): boolean;
};

const remembersAtMost = 5000;

export const openAccess = (roles: ReadonlyMap<string, Statement[]>, usage: Usage): Access => {
  let known = new Map<string, Statement[]>();

  /** The statements of a role that cover an action on a resource: they are few, calls are many. */
  const covering = (roleArn: string, action: string, resource: string): Statement[] => {
    const name = `${roleArn} ${action} ${resource}`;
    const remembered = known.get(name);
    if (remembered) return remembered;
    const found = (roles.get(roleArn) ?? []).filter(
      (statement) => coversAction(statement, action) && coversResource(statement, resource),
    );
    // Each document and each execution is a resource of its own.
    if (known.size >= remembersAtMost) known = new Map();
    known.set(name, found);
    return found;
  };

  return {
    knows: (roleArn) => roles.has(roleArn),
    firstDenied: (caller, needs) => {
      if (caller === operator) return undefined;
      for (const need of needs) {
        // A need that any one of several resources meets uses all that are granted.
        const granted = need.resources.filter(
          (resource) =>
            decideAmong(covering(caller.roleArn, need.action, resource), need.context) === 'allow',
        );
        const allowed = granted.length > 0;
        for (const resource of allowed ? granted : need.resources.slice(0, 1)) {
          usage.record(caller.name, need.action, resource, allowed);
        }
        if (!allowed) return need;
      }
      return undefined;
    },
  };
};
