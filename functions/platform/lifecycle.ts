/** The statuses that something goes through: in which it begins, and which may follow which. */
export type Lifecycle<S extends string> = {
  begins: readonly S[];
  /** What may follow each; one that nothing follows is an end. Staying what it is, is named too. */
  next: Readonly<Record<S, readonly S[]>>;
};

/** Whether something may go from one status to another; staying what it is, it always may. */
export const mayFollow = <S extends string>({ next }: Lifecycle<S>, from: S, to: S): boolean =>
  from === to || next[from].includes(to);

/** The statuses from which a write may lead to this one: what its condition names. */
export const priorsOf = <S extends string>({ next }: Lifecycle<S>, to: S): S[] =>
  (Object.keys(next) as S[]).filter((from) => next[from].includes(to));

/** The statuses that something can leave. */
export const unended = <S extends string>({ next }: Lifecycle<S>): S[] =>
  (Object.keys(next) as S[]).filter((from) => next[from].some((to) => to !== from));
