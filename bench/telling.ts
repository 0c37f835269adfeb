import { randomUUID } from 'node:crypto';
import { approvedOrder, benchPracticeNpi } from './order.ts';
import type { BenchService } from './running-service.ts';
import { readServiceClock } from './service-clock.ts';

/** Posts as somebody of a role. @throws when it is not accepted */
export const tell = async (
  service: BenchService,
  { role, subject = '' }: { role: string; subject?: string },
  path: string,
  body: object,
): Promise<unknown> => {
  const nowMs = await readServiceClock(service);
  const answer = await fetch(`${service.address}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${service.token(role, subject, nowMs)}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': '*',
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
};

/** Sends an order that its payer approves at once; returns the referral's id. */
export const sendOrder = async (
  service: BenchService,
  number: number,
  doses: number,
): Promise<string> => {
  const practice = { role: 'referrer', subject: benchPracticeNpi };
  const receipt = await tell(service, practice, '/referrals', approvedOrder(number, doses));
  return (receipt as { referralId: string }).referralId;
};
