import { describe, expect, it } from 'vitest';
import { startOptions } from '../../local/start-options.ts';

describe('the options of npm start', () => {
  it.each([
    ['2027-01-04T15:00:00Z', Date.UTC(2027, 0, 4, 15)],
    ['2027-01-04T15:00:00.250Z', Date.UTC(2027, 0, 4, 15, 0, 0, 250)],
    ['2027-01-04T09:00:00-06:00', Date.UTC(2027, 0, 4, 15)],
  ])('take the clock from an instant, %s', (text, at) => {
    expect(startOptions(['--clock', text]).clock).toBe(at);
  });

  it('leave the clock alone without it', () => {
    expect(startOptions([]).clock).toBeUndefined();
  });

  it.each(['2027-01-04', '2027-01-04T15:00:00', '2027-13-04T15:00:00Z', 'tomorrow', ''])(
    'refuse %j, which names no instant',
    (text) => {
      expect(() => startOptions(['--clock', text])).toThrow('--clock takes an instant');
    },
  );

  it.each([
    ['0', 0],
    ['65534', 65_534],
  ])('take the port %s', (text, port) => {
    expect(startOptions(['--port', text]).port).toBe(port);
    expect(startOptions([], text).port).toBe(port || 0);
  });

  it.each(['65535', '1.5', 'http'])('refuse the port %s', (text) => {
    expect(() => startOptions(['--port', text])).toThrow('--port takes a number up to 65534');
  });
});
