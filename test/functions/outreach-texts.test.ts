import { describe, expect, it } from 'vitest';
import type { BookedVisit } from '../../functions/outreach/booked-visit.ts';
import { segmentLength, septets } from '../../functions/outreach/gsm7.ts';
import { readIntent } from '../../functions/outreach/incoming-text.ts';
import type { Message } from '../../functions/outreach/message.ts';
import { receiveText } from '../../functions/outreach/receive-text.ts';
import type { Written } from '../../functions/outreach/written-text.ts';
import type { Actor } from '../../functions/platform/audit.ts';
import type { Committed } from '../../functions/platform/record.ts';
import type { Patient } from '../../functions/referral/contact.ts';
import { aBookedVisit, aPatient, ownReferral, referralId } from '../support/patients.ts';
import { optOutWordings } from '../support/public-opt-outs.ts';

const now = new Date('2026-11-29T18:00:00.000Z');
const applied = { outcome: 'applied', record: {} as never } as const;

const known = (different: Parameters<typeof aPatient>[0] = {}) =>
  aPatient({ referrals: [ownReferral(referralId)], ...different });

const aText = (different: Partial<Message>): Message => ({
  messageId: 'msg_0123456789abcdefghjk',
  referralId,
  kind: 'reminder',
  channel: 'text',
  recipient: 'patient',
  status: 'sent',
  queuedAt: '2026-11-27T15:00:00.000Z',
  dueAt: '2026-11-27T15:00:00.000Z',
  useBy: '2026-11-30T15:00:00.000Z',
  settledAt: '2026-11-27T15:00:10.000Z',
  attempts: 1,
  ...different,
});

const given = ({
  patients = [known()],
  former = [],
  visits = [{ ...aBookedVisit(), suspended: false, beyondCoverage: false }],
  texts = [{ revision: 1 }],
}: {
  patients?: Patient[];
  former?: Patient[];
  visits?: BookedVisit[];
  texts?: Partial<Message>[];
} = {}) => {
  const told: { operation: string; revision: number }[] = [];
  const done = new Set<string>();
  const changes: string[] = [];
  const replies: string[] = [];
  const once = (operation: string, what: string): Committed => {
    if (done.has(operation)) return { ...applied, outcome: 'already' };
    done.add(operation);
    changes.push(what);
    return applied;
  };
  const wishes: string[] = [];
  const kept: (Written & { referralId: string; actor: Actor })[] = [];
  const receive = receiveText({
    texts: {
      newestOf: async (ids) => ids[0],
      keep: async (id, written, { operation, actor }) => {
        if (once(operation, `kept on ${id}`).outcome !== 'applied') return 'already';
        kept.push({ ...written, referralId: id, actor });
        return 'applied';
      },
    },
    store: {
      patientsOfNumber: async () => ({ patients, former }),
      visits: async () => visits,
      stopNumber: async (number, id, { status }, { operation }) =>
        once(operation, `${number} of ${id} ${status}`),
      changePreferences: async ({ patientId }, _, { consents }, { operation }) =>
        once(operation, `${patientId} texts ${consents.text?.status}`),
      requestMove: async ({ visitId }, { wish, words }, { operation }) => {
        const done = once(operation, `${wish} ${visitId}`);
        if (done.outcome === 'applied') wishes.push(String(words));
        return done;
      },
      confirmVisit: async ({ visitId }, { operation }) => once(operation, `confirm ${visitId}`),
      messagesAbout: async ({ visitId }) => texts.map((text) => aText({ visitId, ...text })),
      timesTold: async () => told,
      noteTold: async ({ revision }, { operation }) => {
        told.push({ operation, revision });
        return applied;
      },
    },
    index: async (...words) => words.join('|'),
    sendText: async ({ body }) => {
      replies.push(body);
      return { outcome: 'sent', receipt: 'r' };
    },
    now: () => now,
  });
  const text = (messageBody: string, inboundMessageId = 'in-1') =>
    receive({ originationNumber: '+13125550142', messageBody, inboundMessageId });
  return { text, changes, replies, kept, wishes };
};

