import type { Point } from './network.ts';

/**
 * How far and how long from door to door without a road map: the straight line with a detour
 * factor of 1.35 at 45 km/h, and five minutes to park and walk. A visit keeps the minutes it was
 * booked with, so that a better map later does not change the past. Own planning values.
 */
const metersPerDegree = 111_320;
const detour = 1.35;
const metersPerMinute = 750;
const parkMinutes = 5;

/** Straight-line meters, good to about 0.5 % within a few hundred kilometers. */
export const metersBetween = (a: Point, b: Point): number => {
  const north = ((a.lat - b.lat) / 1_000_000) * metersPerDegree;
  const middle = (((a.lat + b.lat) / 2_000_000) * Math.PI) / 180;
  const east = ((a.lon - b.lon) / 1_000_000) * metersPerDegree * Math.cos(middle);
  return Math.round(Math.hypot(north, east));
};

/** Whole minutes of travel, rounded up; none between two visits at one place. */
export const travelMinutes = (a: Point, b: Point): number => {
  const meters = metersBetween(a, b);
  return meters === 0 ? 0 : Math.ceil((meters * detour) / metersPerMinute) + parkMinutes;
};
