import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Nurse, Site } from '../../functions/network/network.ts';
import { type Ranking, rankSites, siteToTake } from '../../functions/placement/rank-sites.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { type Setting, settings } from '../../functions/therapy/setting.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aNurse, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';
import { longRuns, manyRuns } from '../support/runs.ts';

const runs = longRuns(10_000);
const fewer = manyRuns(2_000);
const patience = 600_000;
const homeAt = { lat: 41_884_000, lon: -87_630_000 };
const areas = [{ postalCode: '606', location: homeAt }];
const placesOfService: Readonly<Record<Setting, string>> = {
  home: '12',
  clinic: '11',
  'infusion-center': '49',
  'long-term-care': '32',
  'hospital-outpatient': '22',
};

type Place = { name: number; setting: Setting; kilometers: number; nurses: number };

/** Made once: tens of thousands of them differ in little. */
const bases = new Map(
  settings.map((setting) => [
    setting,
    aSite({
      setting,
      placeOfService: placesOfService[setting],
      chairs: setting === 'home' ? 0 : 4,
      areas,
    }),
  ]),
);
const nurse = aNurse();

const siteIdOf = ({ name }: Place): string => `site_${String.fromCharCode(97 + name)}`;
const siteOf = (place: Place): Site => ({
  ...(bases.get(place.setting) as Site),
  siteId: siteIdOf(place),
  location: { lat: homeAt.lat + place.kilometers * 8983, lon: homeAt.lon },
});
const nursesOf = (place: Place): Nurse[] =>
  Array.from({ length: place.nurses }, (_, number) => ({
    ...nurse,
    nurseId: `nur_${place.name}_${number}`,
    siteId: siteIdOf(place),
    settings: [place.setting],
  }));

const therapies = [
  'infliximab',
  'ivig',
  'ceftriaxone',
  'ferric_carboxymaltose',
  'agalsidase_beta',
] as const;

const places = fc
  .array(
    fc.record({
      setting: fc.constantFrom(...settings),
      kilometers: fc.nat(60),
      nurses: fc.nat(2),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((all): Place[] => all.map((one, name) => ({ ...one, name })));

const cases = fc.record({
  therapyId: fc.constantFrom(...therapies),
  firstDose: fc.boolean(),
  reactionOrders: fc.boolean(),
  unstable: fc.boolean(),
  refused: fc.constantFrom<readonly Setting[]>([], ['hospital-outpatient'], ['infusion-center']),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const submissions = new Map<string, Submission>();
const submissionOf = ({ therapyId, firstDose, reactionOrders, unstable }: Case): Submission => {
  const key = JSON.stringify([therapyId, firstDose, reactionOrders, unstable]);
  const made =
    submissions.get(key) ??
    aSubmission({
      order: anOrder({
        therapyId,
        firstDose,
        reactionOrders,
        ...(firstDose ? {} : { lastDoseOn: '2026-10-06' }),
      }),
      ...(unstable ? { placement: { unstable } } : {}),
    });
  submissions.set(key, made);
  return made;
};

const rank = (all: readonly Place[], of: Case): Ranking =>
  rankSites(all.map(siteOf), {
    therapy: lookUpTherapy(of.therapyId) as Therapy,
    submission: submissionOf(of),
    payerId: undefined,
    payerRules: [],
    nurses: all.flatMap(nursesOf),
    denied: [...of.refused],
    on: '2026-12-01',
  });

const ids = ({ candidates }: Ranking): string[] => candidates.map(({ siteId }) => siteId);
/** How many sites stand before it; more than there are, when it is excluded. */
const placeIn = (ranking: Ranking, place: Place): number => {
  const at = ids(ranking).indexOf(siteIdOf(place));
  return at < 0 ? Number.POSITIVE_INFINITY : at;
};

describe('the ranking of sites', () => {
  it(
    'is the same in whatever order the sites come',
    () => {
      fc.assert(
        fc.property(places, cases, fc.nat(1000), (all, of, turn) => {
          const ranking = rank(all, of);
          const at = turn % all.length;
          const turned = rank([...all.slice(at), ...all.slice(0, at)].toReversed(), of);
          expect(ids(turned)).toEqual(ids(ranking));
          expect(turned.tie).toEqual(ranking.tie);
        }),
        runs,
      );
    },
    patience,
  );

  it(
    'takes the same site whatever the sites are called, or tells that two are equal',
    () => {
      fc.assert(
        fc.property(places, cases, (all, of) => {
          const taken = siteToTake(rank(all, of));
          const renamed = all.map((one) => ({ ...one, name: all.length - 1 - one.name }));
          const again = siteToTake(rank(renamed, of));
          if ('undecided' in taken) {
            expect(again).toEqual(taken);
            return;
          }
          const place = all.find((one) => siteIdOf(one) === taken.siteId) as Place;
          expect(again).toMatchObject({
            siteId: siteIdOf({ ...place, name: all.length - 1 - place.name }),
          });
        }),
        fewer,
      );
    },
    patience,
  );

  it(
    'keeps the order of the others when one is taken out',
    () => {
      fc.assert(
        fc.property(places, cases, fc.nat(5), (all, of, which) => {
          const out = all[which % all.length] as Place;
          const without = rank(
            all.filter((one) => one !== out),
            of,
          );
          expect(ids(without)).toEqual(
            ids(rank(all, of)).filter((siteId) => siteId !== siteIdOf(out)),
          );
        }),
        fewer,
      );
    },
    patience,
  );

  const worse: Readonly<Record<string, (place: Place) => Place>> = {
    'it lies farther away': (place) => ({ ...place, kilometers: place.kilometers + 15 }),
    'it has lost its nurses': (place) => ({ ...place, nurses: 0 }),
  };

  it(
    'never moves a site up because it lies farther away or has lost its nurses',
    () => {
      fc.assert(
        fc.property(
          places,
          cases,
          fc.nat(5),
          fc.constantFrom(...Object.keys(worse)),
          (all, of, which, because) => {
            const place = all[which % all.length] as Place;
            const before = placeIn(rank(all, of), place);
            const after = all.map((one) => (one === place ? (worse[because]?.(one) ?? one) : one));
            expect(placeIn(rank(after, of), place)).toBeGreaterThanOrEqual(before);
          },
        ),
        runs,
      );
    },
    patience,
  );
});
