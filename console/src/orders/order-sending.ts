import { useRef, useState } from 'react';
import { tellFirst } from '../api/problem.ts';
import { useFailure } from '../parts/failure.tsx';
import { orderFieldId } from './order-field.tsx';

/**
 * Sends an order once, however often it is asked to: what was not answered may have been taken, and the same
 * order goes with the same key.
 *
 * @param post sends it and leaves the page
 */
export const useOrderSending = (
  body: string | undefined,
  post: (body: string, idempotencyKey: string) => Promise<void>,
) => {
  const failure = useFailure();
  const [sending, setSending] = useState(false);
  const key = useRef({ of: '', is: '' });
  const send = async () => {
    if (sending) return;
    if (!body) return failure.fail('Choose a therapy first.', orderFieldId('therapy'));
    setSending(true);
    failure.clear();
    if (key.current.of !== body) key.current = { of: body, is: crypto.randomUUID() };
    try {
      await post(body, key.current.is);
    } catch (error) {
      setSending(false);
      failure.fail(tellFirst(error));
    }
  };
  return { send, sending, failure };
};
