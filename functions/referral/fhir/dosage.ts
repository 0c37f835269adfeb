import * as z from 'zod';
import {
  conceptWords,
  type Dosage,
  FhirQuantity,
  isSystem,
  readCodes,
  systems,
} from '../../fhir/elements.ts';
import { decimalText } from '../../fhir/values.ts';
import type { Quantity } from '../../platform/quantity.ts';
import { lineNamed } from '../facts/line-words.ts';
import type { Order } from '../referral.ts';
import { areKnown } from '../sig/known-words.ts';
import type { BundleReading } from './bundle.ts';
import { doseIn, unitNamed } from './dose-unit.ts';
import { rateAsDose } from './rate.ts';
import type { PlacedDosage } from './timing.ts';

/** What is wrong with an amount that is no plain decimal, and its remedy. */
const unreadable = (value: number | undefined): readonly [string, string] => {
  if (value === undefined) return ['is missing', 'Give the amount of one dose.'];
  if (value < 0) return ['is negative', 'Give an amount above zero.'];
  return value >= 1e9
    ? ['is too large', 'Give the amount in a larger unit.']
    : ['is not a plain decimal', 'Give at most six decimals.'];
};

type Rate = NonNullable<Dosage['doseAndRate']>[number];

/**
 * The amount that is ordered, where an instruction gives several: the one that says so, beside one that was
 * calculated from it. Otherwise nobody knows which is meant.
 */
const orderedRate = (rates: readonly Rate[]): Rate | 'several' | undefined => {
  const amounts = rates.filter((one) => one.doseQuantity ?? one.doseRange);
  const types = (one: Rate) => [
    ...(one.type?.coding ?? []).map(({ code }) => code),
    one.type?.text?.toLowerCase(),
  ];
  const said = amounts.filter((one) => types(one).includes('ordered'));
  const others = amounts.filter((one) => !said.includes(one));
  if (amounts.length <= 1) return amounts[0];
  return said.length === 1 && others.every((one) => types(one).includes('calculated'))
    ? said[0]
    : 'several';
};

/** The dose of one instruction, by its UCUM code; ranges and contradictions are refused. */
export const doseOf = (
  { at, dosage }: PlacedDosage,
  complain: BundleReading['complain'],
): Quantity | undefined => {
  const rates = dosage.doseAndRate ?? [];
  const rate = orderedRate(rates);
  if (rate === 'several') {
    complain(`${at}.doseAndRate`, 'gives several amounts', 'Order one dose.');
    return undefined;
  }
  const place = `${at}.doseAndRate[${rate ? rates.indexOf(rate) : 0}]`;
  const where = `${place}.doseQuantity`;
  if (rate?.doseQuantity) return amountFrom(rate.doseQuantity, where, complain);
  const running = rateAsDose(dosage);
  if (running) return amountFrom(running, `${place}.rateQuantity`, complain);
  if (rate?.doseRange === undefined) return undefined;
  const [low, high] = endsOf(rate.doseRange).map((end) => end && amountFrom(end, place, () => {}));
  if (low && high && low.value === high.value && low.unit === high.unit) return low;
  complain(`${place}.doseRange`, 'is a range', 'Order one dose.');
  return undefined;
};

const Range = z.looseObject({ low: FhirQuantity, high: FhirQuantity });
/** Both ends of a range, which are one dose where they are the same. */
const endsOf = (range: unknown): FhirQuantity[] => {
  const { low, high } = Range.safeParse(range).data ?? {};
  return low && high ? [low, high] : [];
};

const unitIn = ({ code, unit = '' }: FhirQuantity): string => unitNamed(code ?? unit) ?? unit;

/** Whether it is the ordered amount within a tenth, as doses are rounded: clinical reference 4.2. */
const isRounded = (one: FhirQuantity, ordered: FhirQuantity | undefined): boolean => {
  const [of = Number.NaN, by = Number.NaN] = [ordered?.value, one.value];
  return unitIn(one) === unitIn(ordered ?? {}) && Math.abs(by - of) <= of / 10;
};

/**
 * What was calculated from the dose that is ordered, in words: it comes to the same, or one is wrong.
 * What only rounds the dose is left out.
 */
export const calculatedOf = ({ doseAndRate = [] }: Dosage): string | undefined => {
  const ordered = orderedRate(doseAndRate);
  if (!ordered || ordered === 'several') return undefined;
  const others = doseAndRate
    .filter((one) => one !== ordered)
    .flatMap(({ doseQuantity, doseRange }) => (doseQuantity ? [doseQuantity] : endsOf(doseRange)))
    .filter((one) => !isRounded(one, ordered.doseQuantity));
  return others.length > 0
    ? others.map((one) => `${one.value} ${unitIn(one)}`).join('; ')
    : undefined;
};

