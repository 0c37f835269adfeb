import { setTimeout as pause } from 'node:timers/promises';
import { approvedOrder, benchPracticeNpi } from '../../../bench/order.ts';
import { signToken } from '../../../local/cognito/access-token.ts';
import { claimsFor } from '../../../local/cognito/roles.ts';
import { openSigningKey } from '../../../local/cognito/signing-key.ts';
import { openDataFolder } from '../../../local/data/data-folder.ts';
import { readServiceFile } from '../../../local/data/service-file.ts';

/** Where a service answers, and where it keeps what it knows. */
export type Running = { address: string; data: string };
export type Who = { role: string; subject: string };

export const nowOf = async ({ address }: Running): Promise<number> =>
  Date.parse(((await (await fetch(`${address}/local/clock`)).json()) as { now: string }).now);

const tokenOf = async (service: Running, who: Who): Promise<string> => {
  const folder = openDataFolder(service.data);
  const { issuer, clients } = readServiceFile(folder.service);
  const seconds = Math.floor((await nowOf(service)) / 1000);
  return signToken(
    claimsFor(who, { issuer, clients }, seconds, 600),
    openSigningKey(folder.signingKey),
  );
};

/** Asks the service as somebody whose screen it is not that is tested. */
export const askAs = async <Body>(
  service: Running,
  who: Who,
  [method, path]: readonly ['GET' | 'POST' | 'PUT', string],
  { body, type = 'application/json', etag }: { body?: unknown; type?: string; etag?: string } = {},
): Promise<{ body: Body; etag: string }> => {
  const answer = await fetch(`${service.address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tokenOf(service, who)}`,
      ...(body !== undefined && { 'content-type': type }),
      ...(etag && { 'if-match': etag }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return { body: JSON.parse(text || 'null') as Body, etag: answer.headers.get('etag') ?? '' };
};

/** Until nothing is under way in the service. */
export const idle = async ({ address }: Running, everyMs = 50): Promise<void> => {
  while ((await fetch(`${address}/local/idle`)).status !== 200) await pause(everyMs);
};

/** Every file of tests, and the setup before them, counts anew: none begins where another did. */
let ordered = 10_000 + (Date.now() % 900_000);

/**
 * An order of another patient each time, whose payer does as the member id says.
 *
 * @param different what its order has otherwise
 * @param without codes of the results that it lacks
 * @returns the id of its referral
 */
export const orderIn = async (
  service: Running,
  ending: string,
  different: object = {},
  without: readonly string[] = [],
): Promise<string> => {
  ordered += 1;
  // Several may be asked for at once.
  const number = ordered;
  const order = approvedOrder(number, 3, await nowOf(service));
  const who = { role: 'referrer', subject: benchPracticeNpi };
  const { body } = await askAs<{ referralId: string }>(service, who, ['POST', '/referrals'], {
    body: {
      ...order,
      order: { ...order.order, ...different },
      observations: order.observations.filter(({ code }) => !without.includes(code)),
      coverages: order.coverages.map((coverage) => ({
        ...coverage,
        memberId: `EX${number}-${ending}`,
      })),
    },
  });
  await idle(service);
  return body.referralId;
};
