/**
 * The values of a PDF as they are written: taken apart as far as references must be found, and put together
 * again. What is not a value is an error, never a guess. Source: ISO 32000-1, 7.2 and 7.3.
 */
export type PdfReference = { object: number };
export type PdfDictionary = Map<string, PdfValue>;
/** A number, a name, a string, or one of the words, as it was written; or what is made of such. */
export type PdfValue = string | PdfReference | PdfValue[] | PdfDictionary;

/** That something is no PDF that can be read here. */
export class UnreadablePdf extends Error {}

export const isReference = (value: PdfValue | undefined): value is PdfReference =>
  typeof value === 'object' && 'object' in value;
export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary =>
  value instanceof Map;

const space = /(?:[\0\t\n\f\r ]+|%[^\r\n]*)*/y;
const reference = /(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;
const plain = /[^\0\t\n\f\r ()<>[\]{}/%]+/y;
const named = /\/[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const hexadecimal = /<[\dA-Fa-f\0\t\n\f\r ]*>/y;

/** What an expression finds exactly at a place. */
const found = (expression: RegExp, text: string, at: number): RegExpExecArray | null => {
  expression.lastIndex = at;
  return expression.exec(text);
};

export const afterSpace = (text: string, at: number): number =>
  at + (found(space, text, at)?.[0].length ?? 0);

/** Where a string in parentheses ends; such may stand in it in pairs, or behind a backslash. */
const stringEnd = (text: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '(') depth += 1;
    else if (sign === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new UnreadablePdf('string');
};

/** No file that people make nests its values deeper. */
const deepest = 60;

/** Told of bytes of memory, or of as much work. */
type Spend = (bytes: number) => void;
const perHolder = 200;
const perSingle = 40;

/** What a value takes while it is held. */
export const heldBy = (value: PdfValue): number => {
  if (typeof value === 'string') return perSingle + value.length;
  const inside = Array.isArray(value)
    ? value
    : isDictionary(value)
      ? [...value.values()]
      : undefined;
  return inside ? inside.reduce((sum: number, one) => sum + heldBy(one), perHolder) : perSingle;
};

type Read<T extends PdfValue = PdfValue> = { value: T; end: number };

const dictionaryAt = (
  text: string,
  from: number,
  spend: Spend,
  depth: number,
): Read<PdfDictionary> => {
  const value: PdfDictionary = new Map();
  let at = afterSpace(text, from + 2);
  while (!text.startsWith('>>', at)) {
    const key = found(named, text, at)?.[0];
    if (key === undefined) throw new UnreadablePdf('dictionary');
    const inner = valueAt(text, at + key.length, spend, depth + 1);
    value.set(key, inner.value);
    at = afterSpace(text, inner.end);
  }
  return { value, end: at + 2 };
};

const listAt = (text: string, from: number, spend: Spend, depth: number): Read<PdfValue[]> => {
  const value: PdfValue[] = [];
  let at = afterSpace(text, from + 1);
  while (text[at] !== ']') {
    const inner = valueAt(text, at, spend, depth + 1);
    value.push(inner.value);
    at = afterSpace(text, inner.end);
  }
  return { value, end: at + 1 };
};

/**
 * The value that begins at a place, and where it ends.
 *
 * @param spend is told what each part of it takes
 * @throws UnreadablePdf where none does.
 */
export const valueAt = (text: string, from: number, spend: Spend, depth = 0): Read => {
  if (depth > deepest) throw new UnreadablePdf('depth');
  const at = afterSpace(text, from);
  const isDictionaryHere = text.startsWith('<<', at);
  spend(isDictionaryHere || text[at] === '[' ? perHolder : perSingle);
  if (isDictionaryHere) return dictionaryAt(text, at, spend, depth);
  if (text[at] === '[') return listAt(text, at, spend, depth);
  if (text[at] === '(') {
    const end = stringEnd(text, at);
    return { value: text.slice(at, end), end };
  }
  const referred = found(reference, text, at);
  if (referred) return { value: { object: Number(referred[1]) }, end: at + referred[0].length };
  const token = (found(named, text, at) ??
    found(hexadecimal, text, at) ??
    found(plain, text, at))?.[0];
  if (!token) throw new UnreadablePdf('value');
  return { value: token, end: at + token.length };
};

/** A value as it is written, its references by the numbers that objects have now. */
export const writtenValue = (
  value: PdfValue,
  numberOf: (object: number) => number | undefined,
): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map((one) => writtenValue(one, numberOf)).join(' ')}]`;
  if (isDictionary(value))
    return `<< ${[...value].map(([key, one]) => `${key} ${writtenValue(one, numberOf)}`).join(' ')} >>`;
  const number = numberOf(value.object);
  return number === undefined ? 'null' : `${number} 0 R`;
};
