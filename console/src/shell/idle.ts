import { hide, session, signOut } from '../sign-in/session.ts';
import { isSomethingUnsent } from './unsent.ts';

/** So long nobody touches anything before the screen is hidden, and before what was typed is dropped. */
const hideAfterMs = 20 * 60_000;
const dropAfterMs = 10 * 60_000;

const signs = ['keydown', 'pointerdown', 'pointermove', 'scroll', 'focus'] as const;

/** Hides the screen when nobody was here for a while. */
export const watchForIdling = (): (() => void) => {
  let seenAt = Date.now();
  const seen = () => {
    seenAt = Date.now();
  };
  for (const sign of signs) window.addEventListener(sign, seen, { passive: true, capture: true });
  const timer = setInterval(() => {
    const { is } = session.state();
    const idle = Date.now() - seenAt;
    if ((is === 'in' || is === 'expired') && idle >= hideAfterMs) hide();
    const isLong = idle >= hideAfterMs + dropAfterMs;
    if (is === 'hidden' && isLong && !isSomethingUnsent()) void signOut();
  }, 15_000);
  return () => {
    clearInterval(timer);
    for (const sign of signs) window.removeEventListener(sign, seen, { capture: true });
  };
};
