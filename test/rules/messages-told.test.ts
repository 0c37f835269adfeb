import { describe, expect, it } from 'vitest';
import {
  tellMessages,
  whichUndelivered,
  withMessages,
} from '../../functions/chart/messages-told.ts';
import { MessageKind, WaitReason, WithheldReason } from '../../functions/outreach/message.ts';
import { aMessage } from '../support/patients.ts';

const tell = (...different: Parameters<typeof aMessage>[0][]) =>
  tellMessages(different.map(aMessage), new Set());
const settledAt = '2026-11-29T18:00:00.000Z';

describe('what became of a message', () => {
  it.each([
    [
      'it went',
      { status: 'sent', settledAt },
      {
        at: settledAt,
        event: 'message.sent',
        text: 'Sent: text to the patient about a visit that is near.',
        why: [],
      },
    ],
    [
      'it went once there was a place for it',
      { status: 'sent', settledAt, code: 'limits' },
      { why: [expect.stringContaining('three a week')] },
    ],
    [
      'it was not sent',
      { status: 'withheld', code: 'bundled', kind: 'preparation', settledAt },
      {
        event: 'message.withheld',
        text: 'Not sent: text to the patient about how to prepare for a visit.',
        why: [expect.stringContaining('Another text')],
      },
    ],
    [
      'it waits',
      { code: 'hours', dueAt: '2026-11-30T15:00:00.000Z' },
      {
        at: '2026-11-29T16:00:00.000Z',
        text: expect.stringMatching(/^Waits until Mon, Nov 30, 2026, 10:00 AM EST: text/),
        why: [expect.stringContaining('clock of the patient')],
      },
    ],
    [
      'a practice was written to',
      {
        status: 'sent',
        recipient: 'practice',
        channel: 'mail',
        kind: 'referral-closed',
        settledAt,
      },
      { text: 'Sent: e-mail to the practice about the end of the referral.' },
    ],
  ] as const)('%s', (_says, different, expected) => {
    expect(tell(different)).toMatchObject([{ by: 'system', ...expected }]);
  });

  it('is told by its own event where it did not arrive, and by no second line', () => {
    const lost = aMessage({ status: 'withheld', code: 'no-address', settledAt });
    expect(tellMessages([lost], new Set([lost.messageId]))).toEqual([]);
    expect(tellMessages([lost], new Set(['msg_other']))).toHaveLength(1);
    expect(whichUndelivered({ kind: 'reminder', channel: 'text', code: 'no-address' })).toEqual([
      'It was the text to the patient about a visit that is near.',
      'No number or address is known there that it may go to.',
    ]);
    expect(whichUndelivered({})).toEqual([]);
    expect(whichUndelivered({ kind: 'reminder', channel: 'mail', code: 'x' })).toHaveLength(1);
  });

  it('says nothing of one that a sender is at', () => {
    expect(tell({ status: 'sending' })).toEqual([]);
  });

  it.each(MessageKind.options)('names what %s is about', (kind) => {
    const [line] = tell({ kind, status: 'sent', settledAt });
    expect(line?.text).not.toMatch(/about the referral\.$/);
  });

  it.each([...WithheldReason.options, ...WaitReason.options])('has words for %s', (code) => {
    expect(tell({ status: 'withheld', code, settledAt })[0]?.why).toHaveLength(1);
  });

  it('inherits no words from what somebody sends', () => {
    expect(tell({ status: 'withheld', code: 'constructor', settledAt })[0]?.why).toEqual([]);
  });
});

describe('messages among what happened', () => {
  const line = (at: string, text: string) => ({
    at,
    event: 'e',
    by: 'system' as const,
    text,
    why: [],
  });

  it('stand at their time, after what happened in the same instant', () => {
    const lines = [line('2026-11-29T18:00:00.000Z', 'a'), line('2026-11-29T18:00:02.000Z', 'c')];
    const messages = [line('2026-11-29T18:00:00.000Z', 'b'), line('2026-11-29T18:00:03.000Z', 'd')];
    expect(
      withMessages(lines, messages)
        .map(({ text }) => text)
        .join(''),
    ).toBe('abcd');
  });

  it('leave what the chain says in its order', () => {
    const lines = [line('2026-11-29T18:00:02.000Z', 'a'), line('2026-11-29T18:00:00.000Z', 'b')];
    expect(
      withMessages(lines, [])
        .map(({ text }) => text)
        .join(''),
    ).toBe('ab');
  });

  it('are oldest first', () => {
    const told = tell(
      { status: 'sent', settledAt: '2026-11-29T18:00:05.000Z' },
      { status: 'sent', settledAt: '2026-11-29T18:00:01.000Z' },
    );
    expect(told.map(({ at }) => at)).toEqual([
      '2026-11-29T18:00:01.000Z',
      '2026-11-29T18:00:05.000Z',
    ]);
  });
});
