import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useMe } from '../api/queries.ts';
import { KeyCap } from '../parts/keys.tsx';
import { roleName } from '../parts/words.ts';
import {
  administers,
  keysOrders,
  mayName,
  nursesAs,
  ordersFor,
  plansVisits,
  type SignedIn,
  worksHolds,
} from '../sign-in/person.ts';
import { signOut } from '../sign-in/session.ts';
import { type Command, listenForKeys, useCommands } from './commands.ts';
import { FindPatient } from './find-patient.tsx';
import { KeyList } from './key-list.tsx';
import { Palette } from './palette.tsx';

type Area = {
  path: string;
  words: string;
  keys: string;
};

/** Where somebody can go. */
const areasOf = (person: SignedIn): readonly Area[] => [
  ...(ordersFor(person)
    ? [
        { path: '/wanted', words: 'Wanted', keys: 'g w' },
        { path: '/orders/new', words: 'New order', keys: 'g n' },
        { path: '/news', words: 'News', keys: 'g e' },
      ]
    : []),
  ...(keysOrders(person) ? [{ path: '/orders/new', words: 'Key in', keys: 'g n' }] : []),
  ...(worksHolds(person)
    ? [
        { path: '/holds', words: 'Holds', keys: 'g h' },
        { path: '/referrals', words: 'Referrals', keys: 'g r' },
      ]
    : []),
  ...(administers(person)
    ? [
        { path: '/register', words: 'Register', keys: 'g e' },
        { path: '/audit', words: 'Audit', keys: 'g a' },
        { path: '/measures', words: 'Measures', keys: 'g m' },
      ]
    : []),
  ...(plansVisits(person)
    ? [
        { path: '/board', words: 'Board', keys: 'g b' },
        { path: '/nurses', words: 'Nurses', keys: 'g s' },
      ]
    : []),
  ...(nursesAs(person) ? [{ path: '/visits', words: 'My day', keys: 'g v' }] : []),
];

export const Shell = ({ person, children }: { person: SignedIn; children: ReactNode }) => {
  const [open, setOpen] = useState<'keys' | 'palette' | 'find'>();
  const [path, go] = useLocation();
  const own = areasOf(person);
  const mayFind = mayName(person);
  useMe();
  useEffect(listenForKeys, []);
  useCommands([
    ...own.map(
      ({ path: to, words, keys }): Command => ({
        id: `go${to}`,
        keys,
        words: `Go to ${words.toLowerCase()}`,
        group: 'Everywhere',
        run: () => go(to),
      }),
    ),
    ...(mayFind
      ? [
          {
            id: 'find',
            keys: '/',
            words: 'Find a patient',
            group: 'Everywhere',
            run: () => setOpen('find'),
          },
        ]
      : []),
    {
      id: 'keys',
      keys: '?',
      words: 'Show the keys',
      group: 'Everywhere',
      run: () => setOpen('keys'),
    },
    {
      id: 'palette',
      keys: 'Ctrl+k',
      words: 'Find a command',
      group: 'Everywhere',
      run: () => setOpen('palette'),
    },
    { id: 'sign-out', words: 'Sign out', group: 'Everywhere', run: () => void signOut() },
  ]);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <Link href="/" className="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M16 3c5.500 7 9 11.500 9 16.500a9 9 0 0 1-18 0C7 14.500 10.500 10 16 3z" />
          </svg>
          Dripline
        </Link>
        <nav aria-label="Areas">
          {own.map(({ path: to, words, keys }) => (
            <Link
              key={to}
              href={to}
              aria-current={path.startsWith(to) ? 'page' : undefined}
              aria-keyshortcuts={keys}
            >
              {words}
            </Link>
          ))}
        </nav>
        <div className="who">
          {mayFind && (
            <button
              type="button"
              className="quiet"
              aria-keyshortcuts="/"
              onClick={() => setOpen('find')}
            >
              Find a patient <KeyCap of="/" />
            </button>
          )}
          <button type="button" className="quiet" onClick={() => setOpen('palette')}>
            Commands <KeyCap of="Ctrl K" />
          </button>
          <span className="person">
            {person.name}
            <span>{person.roles.map(roleName).join(', ')}</span>
          </span>
          <button
            type="button"
            className="quiet"
            aria-label="Show the keys"
            aria-keyshortcuts="?"
            onClick={() => setOpen('keys')}
          >
            <span aria-hidden="true">?</span>
          </button>
          <button type="button" className="quiet" onClick={() => void signOut()}>
            Sign out
          </button>
        </div>
      </header>
      {children}
      {open === 'keys' && <KeyList onClose={() => setOpen(undefined)} />}
      {open === 'find' && <FindPatient onClose={() => setOpen(undefined)} />}
      {open === 'palette' && <Palette onClose={() => setOpen(undefined)} />}
    </>
  );
};
