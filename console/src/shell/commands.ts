import { useEffect, useRef } from 'react';

/**
 * One thing that can be done, in one table for the keys, the list under `?`, Ctrl+K and the buttons'
 * `aria-keyshortcuts`.
 */
export type Command = {
  id: string;
  /** As `event.key` names it; two after each other with a space between. */
  keys?: string;
  words: string;
  /** Under which heading the list of keys has it. */
  group: string;
  run: () => void;
};

const shown = new Map<symbol, readonly Command[]>();
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

const renew = () => {
  all = [...shown.values()].flat();
  for (const listener of listeners) listener();
};

export const commands = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  all: () => all,
};

/** Offers commands while a part of the page is there. */
export const useCommands = (offered: readonly Command[]): void => {
  const latest = useRef(offered);
  latest.current = offered;
  const names = offered.map(({ id, words }) => `${id} ${words}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a command does may change at each drawing; which ones there are is in their names.
  useEffect(() => {
    const own = Symbol('commands');
    const standing = latest.current.map(
      ({ id, ...command }): Command => ({
        ...command,
        id,
        run: () => latest.current.find((each) => each.id === id)?.run(),
      }),
    );
    shown.set(own, standing);
    renew();
    return () => {
      shown.delete(own);
      renew();
    };
  }, [names]);
};

const keptName = 'dripline.single-keys';

/** Whether keys without a modifier do something: WCAG 2.1.4 has people turn them off. */
export const singleKeys = {
  areOn: () => localStorage.getItem(keptName) !== 'off',
  turn: (on: boolean) => {
    if (on) localStorage.removeItem(keptName);
    else localStorage.setItem(keptName, 'off');
  },
};

const typesInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)));

/** So long the second key of two may take, in milliseconds. */
const patience = 1200;

/** Listens for the keys of all commands. In the capture phase: no widget takes one away before. */
export const listenForKeys = (): (() => void) => {
  let before = { key: '', at: 0 };
  const heard = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, isComposing, timeStamp, target } = event;
    if (isComposing || altKey) return;
    // A dialog has keys of its own: what is behind it does nothing meanwhile.
    if (document.querySelector('dialog[open]')) return;
    if (ctrlKey || metaKey) {
      const found = all.find(({ keys }) => keys === `Ctrl+${key}`);
      if (!found) return;
      event.preventDefault();
      found.run();
      return;
    }
    if (!singleKeys.areOn() || typesInto(target)) return;
    const pair = timeStamp - before.at < patience ? `${before.key} ${key}` : '';
    before = { key, at: timeStamp };
    const found =
      all.findLast(({ keys }) => keys === pair) ?? all.findLast(({ keys }) => keys === key);
    if (!found) return;
    event.preventDefault();
    before = { key: '', at: 0 };
    found.run();
  };
  window.addEventListener('keydown', heard, { capture: true });
  return () => window.removeEventListener('keydown', heard, { capture: true });
};
