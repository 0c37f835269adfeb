import { inflateSync } from 'node:zlib';

/**
 * Reads back what a PDF of ours shows: through its table of places, its streams and its map from glyphs
 * to characters, as a viewer does.
 */
const objectsOf = (file: Buffer): Map<number, Buffer> => {
  const text = file.toString('latin1');
  const begins = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  const [, count = '0'] = /xref\n0 (\d+)\n/.exec(text.slice(begins)) ?? [];
  const lines = text
    .slice(begins)
    .split('\n')
    .slice(2, Number(count) + 2);
  return new Map(
    lines.flatMap((line, index): [number, Buffer][] => {
      const [place = '', , kind] = line.trim().split(' ');
      if (kind !== 'n') return [];
      const from = Number(place);
      if (!text.startsWith(`${index} 0 obj\n`, from))
        throw new Error(`object ${index} is misplaced`);
      return [[index, file.subarray(from, file.indexOf('\nendobj', from))]];
    }),
  );
};

const streamOf = (object: Buffer): string => {
  const head = object.toString('latin1', 0, 400);
  const [, length = '0'] = /\/Length (\d+)/.exec(head) ?? [];
  const from = object.indexOf('stream\n') + 7;
  return inflateSync(object.subarray(from, from + Number(length))).toString('latin1');
};

export type Shown = { x: number; y: number; size: number; text: string };

/** What stands on each page, line by line from the top. */
export const readPdf = (file: Buffer): { pages: Shown[][]; text: string } => {
  const objects = objectsOf(file);
  const all = [...objects.values()];
  const source = (object: Buffer | undefined) => object?.toString('latin1') ?? '';
  const reference = (object: Buffer | undefined, name: string): Buffer | undefined =>
    objects.get(Number(new RegExp(`/${name} (\\d+) 0 R`).exec(source(object))?.[1]));
  const font = all.find((object) => source(object).includes('/Subtype /Type0'));
  const map = new Map(
    [...streamOf(reference(font, 'ToUnicode') as Buffer).matchAll(/^<(\w{4})> <(\w+)>$/gm)].map(
      ([, glyph = '', character = '']) => [
        glyph,
        Buffer.from(character, 'hex').swap16().toString('utf16le'),
      ],
    ),
  );
  const kids = /\/Kids \[([^\]]+)\]/.exec(
    all.map(source).find((one) => one.includes('/Kids')) ?? '',
  );
  const pages = [...(kids?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, number]) => {
    const drawn = streamOf(reference(objects.get(Number(number)), 'Contents') as Buffer);
    const runs = drawn.matchAll(
      /BT \/F ([\d.]+) Tf .*? 1 0 0 1 ([\d.]+) ([\d.]+) Tm <(\w*)> Tj ET/g,
    );
    return [...runs].map(([, size, x, y, glyphs = '']) => ({
      size: Number(size),
      x: Number(x),
      y: Number(y),
      text: (glyphs.match(/.{4}/g) ?? [])
        .map((glyph) => {
          const character = map.get(glyph);
          if (character === undefined) throw new Error(`nothing says what glyph ${glyph} is`);
          return character;
        })
        .join(''),
    }));
  });
  return { pages, text: pages.map((page) => page.map(({ text }) => text).join('\n')).join('\n\n') };
};
