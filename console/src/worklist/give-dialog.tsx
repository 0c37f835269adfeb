import { useState } from 'react';
import { usePeople } from '../api/queries.ts';
import { Combobox } from '../parts/combobox.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FaultNotice } from '../parts/fault.tsx';
import { roleName } from '../parts/words.ts';
import { peopleCalled } from './people-called.ts';

type Props = { count: number; me: string; onGive: (to: string) => void; onClose: () => void };

/** To whom marked holds are given: a letter or two of the name and Enter, or a click. */
export const GiveDialog = ({ count, me, onGive, onClose }: Props) => {
  const found = usePeople(true, true);
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const people = peopleCalled(found.data ?? [], typed);
  const says = () => {
    if (!found.data) return found.isError ? '' : 'Looking …';
    if (people.length === 0) return 'Nobody is called so.';
    return people.length === 1 ? 'One person.' : `${people.length} people.`;
  };
  return (
    <Dialog title={count === 1 ? 'Give this hold' : `Give ${count} holds`} onClose={onClose}>
      {found.isError && (
        <FaultNotice error={found.error} again={() => void found.refetch()} what="The people" />
      )}
      <Combobox
        asks
        label="To whom"
        listName="People"
        typed={typed}
        onType={(text) => {
          setTyped(text);
          setMissing(false);
        }}
        rows={people.map(({ personId, name, roles }) => ({
          id: personId,
          shown: (
            <>
              <span>{name}</span>
              <span>{roles.map(roleName).join(', ')}</span>
            </>
          ),
        }))}
        onTake={(to) => (to ? onGive(to) : setMissing(true))}
      >
        <p role="status" className="hint">
          {says()}
        </p>
        {missing && (
          <p className="fault" role="alert">
            Say to whom.
          </p>
        )}
      </Combobox>
      <div className="buttons">
        <button type="button" onClick={() => onGive(me)}>
          Take {count === 1 ? 'it' : 'them'} myself
        </button>
      </div>
    </Dialog>
  );
};
