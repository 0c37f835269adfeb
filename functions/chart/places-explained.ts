import { type SiteReason, siteReasons } from '../placement/site-reasons.ts';
import type { Explanation, ReferralDetail } from './routes.ts';

export const bearings = { for: 'For it', against: 'Against it', note: 'Beside' } as const;

/** A reason of the ranking in words; one that is no longer used stays as it was kept. */
const reasonWords = (code: string): string =>
  Object.hasOwn(siteReasons, code) ? siteReasons[code as SiteReason].text : `${code}.`;

/** The reasons of a place, which are kept as `for:usual-setting`. */
const weighed = (reasons: readonly string[]): string => {
  const told = (bearing: 'for' | 'against'): string[] => {
    const said = reasons
      .filter((reason) => reason.startsWith(`${bearing}:`))
      .map((reason) => reasonWords(reason.slice(bearing.length + 1)));
    return said.length > 0 ? [`${bearings[bearing]}: ${said.join(' ')}`] : [];
  };
  const all = [...told('for'), ...told('against')];
  return all.length > 0 ? all.join(' ') : 'Nothing speaks for or against it.';
};

/** The places of the last ranking by their names: those that may be, best first, and those that cannot. */
export const placesSections = (
  { sites, sitesLeftOut = [] }: Pick<ReferralDetail, 'sites' | 'sitesLeftOut'>,
  names: ReadonlyMap<string, string>,
): Explanation['sections'] => {
  const named = (siteId: string): string => names.get(siteId) ?? siteId;
  return [
    ...(sites.length > 0
      ? [
          {
            title: 'Places that were weighed, best first',
            lines: sites.map(({ siteId, reasons }) => ({
              text: `${named(siteId)}. ${weighed(reasons)}`,
            })),
          },
        ]
      : []),
    ...(sitesLeftOut.length > 0
      ? [
          {
            title: 'Places that cannot be',
            lines: sitesLeftOut.map(({ siteId, reason }) => ({
              text: `${named(siteId)}. ${reasonWords(reason)}`,
            })),
          },
        ]
      : []),
  ];
};
