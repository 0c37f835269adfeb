type Said = { polite: string; alert: string };

let said: Said = { polite: '', alert: '' };
const listeners = new Set<() => void>();

const say = (next: Partial<Said>) => {
  said = { ...said, ...next };
  for (const listener of listeners) listener();
};

/** What a screen reader is told without being asked: results and counts, or a sending that failed. */
export const announcements = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  said: () => said,
};

/** The same words twice in a row are told twice: a space more makes them others. */
const renewed = (text: string, before: string) => (text === before ? `${text}\u00a0` : text);

export const announce = (text: string): void => say({ polite: renewed(text, said.polite) });
export const alarm = (text: string): void => say({ alert: renewed(text, said.alert) });