describe('a text from a patient', () => {
  it('that says STOP stops texts, with one confirmation however often it is delivered', async () => {
    const { text, changes, replies } = given();
    await text('STOP');
    await text('STOP');
    expect(changes).toEqual(['pat_0123456789abcdefghjk texts withdrawn']);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain('no more texts');
  });

  it('that says ALTO is answered in Spanish', async () => {
    const { text, replies } = given();
    await text('Alto');
    expect(replies[0]).toContain('no le enviaremos');
  });

  it('that says START allows them again', async () => {
    const { text, changes } = given();
    await text('start');
    expect(changes).toEqual(['pat_0123456789abcdefghjk texts given']);
  });

  it('stops the texts of everyone who shares the number', async () => {
    const { text, changes, replies } = given({
      patients: [known(), known({ patientId: 'pat_other' })],
    });
    await text('stop');
    expect(changes).toHaveLength(2);
    expect(replies).toHaveLength(1);
  });

  it('from a number that nobody has or had changes nothing', async () => {
    const { text, changes, replies } = given({ patients: [], former: [] });
    await text('stop');
    expect([changes, replies]).toEqual([[], []]);
  });

  it('that says HELP says who we are and how to reach us, also to a stranger', async () => {
    const { text, replies } = given({ patients: [] });
    await text('help');
    expect(replies[0]).toMatch(/^Dripline Care .*\(800\) 555-0199/);
  });

  it('that says C confirms the next visit, once', async () => {
    const { text, changes, replies } = given();
    await text('C');
    await text('C');
    expect(changes).toEqual(['confirm vis_0123456789abcdefghjk_1']);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain('confirmed');
  });

  it.each<[string, Partial<Message>[]]>([
    ['it moved after the text', [{ revision: 0 }]],
    ['the text of its new time is still waiting', [{ revision: 0 }, { status: 'queued' }]],
    ['only a mail told the new time', [{ revision: 0 }, { channel: 'mail' }]],
    [
      'an older text told of this time',
      [{}, { revision: 2, settledAt: '2026-11-28T15:00:00.000Z' }],
    ],
    ['no text told of it since it moved', []],
  ])(
    'that says C confirms no time that was not told, because %s: it tells the time and asks again',
    async (_, texts) => {
      const { text, changes, replies } = given({
        texts: texts.map((one) => ({ revision: 1, ...one })),
      });
      await text('C', 'in-1');
      await text('C', 'in-1');
      expect(changes).toEqual([]);
      expect(replies).toHaveLength(1);
      expect(replies[0]).toMatch(/Your visit is now on \w{3}, \w{3} \d+, .*Reply C to confirm/);
      await text('C', 'in-2');
      expect(changes).toEqual(['confirm vis_0123456789abcdefghjk_1']);
    },
  );

  it('that says C confirms a visit as it was booked, which the texts of the series told', async () => {
    const { text, changes } = given({
      visits: [{ ...aBookedVisit(), revision: 0, suspended: false, beyondCoverage: false }],
      texts: [],
    });
    await text('C');
    expect(changes).toEqual(['confirm vis_0123456789abcdefghjk_1']);
  });

  it('that says C again confirms no later visit, and says which day was meant', async () => {
    const [next, later] = [
      { ...aBookedVisit(), status: 'confirmed' as const, suspended: false, beyondCoverage: false },
      {
        ...aBookedVisit(),
        visitId: 'vis_0123456789abcdefghjk_2',
        suspended: false,
        beyondCoverage: false,
      },
    ];
    const visits = [next, { ...later, startsAt: '2027-01-26T15:00:00Z' }];
    const { text, changes, replies } = given({ visits });
    await text('C', 'in-2');
    expect(changes).toEqual([]);
    expect(replies[0]).toMatch(/Your visit on \w{3}, \w{3} \d+, .* is confirmed/);
  });

  it.each(['C', 'help', 'STOP', 'I have a fever'])(
    'of a stopped number, "%s", is never answered with an invitation to stop',
    async (words) => {
      const at = '2026-11-20T15:00:00Z';
      const consents = {
        text: { status: 'withdrawn', basis: 'express', at, method: 'text' },
      } as const;
      const { text, replies } = given({ patients: [known({ consents })] });
      await text(words);
      expect(replies.join()).not.toMatch(/STOP|ALTO/);
      expect(replies).toHaveLength(words === 'I have a fever' ? 0 : 1);
    },
  );

  it.each([
    ['no visit waits', { visits: [] }],
    [
      'the visit waits for a clinician',
      { visits: [{ ...aBookedVisit(), suspended: true, beyondCoverage: false }] },
    ],
    [
      'the visit waits for the payer',
      { visits: [{ ...aBookedVisit(), suspended: false, beyondCoverage: true }] },
    ],
    [
      'the visit lacks something',
      {
        visits: [{ ...aBookedVisit(), suspended: false, beyondCoverage: false, lacking: true }],
      },
    ],
    ['the number is shared', { patients: [known(), known({ patientId: 'pat_other' })] }],
  ])('that says C confirms nothing when %s', async (_, world) => {
    const { text, changes, replies } = given(world);
    await text('C');
    expect(changes).toEqual([]);
    expect(replies[0]).toContain('Please call');
  });

  it('that says anything else goes to a person in its own words, with the next visit, and is told so', async () => {
    const { text, replies, kept } = given();
    await text('May my son come with me?');
    await text('May my son come with me?');
    expect(kept).toEqual([
      {
        referralId,
        actor: { kind: 'patient', id: 'pat_0123456789abcdefghjk' },
        patients: ['pat_0123456789abcdefghjk'],
        number: 'phone|+13125550142',
        text: {
          textId: 'in-1',
          at: now.toISOString(),
          words: 'May my son come with me?',
          topic: 'visit',
          visits: [
            {
              visitId: 'vis_0123456789abcdefghjk_1',
              startsAt: '2026-12-01T15:00:00.000Z',
              zone: 'America/Chicago',
            },
          ],
        },
      },
    ]);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(
      /^Our team has your text and will answer you.*\(800\) 555-0199.*911/,
    );
  });

  it('is told as of whoever cares for the patient, where the number is theirs', async () => {
    const caregiver = { name: 'Rosa', may: 'see' } as const;
    const { contacts } = known();
    const hers = known({
      contacts: contacts.text ? { text: { ...contacts.text, caregiver } } : contacts,
    });
    const { text, kept } = given({ patients: [hers] });
    await text('May I come with her?');
    expect(kept[0]?.text.by).toBe('Rosa, who cares for the patient');
    const shared = given({ patients: [hers, known({ patientId: 'pat_other' })] });
    await shared.text('May I come with her?');
    expect(shared.kept[0]?.text).not.toHaveProperty('by');
  });

  it.each(['Thanks!', 'gracias', 'Ok, thank you', '👍'])(
    'that says only "%s" is nobody’s work and not answered, where nothing was asked',
    async (words) => {
      const visits = [
        {
          ...aBookedVisit(),
          status: 'confirmed' as const,
          suspended: false,
          beyondCoverage: false,
        },
      ];
      const { text, kept, replies, changes } = given({ visits });
      await text(words);
      expect([kept, replies, changes]).toEqual([[], [], []]);
    },
  );

  it.each(['Ok, thank you', '👍', 'vale'])(
    'that says "%s" while a visit waits to be confirmed goes to a person, and confirms nothing',
    async (words) => {
      const { text, kept, changes } = given();
      await text(words);
      expect(kept).toMatchObject([{ text: { words } }]);
      expect(changes).toEqual([`kept on ${referralId}`]);
    },
  );

  it.each(['Thanks!', 'ok thanks, but can I come later', 'thanks?', 'ok, my arm is swollen'])(
    'that says "%s" never confirms a visit; what asks for something is kept',
    async (words) => {
      const { text, kept, changes } = given();
      await text(words);
      expect(kept).toHaveLength(words === 'Thanks!' ? 0 : 1);
      expect(changes.join()).not.toContain('confirm');
    },
  );

  it.each([
    ['I have a fever', /^Emergency\? Call 911 now\./],
    ['tengo fiebre', /^¿Emergencia\? Llame al 911 ya\./],
  ])(
    '"%s" is answered with the emergency words first, again when it is delivered again',
    async (words, reply) => {
      const { text, replies, kept } = given();
      await text(words);
      await text(words);
      expect(kept.map((one) => one.text.topic)).toEqual(['unwell']);
      expect(replies).toHaveLength(2);
      for (const one of replies) expect(one).toMatch(reply);
    },
  );

  it.each([
    "I can't come, my son is sick",
    'We will not be able to make it tomorrow',
    'need to reschedule my appointment',
    'please cancel my visit, no ride',
    'can we do another day?',
    'No puedo ir, mi hijo está enfermo',
    'quiero cambiar la cita por favor',
    'podemos otra hora?',
  ])('that says "%s" reaches the scheduler, and hears what happens next', async (body) => {
    const { text, changes, replies, kept, wishes } = given();
    await text(body);
    await text(body);
    expect(changes).toEqual(['cannot-come vis_0123456789abcdefghjk_1']);
    expect(wishes).toEqual([body]);
    expect(kept).toEqual([]);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(
      /will call you about a new time\. Until then Tue, Dec 1, 9:00 AM stays/,
    );
  });

  it('that says they cannot come and are unwell hears the emergency words first, and both are asked', async () => {
    const { text, changes, replies, kept } = given();
    await text('I cannot come tomorrow, I have a fever');
    expect(changes).toEqual(['cannot-come vis_0123456789abcdefghjk_1', `kept on ${referralId}`]);
    expect(kept[0]?.text.topic).toBe('unwell');
    expect(replies[0]).toMatch(/^Emergency\? Call 911 now\./);
  });

  it.each([
    ['has no visit ahead', { visits: [] }],
    ['shares the number', { patients: [known(), known({ patientId: 'pat_other' })] }],
  ])('that cannot be a wish, of one who %s, is read by a person', async (_, world) => {
    const { text, kept, wishes, replies } = given(world);
    await text("I can't come, my son is sick");
    expect(wishes).toEqual([]);
    expect(kept[0]?.text.words).toBe("I can't come, my son is sick");
    expect(replies[0]).toMatch(/^In an emergency call 911 now\..*Our team has your text/);
  });

  it.each([
    'can I come early?',
    'my sister is coming with me',
    'what time do I come',
    'ok I will come',
  ])('that says "%s" asks for no other time', async (body) => {
    const { text, wishes } = given();
    await text(body);
    expect(wishes).toEqual([]);
  });

  it('that asks to end something without naming it goes to a person, and hears that texts wait', async () => {
    const { text, replies, kept, changes } = given();
    await text('I want to cancel');
    expect(changes).toEqual([`kept on ${referralId}`]);
    expect(kept).toMatchObject([{ text: { asksToEnd: true } }]);
    expect(replies[0]).toMatch(/We send no others until then/);
  });

  it('of a stopped number reaches a person all the same, unanswered', async () => {
    const at = '2026-11-20T15:00:00Z';
    const text = { status: 'withdrawn', basis: 'express', at, method: 'text' } as const;
    const world = given({ patients: [known({ consents: { text } })] });
    await world.text('I have hives');
    expect(world.kept).toHaveLength(1);
    expect(world.replies).toEqual([]);
  });

  it('that stops texts and says that they are unwell does both', async () => {
    const { text, changes, replies, kept } = given();
    await text('Stop texting me, my chest hurts');
    expect(changes).toContain('pat_0123456789abcdefghjk texts withdrawn');
    expect(kept).toHaveLength(1);
    expect(replies.join()).toMatch(/^Emergency\? Call 911.*START to get texts again/);
  });

  it('that stops texts and says that they are unwell is answered again when it is delivered again', async () => {
    const { text, replies, kept } = given();
    await text('Stop texting me, my chest hurts');
    await text('Stop texting me, my chest hurts');
    expect(kept).toHaveLength(1);
    expect(replies).toHaveLength(2);
    for (const one of replies)
      expect(one).toMatch(/^Emergency\? Call 911.*START to get texts again/);
  });

  it('of a shared number is taken for nobody’s: all whom it leads to are named', async () => {
    const { text, kept } = given({ patients: [known(), known({ patientId: 'pat_other' })] });
    await text('running late');
    expect(kept).toMatchObject([
      {
        patients: ['pat_0123456789abcdefghjk', 'pat_other'],
        actor: { kind: 'system', id: 'receive-text' },
      },
    ]);
  });

  it('of a number that nobody has any more goes to whoever knows who had it, unanswered', async () => {
    const { text, kept, replies } = given({ patients: [], former: [known()] });
    await text('who is this?');
    expect(kept).toMatchObject([{ former: true, patients: ['pat_0123456789abcdefghjk'] }]);
    expect(replies).toEqual([]);
  });

  it('of a stranger that says anything else is not answered', async () => {
    const { text, replies, kept } = given({ patients: [] });
    await text('win a prize');
    expect([replies, kept]).toEqual([[], []]);
  });

  it('that says STOP stays with a number that nobody has any more', async () => {
    const { text, changes, replies } = given({ patients: [], former: [known()] });
    await text('STOP');
    expect(changes).toEqual([`phone|+13125550142 of ${referralId} withdrawn`]);
    expect(replies).toEqual([]);
  });
});

