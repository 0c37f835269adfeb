import { personIn, type SignedIn } from './person.ts';
import { challengeOf, claimsIn, makeProof, type Proof } from './proof.ts';

/** Where the user pool is; GET /sign-in. */
type Facts = { address: string; clientId: string; console: string; scope: string };

type Tokens = { access: string; refresh: string };

/** `expired`: somebody worked here whose time ran out; `hidden`: nobody did for a while. */
export type SessionState =
  | { is: 'starting' }
  | { is: 'unreachable' }
  | { is: 'in' | 'expired' | 'hidden'; person: SignedIn };

/** What is kept while the browser is at the sign-in page, and removed as it comes back. */
const keptName = 'dripline.sign-in';
const channelName = 'dripline';
/**
 * Kept without a value from when a screen was hidden or somebody signed out until somebody signs in:
 * a page that is loaded meanwhile asks who is there, though the sign-in page remembers people.
 */
const askAgainName = 'dripline.ask-again';
/** Before the state of a sign-in in a window of its own. */
const windowMark = 'window-';

let state: SessionState = { is: 'starting' };
let tokens: Tokens | undefined;
let facts: Facts | undefined;
let aheadMs = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const channel = new BroadcastChannel(channelName);

const become = (next: SessionState) => {
  state = next;
  for (const listener of listeners) listener();
};

export const session = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  state: () => state,
};

/** The service's own time, which whoever tries things out may have moved. */
export const serviceNow = (): number => Date.now() + aheadMs;

export const accessToken = (): string | undefined => tokens?.access;

const readFacts = async (): Promise<Facts> => {
  if (facts) return facts;
  const answer = await fetch('/sign-in');
  if (!answer.ok) throw new Error('no facts of the sign-in');
  facts = (await answer.json()) as Facts;
  return facts;
};

const authorizeAddress = async (
  { address, clientId, console: back, scope }: Facts,
  { state: own, nonce, verifier }: Proof,
  prompt = '',
) =>
  `${address}/oauth2/authorize?${new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: back,
    scope,
    state: own,
    nonce,
    code_challenge_method: 'S256',
    code_challenge: await challengeOf(verifier),
    ...(prompt && { prompt }),
  })}`;

