import { Refusal } from '../../functions/platform/errors.ts';

/** The refusal that something comes to; a fault of another kind goes on. */
export const refused = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('was not refused');
};
