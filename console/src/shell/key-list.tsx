import { useState, useSyncExternalStore } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { commands, singleKeys } from './commands.ts';

/** Every key that does something on this screen. */
export const KeyList = ({ onClose }: { onClose: () => void }) => {
  const all = useSyncExternalStore(commands.subscribe, commands.all);
  const [on, setOn] = useState(singleKeys.areOn());
  const groups = Map.groupBy(
    all.filter(({ keys }) => keys),
    ({ group }) => group,
  );
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className="key-groups">
        {[...groups].map(([group, those]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {those.map(({ id, keys, words }) => (
                <div key={id}>
                  <dt>
                    {keys?.split(' ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={on}
          onChange={({ target }) => {
            singleKeys.turn(target.checked);
            setOn(target.checked);
          }}
        />
        Keys without Ctrl do something (turn off for speech input)
      </label>
    </Dialog>
  );
};
