import type { Point, Site } from './network.ts';

type Area = Site['areas'][number];

/** The area of a site that holds a postal code: the longest prefix that matches. */
export const findArea = ({ areas }: Site, postalCode: string | undefined): Area | undefined =>
  areas.reduce<Area | undefined>(
    (best, area) =>
      postalCode?.startsWith(area.postalCode) &&
      area.postalCode.length > (best?.postalCode.length ?? 0)
        ? area
        : best,
    undefined,
  );

/** Where the network believes a postal code to be; undefined when no site knows it. */
export const locate = (
  sites: readonly Site[],
  postalCode: string | undefined,
): Point | undefined => {
  const areas = sites.flatMap((site) => findArea(site, postalCode) ?? []);
  return areas.sort((a, b) => b.postalCode.length - a.postalCode.length)[0]?.location;
};
