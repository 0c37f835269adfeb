type Named = { name: string };

const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** How well a name answers what was typed: its beginning, the beginning of a later part, or not at all. */
const rankOf = (name: string, typed: string): number | undefined => {
  const own = folded(name);
  if (own.startsWith(typed)) return 0;
  return own.split(/[\s-]+/).some((part) => part.startsWith(typed)) ? 1 : undefined;
};

/** The people whose name begins with what was typed come first, then those with a later name that does. */
export const peopleCalled = <Person extends Named>(
  people: readonly Person[],
  typed: string,
): readonly Person[] => {
  const sought = folded(typed);
  if (!sought) return people;
  return people
    .flatMap((person) => {
      const rank = rankOf(person.name, sought);
      return rank === undefined ? [] : [{ person, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ person }) => person);
};
