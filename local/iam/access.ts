import { type AccessNeed, coversAction, decideAccess, type Statement } from './policy.ts';
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

export const openAccess = (roles: ReadonlyMap<string, Statement[]>, usage: Usage): Access => {
  const known = new Map<string, Statement[]>();

  /** The statements of a role that speak of an action; roles and actions are few, calls are many. */
  const about = (roleArn: string, action: string): Statement[] => {
    const key = `${roleArn} ${action}`;
    const found =
      known.get(key) ??
      (roles.get(roleArn) ?? []).filter((statement) => coversAction(statement, action));
    known.set(key, found);
    return found;
  };

  return {
    knows: (roleArn) => roles.has(roleArn),
    firstDenied: (caller, needs) => {
      if (caller === operator) return undefined;
      for (const need of needs) {
        const statements = about(caller.roleArn, need.action);
        // A need that any one of several resources meets uses all that are granted.
        const granted = need.resources.filter(
          (resource) => decideAccess(statements, { ...need, resources: [resource] }) === 'allow',
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
