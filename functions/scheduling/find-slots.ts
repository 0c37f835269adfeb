import { dateOfDay, dayNumber } from '../platform/days.ts';

import type { Dose } from '../series/dose-plan.ts';

/**
 * The search for a whole series of visits: every dose on every day of its window at every place
 * (a visiting nurse, or a site with chairs), combined exactly by dynamic programming. Integers
 * only; the calendars answer for one day each and are asked once.
 */
export type Fit = { from: number; to: number; travel?: number; cost: number };

/** A nurse or a site as the search sees it. */
export type SearchedPlace = {
  id: string;
  fit: (on: string, dose: Dose) => Fit | { refused: string };
  /** Set when no day is worth asking about: what is missing. */
  refused?: string;
};

export type Planned = {
  dose: number;
  on: string;
  idealOn: string;
  placeId: string;
  from: number;
  to: number;
  travel?: number;
  /** Days off the ideal day. */
  deviation: number;
};

export type Offer = { firstOn: string; primary: string; cost: number; visits: Planned[] };

/** How often each rule was the first to refuse: places refused outright, then days by dose. */
export type Refusals = {
  places: Record<string, number>;
  days: Record<number, Record<string, number>>;
};

/** What a series costs; only the order of sums matters. Own planning values. */
export const seriesWeights = {
  /** Per day off a dose's ideal day. */
  deviation: 10,
  /** Per change of nurse between one dose and the next: the same nurse is worth four days. */
  change: 40,
} as const;

export type Search = {
  /** Days on which the first dose of the search may fall. */
  anchors: readonly string[];
  idealOn: string;
  doses: readonly Dose[];
  places: readonly SearchedPlace[];
  /** Fewest days between a dose and the one before it, for each dose from the second on. */
  gaps: readonly number[];
  offers: number;
};

type Node = { place: number; day: number; fit: Fit; cost: number };
type Step = { node: Node; total: number; previous: Step | undefined };

const tally = (counts: Record<string, number>, code: string): void => {
  counts[code] = (counts[code] ?? 0) + 1;
};

export const findSlots = (search: Search): { offers: Offer[]; refusals: Refusals } => {
  const { anchors, doses, places, gaps } = search;
  const refusals: Refusals = { places: {}, days: {} };
  const open = places.flatMap((place, index) => (place.refused ? [] : [index]));
  for (const { refused } of places) if (refused) tally(refusals.places, refused);

  const asked = new Map<string, Fit | undefined>();
  const ask = (place: number, day: number, dose: Dose): Fit | undefined => {
    const name = `${place} ${day} ${dose.number}`;
    if (asked.has(name)) return asked.get(name);
    const answer = (places[place] as SearchedPlace).fit(dateOfDay(day), dose);
    const fit = 'refused' in answer ? undefined : answer;
    if ('refused' in answer) {
      refusals.days[dose.number] ??= {};
      tally(refusals.days[dose.number] as Record<string, number>, answer.refused);
    }
    asked.set(name, fit);
    return fit;
  };

  const layerOf = (dose: Dose, anchor: number, isFirst: boolean): Node[] => {
    const ideal = anchor + dose.offset;
    const nodes: Node[] = [];
    const [from, through] = isFirst ? [ideal, ideal] : [ideal - dose.before, ideal + dose.after];
    for (let day = from; day <= through; day += 1)
      for (const place of open) {
        const fit = ask(place, day, dose);
        if (!fit) continue;
        const off = Math.abs(day - (isFirst ? dayNumber(search.idealOn) : ideal));
        nodes.push({ place, day, fit, cost: fit.cost + off * seriesWeights.deviation });
      }
    return nodes;
  };

  const candidates: Offer[] = [];
  for (const anchorOn of anchors) {
    const anchor = dayNumber(anchorOn);
    const layers: Node[][] = [];
    for (const [index, dose] of doses.entries()) {
      const layer = layerOf(dose, anchor, index === 0);
      layers.push(layer);
      if (layer.length === 0) break;
    }
    if (layers.length < doses.length || layers.at(-1)?.length === 0) continue;
    const ends = [cheapest(layers, gaps)];
    for (const place of open)
      ends.push(
        cheapest(
          layers.map((layer) => layer.filter((node) => node.place === place)),
          gaps,
        ),
      );
    for (const end of ends) if (end) candidates.push(tellOffer(search, doses, end, anchor));
  }
  return { offers: diverse(candidates, search.offers), refusals };
};

