let said = '';
const listeners = new Set<() => void>();

/** What a screen reader is told without being asked: results and counts. */
export const announcements = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  said: () => said,
};

/** The same words twice in a row are told twice: a space more makes them others. */
export const announce = (text: string): void => {
  said = text === said ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
};
