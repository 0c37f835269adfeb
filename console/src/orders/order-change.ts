import { useMemo, useState } from 'react';
import { askApi } from '../api/call.ts';
import { tellFirst } from '../api/problem.ts';
import type { ApiBody, ApiRequest } from '../api/routes.ts';
import { useFailure } from '../parts/failure.tsx';
import { serviceNow } from '../sign-in/session.ts';
import {
  type CatalogueEntry,
  type OrderTyped,
  orderBody,
  signedNow,
  withTyped,
} from './order-body.ts';
import { correctionOf, type OrderStored, orderTyped } from './order-typed.ts';

type Correcting = 'POST /referrals/{referralId}/corrections';

export type OrderOpened = {
  referralId: string;
  stored: OrderStored;
  etag: string | undefined;
};

/** An order that stands, in the fields of the form: what is typed otherwise, its signature, and how both are sent. */
export const useOrderChange = (
  { referralId, stored, etag }: OrderOpened,
  therapies: readonly CatalogueEntry[],
) => {
  const begun = useMemo(() => orderTyped(stored), [stored]);
  const [typed, setTyped] = useState<OrderTyped>(begun);
  const [signed, setSigned] = useState<string>();
  const [sending, setSending] = useState(false);
  const failure = useFailure();
  const { npi } = stored.practice;
  const calledIn = (order: OrderTyped) =>
    therapies.find(({ therapyId }) => therapyId === order.therapy);
  const was = calledIn(begun);
  const therapy = calledIn(typed);
  return {
    begun,
    typed,
    therapy,
    was,
    signed,
    sending,
    failure,
    /** As it would be sent whole, to be checked; `signedAt` where it is not signed anew. */
    whole: (signedAt?: string) => orderBody(typed, therapy, npi, signed ?? signedAt),
    /** What is otherwise than it stood; `signedAt` is the signature that it had. */
    patch: (signedAt?: string) =>
      correctionOf(
        orderBody(begun, was, npi, signedAt),
        orderBody(typed, therapy, npi, signed),
        stored,
      ),
    onType: (name: string, value: string) => {
      setTyped((all) => withTyped(all, name, value));
      // What was signed is what stood there: another dose is signed anew.
      setSigned(undefined);
    },
    onSign: (now: boolean) => setSigned(now ? signedNow(serviceNow()) : undefined),
    /** Sends a correction once, and tells why where it is refused. */
    send: async (patch: object, onSent: (answer: ApiBody<Correcting>) => void) => {
      if (sending) return;
      setSending(true);
      failure.clear();
      try {
        const { body } = await askApi('POST /referrals/{referralId}/corrections', {
          path: { referralId },
          body: patch as ApiRequest<Correcting>['body'],
          ifMatch: etag,
        });
        onSent(body);
      } catch (error) {
        setSending(false);
        failure.fail(tellFirst(error));
      }
    },
  };
};
