import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, Notice } from './app.tsx';
import { begin, SignInRefused, unreachable } from './sign-in/session.ts';
import './styles/all.css';

const root = createRoot(document.getElementById('root') as HTMLElement);

root.render(<Notice title="Dripline">Signing you in …</Notice>);

try {
  const purpose = await begin();
  if (purpose === 'handed')
    root.render(<Notice title="You are signed in">This window can be closed.</Notice>);
  if (purpose === 'work')
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
} catch (error) {
  unreachable();
  root.render(
    error instanceof SignInRefused ? (
      <Notice title="You were not signed in" again>
        The sign-in page sent you back without signing you in. Try again; if it goes on, tell
        whoever gave you your account.
      </Notice>
    ) : (
      <Notice title="Dripline does not answer" again>
        Nothing was lost. Look at your connection, then try again.
      </Notice>
    ),
  );
}
