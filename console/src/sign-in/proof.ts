/** What a page keeps to prove that a code was asked for by itself: RFC 7636. */
export type Proof = { state: string; nonce: string; verifier: string };

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const chance = (bytes: number): string => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

export const makeProof = (): Proof => ({
  state: chance(16),
  nonce: chance(16),
  verifier: chance(32),
});

export const challengeOf = async (verifier: string): Promise<string> =>
  base64url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
  );

/** The claims of a token that came from the token endpoint itself, so that its signature is not looked at. */
export const claimsIn = (token: string): Record<string, unknown> => {
  const text = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
};
