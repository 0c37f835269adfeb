/** Who has something that is typed and not sent: nobody signs out over it, and no page is left unasked. */
const holders = new Set<() => boolean>();

export const holdsUnsent = (has: () => boolean): void => {
  holders.add(has);
};

export const isSomethingUnsent = (): boolean => [...holders].some((has) => has());

window.addEventListener('beforeunload', (event) => {
  if (isSomethingUnsent()) event.preventDefault();
});
