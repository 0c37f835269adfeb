import type { Result } from './execution.ts';
import type { Journal } from './journal.ts';
import type { Json } from './json.ts';
import type { OpenTask } from './runtime.ts';
import { ServiceError } from './service-error.ts';
import { isWellFormed } from './task-token.ts';
import type { Work } from './work.ts';

const taskOver = () =>
  new ServiceError('TaskTimedOut', 'Task Timed Out: the task was closed before this call');

/** The answers to task tokens. Each is durable before it is acknowledged, and only the first counts. */
export const openCallbackDesk = (
  tokens: ReadonlyMap<string, OpenTask>,
  journal: Journal,
  work: Work,
) => {
  const find = (token: string): OpenTask => {
    const open = tokens.get(token);
    if (open) return open;
    if (!isWellFormed(token)) throw new ServiceError('InvalidToken', 'Invalid Token');
    if (journal.get('token', token)) throw taskOver();
    throw new ServiceError('TaskDoesNotExist', 'Task does not exist');
  };
  const settle = async (token: string, result: Result): Promise<void> => {
    if (!(await work.run(() => find(token).settle(result)))) throw taskOver();
  };
  return {
    sendTaskSuccess: (token: string, output: Json): Promise<void> => settle(token, { output }),
    sendTaskFailure: (token: string, error = '', cause = ''): Promise<void> =>
      settle(token, { failure: { error, cause } }),
    sendTaskHeartbeat: async (token: string): Promise<void> => {
      if (!(await work.run(() => find(token).heartbeat()))) throw taskOver();
    },
    /** Every callback waited for. A token is a secret: do not log it. */
    openCallbacks: (): { executionArn: string; state: string; token: string }[] =>
      [...tokens].map(([token, { executionArn, state }]) => ({ executionArn, state, token })),
  };
};
