import { useState, useSyncExternalStore } from 'react';
import { Combobox } from '../parts/combobox.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { commands } from './commands.ts';

/** Ctrl+K: all that can be done here, by its words. */
export const Palette = ({ onClose }: { onClose: () => void }) => {
  const all = useSyncExternalStore(commands.subscribe, commands.all);
  const [typed, setTyped] = useState('');
  const words = typed.toLowerCase().split(' ').filter(Boolean);
  const found = all.filter(
    ({ id, words: says }) =>
      id !== 'palette' && words.every((word) => says.toLowerCase().includes(word)),
  );
  const take = (id: string | undefined) => {
    const command = found.find((each) => each.id === id);
    onClose();
    // After the dialog has given the focus back.
    if (command) setTimeout(command.run, 0);
  };
  return (
    <Dialog title="Commands" onClose={onClose}>
      <Combobox
        label="What do you want to do?"
        listName="Commands"
        typed={typed}
        onType={setTyped}
        rows={found.map(({ id, words: says, keys }) => ({
          id,
          shown: (
            <>
              {says}
              {keys && <KeyCap of={keys} />}
            </>
          ),
        }))}
        onTake={take}
      >
        <p role="status" className={found.length > 0 ? 'unseen' : ''}>
          {found.length > 0 ? `${found.length} commands` : 'Nothing is called that.'}
        </p>
      </Combobox>
    </Dialog>
  );
};
