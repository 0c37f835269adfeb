import { useId, useState, useSyncExternalStore } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { commands } from './commands.ts';

/** Ctrl+K: all that can be done here, by its words. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const all = useSyncExternalStore(commands.subscribe, commands.all);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const words = typed.toLowerCase().split(' ').filter(Boolean);
  const found = all.filter(
    ({ id, words: says }) =>
      id !== 'palette' && words.every((word) => says.toLowerCase().includes(word)),
  );
  const chosen = found[Math.min(at, found.length - 1)];
  const take = (id: string | undefined) => {
    const command = found.find((each) => each.id === id);
    onClose();
    // After the dialog has given the focus back.
    if (command) setTimeout(command.run, 0);
  };
  return (
    <Dialog title="Commands" onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-label="What do you want to do?"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={chosen && `${list}-${chosen.id}`}
        autoComplete="off"
        data-begin
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step) {
            event.preventDefault();
            setAt((at + step + found.length) % Math.max(1, found.length));
          }
          if (event.key === 'Enter') {
            event.preventDefault();
            take(chosen?.id);
          }
        }}
      />
      <div role="listbox" id={list} className="options" aria-label="Commands">
        {found.map(({ id, words: says, keys }) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the keys, as a combobox does.
          <div
            key={id}
            id={`${list}-${id}`}
            role="option"
            tabIndex={-1}
            aria-selected={id === chosen?.id}
            onClick={() => take(id)}
          >
            {says}
            {keys && <KeyCap of={keys} />}
          </div>
        ))}
      </div>
      <p role="status" className={found.length > 0 ? 'unseen' : ''}>
        {found.length > 0 ? `${found.length} commands` : 'Nothing is called that.'}
      </p>
    </Dialog>
  );
};
