import { lookup } from '../platform/lookup.ts';
/**
 * When a text may arrive, by the recipient's own clock. Federal rules allow 8 to 21; the narrower
 * default also fits the stricter states.
 */
export const textingHours = {
  from: '09:00',
  to: '20:00',
  validFrom: '2026-01-01',
  source: '47 CFR 64.1200(c)(1): 8 a.m. to 9 p.m. at the called party; own default is narrower',
} as const;

/**
 * The zones that the inhabitants of a state live in. A state with two has both: we write only when
 * it is a good hour in each of them.
 */
const zonesByState = lookup<readonly string[]>({
  ...Object.fromEntries(
    ['CT', 'DC', 'DE', 'GA', 'MA', 'MD', 'ME', 'NC', 'NH', 'NJ', 'NY', 'OH', 'PA', 'RI']
      .concat(['SC', 'VA', 'VT', 'WV'])
      .map((state) => [state, ['America/New_York']]),
  ),
  ...Object.fromEntries(
    ['AL', 'AR', 'IA', 'IL', 'LA', 'MN', 'MO', 'MS', 'OK', 'WI'].map((state) => [
      state,
      ['America/Chicago'],
    ]),
  ),
  ...Object.fromEntries(['CO', 'MT', 'NM', 'UT', 'WY'].map((state) => [state, ['America/Denver']])),
  ...Object.fromEntries(['CA', 'NV', 'WA'].map((state) => [state, ['America/Los_Angeles']])),
  AK: ['America/Anchorage', 'America/Adak'],
  AZ: ['America/Phoenix', 'America/Denver'],
  FL: ['America/New_York', 'America/Chicago'],
  HI: ['Pacific/Honolulu'],
  ID: ['America/Boise', 'America/Los_Angeles'],
  IN: ['America/Indiana/Indianapolis', 'America/Chicago'],
  KS: ['America/Chicago', 'America/Denver'],
  KY: ['America/New_York', 'America/Chicago'],
  MI: ['America/Detroit', 'America/Menominee'],
  ND: ['America/Chicago', 'America/Denver'],
  NE: ['America/Chicago', 'America/Denver'],
  OR: ['America/Los_Angeles', 'America/Boise'],
  SD: ['America/Chicago', 'America/Denver'],
  TN: ['America/Chicago', 'America/New_York'],
  TX: ['America/Chicago', 'America/Denver'],
  PR: ['America/Puerto_Rico'],
  VI: ['America/St_Thomas'],
  GU: ['Pacific/Guam'],
  MP: ['Pacific/Saipan'],
  AS: ['Pacific/Pago_Pago'],
});

/** From coast to coast, for a patient whose state we do not know. */
const anywhere = ['America/New_York', 'America/Los_Angeles'] as const;

/** The zones a patient may be in; where the state is unknown, the site's zone, else all. */
export const possibleZones = (state: string | undefined, siteZone?: string): readonly string[] =>
  (state === undefined ? undefined : zonesByState[state]) ?? (siteZone ? [siteZone] : anywhere);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows in a zone, such as `09:00`. */
const wallTime = (at: Date, zone: string): string => {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  clocks.set(zone, clock);
  return clock.format(at);
};

const mayText = (at: Date, zones: readonly string[]): boolean =>
  zones.every((zone) => {
    const time = wallTime(at, zone);
    return time >= textingHours.from && time < textingHours.to;
  });

const quarter = 15 * 60_000;

/**
 * The first moment at or after `at` when a text may arrive in every one of the zones. Every zone
 * is whole quarter hours from UTC, and so are the hours: looking at each quarter finds the moment
 * exactly, on days with a change of the clocks too.
 */
export const nextTextingTime = (at: Date, zones: readonly string[]): Date => {
  let moment = at;
  // The zones of one recipient share hours every day; a week is far more than enough to look at.
  for (let left = 7 * 24 * 4; left > 0 && !mayText(moment, zones); left -= 1)
    moment = new Date((Math.floor(moment.getTime() / quarter) + 1) * quarter);
  return moment;
};
