import { type ReactNode, useId, useState } from 'react';

type Props = {
  /** What is typed here. */
  label: string;
  /** What the list is of. */
  listName: string;
  typed: string;
  onType: (typed: string) => void;
  /** In the order of the arrow keys. */
  rows: readonly { id: string; shown: ReactNode }[];
  /** Enter, or a click; nothing where no row is there. */
  onTake: (id: string | undefined) => void;
  /** How many there are, in words. */
  children: ReactNode;
  /** Whether nothing is chosen until somebody types or uses the arrow keys: for what is done at once. */
  asks?: boolean;
};

/** A line to type in and a list of what it finds: the input keeps the focus, arrow keys choose. */
export const Combobox = ({
  label,
  listName,
  typed,
  onType,
  rows,
  onTake,
  children,
  asks = false,
}: Props) => {
  const none = asks ? -1 : 0;
  const [at, setAt] = useState(none);
  const list = useId();
  const chosen = rows[Math.min(at, rows.length - 1)];
  return (
    <>
      <input
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={rows.length > 0}
        aria-controls={list}
        aria-activedescendant={chosen && `${list}-${chosen.id}`}
        autoComplete="off"
        spellCheck={false}
        data-begin
        value={typed}
        onChange={({ target }) => {
          onType(target.value);
          setAt(target.value.trim() ? 0 : none);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step) {
            event.preventDefault();
            const from = at < 0 && step < 0 ? 0 : at;
            const next = (from + step + rows.length) % Math.max(1, rows.length);
            setAt(next);
            const option = document.getElementById(`${list}-${rows[next]?.id}`);
            option?.scrollIntoView({ block: 'nearest' });
          }
          if (event.key === 'Enter') {
            event.preventDefault();
            onTake(chosen?.id);
          }
        }}
      />
      {children}
      <div role="listbox" id={list} className="options" aria-label={listName}>
        {rows.map(({ id, shown }) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the keys, as a combobox does.
          <div
            key={id}
            id={`${list}-${id}`}
            role="option"
            tabIndex={-1}
            aria-selected={id === chosen?.id}
            onClick={() => onTake(id)}
          >
            {shown}
          </div>
        ))}
      </div>
    </>
  );
};