const ask = async (path: string, form: Record<string, string>): Promise<Response> => {
  const { address, clientId } = await readFacts();
  return fetch(`${address}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, ...form }),
  });
};

/** Takes new tokens; the time they were made at is the service's now. */
const take = (answered: Record<string, string | number>, nonce?: string): SignedIn => {
  const access = String(answered.access_token);
  const claims = claimsIn(String(answered.id_token));
  if (nonce !== undefined && claims.nonce !== nonce) throw new Error('not the answer to this');
  tokens = { access, refresh: String(answered.refresh_token ?? tokens?.refresh) };
  aheadMs = Number(claims.iat) * 1000 - Date.now();
  clearTimeout(timer);
  timer = setTimeout(renew, Number(answered.expires_in) * 800);
  return personIn({ ...claimsIn(access), name: claims.name });
};

const exchange = async (code: string, { verifier, nonce }: Proof): Promise<SignedIn> => {
  const { console: back } = await readFacts();
  const form = { grant_type: 'authorization_code', code, redirect_uri: back };
  const answer = await ask('/oauth2/token', { ...form, code_verifier: verifier });
  if (!answer.ok) throw new Error('the code was not taken');
  const person = take(await answer.json(), nonce);
  localStorage.removeItem(askAgainName);
  return person;
};

let renewing: Promise<boolean> | undefined;

const renewOnce = async (): Promise<boolean> => {
  if (!tokens) return false;
  const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh };
  const answer = await ask('/oauth2/token', form);
  // Whoever was signed out meanwhile is not signed in again by an answer that was late.
  if (!tokens) return false;
  if (answer.ok) {
    become({ is: 'in', person: take(await answer.json()) });
    return true;
  }
  // Only a clear no ends a session; a pool that is busy or does not answer is asked again.
  if (answer.status === 400 || answer.status === 401) expire();
  return false;
};

/** Gets new tokens, once for all who want them. Whether there are new ones. */
export const renew = (): Promise<boolean> => {
  renewing ??= renewOnce()
    .catch(() => false)
    .finally(() => {
      renewing = undefined;
    });
  return renewing;
};

const forget = () => {
  clearTimeout(timer);
  tokens = undefined;
};

/** Somebody's time is over. What they typed stays where it is. */
const expire = (): void => {
  forget();
  if (state.is === 'in') become({ is: 'expired', person: state.person });
};

/** Nobody was here for a while: the tokens go at once, the screen stays behind a curtain. */
export const hide = (): void => {
  if (state.is !== 'in' && state.is !== 'expired') return;
  const { person } = state;
  const refresh = tokens?.refresh;
  forget();
  localStorage.setItem(askAgainName, '');
  become({ is: 'hidden', person });
  if (refresh) void ask('/oauth2/revoke', { token: refresh }).catch(() => {});
};

/** Leaves this page for the sign-in page, and comes back to the same screen. */
const signInHere = async (): Promise<void> => {
  const proof = makeProof();
  const query = new URLSearchParams(location.search);
  for (const name of ofSignIn) query.delete(name);
  const path = location.pathname + (query.size > 0 ? `?${query}` : '');
  sessionStorage.setItem(keptName, JSON.stringify({ ...proof, path }));
  const prompt = localStorage.getItem(askAgainName) === null ? '' : 'login';
  location.assign(await authorizeAddress(await readFacts(), proof, prompt));
};

/** What the sign-in page adds to the address that it sends people back to. */
const ofSignIn = ['code', 'state', 'error', 'error_description'] as const;

type Handed = { kind: 'code'; state: string; code: string };

/** The sign-in page sent somebody back without a code. */
export class SignInRefused extends Error {}

/**
 * Signs in again in a small window, so that this page and what was typed in it stay. Another person
 * starts on a fresh page.
 *
 * @param failed told when the window cannot open, or what came of it is not taken
 */
export const signInBeside = async (failed: () => void): Promise<void> => {
  if (state.is !== 'expired' && state.is !== 'hidden') return;
  const { person: before, is } = state;
  const proof = makeProof();
  const own = { ...proof, state: windowMark + proof.state };
  const address = await authorizeAddress(await readFacts(), own, is === 'hidden' ? 'login' : '');
  if (!window.open(address, 'dripline-sign-in', 'width=520,height=720')) return failed();
  const heard = async ({ data }: MessageEvent<Handed>) => {
    if (data?.kind !== 'code' || data.state !== own.state) return;
    channel.removeEventListener('message', heard);
    try {
      const person = await exchange(data.code, own);
      if (person.subject !== before.subject) location.assign('/console/');
      else become({ is: 'in', person });
    } catch {
      failed();
    }
  };
  channel.addEventListener('message', heard);
};

/** Ends the session here, in every other tab, and at the user pool. */
export const signOut = async (): Promise<void> => {
  const refresh = tokens?.refresh;
  forget();
  // Another tab may be at the sign-in page before this one has told it.
  localStorage.setItem(askAgainName, '');
  channel.postMessage({ kind: 'signed-out' });
  const { address, clientId, console: back } = await readFacts();
  if (refresh) await ask('/oauth2/revoke', { token: refresh }).catch(() => {});
  location.assign(
    `${address}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: back })}`,
  );
};

channel.addEventListener('message', ({ data }) => {
  if (data?.kind === 'signed-out' && state.is !== 'starting') location.assign('/console/');
});

const readKept = (): (Proof & { path: string }) | undefined => {
  const kept = sessionStorage.getItem(keptName);
  sessionStorage.removeItem(keptName);
  return kept ? JSON.parse(kept) : undefined;
};

/**
 * What this page was opened for: a code that came back, one for another window, or neither.
 *
 * @throws SignInRefused where the sign-in page said no, which it would say again
 */
export const begin = async (): Promise<'work' | 'leaving' | 'handed'> => {
  const query = new URLSearchParams(location.search);
  const own = query.get('state') ?? '';
  const code = query.get('code') ?? '';
  if (own.startsWith(windowMark) && code) {
    channel.postMessage({ kind: 'code', state: own, code } satisfies Handed);
    history.replaceState(null, '', '/console/');
    window.close();
    return 'handed';
  }
  if (query.has('error')) {
    history.replaceState(null, '', '/console/');
    readKept();
    throw new SignInRefused();
  }
  const { console: back } = await readFacts();
  if (new URL(back).origin !== location.origin) {
    location.replace(new URL(back).origin + location.pathname);
    return 'leaving';
  }
  const kept = readKept();
  if (code && kept?.state === own) {
    const person = await exchange(code, kept);
    history.replaceState(null, '', kept.path);
    become({ is: 'in', person });
    return 'work';
  }
  await signInHere();
  return 'leaving';
};

export const unreachable = (): void => become({ is: 'unreachable' });
