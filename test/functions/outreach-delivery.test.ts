import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { type DeliverDeps, deliverMessage } from '../../functions/outreach/deliver-message.ts';
import { mailGateway } from '../../functions/outreach/mail-gateway.ts';
import { type Message, messageId } from '../../functions/outreach/message.ts';
import { queueMessage } from '../../functions/outreach/queue-message.ts';
import { sendDueMessages } from '../../functions/outreach/send-due-messages.ts';
import type { MessageSent } from '../../functions/outreach/sent.ts';
import { textGateway } from '../../functions/outreach/text-gateway.ts';
import type { Patient } from '../../functions/referral/contact.ts';
import { aBookedVisit, aMessage, aPatient, referralId, visitId } from '../support/patients.ts';

const now = new Date('2026-11-29T18:00:00.000Z');
const sent: MessageSent = { outcome: 'sent', receipt: 'r-1' };

/** A world with one patient, one visit and one queue; it writes down what happens. */
const given = ({
  patient = aPatient(),
  number = {},
  answers = [sent],
  claims = true,
}: {
  patient?: ReturnType<typeof aPatient>;
  /** What the number has been through. */
  number?: Partial<Pick<Patient, 'texts' | 'consents'>>;
  answers?: MessageSent[];
  claims?: boolean;
} = {}) => {
  const happened: string[] = [];
  const numbersRead: string[] = [];
  const tries: number[] = [];
  const bodies: string[] = [];
  const mails: Parameters<DeliverDeps['sendMail']>[0][] = [];
  const queue = new Map<string, Message>();
  const visit = aBookedVisit();
  const answer = () => answers.shift() ?? sent;
  const delivery = {
    claim: async (message: Message) => {
      happened.push('claim');
      return claims ? message : undefined;
    },
    postpone: async (_: Message, dueAt: string, { attempts }: { attempts?: number } = {}) => {
      happened.push(`postpone ${dueAt}`);
      if (attempts) tries.push(attempts);
      return true;
    },
    settle: async (_: Message, { status, code }: Pick<Message, 'status' | 'code'>) => {
      happened.push(`settle ${status}${code ? ` ${code}` : ''}`);
      return true;
    },
    markUndelivered: async (_: Message, { status, code }: { status: string; code: string }) => {
      happened.push(`undelivered ${status} ${code}`);
      return { outcome: 'applied', record: {} as never } as const;
    },
  };
  /** What is not queued is stored by its first writing. */
  const stored =
    <Rest extends unknown[], Out>(write: (message: Message, ...rest: Rest) => Promise<Out>) =>
    (message: Message, ...rest: Rest): Promise<Out> => {
      queue.set(message.messageId, message);
      return write(message, ...rest);
    };
  const deps = {
    store: {
      facts: async () => ({
        patient,
        visit,
        ahead: [visit],
        site: { name: 'Lakeside Care', phone: '312-555-0100', zone: 'America/Chicago' },
        siteZone: 'America/Chicago',
        practiceMail: 'desk@example.org',
      }),
      ...delivery,
      atOnce: {
        claim: stored(delivery.claim),
        postpone: stored(delivery.postpone),
        settle: stored(delivery.settle),
        markUndelivered: stored(delivery.markUndelivered),
        handOver: stored(async () => {
          happened.push('hand over');
        }),
      },
      withNumber: async (of: typeof patient) => {
        numbersRead.push(of.number ?? 'none');
        return { ...of, ...number };
      },
      about: async () => ({ patient, visit, next: visit, known: new Set(queue.keys()) }),
      queue: async (message: Message) => {
        if (!queue.has(message.messageId)) queue.set(message.messageId, message);
      },
      due: async () => [...queue.values()],
    },
    sendText: async ({ body }: { to: string; body: string }) => {
      happened.push('send text');
      bodies.push(body);
      return answer();
    },
    sendMail: async (mail: Parameters<DeliverDeps['sendMail']>[0]) => {
      happened.push('send mail');
      mails.push(mail);
      return answer();
    },
    signLink: async () => 'token',
    pageUrl: 'https://care.example/patient',
    consoleUrl: 'https://care.example/console',
    now: () => now,
  };
  return { deps, happened, numbersRead, tries, bodies, mails, queue };
};

