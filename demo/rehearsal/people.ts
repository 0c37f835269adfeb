import { createHash } from 'node:crypto';
import type { HttpReply } from '../client.ts';
import type { StoryStage } from '../story.ts';

export const practiceNpi = '1234567893';

type Visit = {
  visitId: string;
  status: string;
  dose: number;
  startsAt: string;
  siteId: string;
};
export type RehearsedReferral = {
  referralId: string;
  status: string;
  holds: { holdId: string; reason: string; status: string }[];
  visits: Visit[];
  authorizations: { authorizationId: string }[];
};

type Offer = { url: string; headers: Record<string, string>; binding: string };

type Order = [file: string, number: number, ending?: string, person?: number, payerId?: string];

/** What the people of a rehearsal do, each with the token of their role. */
export const castPeople = (stage: StoryStage & { quiet: () => Promise<void> }) => {
  const { http } = stage;
  let requests = 0;

  const ask = (role: string, path: string, subject = ''): Promise<HttpReply> =>
    http.expect(200, 'GET', path, { token: stage.token(role, subject) });

  const tell = async (
    role: string,
    path: string,
    body: unknown,
    { subject = '', status = 200, method = 'POST' } = {},
  ): Promise<HttpReply> => {
    requests += 1;
    const reply = await http.expect(status, method, path, {
      token: stage.token(role, subject),
      body,
      idempotencyKey: `rehearsal-${requests}`,
      // Nobody else is at work in a rehearsal.
      ifMatch: '*',
    });
    await stage.quiet();
    return reply;
  };

  const read = async (referralId: string): Promise<RehearsedReferral> =>
    (await ask('coordinator', `/referrals/${referralId}`)).body as unknown as RehearsedReferral;

  /** A nurse who works at a site. */
  const nurseAt = async (siteId: string): Promise<string> => {
    const { body } = await ask('scheduler', '/network/nurses?limit=100');
    const nurses = body.items as { nurseId: string; siteId: string }[];
    const found = nurses.find((nurse) => nurse.siteId === siteId);
    if (!found) throw new Error(`No nurse works at ${siteId}.`);
    return found.nurseId;
  };

  const hold = async (referralId: string, reason: string): Promise<string> => {
    const { holds } = await read(referralId);
    const open = holds.filter(({ status }) => status === 'open' || status === 'overdue');
    const found = open.find((one) => one.reason === reason);
    if (found) return found.holdId;
    const waits = open.map((one) => one.reason).join(', ') || 'nothing';
    throw new Error(`${referralId} does not wait for ${reason} but for ${waits}.`);
  };

  const send = async (
    status: number,
    key: string,
    [file, number, ending = 'APPROVE', person = number, payerId = 'acme-health']: Order,
  ): Promise<HttpReply> => {
    // Another person in all that people are known by.
    const order = JSON.stringify(await stage.file(file))
      .replaceAll(/EX\d{4}-APPROVE/g, `RX${person}-${ending}`)
      .replaceAll(/EX\d{4}/g, `RX${number}`)
      .replaceAll('"value":"acme-health"', `"value":"${payerId}"`)
      .replaceAll(/"birthDate":"[\d-]+"/g, `"birthDate":"${1930 + person}-06-${person}"`)
      .replaceAll(/"family":"(?!Testwell)\w+"/g, `"family":"Rehearsal${person}"`)
      .replaceAll(/555-01\d\d\b/g, `555-01${String(person).padStart(2, '0')}`);
    const sent = await http.expect(status, 'POST', '/referrals', {
      token: stage.token('referrer', practiceNpi),
      contentType: 'application/fhir+json',
      body: JSON.parse(order),
      idempotencyKey: stage.key(`${key} ${number}`),
    });
    await stage.quiet();
    return sent;
  };

  /**
   * Sends an example as that of another patient; the ending chooses what the payer answers. Patients
   * of different numbers have nothing in common, unless one is the other under a second chart number.
   */
  const refer = async (...order: Order) =>
    String((await send(202, 'refer', order)).body.referralId);

  /** Sends it once more while the patient's first referral is open. */
  const referTwice = async (...order: Order) => {
    await send(409, 'refer twice', order);
  };

  const resolve = async (
    referralId: string,
    reason: string,
    body: Record<string, unknown>,
    role = 'coordinator',
  ): Promise<void> => {
    await tell(role, `/holds/${await hold(referralId, reason)}/resolution`, body);
  };

  /** Sends a PDF that is larger than a request. */
  const upload = async (referralId: string, content: Buffer<ArrayBuffer>): Promise<void> => {
    const of = { subject: practiceNpi, status: 201 };
    const { body: offer } = await tell(
      'referrer',
      `/referrals/${referralId}/uploads`,
      {
        title: 'Scans',
        contentType: 'application/pdf',
        bytes: content.byteLength,
        sha256: createHash('sha256').update(content).digest('hex'),
      },
      of,
    );
    const { url, headers, binding } = offer as unknown as Offer;
    const { status } = await fetch(url, { method: 'PUT', headers, body: content });
    if (status !== 200) throw new Error(`The bucket answered ${status}.`);
    await tell('referrer', binding, undefined, of);
  };

  const text = async (from: string, words: string): Promise<void> => {
    await http.expect(202, 'POST', '/local/texts', { body: { from, text: words } });
    await stage.quiet();
  };

  return { ask, tell, read, nurseAt, hold, refer, referTwice, resolve, text, upload };
};

export type People = ReturnType<typeof castPeople>;

/** The number that {@link castPeople}'s `refer` gives a patient. */
export const phoneOf = (number: number): string => `+131255501${String(number).padStart(2, '0')}`;