describe('whatever a patient writes', () => {
  const words = [
    ...Object.values(optOutWordings).flat(),
    ...['C', 'yes', 'START', 'HELP', 'ayuda', "I can't come", 'no puedo ir', 'I have a fever'],
    ...['what time is it?', 'thanks', 'ok', '👍', '?', 'my insurance changed', 'estoy embarazada'],
    ...['please explain the port', 'where do I park', '1', 'cancel my visit', 'STOP, I am dizzy'],
  ];
  /** Thanks, and an "ok" where nothing is asked. */
  const asksNothing = (body: string) => ['thanks', 'ok'].includes(readIntent(body).intent);

  it.each(words)('ends with a person or an answer: %s', async (body) => {
    const { text, changes, replies, kept, wishes } = given({
      visits: [
        { ...aBookedVisit({ status: 'confirmed' }), suspended: false, beyondCoverage: false },
      ],
    });
    await text(body);
    const ends = kept.length + wishes.length + replies.length + changes.length;
    if (asksNothing(body)) expect(ends).toBe(0);
    else expect(ends).toBeGreaterThan(0);
    // What a person has to read is never answered alone.
    const isRead = readIntent(body).intent === 'other';
    if (isRead) expect(kept.length + wishes.length).toBeGreaterThan(0);
    for (const reply of replies) expect(septets(reply)).toBeLessThanOrEqual(segmentLength);
  });

  it.each(words)('while a visit is red confirms nothing: %s', async (body) => {
    const red = { suspended: false, beyondCoverage: false, lacking: true };
    const { text, changes } = given({ visits: [{ ...aBookedVisit(), ...red }] });
    await text(body);
    expect(changes.filter((what) => what.startsWith('confirm '))).toEqual([]);
  });
});