describe('a text that waited for its place in the count', () => {
  const waits = (kind: Message['kind'], id: string) =>
    aMessage({ kind, messageId: `msg_${id.repeat(20)}`, code: 'limits' });
  const others = [
    waits('preparation', '1'),
    waits('education-assigned', '2'),
    waits('question', '3'),
  ];

  it('says what others would have, which then are not sent', async () => {
    const { deps, happened, bodies } = given();
    const store = { ...deps.store, waiting: async () => others };
    await deliverMessage({ ...deps, store })(aMessage({ code: 'limits' }));
    expect(happened).toEqual([
      'claim',
      'send text',
      'settle sent',
      'settle withheld bundled',
      'settle withheld bundled',
    ]);
    expect(bodies[0]).toContain('Call first.');
    expect(bodies[0]).toContain('More is on your page.');
  });

  it('carries none that is true no more', async () => {
    const { deps, happened, bodies } = given();
    const waiting = async () => [
      { ...waits('referral-received', '1'), visitId: undefined, revision: undefined },
      { ...waits('preparation', '2'), revision: 7 },
    ];
    await deliverMessage({ ...deps, store: { ...deps.store, waiting } })(
      aMessage({ code: 'limits' }),
    );
    expect(happened).toEqual(['claim', 'send text', 'settle sent']);
    expect(bodies[0]).not.toMatch(/More is on your page|Call first/);
  });

  it('carries nothing when it does not arrive', async () => {
    const { deps, happened } = given({ answers: [{ outcome: 'unknown', code: 'timeout' }] });
    const store = { ...deps.store, waiting: async () => others };
    await deliverMessage({ ...deps, store })(aMessage({ code: 'limits' }));
    expect(happened).toEqual(['claim', 'send text', 'undelivered unknown timeout']);
  });

  it('is not looked for beside one that goes at once', async () => {
    const { deps, happened } = given();
    const waiting = async () => {
      throw new Error('read');
    };
    await deliverMessage({ ...deps, store: { ...deps.store, waiting } })(aMessage());
    expect(happened).toEqual(['claim', 'send text', 'settle sent']);
  });
});

