/** One spelling of a name or a number: no accents, no case, nothing but letters and digits. */
export const plainSpelling = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The parts of a name, each in its plain spelling: `García-Núñez` is `garcia` and `nunez`. */
export const partsOfName = (name: string): string[] =>
  name
    .replace(/['’ʼ`]/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]/u)
    .map(plainSpelling)
    .filter(Boolean);

/** Least number of signs added, left out, replaced or swapped with their neighbor between two texts. */
export const misspellings = (one: string, other: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (same ? 0 : 1),
        swapped ? (before[j - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[other.length] as number;
};

/** Whether two texts are apart by one pair of neighbors in the wrong order, and by nothing else. */
export const areSwapped = (one: string, other: string): boolean =>
  misspellings(one, other) === 1 && [...one].sort().join('') === [...other].sort().join('');
