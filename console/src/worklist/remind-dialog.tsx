import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { FormField } from '../parts/form-field.tsx';
import { deskInstant, zoneName } from '../parts/when.ts';

type Props = {
  count: number;
  /** The day that is proposed. */
  day: string;
  onRemind: (at: string, note: string) => void;
  onClose: () => void;
};

/** When to be reminded: a day is enough, and is meant at nine. */
export const RemindDialog = ({ count, day, onRemind, onClose }: Props) => {
  const [on, setOn] = useState(day);
  const [time, setTime] = useState('09:00');
  const [note, setNote] = useState('');
  const [fault, setFault] = useState('');
  return (
    <Dialog
      title={count === 1 ? 'Remind me of this hold' : `Remind me of ${count} holds`}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (on && time) onRemind(deskInstant(`${on}T${time}`), note.trim());
          else setFault('Say on which day and at what time.');
        }}
      >
        <label className="field">
          On
          <input
            type="date"
            data-begin
            value={on}
            aria-invalid={fault !== ''}
            aria-describedby={fault ? 'remind-fault' : undefined}
            onChange={({ target }) => setOn(target.value)}
          />
        </label>
        <FormField
          id="remind-time"
          label={`At (${zoneName})`}
          kind="time"
          control={{ value: time, onChange: ({ target }) => setTime(target.value) }}
        />
        <FormField
          id="remind-note"
          label="Of what"
          hint="For you alone. It moves no clock: a hold is due when it is due."
          control={{ value: note, onChange: ({ target }) => setNote(target.value) }}
        />
        {fault && (
          <p id="remind-fault" className="fault">
            {fault}
          </p>
        )}
        <div className="buttons">
          <button type="submit" className="first">
            Remind me
          </button>
        </div>
      </form>
    </Dialog>
  );
};
