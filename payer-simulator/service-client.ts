import { readFileSync } from 'node:fs';
import { FlattenedSign, importJWK, type JWK } from 'jose';

/** How the simulated payers reach the service: its clock, a token, the notification route. */
export type ServiceClient = {
  now: () => Promise<Date>;
  /** Has the service's clock send a POST to the address at an instant; whether it will. */
  wakeAt: (at: string, url: string) => Promise<boolean>;
  /** Delivers a signed notification; whether the service took it. */
  notify: (payerId: string, body: string) => Promise<boolean>;
};

type ServiceAddress = {
  service: string;
  issuer: string;
  /** Client id and secret of a payer. */
  credentials: (payerId: string) => { id: string; secret: string };
};

const keyFile = new URL('./keys/example-keys.json', import.meta.url);

/** The example key of a payer; the public half stands in examples/network/payers. */
const signingKeyOf = (payerId: string): JWK => {
  const keys: Record<string, JWK> = JSON.parse(readFileSync(keyFile, 'utf8'));
  const key = keys[payerId];
  if (!key) throw new Error(`no key for ${payerId}`);
  return key;
};

/** A detached signature of the body, for the `x-jws-signature` header. */
export const signBody = async (payerId: string, body: string): Promise<string> => {
  const key = signingKeyOf(payerId);
  const signed = await new FlattenedSign(new TextEncoder().encode(body))
    .setProtectedHeader({ alg: 'ES384', kid: key.kid as string })
    .sign(await importJWK(key, 'ES384'));
  return `${signed.protected}..${signed.signature}`;
};

const patience = () => AbortSignal.timeout(10_000);

export const serviceClient = ({ service, issuer, credentials }: ServiceAddress): ServiceClient => {
  const tokenOf = async (payerId: string): Promise<string> => {
    const { id, secret } = credentials(payerId);
    const response = await fetch(`${issuer}/oauth2/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      },
      body: 'grant_type=client_credentials',
      signal: patience(),
    });
    if (!response.ok) throw new Error(`token: ${response.status}`);
    return String(((await response.json()) as { access_token: unknown }).access_token);
  };

  return {
    now: async () => {
      const response = await fetch(`${service}/local/clock`, { signal: patience() });
      if (!response.ok) throw new Error(`clock: ${response.status}`);
      return new Date(String(((await response.json()) as { now: unknown }).now));
    },
    wakeAt: async (at, url) => {
      const response = await fetch(`${service}/local/alarms`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ at, url }),
        signal: patience(),
      });
      await response.body?.cancel();
      return response.ok;
    },
    notify: async (payerId, body) => {
      const response = await fetch(`${service}/payers/${payerId}/notifications`, {
        method: 'POST',
        headers: {
          'content-type': 'application/fhir+json',
          authorization: `Bearer ${await tokenOf(payerId)}`,
          'x-jws-signature': await signBody(payerId, body),
        },
        body,
        signal: patience(),
      });
      await response.body?.cancel();
      return response.ok;
    },
  };
};
