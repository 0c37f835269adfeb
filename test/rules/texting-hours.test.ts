import { describe, expect, it } from 'vitest';
import { nextTextingTime, possibleZones } from '../../functions/outreach/quiet-hours.ts';

const zonesOf: readonly [string, readonly string[]][] = [
  ...['CT', 'DC', 'DE', 'GA', 'MA', 'MD', 'ME', 'NC', 'NH', 'NJ', 'NY', 'OH', 'PA', 'RI'].map(
    (state): [string, string[]] => [state, ['America/New_York']],
  ),
  ...['SC', 'VA', 'VT', 'WV'].map((state): [string, string[]] => [state, ['America/New_York']]),
  ...['AL', 'AR', 'IA', 'IL', 'LA', 'MN', 'MO', 'MS', 'OK', 'WI'].map(
    (state): [string, string[]] => [state, ['America/Chicago']],
  ),
  ...['CO', 'MT', 'NM', 'UT', 'WY'].map((state): [string, string[]] => [state, ['America/Denver']]),
  ...['CA', 'NV', 'WA'].map((state): [string, string[]] => [state, ['America/Los_Angeles']]),
  // The Aleutians; the Navajo Nation keeps summer time; Malheur County; the Upper Peninsula.
  ['AK', ['America/Anchorage', 'America/Adak']],
  ['AZ', ['America/Phoenix', 'America/Denver']],
  ['FL', ['America/New_York', 'America/Chicago']],
  ['HI', ['Pacific/Honolulu']],
  ['ID', ['America/Boise', 'America/Los_Angeles']],
  ['IN', ['America/Indiana/Indianapolis', 'America/Chicago']],
  ['KS', ['America/Chicago', 'America/Denver']],
  ['KY', ['America/New_York', 'America/Chicago']],
  ['MI', ['America/Detroit', 'America/Menominee']],
  ['ND', ['America/Chicago', 'America/Denver']],
  ['NE', ['America/Chicago', 'America/Denver']],
  ['OR', ['America/Los_Angeles', 'America/Boise']],
  ['SD', ['America/Chicago', 'America/Denver']],
  ['TN', ['America/Chicago', 'America/New_York']],
  ['TX', ['America/Chicago', 'America/Denver']],
  ['PR', ['America/Puerto_Rico']],
  ['VI', ['America/St_Thomas']],
  ['GU', ['Pacific/Guam']],
  ['MP', ['Pacific/Saipan']],
  ['AS', ['Pacific/Pago_Pago']],
];

describe('the zones in which a patient may be', () => {
  it('are known for every state, the District and the territories', () => {
    expect(new Set(zonesOf.map(([state]) => state)).size).toBe(56);
  });

  it.each(zonesOf)('of %s are those its people live in', (state, zones) => {
    expect(possibleZones(state, 'Europe/Paris')).toEqual(zones);
  });

  it.each([
    ['the site’s, where the state is not known', undefined, 'America/Chicago', ['America/Chicago']],
    ['the site’s, for a state that there is not', 'ZZ', 'America/Chicago', ['America/Chicago']],
    [
      'from coast to coast, where neither is known',
      undefined,
      undefined,
      ['America/New_York', 'America/Los_Angeles'],
    ],
  ])('are %s', (_says, state, siteZone, zones) => {
    expect(possibleZones(state, siteZone)).toEqual(zones);
  });

  it.each(zonesOf)('of %s leave a good hour within the day', (_state, zones) => {
    for (const at of ['2026-12-01T05:00:00Z', '2026-07-01T05:00:00Z', '2027-03-14T08:00:00Z']) {
      const next = nextTextingTime(new Date(at), zones);
      expect(next.getTime() - Date.parse(at)).toBeLessThan(24 * 3_600_000);
      for (const zone of zones) {
        const hour = Number(
          new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit' }).format(next),
        );
        expect(hour).toBeGreaterThanOrEqual(9);
        expect(hour).toBeLessThan(20);
      }
    }
  });
});
