import type { Outgoing } from '../http-api/exchange.ts';
import type { Person } from './example-people.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: string) => value.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
  p { margin: 0; opacity: .8; }
  form { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); }
  button { font: inherit; text-align: left; padding: .6rem .9rem; border: 1px solid #8888; border-radius: .5rem;
    background: light-dark(#fff, #222); color: inherit; cursor: pointer; }
  button:hover { border-color: currentColor; } button span { display: block; font-size: .85rem; opacity: .8; }`;

const headings: readonly (readonly [role: string, heading: string])[] = [
  ['coordinator', 'Intake coordinators'],
  ['clinician', 'Clinicians'],
  ['scheduler', 'Schedulers'],
  ['admin', 'Administrators'],
  ['referrer', 'Practices'],
  ['nurse', 'Nurses'],
];

const button = ({ id, name, about }: Person) =>
  `<button name="person" value="${text(id)}">${text(name)}<span>${text(about)}</span></button>`;

const page = (status: number, title: string, body: string): Outgoing => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  },
  body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(title)}</title><style>${style}</style></head><body><main>
<h1>${text(title)}</h1>
${body}
</main></body></html>`,
});

/** Stands for the hosted page of the user pool: a name is the password. It runs no script. */
export const signInPage = (people: readonly Person[], action: string): Outgoing =>
  page(
    200,
    'Sign in to Dripline',
    `<p>This machine knows invented people only. Choose who you are.</p>
${headings
  .map(([role, heading]) => {
    const those = people.filter((person) => person.role === role);
    return those.length === 0
      ? ''
      : `<section aria-label="${heading}"><h2>${heading}</h2><form method="post" action="${text(action)}">${those.map(button).join('\n')}</form></section>`;
  })
  .join('\n')}`,
  );

export const refusedPage = (why: string): Outgoing =>
  page(400, 'This cannot be signed in to', `<p>${text(why)}</p>`);
