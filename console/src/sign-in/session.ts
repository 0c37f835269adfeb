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
  return take(await answer.json(), nonce);
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
  // Only a clear no ends a session; a pool that does not answer is asked again.
  if (answer.status < 500) expire();
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
  if (state.is !== 'in') return;
  const { person } = state;
  const refresh = tokens?.refresh;
  forget();
  become({ is: 'hidden', person });
  if (refresh) void ask('/oauth2/revoke', { token: refresh }).catch(() => {});
};

/** Leaves this page for the sign-in page, and comes back to the same screen. */
const signInHere = async (): Promise<void> => {
  const proof = makeProof();
  const path = location.pathname + location.search;
  sessionStorage.setItem(keptName, JSON.stringify({ ...proof, path }));
  location.assign(await authorizeAddress(await readFacts(), proof));
};

type Handed = { kind: 'code'; state: string; code: string };

/**
 * Signs in again in a small window, so that this page and what was typed in it stay.
 *
 * @returns whether it was the same person; another one starts on a fresh page
 */
export const signInBeside = async (): Promise<void> => {
  if (state.is !== 'expired' && state.is !== 'hidden') return;
  const { person: before, is } = state;
  const proof = makeProof();
  const own = { ...proof, state: windowMark + proof.state };
  const address = await authorizeAddress(await readFacts(), own, is === 'hidden' ? 'login' : '');
  window.open(address, 'dripline-sign-in', 'width=520,height=720');
  const heard = async ({ data }: MessageEvent<Handed>) => {
    if (data?.kind !== 'code' || data.state !== own.state) return;
    channel.removeEventListener('message', heard);
    const person = await exchange(data.code, own);
    if (person.subject !== before.subject) location.assign('/console/');
    else become({ is: 'in', person });
  };
  channel.addEventListener('message', heard);
};

/** Ends the session here, in every other tab, and at the user pool. */
export const signOut = async (): Promise<void> => {
  const refresh = tokens?.refresh;
  forget();
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

/** What this page was opened for: a code that came back, one for another window, or neither. */
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
