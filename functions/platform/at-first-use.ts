/** Makes something at its first use and keeps it for the next ones. */
export const atFirstUse = <T>(make: () => T): (() => T) => {
  let made: { it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
};
