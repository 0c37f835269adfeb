import { describe, expect, it } from 'vitest';
import { readIntent } from '../../functions/outreach/incoming-text.ts';
import { optOutWordings } from '../support/public-opt-outs.ts';

/** What becomes of the texts to whoever wrote it: they end, wait for a person, or go on. */
const heard = (body: string): 'stop' | 'unsure' | 'not' => {
  const { intent, asksToEnd } = readIntent(body);
  if (intent === 'stop') return 'stop';
  return asksToEnd ? 'unsure' : 'not';
};

const { stop, unsure, not } = optOutWordings;

describe('wordings that nobody here wrote', () => {
  it('are many, in both languages', () => {
    const all = [...stop, ...unsure, ...not];
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(200);
  });

  it('of a stop are all heard: no further text goes out', () => {
    expect(stop.filter((body) => heard(body) === 'not')).toEqual([]);
  });

  it('of a stop end the texts at once, but for a few that a person reads first', () => {
    const read = stop.filter((body) => heard(body) !== 'stop');
    expect(read.length, read.join('\n')).toBeLessThanOrEqual(stop.length * 0.05);
  });

  it('that may mean something else wait for a person', () => {
    expect(unsure.map((body) => [body, heard(body)])).toEqual(
      unsure.map((body) => [body, 'unsure']),
    );
  });

  it('of something else end nothing, but for two in a hundred at most', () => {
    const needless = not.filter((body) => heard(body) === 'stop');
    expect(needless.length, needless.join('\n')).toBeLessThanOrEqual(not.length * 0.02);
  });
});
