import { atFirstUse } from '../../platform/at-first-use.ts';
import { labelerProducts, type Product, productsOf, productToldBy } from '../../therapy/product.ts';
import { therapies } from '../../therapy/therapies.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import type { Order } from '../referral.ts';
import { refusedIn, withoutRefused } from './refused-names.ts';

/** What an order says of its drug: codes where it has them, and the words it uses. */
export type DrugNamed = {
  hcpcs?: readonly string[];
  ndc?: readonly string[];
  rxnorm?: readonly string[];
  words?: readonly string[];
  /** Tells which one is meant, of two that bear one name. */
  route?: 'IV' | 'SC' | undefined;
};

/** Everything that an order says of its drug. */
export const namedIn = ({ drug, hcpcs, codes = [], alsoNamed = [], route }: Order): DrugNamed => {
  const coded = (system: string) =>
    codes.filter((one) => one.system === system).map(({ code }) => code);
  return {
    hcpcs: [...new Set([...(hcpcs ? [hcpcs] : []), ...coded('hcpcs')])],
    ndc: coded('ndc'),
    rxnorm: coded('rxnorm'),
    words: [drug, ...alsoNamed],
    route,
  };
};

type Meant = { therapy: Therapy; product: Product };

/** This and what is looked up in it is put together at the first drug: most calls ask for none. */
const everything = atFirstUse((): readonly Meant[] =>
  therapies.flatMap((therapy) => productsOf(therapy).map((product) => ({ therapy, product }))),
);

type Shared = { therapies: readonly string[]; names: readonly string[]; substitutes: boolean };

/**
 * Therapies that share an active ingredient. Words and RxNorm ingredients that name it mean any of
 * them; a brand or a billing code means one. Only a biosimilar takes the place of its originator.
 * Sources: FDA Purple Book (Inflectra, Renflexis and Avsola with reference product Remicade); labels
 * of Gammagard Liquid, Gamunex-C and Gammaked, which are given into a vein and under the skin.
 */
const sharedIngredients: readonly Shared[] = [
  { therapies: ['infliximab', 'infliximab_dyyb'], names: ['infliximab'], substitutes: true },
  { therapies: ['ivig', 'scig'], names: ['immune globulin'], substitutes: false },
];

const sharing = (id: string): Shared | undefined =>
  sharedIngredients.find((shared) => shared.therapies.includes(id));

const ofTherapies = (ids: readonly string[]): readonly Meant[] =>
  everything().filter(({ therapy }) => ids.includes(therapy.id));

const isOfWord = (sign: string | undefined): boolean => sign !== undefined && /[a-z0-9]/.test(sign);

const placeOf = (text: string, name: string): number => {
  const at = text.indexOf(name);
  return isOfWord(text[at - 1]) || isOfWord(text[at + name.length]) ? -1 : at;
};

/** The four letters that tell a biologic from others of its name: FDA guidance on naming, 2017. */
const suffix = /^-[a-z]{4}(?![a-z0-9])/;

const productNames = ({ name, names }: Product): string[] => [name.toLowerCase(), ...names];

/** The products that a name of a therapy means: those that bear it, by either way, or all of them. */
const bearing = (therapy: Therapy, name: string): readonly Meant[] => {
  const shared = sharing(therapy.id);
  if (shared?.names.includes(name)) return ofTherapies(shared.therapies);
  const own = ofTherapies([therapy.id]);
  const bearers = (shared ? ofTherapies(shared.therapies) : own).filter(({ product }) =>
    productNames(product).some((known) => {
      const at = placeOf(known, name);
      return at >= 0 && !suffix.test(known.slice(at + name.length));
    }),
  );
  return bearers.length === 0 || name === therapy.name.toLowerCase() ? own : bearers;
};

/** Every name of a therapy and of its products, in small letters. */
export const namesOf = (therapy: Therapy): readonly string[] =>
  [...therapy.names, ...(therapy.products ?? []).flatMap(productNames)].map((name) =>
    name.toLowerCase(),
  );

