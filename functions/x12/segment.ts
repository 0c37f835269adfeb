import { lookup } from '../platform/lookup.ts';
/**
 * X12 segments. What we write uses one fixed set of delimiters; what we read says its own.
 */
export type Delimiters = {
  element: string;
  repetition: string;
  component: string;
  terminator: string;
};

const ours: Delimiters = {
  element: '*',
  repetition: '^',
  component: ':',
  terminator: '~',
};

/** One element: text, or the components of a composite. */
type Element = string | readonly string[];
export type Segment = readonly [id: string, ...elements: Element[]];

const forbidden = /[*^:~\p{Cc}]|[^\x20-\x7e]/u;

/** A value that was not made fit for X12 before it came here: a fault of ours, never sent. */
export class UnfitForX12 extends Error {
  override name = 'UnfitForX12';
}

const checked = (value: string): string => {
  if (forbidden.test(value)) throw new UnfitForX12('x12-value-has-delimiter');
  return value;
};

const written = (element: Element): string =>
  typeof element === 'string' ? checked(element) : element.map(checked).join(ours.component);

/**
 * One segment as text, empty elements at its end left out. No value can end a segment or start
 * another: whatever holds a delimiter is refused here.
 */
export const writeSegment = ([id, ...elements]: Segment): string =>
  `${[id, ...elements.map(written)].join(ours.element).replace(/\*+$/, '')}${ours.terminator}`;

/** Letters that Unicode does not take apart. */
const spelledOut = lookup<string>({
  Æ: 'AE',
  Đ: 'D',
  Ł: 'L',
  Œ: 'OE',
  Ø: 'O',
  Þ: 'TH',
  '’': "'",
  '–': '-',
});

/** Letters the wide world uses, in the basic set: capitals without marks, delimiters as spaces. */
export const basicText = (text: string, length: number): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[ÆĐŁŒØÞ’–]/g, (letter) => spelledOut[letter] ?? ' ')
    .replace(/[^A-Z0-9 !"&'()+,\-./;?=]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, length)
    .trimEnd();

/** Whether an identifier can be sent as it is; changing it could make it someone else's. */
export const isSendableId = (id: string, atLeast: number, atMost: number): boolean =>
  id.length >= atLeast &&
  id.length <= atMost &&
  /^[A-Za-z0-9](?:[A-Za-z0-9 ./_-]*[A-Za-z0-9])?$/.test(id);
