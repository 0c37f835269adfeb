import { type ReactNode, useEffect, useId, useRef } from 'react';

type Props = {
  title: string;
  children: ReactNode;
  onClose: () => void;
  /** One that has to be answered: Escape does not close it. */
  stays?: boolean;
  wide?: boolean;
};

/**
 * The browser's own modal dialog: it keeps the focus inside and makes the rest inert. The focus goes
 * back to where it was.
 */
export const Dialog = ({ title, children, onClose, stays = false, wide = false }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    // Where one types, rather than at the button that closes it, which comes first.
    shown?.querySelector<HTMLElement>('[data-begin]')?.focus();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      // What it was opened from may be gone by what was done in it.
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('h1')?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className={wide ? 'dialog wide' : 'dialog'}
      onCancel={(event) => {
        event.preventDefault();
        if (!stays) onClose();
      }}
      onKeyDown={(event) => {
        // A second Escape in a row would close it without asking.
        if (stays && event.key === 'Escape') event.preventDefault();
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        {!stays && (
          <button type="button" className="quiet" aria-label="Close" onClick={onClose}>
            <span aria-hidden="true">✕</span>
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
};
