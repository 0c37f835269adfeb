import { useState } from 'react';
import { usePeople } from '../api/queries.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FaultNotice } from '../parts/fault.tsx';
import { roleName } from '../parts/words.ts';

type Props = { count: number; me: string; onGive: (to: string) => void; onClose: () => void };

/** To whom marked holds are given. */
export const GiveDialog = ({ count, me, onGive, onClose }: Props) => {
  const found = usePeople();
  const people = found.data ?? [];
  const [to, setTo] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <Dialog title={count === 1 ? 'Give this hold' : `Give ${count} holds`} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (to) onGive(to);
          else setMissing(true);
        }}
      >
        {found.isError && (
          <FaultNotice error={found.error} again={() => void found.refetch()} what="The people" />
        )}
        <label className="field">
          To whom
          <select
            data-begin
            value={to}
            aria-invalid={missing}
            aria-describedby={missing ? 'give-fault' : undefined}
            onChange={({ target }) => setTo(target.value)}
          >
            <option value="">Choose</option>
            {people.map(({ personId, name, roles }) => (
              <option key={personId} value={personId}>
                {name} ({roles.map(roleName).join(', ')})
              </option>
            ))}
          </select>
        </label>
        {missing && (
          <p id="give-fault" className="fault">
            Say to whom.
          </p>
        )}
        <div className="buttons">
          <button type="submit" className="first">
            Give
          </button>
          <button type="button" onClick={() => onGive(me)}>
            Take {count === 1 ? 'it' : 'them'} myself
          </button>
        </div>
      </form>
    </Dialog>
  );
};
