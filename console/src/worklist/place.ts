/** Where somebody was in the list that they came from: the next hold, and the row to come back to. */
let ids: readonly string[] = [];
let address = '/holds';
let last: string | undefined;

export const place = {
  keep: (inOrder: readonly string[], list: string) => {
    ids = inOrder;
    address = list;
  },
  leftFor: (holdId: string) => {
    last = holdId;
  },
  /** The row to come back to, once. */
  comeBack: (): string | undefined => {
    const to = last;
    last = undefined;
    return to;
  },
  list: () => address,
  around: (holdId: string) => {
    const at = ids.indexOf(holdId);
    return {
      at: at + 1,
      of: ids.length,
      before: at > 0 ? ids[at - 1] : undefined,
      after: at >= 0 ? ids[at + 1] : undefined,
    };
  },
};