const names = atFirstUse(() =>
  therapies
    .flatMap((therapy) =>
      [...new Set(namesOf(therapy))].map((name) => ({ name, meant: bearing(therapy, name) })),
    )
    .sort((a, b) => b.name.length - a.name.length),
);

/** Where drugs under the skin are meant by a word that is also of one by vein. */
const byRoute = (text: string, meant: readonly Meant[]): readonly Meant[] => {
  const subcutaneous = meant.filter(({ therapy }) => therapy.route === 'SC');
  return subcutaneous.length > 0 && /subcut|\bsc\b/.test(text) ? subcutaneous : meant;
};

/** A quick look: most texts name none, and are read no further. */
const anyName = atFirstUse(
  () =>
    new RegExp(
      names()
        .map(({ name }) => name.replace(/[^a-z0-9 ]/g, '\\$&'))
        .join('|'),
    ),
);

/** What a drug is dissolved in: "400 mg in sodium chloride 0.9 % 250 mL". It is no drug of the order. */
const dissolvedIn =
  /(?:\b(?:in|with)\s+|\/\s*)(?:[\d.,]+ ?m?l (?:of )?)?(?:[\d.]+ ?% )?(?:sodium chloride|nacl|normal saline|saline|ns\b|dextrose|d5w|lactated ringer|sterile water|water for injection).*/;

/** What each drug that a text names may mean; what it is dissolved in is heard where nothing else is named. */
const wordsMean = (text: string): (readonly Meant[])[] => {
  const whole = text.toLowerCase();
  if (!anyName().test(whole)) return [];
  const lower = withoutRefused(whole);
  const alone = lower.replace(dissolvedIn, '');
  const meant = stretchesMean(alone);
  return meant.length > 0 ? meant : stretchesMean(lower);
};

/** The same of a text in small letters, longest names first, each stretch of it read once. */
const stretchesMean = (lower: string): (readonly Meant[])[] => {
  let left = lower;
  return names().flatMap(({ name, meant }) => {
    const at = placeOf(left, name);
    if (at < 0) return [];
    const rest = left.slice(at + name.length);
    left = `${left.slice(0, at)}|${rest}`;
    // A suffix that is not part of the name is that of a product that nobody knows here.
    return suffix.test(rest) ? [] : [byRoute(lower, meant)];
  });
};

/** What bears each code. */
const byCode = (codesOf: (one: Meant) => readonly string[]) =>
  atFirstUse((): ReadonlyMap<string, readonly Meant[]> => {
    const bearers = new Map<string, Meant[]>();
    for (const one of everything())
      for (const code of new Set(codesOf(one)))
        bearers.set(code, [...(bearers.get(code) ?? []), one]);
    return bearers;
  });

const byHcpcs = byCode(({ product }) => product.hcpcs.map(({ code }) => code));
/** Whether a code of HCPCS bills any drug of the catalogue, on whatever day. */
export const isBillingCode = (code: string): boolean => byHcpcs().has(code);

const byNdc = byCode(({ product }) => product.ndc);
const byProduct = byCode(({ product }) => product.rxnorm);
const byIngredient = byCode(({ therapy }) => therapy.rxnorm);

const rxnormMeans = (code: string): readonly Meant[] =>
  byProduct().get(code) ??
  ofTherapies(
    (byIngredient().get(code) ?? []).flatMap(
      ({ therapy }) => sharing(therapy.id)?.therapies ?? [therapy.id],
    ),
  );

/**
 * What each thing that is said of the drug may mean, what says most first: a billing code and an
 * NDC tell a biosimilar from its originator, then the longest names, then RxNorm. What the catalogue
 * does not know says nothing.
 */
