import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { type SessionState, signInBeside, signOut } from '../sign-in/session.ts';

const words = {
  expired: {
    title: 'Your time ran out',
    text: 'Sign in again to go on. What you typed is still here, behind this.',
  },
  hidden: {
    title: 'Signed out for your patients’ privacy',
    text: 'Nobody was here for a while. What you typed is kept for ten minutes; sign in again to go on.',
  },
} as const;

/** Over a page whose person is no longer signed in; the page and what was typed stay behind it. */
export const Curtain = ({ is }: { is: Extract<SessionState, { person: unknown }>['is'] }) => {
  const [waits, setWaits] = useState('');
  const failed = () =>
    setWaits('That did not work. Allow this page to open a window, and try again.');
  if (is === 'in') return null;
  const { title, text } = words[is];
  return (
    <div className={is === 'hidden' ? 'curtain closed' : 'curtain'}>
      <Dialog title={title} stays onClose={() => {}}>
        <p>{text}</p>
        <p role="status">{waits}</p>
        <div className="buttons">
          <button
            type="button"
            className="first"
            onClick={() => {
              setWaits('Waiting for the window in which you sign in.');
              void signInBeside(failed).catch(failed);
            }}
          >
            Sign in again
          </button>
          <button type="button" onClick={() => void signOut()}>
            Sign out and leave
          </button>
        </div>
      </Dialog>
    </div>
  );
};
