import { describe, expect, it } from 'vitest';
import {
  endComplaints,
  infusionComplaints,
  onsetComplaints,
  startComplaints,
} from '../../functions/visit/plausible-times.ts';

/** Nine in the morning of 1 December in Chicago. */
const visit = { startsAt: '2026-12-01T15:00:00Z', zone: 'America/Chicago', on: '2026-12-01' };
/** The fields complained of, and whether each is told what is wrong and what to do. */
const pointers = (complaints: { pointer: string; detail: string; fix?: string }[]) =>
  complaints.map(({ pointer, detail, fix }) => [pointer, detail !== '' && Boolean(fix)]);

describe('when a visit can have begun', () => {
  it.each([
    ['at its time', '2026-12-01T15:00:00Z', '2026-12-01T15:00:00Z', true],
    ['two hours early', '2026-12-01T13:00:00Z', '2026-12-01T13:00:00Z', true],
    ['not earlier than that', '2026-12-01T12:59:59Z', '2026-12-01T16:00:00Z', false],
    ['by a clock that is five minutes fast', '2026-12-01T15:05:00Z', '2026-12-01T15:00:00Z', true],
    ['not in the future', '2026-12-01T15:05:01Z', '2026-12-01T15:00:00Z', false],
    ['on the next day of the place', '2026-12-03T05:59:00Z', '2026-12-03T06:00:00Z', true],
    ['not two days later', '2026-12-03T06:00:00Z', '2026-12-03T06:00:00Z', false],
  ])('is %s', (_, startedAt, now, plausible) => {
    expect(pointers(startComplaints(startedAt, visit, new Date(now)))).toEqual(
      plausible ? [] : [['/startedAt', true]],
    );
  });
});

describe('a visit at half past midnight', () => {
  const atMidnight = {
    startsAt: '2026-12-01T06:30:00Z',
    zone: 'America/Chicago',
    on: '2026-12-01',
  };
  const now = new Date('2026-12-04T00:00:00Z');

  it('can have begun on the day before', () => {
    expect(startComplaints('2026-12-01T05:00:00Z', atMidnight, now)).toEqual([]);
  });

  it.each([
    ['on the day before', '2026-11-30T06:00:00Z', true],
    ['not two days before', '2026-11-30T05:59:00Z', false],
  ])('whose start nobody recorded can have ended %s', (_, endedAt, plausible) => {
    expect(pointers(endComplaints(endedAt, atMidnight, now))).toEqual(
      plausible ? [] : [['/endedAt', true]],
    );
  });
});

describe('when a visit can have ended', () => {
  const begun = { ...visit, startedAt: '2026-12-01T15:10:00Z' };
  it.each([
    ['after it began', '2026-12-01T18:00:00Z', true],
    ['not when it began', '2026-12-01T15:10:00Z', false],
    ['not before', '2026-12-01T15:00:00Z', false],
    ['not in the future', '2026-12-05T18:00:00Z', false],
    ['not two days later', '2026-12-03T18:00:00Z', false],
  ])('is %s', (_, endedAt, plausible) => {
    expect(pointers(endComplaints(endedAt, begun, new Date('2026-12-04T00:00:00Z')))).toEqual(
      plausible ? [] : [['/endedAt', true]],
    );
  });

  it.each([
    [30, true],
    [undefined, true],
    // By a clock that is five minutes fast.
    [35, true],
    [36, false],
  ])('a reaction %s minutes after the start has come by then, or not', (minutes, plausible) => {
    const now = new Date('2026-12-01T15:40:00Z');
    expect(pointers(onsetComplaints(minutes, begun, now))).toEqual(
      plausible ? [] : [['/onsetMinutes', true]],
    );
  });
});

it('a reaction at a visit whose start nobody recorded may have come at any time', () => {
  expect(onsetComplaints(5000, visit, new Date('2026-12-01T15:40:00Z'))).toEqual([]);
});

describe('the minutes that the drug ran', () => {
  const planned = { minutes: { prep: 30, infusion: 120, observation: 30, closeout: 15 } };
  const begun = { ...planned, startedAt: '2026-12-01T15:00:00Z', isSelfGiven: false };
  it.each([
    ['as planned', { infusionMinutes: 120, doseComplete: true }, {}, true],
    ['faster, as rates are raised', { infusionMinutes: 30, doseComplete: true }, {}, true],
    ['none of a dose given in full', { infusionMinutes: 0, doseComplete: true }, {}, false],
    ['none of a dose that was stopped', { infusionMinutes: 0, doseComplete: false }, {}, true],
    ['a quarter of the plan', { infusionMinutes: 30, doseComplete: true }, {}, true],
    ['less than that', { infusionMinutes: 29, doseComplete: true }, {}, false],
    [
      'as long as the visit, and five minutes',
      { infusionMinutes: 185, doseComplete: true },
      {},
      true,
    ],
    ['a minute more', { infusionMinutes: 186, doseComplete: true }, {}, false],
    [
      'unknown, where nobody recorded the start',
      { infusionMinutes: 500, doseComplete: true },
      { startedAt: undefined },
      true,
    ],
    [
      'not told of, where the times themselves cannot be',
      { infusionMinutes: 500, doseComplete: true },
      { startedAt: '2026-12-01T18:00:00Z' },
      true,
    ],
    ['longer than the visit', { infusionMinutes: 190, doseComplete: true }, {}, false],
    ['longer than a visit of seconds', { infusionMinutes: 4000, doseComplete: false }, {}, false],
    [
      'none where the patient gives it',
      { infusionMinutes: 0, doseComplete: true },
      { isSelfGiven: true },
      true,
    ],
  ])('are plausible or not: %s', (_, body, different, plausible) => {
    const found = infusionComplaints(body, '2026-12-01T18:00:00Z', { ...begun, ...different });
    expect(pointers(found)).toEqual(plausible ? [] : [['/infusionMinutes', true]]);
  });
});