const saidOf = ({ hcpcs = [], ndc = [], rxnorm = [], words = [] }: DrugNamed) =>
  [
    ...hcpcs.map((code) => byHcpcs().get(code) ?? []),
    ...ndc.map((code) => [
      ...new Set(labelerProducts(code).flatMap((known) => byNdc().get(known) ?? [])),
    ]),
    ...words.flatMap(wordsMean),
    ...rxnorm.map(rxnormMeans),
  ].filter((meant) => meant.length > 0);

const inBoth = (some: readonly Meant[], others: readonly Meant[]): readonly Meant[] =>
  some.filter((one) => others.includes(one));

/** What all that is said can mean at once; where that is nothing, what says most is heard first. */
const agreed = (said: readonly (readonly Meant[])[]): readonly Meant[] =>
  said.reduce((left, meant) => {
    const both = inBoth(left, meant);
    return both.length > 0 ? both : left;
  }, everything());

/** The therapy an order means; undefined where nothing that it says is known. */
export const findTherapy = (named: DrugNamed): Therapy | undefined => {
  const said = saidOf(named);
  if (said.length === 0) return undefined;
  const meant = agreed(said);
  return (meant.find(({ therapy }) => therapy.route === named.route) ?? meant[0])?.therapy;
};

/** The product of a therapy that an order means: the one it names, or else the first. */
export const findProduct = (therapy: Therapy, order: Order): Product | undefined => {
  const products = productsOf(therapy);
  const own = ofTherapies([therapy.id]);
  const meant = agreed([own, ...saidOf(namedIn(order))]).map(({ product }) => product.name);
  const possible = products.filter(({ name }) => meant.includes(name));
  // A drug that was entered for one order has the product that was entered.
  return productToldBy(possible, order) ?? possible[0] ?? products[0];
};

/** Whether a text names a product by a suffix that the catalogue does not know. */
export const namesUnknownProduct = (named: DrugNamed): boolean =>
  (named.words ?? []).some((text) => {
    const lower = text.toLowerCase();
    return names().some(({ name }) => {
      const at = placeOf(lower, name);
      const whole = at >= 0 && suffix.exec(lower.slice(at + name.length))?.[0];
      return whole && !names().some((known) => known.name === `${name}${whole}`);
    });
  });

/** Whether an order refuses a brand which all else that it says may mean: nobody knows which is meant. */
export const leavesProductOpen = (therapy: Therapy, order: Order): boolean => {
  const named = namedIn(order);
  const refused = (named.words ?? []).flatMap((text) => refusedIn(text.toLowerCase()));
  if (refused.length === 0) return false;
  const kept = (named.words ?? []).map((text) => withoutRefused(text.toLowerCase()));
  const isIn = (texts: readonly string[], name: string) =>
    texts.some((text) => placeOf(text, name.toLowerCase()) >= 0);
  return agreed([ofTherapies([therapy.id]), ...saidOf(named)]).some(
    ({ product: { name } }) => name !== therapy.name && isIn(refused, name) && !isIn(kept, name),
  );
};

/** A biosimilar may stand where its originator is named. */
const substituted = (meant: readonly Meant[]): readonly Meant[] =>
  meant.flatMap((one) => {
    const shared = sharing(one.therapy.id);
    return shared?.substitutes ? ofTherapies(shared.therapies) : [one];
  });

/**
 * Whether what an order says of its drug cannot all be meant at once: a code of one product beside
 * the name of another. Where the prescriber allows it, a biosimilar may stand beside the name of
 * its originator.
 */
export const contradicts = (
  named: DrugNamed,
  { therapyId, substitutionAllowed = false }: Pick<Order, 'substitutionAllowed' | 'therapyId'> = {},
): boolean => {
  const said = [...(therapyId ? [ofTherapies([therapyId])] : []), ...saidOf(named)]
    .filter((meant) => meant.length > 0)
    .map((meant) => (substitutionAllowed ? substituted(meant) : meant));
  return said.reduce(inBoth, everything()).length === 0;
};
