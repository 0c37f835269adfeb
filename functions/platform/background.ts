import { bare } from './errors.ts';
import { log } from './log.ts';

/**
 * A function that an event, a schedule or a stream runs and nobody waits for: what fails is logged
 * by its code and thrown bare, so that it is tried again or set aside.
 */
export const background =
  <Event, Out>(name: string, run: (event: Event) => Promise<Out>) =>
  async (event: Event): Promise<Out> => {
    try {
      return await run(event);
    } catch (error) {
      const fault = bare(error);
      log({ event: 'record.failed', name, code: fault.message });
      throw fault;
    }
  };
