import type { Therapy } from './therapy.ts';
import { therapies } from './therapy-catalogue.ts';

/** What an order says of its drug: codes where it has them, and the words it uses. */
type DrugNamed = {
  hcpcs?: readonly string[];
  rxnorm?: readonly string[];
  words?: readonly string[];
};

const names = therapies
  .flatMap((therapy) => therapy.names.map((name) => ({ name, therapy })))
  .sort((a, b) => b.name.length - a.name.length);

const mentions = (text: string, name: string): boolean => {
  const at = text.indexOf(name);
  const before = at > 0 ? (text[at - 1] as string) : ' ';
  const after = text[at + name.length] ?? ' ';
  return at >= 0 && !/[a-z0-9]/.test(before) && !/[a-z0-9]/.test(after);
};

const byName = (text: string): Therapy | undefined => {
  const lower = text.toLowerCase();
  const found = names.find(({ name }) => mentions(lower, name))?.therapy;
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
