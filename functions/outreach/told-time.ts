import type { Visit } from '../series/visit.ts';
import type { Message } from './message.ts';

/** A text that went out, or may have. */
const wentOut = ({ status }: Message): boolean => status === 'sent' || status === 'unknown';

/**
 * Which revision of a visit the newest text about it told the patient. One that no text has told is
 * known as it was first booked, from the texts about the whole series.
 */
export const toldRevision = (
  messages: readonly Message[],
  { visitId }: Pick<Visit, 'visitId'>,
): number =>
  messages
    .filter(
      (message) =>
        message.channel === 'text' &&
        message.recipient === 'patient' &&
        message.visitId === visitId &&
        wentOut(message),
    )
    .sort((a, b) => (a.settledAt ?? '').localeCompare(b.settledAt ?? ''))
    .at(-1)?.revision ?? 0;