describe('sending a message', () => {
  it('claims a text before it goes out and records that it went', async () => {
    const { deps, happened, bodies } = given();
    await deliverMessage(deps)(aMessage());
    expect(happened).toEqual(['claim', 'send text', 'settle sent']);
    expect(bodies[0]).toContain('Tue, Dec 1, 9:00 AM');
  });

  it('sends nothing that another sender has claimed', async () => {
    const { deps, happened } = given({ claims: false });
    await deliverMessage(deps)(aMessage());
    expect(happened).toEqual(['claim']);
  });

  it('never sends a text again that may have gone out; a person sees it', async () => {
    const { deps, happened } = given({ answers: [{ outcome: 'unknown', code: 'TimeoutError' }] });
    await deliverMessage(deps)(aMessage());
    expect(happened).toEqual(['claim', 'send text', 'undelivered unknown TimeoutError']);
  });

  it('sends a mail again that may not have gone out', async () => {
    const { deps, happened } = given({ answers: [{ outcome: 'unknown', code: 'TimeoutError' }] });
    await deliverMessage(deps)(aMessage({ channel: 'mail' }));
    expect(happened).toEqual(['claim', 'send mail', 'postpone 2026-11-29T18:05:00.000Z']);
  });

  const early = '2026-11-29T17:44:00.000Z';
  const lately = '2026-11-29T17:46:00.000Z';

  it.each([
    ['a quarter of an hour ago is sent again', early, ['postpone 2026-11-29T18:05:00.000Z']],
    ['less than that ago is left to its sender', lately, []],
  ] as const)('leaves a mail to who claimed it: one claimed %s', async (_, claimedAt, expected) => {
    const { deps, happened } = given();
    await deliverMessage(deps)(
      aMessage({ channel: 'mail', status: 'sending', attempts: 1, claimedAt }),
    );
    expect(happened).toEqual(expected);
  });

  it('tries a text again that was surely not taken, later and later, then gives up', async () => {
    const busy = { outcome: 'busy', code: 'ThrottlingException' } as const;
    const first = given({ answers: [{ ...busy }] });
    await deliverMessage(first.deps)(aMessage());
    expect(first.happened.at(-1)).toBe('postpone 2026-11-29T18:05:00.000Z');
    expect(first.tries).toEqual([1]);
    const third = given({ answers: [{ ...busy }] });
    await deliverMessage(third.deps)(aMessage({ attempts: 2 }));
    expect(third.happened.at(-1)).toBe('postpone 2026-11-29T18:20:00.000Z');
    const last = given({ answers: [{ ...busy }] });
    await deliverMessage(last.deps)(aMessage({ attempts: 5 }));
    expect(last.happened.at(-1)).toBe('undelivered refused ThrottlingException');
  });

  it.each([
    ['a quarter of an hour ago was lost on the way', early, ['undelivered unknown sender-lost']],
    ['less than that ago is left to its sender', lately, []],
  ] as const)(
    'sends no text that another sender counted: one counted %s',
    async (_, at, expected) => {
      const texts = [{ messageId: aMessage().messageId, at }];
      const { deps, happened } = given({ number: { texts } });
      await deliverMessage(deps)(aMessage());
      expect(happened).toEqual(expected);
    },
  );

  it('sees a text that was counted before it was put off, and was never given back', async () => {
    const texts = [{ messageId: aMessage().messageId, at: '2026-11-29T14:00:00.000Z' }];
    const dueAt = '2026-11-29T17:30:00.000Z';
    const { deps, happened } = given({ number: { texts } });
    await deliverMessage(deps)(aMessage({ dueAt }));
    expect(happened).toEqual(['undelivered unknown sender-lost']);
  });

  it('sees a text that may have gone out also when it would not be sent any more', async () => {
    const texts = [{ messageId: aMessage().messageId, at: early }];
    const { deps, happened } = given({ number: { texts } });
    await deliverMessage(deps)(aMessage({ revision: 7 }));
    expect(happened).toEqual(['undelivered unknown sender-lost']);
  });

  it('sends a text that was given back when its time has come again', async () => {
    const texts = [{ messageId: aMessage().messageId, at: early }];
    const { deps, happened } = given({ number: { texts } });
    await deliverMessage(deps)(aMessage({ attempts: 1, dueAt: '2026-11-29T17:49:00.000Z' }));
    expect(happened).toEqual(['claim', 'send text', 'settle sent']);
    const taken = given({ number: { texts } });
    await deliverMessage(taken.deps)(aMessage({ attempts: 1, dueAt: early }));
    expect(taken.happened).toEqual(['undelivered unknown sender-lost']);
  });

  it('withholds a text to a number that was stopped, whoever stopped it', async () => {
    const status = 'withdrawn' as const;
    const text = { status, basis: 'express', at: now.toISOString(), method: 'text' } as const;
    const { mail } = aPatient().consents;
    const { deps, happened } = given({ number: { consents: { text, mail } } });
    await deliverMessage(deps)(aMessage());
    expect(happened).toEqual(['settle withheld no-consent']);
  });

  it('withholds in silence what the patient stopped, and aloud what has no address', async () => {
    const status = 'withdrawn' as const;
    const stopped = { status, basis: 'express', at: now.toISOString(), method: 'text' } as const;
    const { mail } = aPatient().consents;
    const quiet = given({ patient: aPatient({ consents: { text: stopped, mail } }) });
    await deliverMessage(quiet.deps)(aMessage());
    expect(quiet.happened).toEqual(['settle withheld no-consent']);
    const aloud = given({ patient: aPatient({ phone: undefined }) });
    await deliverMessage(aloud.deps)(aMessage());
    expect(aloud.happened).toEqual(['undelivered withheld no-address']);
  });

  it.each([
    ['visit-moved', 'undelivered withheld no-consent'],
    ['question', 'undelivered withheld no-consent'],
    ['education-assigned', 'settle withheld no-consent'],
  ] as const)('to one who stopped everything: %s is %s', async (kind, expected) => {
    const { deps, happened } = given({ patient: aPatient({ consents: {} }) });
    await deliverMessage(deps)(aMessage({ kind }));
    expect(happened).toEqual([expected]);
  });

  it('mails the dates of a series with a calendar and the link to the page', async () => {
    const { deps, mails } = given();
    await deliverMessage(deps)(aMessage({ channel: 'mail', kind: 'series-confirmed' }));
    expect(mails[0]).toMatchObject({ to: 'odalys@example.org', subject: 'Your visits are set' });
    expect(mails[0]?.body).toContain('https://care.example/patient#token');
    expect(mails[0]?.calendar).toContain('DTSTART:20261201T150000Z');
  });

  it('tells a practice which referral waits, and not whose it is', async () => {
    const { deps, mails, happened } = given();
    const message = aMessage({
      recipient: 'practice',
      channel: 'mail',
      kind: 'ask-for-information',
      visitId: undefined,
      revision: undefined,
    });
    await deliverMessage(deps)(message);
    expect(happened).toEqual(['claim', 'send mail', 'settle sent']);
    expect(mails[0]).toMatchObject({ to: 'desk@example.org' });
    expect(mails[0]?.body).toContain(referralId);
    expect(JSON.stringify(mails[0])).not.toMatch(/Odalys/);
  });
});

