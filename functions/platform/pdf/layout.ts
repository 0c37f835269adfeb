import { type Page, paper, type Rule, type TextRun } from './pdf-file.ts';
import { printable } from './printable.ts';
import { widthOf } from './typeface.ts';

/**
 * Lays blocks of text out on pages. Nothing is cut: what is longer than its line goes on in the next,
 * what does not fit a page on the next one. What is empty says so.
 */
export type Block =
  /** `large`: what patients read. */
  | { kind: 'title' | 'text' | 'strong' | 'large' | 'large-strong'; text: string }
  /** `keeps`: so many lines stand on the same page after it. */
  | { kind: 'heading'; text: string; keeps?: number }
  /** Labels with what belongs to each; without it, "not given". */
  | { kind: 'rows'; rows: readonly (readonly [label: string, value: string | undefined])[] }
  /** Without any, what `empty` says. */
  | { kind: 'list'; items: readonly string[]; empty: string }
  | { kind: 'new-page' };

/** What stands where nothing was given. */
export const notGiven = 'not given';

const margin = { side: 54, top: 54, bottom: 66 } as const;
const labelWidth = 150;
const bodySize = 9.5;
const sizes = {
  title: 17,
  heading: 12,
  text: bodySize,
  strong: bodySize,
  large: 12,
  'large-strong': 13,
} as const;
const light: ReadonlySet<Block['kind']> = new Set(['text', 'large']);
const lineHeight = 1.35;

/** A word that is longer than its line, in parts that fit. */
const broken = (word: string, width: number, size: number): string[] => {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part && widthOf(part + character, size) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
};

/** A text in lines that fit; a line that was begun anew in it begins anew. */
export const wrap = (text: string, width: number, size: number): string[] =>
  text.split(/\r\n|\r|\n/).flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of printable(paragraph)
      .text.split(' ')
      .flatMap((one) => broken(one, width, size))) {
      const longer = line ? `${line} ${word}` : word;
      if (line && widthOf(longer, size) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  });

type Line = {
  runs: { x: number; size: number; bold: boolean; text: string }[];
  height: number;
  before: number;
  rule?: boolean;
  /** Lines that must stand on the same page after it. */
  keeps?: number;
};

const full = paper.width - 2 * margin.side;

const plain = (text: string, size: number, bold: boolean): Line[] =>
  wrap(text, full, size).map((one) => ({
    runs: [{ x: margin.side, size, bold, text: one }],
    height: size * lineHeight,
    before: 0,
  }));

const said = (value: string | undefined): string => (value?.trim() ? value : notGiven);

const rowLines = (label: string, value: string | undefined): Line[] => {
  const labels = wrap(label, labelWidth - 10, bodySize);
  const values = wrap(said(value), full - labelWidth, bodySize);
  return Array.from({ length: Math.max(labels.length, values.length) }, (_, index) => ({
    runs: [
      { x: margin.side, size: bodySize, bold: true, text: labels[index] ?? '' },
      { x: margin.side + labelWidth, size: bodySize, bold: false, text: values[index] ?? '' },
    ].filter(({ text }) => text),
    height: bodySize * lineHeight,
    before: index === 0 ? 2.5 : 0,
  }));
};

const bullet = 12;

const itemLines = (item: string): Line[] =>
  wrap(item, full - bullet, bodySize).map((text, index) => ({
    runs: [
      ...(index === 0 ? [{ x: margin.side, size: bodySize, bold: false, text: '•' }] : []),
      { x: margin.side + bullet, size: bodySize, bold: false, text },
    ],
    height: bodySize * lineHeight,
    before: index === 0 ? 2.5 : 0,
  }));

const linesOf = (block: Exclude<Block, { kind: 'new-page' }>): Line[] => {
  switch (block.kind) {
    case 'rows':
      return block.rows.flatMap(([label, value]) => rowLines(label, value));
    case 'list':
      return block.items.length > 0
        ? block.items.flatMap(itemLines)
        : plain(block.empty, bodySize, false);
    case 'heading':
      return plain(block.text, sizes.heading, true).map((line, index, all) => ({
        ...line,
        before: index === 0 ? 14 : 0,
        rule: index === all.length - 1,
        keeps: block.keeps ?? 3,
      }));
    default:
      return plain(block.text, sizes[block.kind], !light.has(block.kind)).map((line, index) => ({
        ...line,
        before: index === 0 ? 8 : 0,
        // What it stands over begins on the same page.
        ...(block.kind === 'large-strong' ? { keeps: 3 } : {}),
      }));
  }
};

type Open = { runs: TextRun[]; rules: Rule[]; y: number };

const top = paper.height - margin.top;
const blank = (): Open => ({ runs: [], rules: [], y: top });

const put = (page: Open, line: Line): void => {
  page.y -= (page.y === top ? 0 : line.before) + line.height;
  for (const run of line.runs) page.runs.push({ ...run, y: page.y });
  if (line.rule) {
    page.rules.push({ fromX: margin.side, toX: paper.width - margin.side, y: page.y - 3 });
    page.y -= 5;
  }
};

/** Every page says what it belongs to, and how many there are, so that a lost one is missed. */
const withFooter = ({ runs, rules }: Open, footer: string, of: string): Page => ({
  rules: [...rules, { fromX: margin.side, toX: paper.width - margin.side, y: margin.bottom - 14 }],
  runs: [
    ...runs,
    { x: margin.side, y: margin.bottom - 26, size: 8, text: printable(footer).text },
    {
      x: paper.width - margin.side - widthOf(of, 8),
      y: margin.bottom - 26,
      size: 8,
      text: of,
    },
  ],
});

/** Which page it is, of how many. */
type PageOf = (page: number, of: number) => string;

const inEnglish: PageOf = (page, of) => `Page ${page} of ${of}`;

/** Blocks on pages. */
export const layPages = (
  blocks: readonly Block[],
  footer: string,
  pageOf: PageOf = inEnglish,
): Page[] => {
  const pages: Open[] = [blank()];
  const last = () => pages.at(-1) as Open;
  for (const block of blocks) {
    if (block.kind === 'new-page') {
      pages.push(blank());
      continue;
    }
    for (const line of linesOf(block)) {
      const needed = line.before + line.height * (1 + (line.keeps ?? 0));
      if (last().y - needed < margin.bottom) pages.push(blank());
      put(last(), line);
    }
  }
  return pages.map((page, index) => withFooter(page, footer, pageOf(index + 1, pages.length)));
};
