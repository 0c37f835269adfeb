import { describe, expect, it } from 'vitest';
import {
  isCentral,
  type LineCourse,
  lineSource,
  lineWords,
  objectionsTo,
  proposeLines,
  type VeinLine,
} from '../../functions/therapy/line-choice.ts';

const course = (more: Partial<LineCourse>): LineCourse => ({
  days: 1,
  harsh: false,
  sparesArms: false,
  forCancer: false,
  ...more,
});

describe('the device that is proposed', () => {
  it.each<[Partial<LineCourse>, string[]]>([
    [{ days: 1 }, ['peripheral', 'ultrasound-peripheral']],
    [{ days: 5 }, ['peripheral', 'ultrasound-peripheral']],
    [{ days: 6 }, ['midline', 'ultrasound-peripheral']],
    [{ days: 14 }, ['midline', 'ultrasound-peripheral']],
    [{ days: 15 }, ['picc']],
    [{ days: 30 }, ['picc']],
    [{ days: 31 }, ['picc', 'tunneled', 'port']],
    [{ days: Number.POSITIVE_INFINITY }, ['picc', 'tunneled', 'port']],
    [{ days: 5, harsh: true }, ['short-central']],
    [{ days: 6, harsh: true }, ['picc', 'short-central']],
    [{ days: 14, harsh: true }, ['picc', 'short-central']],
    [{ days: 15, harsh: true }, ['picc']],
    [{ days: 30, harsh: true }, ['picc']],
    [{ days: 31, harsh: true }, ['tunneled', 'port']],
    [{ days: 31, harsh: true, forCancer: true }, ['tunneled', 'port', 'picc']],
    [{ days: 31, forCancer: true }, ['picc', 'tunneled', 'port']],
    [{ days: 30, harsh: true, forCancer: true }, ['picc']],
    [{ days: 5, sparesArms: true }, ['peripheral', 'ultrasound-peripheral']],
    [{ days: 14, sparesArms: true }, ['ultrasound-peripheral']],
    [{ days: 30, sparesArms: true }, ['tunneled']],
    [{ days: 31, sparesArms: true }, ['tunneled', 'port']],
    [{ days: 14, harsh: true, sparesArms: true }, ['tunneled', 'short-central']],
    [{ days: 31, harsh: true, sparesArms: true, forCancer: true }, ['tunneled', 'port']],
  ])('for %j is one of %j', (asked, expected) => {
    expect(proposeLines(course(asked))).toEqual(expected);
  });
});

describe('a line that is in place', () => {
  it.each<[VeinLine, Partial<LineCourse>, string[]]>([
    ['peripheral', { days: 5 }, []],
    ['peripheral', { days: 6 }, ['outlasted']],
    ['midline', { days: 14 }, []],
    ['midline', { days: 15 }, ['outlasted']],
    ['picc', { days: 400 }, []],
    ['midline', { days: 14, sparesArms: false }, []],
    ['peripheral', { days: 5, sparesArms: true }, []],
    ['midline', { days: 1, harsh: true }, ['not-central']],
    ['peripheral', { days: 30, harsh: true }, ['not-central', 'outlasted']],
    ['picc', { days: 30, harsh: true }, []],
    ['picc', { days: 30, sparesArms: true }, ['arms-spared']],
    ['midline', { days: 30, sparesArms: true }, ['arms-spared', 'outlasted']],
    ['port', { days: 400, harsh: true, sparesArms: true }, []],
    ['tunneled', { days: 400, harsh: true, sparesArms: true }, []],
  ])('of the kind %s, for %j: %j', (line, asked, expected) => {
    expect(objectionsTo(line, course(asked))).toEqual(expected);
  });

  it.each<[VeinLine | undefined, boolean]>([
    ['picc', true],
    ['port', true],
    ['tunneled', true],
    ['midline', false],
    ['peripheral', false],
    [undefined, false],
  ])('that is %s ends near the heart: %s', (line, ends) => {
    expect(isCentral(line)).toBe(ends);
  });
});

describe('a device', () => {
  it('is called by a name of its own', () => {
    const words = Object.values(lineWords);
    expect(words).toHaveLength(7);
    for (const one of words) expect(one).toMatch(/^a \w.+/);
    expect(new Set(words).size).toBe(words.length);
  });

  it('is chosen by a guide that is told', () => {
    expect(lineSource).toMatch(/Michigan/);
  });
});