describe('an event', () => {
  const booked = {
    'detail-type': 'series.booked',
    detail: { referralId, sequence: 4, at: now.toISOString(), detail: { visits: [visitId] } },
  };

  it('becomes its messages, which go out at once when the hour is good', async () => {
    const { deps, happened, queue } = given();
    await queueMessage(deps)(booked);
    expect([...queue.values()].map(({ channel, kind }) => `${kind} ${channel}`)).toEqual([
      'series-confirmed text',
      'series-confirmed mail',
    ]);
    expect(happened.filter((what) => what.startsWith('send'))).toEqual(['send text', 'send mail']);
  });

  it('of the last visit tells the practice at once that its referral has ended', async () => {
    const { deps, mails, queue } = given();
    const detail = {
      referralId,
      sequence: 9,
      at: now.toISOString(),
      detail: { visitId, last: true, closeReason: 'completed' },
    };
    await queueMessage(deps)({ 'detail-type': 'visit.completed', detail });
    const ended = [...queue.values()].find(({ kind }) => kind === 'referral-closed');
    expect(ended).not.toHaveProperty('visitId');
    expect(mails).toMatchObject([
      { to: 'desk@example.org', subject: 'A referral of your practice is closed' },
    ]);
  });

  it('reads what a number has been through only when a text is about to go out', async () => {
    const night = given();
    const at = '2026-11-29T09:00:00.000Z';
    await queueMessage({ ...night.deps, now: () => new Date(at) })({
      ...booked,
      detail: { ...booked.detail, at },
    });
    expect(night.happened[0]).toMatch(/^postpone 2026-11-29T/);
    expect(night.numbersRead).toEqual([]);
    const day = given();
    await queueMessage(day.deps)(booked);
    expect(day.numbersRead).toHaveLength(1);
  });

  it('that comes twice adds no message', async () => {
    const { deps, queue } = given();
    await queueMessage(deps)(booked);
    await queueMessage(deps)(booked);
    expect(queue.size).toBe(2);
  });

  it('that comes again when its text had been begun sends the mail only', async () => {
    const begun = {
      messageId: messageId(referralId, 4, 'series-confirmed', 'text'),
      at: now.toISOString(),
    };
    const { deps, happened } = given({ number: { texts: [begun] } });
    await queueMessage(deps)(booked);
    expect(happened.filter((what) => /^(send|hand)/.test(what))).toEqual([
      'hand over',
      'send mail',
    ]);
  });

  it('that nobody needs to hear of reads nothing', async () => {
    const { deps } = given();
    deps.store.about = async () => {
      throw new Error('read');
    };
    await queueMessage(deps)({ ...booked, 'detail-type': 'coverage.verified' });
  });

  it('that is none is a fault without its content', async () => {
    const { deps } = given();
    await expect(queueMessage(deps)({ name: 'Odalys' })).rejects.toThrow('not-a-domain-event');
  });

  it('of a completed visit is followed a day later, not now', async () => {
    const { deps, happened, queue } = given();
    const detail = { ...booked.detail, detail: { visitId, revision: 1 } };
    await queueMessage(deps)({ 'detail-type': 'visit.completed', detail });
    expect([...queue.values()][0]?.dueAt).toBe('2026-11-30T18:00:00.000Z');
    expect(happened).toEqual([]);
  });
});

describe('the sweep of due messages', () => {
  it('goes on when one message fails', async () => {
    const { deps, happened, queue } = given();
    queue.set('a', aMessage({ messageId: 'msg_a' }));
    queue.set('b', aMessage({ messageId: 'msg_b' }));
    const facts = deps.store.facts;
    let calls = 0;
    deps.store.facts = async () => {
      calls += 1;
      if (calls === 1) throw new Error('broken');
      return facts();
    };
    expect(await sendDueMessages(deps)()).toEqual({ found: 2, failed: 1 });
    expect(happened).toEqual(['claim', 'send text', 'settle sent']);
  });
});

