/**
 * An object whose parts are made when they are first asked for, and then kept: what is read together
 * is not checked together.
 */
export const lazily = <T extends object>(parts: { [Name in keyof T]: () => T[Name] }): T => {
  const made = {} as T;
  for (const name of Object.keys(parts) as (keyof T)[])
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = parts[name]();
        Object.defineProperty(made, name, { enumerable: true, value });
        return value;
      },
    });
  return made;
};
