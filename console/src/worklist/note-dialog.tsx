import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { FormField } from '../parts/form-field.tsx';
import { KeyCap } from '../parts/keys.tsx';

type Props = { count: number; onWrite: (said: string) => void; onClose: () => void };

/** A note to colleagues, at one hold or at all that are marked. */
export const NoteDialog = ({ count, onWrite, onClose }: Props) => {
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const send = () => (said.trim() ? onWrite(said.trim()) : setFault('Write the note first.'));
  return (
    <Dialog
      title={count === 1 ? 'Note at this hold' : `The same note at ${count} holds`}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      >
        <FormField
          id="note-said"
          label="Note"
          kind="area"
          fault={fault || undefined}
          begin
          control={{ value: said, onChange: ({ target }) => setSaid(target.value) }}
        />
        <div className="buttons">
          <button type="submit" className="first">
            Write it down <KeyCap of="Ctrl ↵" />
          </button>
        </div>
      </form>
    </Dialog>
  );
};