/** An amount with one unit, as text and code say it. */
export const amountFrom = (
  { value, unit, code, system, comparator }: FhirQuantity,
  where: string,
  complain: BundleReading['complain'],
): Quantity | undefined => {
  if (comparator) {
    complain(`${where}.comparator`, 'makes a limit of the dose', 'Order one dose.');
    return undefined;
  }
  const number = decimalText(value);
  const coded = system === undefined || isSystem(system, systems.ucum) ? code : undefined;
  const named = coded ?? unit;
  if (number === undefined) {
    complain(`${where}.value`, ...unreadable(value));
    return undefined;
  }
  if (!named || (named.length > 20 && !unitNamed(named))) {
    complain(`${where}.code`, 'names no unit', 'Give a UCUM code such as mg/kg.');
    return undefined;
  }
  if (coded && unit && unit !== coded && unitNamed(unit) !== (unitNamed(coded) ?? coded)) {
    complain(`${where}.unit`, 'is another unit than the code', 'Give one unit in both.');
    return undefined;
  }
  return doseIn(number, named);
};

/** The route, into a central and into a peripheral vein, and the word that many examples use. */
const intravenous = ['47625008', '418114005', '419993007', '255560000'];
const subcutaneous = ['34206005'];

type Route = NonNullable<Order['route']>;

/** Routes that words name. */
export const routesInWords = (words: string): Route[] => [
  ...(/\bi\.?v\b|intravenous|into a vein/i.test(words) ? (['IV'] as const) : []),
  ...(/\bs\.?[cq]\b|subcut|\bsubq\b|under the skin/i.test(words) ? (['SC'] as const) : []),
];

/** Every route that one instruction names, by its code and its words; 'other' for one that is neither. */
const routesOf = ({ dosage: { route } }: PlacedDosage): (Route | 'other')[] => {
  if (!route) return [];
  const codes = readCodes(route, systems.snomed);
  const said = routesInWords(conceptWords(route).join(' '));
  const named = [
    ...codes.map((code) => {
      if (intravenous.includes(code)) return 'IV' as const;
      return subcutaneous.includes(code) ? ('SC' as const) : ('other' as const);
    }),
    ...said,
  ];
  return named.length > 0 ? named : ['other'];
};

const otherRoutes = /\b(?:im|po|oral\w*|by mouth|intra(?!ven)\w+|epidural\w*)\b/i;

/** The route that the words of instructions name where none is coded, and no other. */
const routeInTexts = (placed: readonly PlacedDosage[]): Route | undefined => {
  const texts = placed.map(({ dosage }) => dosage.text ?? '');
  const [said, ...others] = new Set(texts.flatMap(routesInWords));
  return others.length === 0 && !texts.some((text) => otherRoutes.test(text)) ? said : undefined;
};

/** Ways that are not into a vein; what is given for a reaction may go one of them. */
const elsewhere = /\b(?:im|intra(?:muscular|thecal|peritoneal|vesical)\w*|epidural\w*)\b/i;

/** The one route of all instructions; what names several, or one that is not known, is complained of. */
export const routeFrom = (
  placed: readonly PlacedDosage[],
  complain: BundleReading['complain'],
): Order['route'] => {
  const named = new Set(placed.flatMap(routesOf));
  const [route] = named;
  const odd = placed.find((one) =>
    routesOf(one).some((each) => each === 'other' || each !== route),
  );
  if (named.size === 0) return routeInTexts(placed);
  if (named.size > 1 || route === 'other') {
    complain(
      `${odd?.at}.route`,
      named.has('other') ? 'is neither intravenous nor subcutaneous' : 'names several routes',
      'Use SNOMED CT 47625008 or 34206005.',
    );
    return undefined;
  }
  const against = placed.find(({ dosage }) => {
    const words = [...conceptWords(dosage.method), dosage.text ?? ''].join(' ');
    const said = routesInWords(words);
    const isElsewhere = said.length === 0 && elsewhere.test(words) && !/\bepi/i.test(words);
    return route !== undefined && (isElsewhere || (said.length === 1 && said[0] !== route));
  });
  if (against) complain(`${against.at}.route`, 'is another route than the words name');
  return against ? undefined : route;
};

const siteWords =
  /\b(?:medi-?port|port-?a-?cath|power ?port|power ?picc|groshong|piv|[lr](?= )|fr|single|double|dual|triple|lumens?|tip (?:confirmed|verified|documented)|confirmed|verified|svc|cavoatrial|junction|superior vena cava|(?:chest )?x-?ray|cxr|ecg|blood return(?: present| good)?|present|entire|structure|region|antecubital|forearm|hand|chest|jugular|subclavian|cephalic|basilic|fossa|qualifier|value|body|upper|lower|outer|anterior|lateral|wall|leg)\b/gi;

/** The line that is in place, from the words of the administration site; a site not known is complained of. */
export const lineFrom = (
  placed: readonly PlacedDosage[],
  complain: BundleReading['complain'],
): Order['lineType'] => {
  for (const { at, dosage } of placed) {
    const words = conceptWords(dosage.site).join(' ').toLowerCase().replace(siteWords, ' ');
    if (!areKnown(words, new Set())) complain(`${at}.site`, 'names a site that is not known here');
  }
  const words = placed
    .flatMap(({ dosage: { site, method } }) => [...conceptWords(site), ...conceptWords(method)])
    .join(' ');
  const named = lineNamed(words.replace(/power ?(?=picc)/i, ''));
  if (named) return named;
  if (/\bimplanted\b/i.test(words)) return 'port';
  return /\bperipheral\b/i.test(words) ? 'peripheral' : undefined;
};