const named = (name: string, more = {}) => Object.assign(new Error('boom'), { name, ...more });

describe('the carriers', () => {
  const texts = mockClient(PinpointSMSVoiceV2Client);
  const send = textGateway(new PinpointSMSVoiceV2Client({ region: 'us-east-1' }), 'pool-1');
  beforeEach(() => texts.reset());

  it('take a text as transactional, from our registered pool', async () => {
    texts.on(SendTextMessageCommand).resolves({ MessageId: 'm-1' });
    expect(await send({ to: '+13125550142', body: 'Hi' })).toEqual({
      outcome: 'sent',
      receipt: 'm-1',
    });
    expect(texts.commandCalls(SendTextMessageCommand)[0]?.args[0].input).toEqual({
      DestinationPhoneNumber: '+13125550142',
      OriginationIdentity: 'pool-1',
      MessageBody: 'Hi',
      MessageType: 'TRANSACTIONAL',
    });
  });

  it.each([
    [named('ThrottlingException'), 'busy', 'ThrottlingException'],
    [
      named('ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }),
      'refused',
      'DESTINATION_PHONE_NUMBER_OPTED_OUT',
    ],
    [named('ValidationException'), 'refused', 'ValidationException'],
    [named('InternalServerException'), 'unknown', 'InternalServerException'],
    [named('TimeoutError'), 'unknown', 'TimeoutError'],
  ])('answer %o as %s', async (error, outcome, code) => {
    texts.on(SendTextMessageCommand).rejects(error);
    expect(await send({ to: '+13125550142', body: 'Hi' })).toEqual({ outcome, code });
  });
});

describe('the mail service', () => {
  const mails = mockClient(SESv2Client);
  const send = mailGateway(new SESv2Client({ region: 'us-east-1' }), 'care@example.org');
  beforeEach(() => mails.reset());

  it('gets plain text, with the calendar attached', async () => {
    mails.on(SendEmailCommand).resolves({ MessageId: 'm-1' });
    await send({ to: 'a@example.org', subject: 'S', body: 'B', calendar: 'BEGIN:VCALENDAR' });
    const { Content } = mails.commandCalls(SendEmailCommand)[0]?.args[0].input ?? {};
    expect(Content?.Simple?.Body).toEqual({ Text: { Data: 'B', Charset: 'UTF-8' } });
    const [file] = Content?.Simple?.Attachments ?? [];
    expect(file?.FileName).toBe('visits.ics');
    expect(new TextDecoder().decode(file?.RawContent)).toBe('BEGIN:VCALENDAR');
  });

  it.each([
    ['TooManyRequestsException', 'busy'],
    ['MessageRejected', 'refused'],
    ['TimeoutError', 'unknown'],
  ])('answers %s as %s', async (name, outcome) => {
    mails.on(SendEmailCommand).rejects(named(name));
    const answer = await send({ to: 'a@example.org', subject: 'S', body: 'B' });
    expect(answer).toEqual({ outcome, code: name });
  });
});

describe('a practice that gets one mail a day', () => {
  const due = (referral: string, kind: Message['kind']) =>
    aMessage({
      messageId: messageId(referral, 1, kind, 'mail'),
      referralId: referral,
      kind,
      channel: 'mail',
      recipient: 'practice',
      together: '1234567893',
      visitId: undefined,
      revision: undefined,
    });
  const others = 'ref_1123456789abcdefghjk';
  const all = [due(referralId, 'visits-booked'), due(others, 'request-decided')];

  it('is told of everything in one, and each thing is sent', async () => {
    const { deps, mails, happened } = given();
    await sendDueMessages({ ...deps, store: { ...deps.store, due: async () => all } })();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain(referralId);
    expect(mails[0]?.body).toContain(`https://care.example/console/referrals/${others}`);
    expect(happened.filter((one) => one === 'settle sent')).toHaveLength(2);
  });

  it('has each thing reach a person where the mail does not', async () => {
    const { deps, happened } = given({
      answers: [{ outcome: 'refused', code: 'MessageRejected' }],
    });
    await sendDueMessages({ ...deps, store: { ...deps.store, due: async () => all } })();
    expect(happened.filter((one) => one.startsWith('undelivered'))).toEqual([
      'undelivered refused MessageRejected',
      'undelivered refused MessageRejected',
    ]);
  });
});