/** The cheapest steps taken so far: of all, and for each place. */
const cheapestSoFar = () => {
  let best: Step | undefined;
  const at = new Map<number, Step>();
  return {
    take: (step: Step): void => {
      if (!best || step.total < best.total) best = step;
      const same = at.get(step.node.place);
      if (!same || step.total < same.total) at.set(step.node.place, step);
    },
    /** The step that is cheapest to come from: staying where one is costs no change. */
    before: (place: number): Step | undefined => {
      const same = at.get(place);
      return best && same && same.total <= best.total + seriesWeights.change ? same : best;
    },
  };
};

const stepTo = (node: Node, previous: Step | undefined): Step => {
  const change = previous && previous.node.place !== node.place ? seriesWeights.change : 0;
  return { node, total: (previous?.total ?? 0) + change + node.cost, previous };
};

/** Goes on by one layer. Nodes come by day, so one sweep meets every step in time. */
const reachNext = (reached: readonly Step[], layer: readonly Node[], gap: number): Step[] => {
  const soFar = cheapestSoFar();
  let taken = 0;
  return layer.flatMap((node) => {
    for (
      let step = reached[taken];
      step && step.node.day <= node.day - gap;
      step = reached[taken]
    ) {
      soFar.take(step);
      taken += 1;
    }
    const previous = soFar.before(node.place);
    return previous ? [stepTo(node, previous)] : [];
  });
};

/** The cheapest path with one node per layer, each at least its gap after the one before. */
export const cheapest = (
  layers: readonly (readonly Node[])[],
  gaps: readonly number[],
): Step | undefined => {
  const [first = [], ...rest] = layers;
  const reached = rest.reduce<Step[]>(
    (steps, layer, index) => reachNext(steps, layer, gaps[index] ?? 1),
    first.map((node) => stepTo(node, undefined)),
  );
  return reached.reduce<Step | undefined>(
    (least, step) => (!least || step.total < least.total ? step : least),
    undefined,
  );
};

/** The offer that ends with this step; `anchor` is the day from which its doses are counted. */
const tellOffer = (
  { places, idealOn: firstIdealOn }: Search,
  doses: readonly Dose[],
  end: Step,
  anchor: number,
): Offer => {
  const nodes: Node[] = [];
  for (let step: Step | undefined = end; step; step = step.previous) nodes.unshift(step.node);
  const visits = nodes.map((node, index): Planned => {
    const dose = doses[index] as Dose;
    const idealOn = index === 0 ? firstIdealOn : dateOfDay(anchor + dose.offset);
    return {
      dose: dose.number,
      on: dateOfDay(node.day),
      idealOn,
      placeId: (places[node.place] as SearchedPlace).id,
      from: node.fit.from,
      to: node.fit.to,
      ...(node.fit.travel === undefined ? {} : { travel: node.fit.travel }),
      deviation: node.day - dayNumber(idealOn),
    };
  });
  return {
    firstOn: dateOfDay(anchor),
    primary: mostFrequent(visits.map(({ placeId }) => placeId)),
    cost: end.total,
    visits,
  };
};

const mostFrequent = (ids: readonly string[]): string => {
  const counts: Record<string, number> = {};
  for (const id of ids) tally(counts, id);
  return Object.keys(counts).reduce((most, id) =>
    (counts[id] ?? 0) > (counts[most] ?? 0) ? id : most,
  );
};

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The cheapest offers that are a real choice: another nurse or another first day each time. */
const diverse = (candidates: readonly Offer[], count: number): Offer[] => {
  const ranked = [...candidates].sort(
    (a, b) => a.cost - b.cost || inOrder(a.firstOn, b.firstOn) || inOrder(a.primary, b.primary),
  );
  const picked = new Map<string, Offer>();
  for (const offer of ranked) {
    const name = `${offer.firstOn} ${offer.primary}`;
    if (picked.size < count && !picked.has(name)) picked.set(name, offer);
  }
  return [...picked.values()];
};
