import { describe, expect, it } from 'vitest';
import { counted, nextWithinLimits, textTakenAt } from '../../functions/outreach/text-limits.ts';

const now = new Date('2026-11-20T15:00:00.000Z');
const text = (at: string, messageId = `msg_${at}`) => ({ messageId, at });

describe('the texts that still count', () => {
  it.each([
    ['a week ago to the millisecond', '2026-11-13T15:00:00.000Z', false],
    ['a millisecond less', '2026-11-13T15:00:00.001Z', true],
    ['today', '2026-11-20T14:00:00.000Z', true],
  ])('%s', (_says, at, counts) => {
    expect(counted([text(at)], now)).toEqual(counts ? [text(at)] : []);
  });
});

describe('a text that a sender has counted', () => {
  const at = '2026-11-20T14:00:00.000Z';
  const later = '2026-11-20T14:00:00.001Z';
  const texts = [text(at, 'msg_a'), text('2026-11-20T14:01:00.000Z')];

  it.each([
    ['is taken', { attempts: 0, dueAt: '2026-11-20T13:00:00.000Z' }, at],
    ['is taken although it was put off since', { attempts: 0, dueAt: later }, at],
    ['is taken again at its second time', { attempts: 1, dueAt: at }, at],
    ['is nobody’s once it was given back', { attempts: 1, dueAt: later }, undefined],
  ])('%s', (_says, message, taken) => {
    expect(textTakenAt({ messageId: 'msg_a', ...message }, { texts })).toBe(taken);
  });

  it.each([
    ['by its own mark, whatever number it went to', { attempts: 0, dueAt: later }, at],
    ['by its mark at its second time', { attempts: 1, dueAt: at }, at],
    ['and not by a mark from before it was given back', { attempts: 1, dueAt: later }, undefined],
  ])('is taken %s', (_says, message, taken) => {
    const marked = { messageId: 'msg_a', ...message, claimedAt: at };
    expect(textTakenAt(marked, { texts: [] })).toBe(taken);
  });

  it('is no other text', () => {
    expect(textTakenAt({ messageId: 'msg_b', attempts: 0, dueAt: at }, { texts })).toBeUndefined();
  });
});

describe('from when one more text may go out', () => {
  const next = (...sent: string[]) =>
    nextWithinLimits(
      sent.map((at) => text(at)),
      'msg_new',
      now,
    ).toISOString();

  it('is at once, when none went out', () => {
    expect(next()).toBe(now.toISOString());
  });

  it('is a day after the last', () => {
    expect(next('2026-11-20T14:00:00.000Z')).toBe('2026-11-21T14:00:00.000Z');
    expect(next('2026-11-19T15:00:00.000Z')).toBe(now.toISOString());
  });

  it('is a week after the third last, in whatever order they were kept', () => {
    const sent = [
      '2026-11-18T10:00:00.000Z',
      '2026-11-14T10:00:00.000Z',
      '2026-11-16T10:00:00.000Z',
    ];
    expect(next(...sent)).toBe('2026-11-21T10:00:00.000Z');
    expect(next(...sent, '2026-11-13T20:00:00.000Z')).toBe('2026-11-21T10:00:00.000Z');
  });

  it('does not count an earlier attempt of the same text', () => {
    const own = text('2026-11-20T14:00:00.000Z', 'msg_new');
    expect(nextWithinLimits([own], 'msg_new', now)).toEqual(now);
    const other = text('2026-11-19T16:00:00.000Z');
    expect(nextWithinLimits([other, own], 'msg_new', now).toISOString()).toBe(
      '2026-11-20T16:00:00.000Z',
    );
  });
});
