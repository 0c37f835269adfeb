import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, Notice } from './app.tsx';
import { begin, unreachable } from './sign-in/session.ts';
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
} catch {
  unreachable();
  root.render(
    <Notice title="Dripline does not answer" again>
      Nothing was lost. Look at your connection, then try again.
    </Notice>,
  );
}
