import { describe, expect, it } from 'vitest';
import { isClosedOn, nurseDayWords } from '../../console/src/board/nurse-day.ts';

const shift = {
  startsAt: '2026-11-25T14:00:00Z',
  endsAt: '2026-11-25T22:00:00Z',
  localStart: '2026-11-25T08:00',
  localEnd: '2026-11-25T16:00',
};
const day = { on: '2026-11-25', away: false, visits: 0, free: [], freeMinutes: 0 };

describe('what a nurse has left of a day', () => {
  it.each([
    ['hours', { ...day, shift, freeMinutes: 90 }, false, '1.5 hours free'],
    ['nothing', { ...day, shift }, false, 'Nothing free'],
    ['no shift', day, false, 'Not on shift'],
    ['a day away', { ...day, away: true }, false, 'Away'],
    ['a holiday of the center', { ...day, shift }, true, 'Closed'],
    ['a holiday on a day off', day, true, 'Closed'],
  ])('is told of %s', (_, of, closed, says) => {
    expect(nurseDayWords(of, closed)).toBe(says);
  });

  it('is told of a day on which the center takes nobody', () => {
    const site = { setting: 'center', days: [{ on: '2026-11-25', open: shift }] };
    const closed = (setting: string, on: string) => isClosedOn({ ...site, setting } as never, on);
    expect(closed('center', '2026-11-25')).toBe(false);
    expect(closed('center', '2026-11-26')).toBe(true);
    // A home agency has no doors.
    expect(closed('home', '2026-11-26')).toBe(false);
  });
});
