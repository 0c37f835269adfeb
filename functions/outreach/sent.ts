import type { Mail } from './mail-templates.ts';

/**
 * What a service did with a message. `busy`: it was surely not taken and may be tried again;
 * `refused`: trying again cannot help; `unknown`: nobody can say whether it went out.
 */
export type MessageSent =
  | { outcome: 'sent'; receipt: string }
  | { outcome: 'refused' | 'busy' | 'unknown'; code: string };

export type SendText = (text: { to: string; body: string }) => Promise<MessageSent>;
export type SendMail = (mail: Mail & { to: string; calendar?: string }) => Promise<MessageSent>;

/** A receipt proves that a message was taken. */
export const sentWith = (receipt: string | undefined): MessageSent =>
  receipt ? { outcome: 'sent', receipt } : { outcome: 'unknown', code: 'no-receipt' };

type Outcome = Exclude<MessageSent['outcome'], 'sent'>;

/**
 * What an error says became of the message: by its name, else unknown. The code is the service's
 * own reason, such as `DESTINATION_PHONE_NUMBER_OPTED_OUT`, or the error's name.
 */
export const failedWith = (
  error: unknown,
  known: Readonly<Record<string, Outcome>>,
): MessageSent => {
  const { name = 'unknown', Reason } = error as { name?: string; Reason?: string };
  return {
    outcome: (Object.hasOwn(known, name) ? known[name] : undefined) ?? 'unknown',
    code: Reason ?? name,
  };
};
