import type { Therapy } from '../therapy/therapy.ts';
import { therapies } from '../therapy/therapy-catalogue.ts';
import type { Order } from './referral.ts';

/** What an order says of its drug: codes where it has them, and the words it uses. */
type DrugNamed = {
  hcpcs?: readonly string[];
  rxnorm?: readonly string[];
  words?: readonly string[];
};

type Shared = { therapies: readonly string[]; names: readonly string[]; substitutes: boolean };

/**
 * Therapies that share an active ingredient. Words and RxNorm ingredients that name it mean any of
 * them; a brand or a billing code means one. Only a biosimilar takes the place of its originator.
 * Sources: FDA Purple Book (Inflectra, Renflexis and Avsola with reference product Remicade); labels
 * of Gammagard Liquid and Gamunex-C, which are given into a vein and under the skin.
 */
const sharedIngredients: readonly Shared[] = [
  { therapies: ['infliximab', 'infliximab_dyyb'], names: ['infliximab'], substitutes: true },
  {
    therapies: ['ivig', 'scig'],
    names: ['immune globulin', 'gammagard', 'gamunex-c'],
    substitutes: false,
  },
];

const sharing = (id: string): Shared | undefined =>
  sharedIngredients.find((shared) => shared.therapies.includes(id));

const names = therapies
  .flatMap((therapy) => therapy.names.map((name) => ({ name, therapy })))
  .sort((a, b) => b.name.length - a.name.length);

const placeOf = (text: string, name: string): number => {
  const at = text.indexOf(name);
  const before = at > 0 ? (text[at - 1] as string) : ' ';
  const after = text[at + name.length] ?? ' ';
  return at >= 0 && !/[a-z0-9]/.test(before) && !/[a-z0-9]/.test(after) ? at : -1;
};

const byName = (text: string): Therapy | undefined => {
  const lower = text.toLowerCase();
  const found = names.find(({ name }) => placeOf(lower, name) >= 0)?.therapy;
  // An immune globulin is subcutaneous when its words say so.
  if (found?.id === 'ivig' && /subcut|\bsc\b/.test(lower))
    return therapies.find(({ id }) => id === 'scig');
  return found;
};

/**
 * The therapy an order means. A billing code says most: it tells a biosimilar from its originator.
 * Then the longest name found, then RxNorm, whose ingredient the two share.
 */
export const findTherapy = ({ hcpcs = [], rxnorm = [], words = [] }: DrugNamed) =>
  therapies.find((therapy) => therapy.hcpcs.some(({ code }) => hcpcs.includes(code))) ??
  words.map(byName).find((therapy) => therapy !== undefined) ??
  therapies.find((therapy) => therapy.rxnorm.some((code) => rxnorm.includes(code)));

/** Every therapy that a text names, longest names first, each stretch of it read once. */
const namedIn = (text: string): (readonly string[])[] => {
  let left = text.toLowerCase();
  return names.flatMap(({ name, therapy }) => {
    const at = placeOf(left, name);
    if (at < 0) return [];
    left = `${left.slice(0, at)}|${left.slice(at + name.length)}`;
    const shared = sharing(therapy.id);
    return [shared?.names.includes(name) ? shared.therapies : [therapy.id]];
  });
};

const codedAs = (code: string, of: (therapy: Therapy) => readonly string[]): string[] =>
  therapies.filter((therapy) => of(therapy).includes(code)).map(({ id }) => id);

/**
 * Whether what an order says of its drug cannot all be meant at once: a code of one drug beside the
 * name of another. A code or a word that the catalogue does not know says nothing. Where the
 * prescriber allows it, a biosimilar may stand beside the name of its originator.
 */
export const contradicts = ({
  hcpcs = [],
  rxnorm = [],
  words = [],
  therapyId,
  substitutionAllowed = false,
}: DrugNamed & Pick<Order, 'substitutionAllowed' | 'therapyId'>): boolean => {
  const said = [
    ...(therapyId ? [[therapyId]] : []),
    ...hcpcs.map((code) => codedAs(code, (therapy) => therapy.hcpcs.map((row) => row.code))),
    ...rxnorm.map((code) => {
      const coded = codedAs(code, (therapy) => therapy.rxnorm);
      return coded.flatMap((id) => sharing(id)?.therapies ?? [id]);
    }),
    ...words.flatMap(namedIn),
  ]
    .filter((ids) => ids.length > 0)
    .map((ids) =>
      substitutionAllowed
        ? ids.flatMap((id) => (sharing(id)?.substitutes ? (sharing(id)?.therapies ?? [id]) : [id]))
        : ids,
    );
  const [first = [], ...others] = said;
  return said.length > 1 && !first.some((id) => others.every((ids) => ids.includes(id)));
};
