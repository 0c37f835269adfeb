import { describe, expect, it } from 'vitest';
import { placeAddress, placeName } from '../../functions/outreach/care-team.ts';
import { type DeliveryFacts, decideDelivery } from '../../functions/outreach/delivery.ts';
import { readIntent } from '../../functions/outreach/incoming-text.ts';
import type { Message } from '../../functions/outreach/message.ts';
import {
  type DomainEvent,
  eventsWithMessages,
  messagesFor,
} from '../../functions/outreach/message-rules.ts';
import { nextTextingTime, possibleZones } from '../../functions/outreach/quiet-hours.ts';
import { nextWithinLimits } from '../../functions/outreach/text-limits.ts';
import {
  type NewsChoice,
  type NewsPoint,
  newsPoints,
} from '../../functions/staff/practice-news.ts';
import { aBookedVisit, aMessage, aPatient, referralId, visitId } from '../support/patients.ts';

const withdrawn = {
  status: 'withdrawn',
  basis: 'express',
  at: '2026-11-10T10:00:00.000Z',
  method: 'text',
} as const;

describe('quiet hours', () => {
  it.each([
    [
      'a text at noon goes out',
      '2026-11-20T18:00:00Z',
      ['America/Chicago'],
      '2026-11-20T18:00:00Z',
    ],
    [
      'before nine it waits for nine',
      '2026-11-20T14:59:00Z',
      ['America/Chicago'],
      '2026-11-20T15:00:00Z',
    ],
    [
      'at nine sharp it goes out',
      '2026-11-20T15:00:00Z',
      ['America/Chicago'],
      '2026-11-20T15:00:00Z',
    ],
    [
      'at eight in the evening it waits for morning',
      '2026-11-21T02:00:00Z',
      ['America/Chicago'],
      '2026-11-21T15:00:00Z',
    ],
    [
      'the minute before eight is still good',
      '2026-11-21T01:59:00Z',
      ['America/Chicago'],
      '2026-11-21T01:59:00Z',
    ],
    [
      'the night the clocks go forward is an hour shorter',
      '2026-03-08T05:00:00Z',
      ['America/Chicago'],
      '2026-03-08T14:00:00Z',
    ],
    [
      'the night the clocks go back is an hour longer',
      '2026-11-01T04:00:00Z',
      ['America/Chicago'],
      '2026-11-01T15:00:00Z',
    ],
    [
      'a zone without summer time keeps its clock',
      '2026-07-01T15:30:00Z',
      ['America/Phoenix'],
      '2026-07-01T16:00:00Z',
    ],
    [
      'two zones: it waits until it is nine in the later',
      '2026-11-20T15:00:00Z',
      ['America/Chicago', 'America/Denver'],
      '2026-11-20T16:00:00Z',
    ],
    [
      'two zones: it ends when it is eight in the earlier',
      '2026-11-21T02:30:00Z',
      ['America/Chicago', 'America/Denver'],
      '2026-11-21T16:00:00Z',
    ],
    [
      'coast to coast at nine in the evening of the east',
      '2026-11-21T02:00:00Z',
      ['America/New_York', 'America/Los_Angeles'],
      '2026-11-21T17:00:00Z',
    ],
  ])('%s', (_, at, zones, expected) => {
    expect(nextTextingTime(new Date(at), zones)).toEqual(new Date(expected));
  });

  it('are those of every zone of the state the patient lives in', () => {
    expect(possibleZones('TN')).toEqual(['America/Chicago', 'America/New_York']);
    expect(possibleZones('IL')).toEqual(['America/Chicago']);
  });

  it('are those of the site when the state is unknown, else those of both coasts', () => {
    expect(possibleZones(undefined, 'America/Denver')).toEqual(['America/Denver']);
    expect(possibleZones(undefined)).toEqual(['America/New_York', 'America/Los_Angeles']);
  });

  it('are known for every state, in zones that exist', () => {
    const states =
      'AL AK AZ AR CA CO CT DC DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU MP AS';
    for (const state of states.split(' ')) {
      const zones = possibleZones(state);
      expect(zones, state).not.toContain('America/Los_Angeles,America/New_York');
      for (const zone of zones)
        expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
      if (!['CA', 'NV', 'WA', 'OR', 'ID'].includes(state))
        expect(zones, state).not.toContain('America/Los_Angeles');
    }
  });
});

describe('the limits on texts', () => {
  const now = new Date('2026-11-20T18:00:00Z');
  const text = (at: string, messageId = at) => ({ messageId, at });
  it.each([
    ['nothing sent: now', [], '2026-11-20T18:00:00Z'],
    ['one two days ago: now', [text('2026-11-18T18:00:00Z')], '2026-11-20T18:00:00Z'],
    ['one this morning: tomorrow', [text('2026-11-20T15:00:00Z')], '2026-11-21T15:00:00Z'],
    [
      'three this week: a week after the first of them',
      [text('2026-11-15T15:00:00Z'), text('2026-11-16T15:00:00Z'), text('2026-11-18T15:00:00Z')],
      '2026-11-22T15:00:00Z',
    ],
    [
      'its own earlier attempt does not count',
      [text('2026-11-20T15:00:00Z', 'msg_this')],
      '2026-11-20T18:00:00Z',
    ],
  ])('%s', (_, texts, expected) => {
    expect(nextWithinLimits(texts, 'msg_this', now)).toEqual(new Date(expected));
  });
});

describe('what an incoming text means', () => {
  it.each([
    ...['STOP', 'stop.', 'Quit', 'END', 'revoke', 'Opt out', 'CANCEL', 'unsubscribe', 'ALTO'],
    ...['Parar', 'BAJA', 'no más', 'Please stop texting me', "don't text me", 'No more texts!'],
    ...['leave me alone', 'dejen de escribir', 'no me envíen más', 'quiero darme de baja'],
    ...['Unsubscribe please', 'please stop', 'Please, STOP!', 'stop please thanks', 'Stop now'],
    ...['no more texts', 'stop texting me', 'I don’t want any more messages', 'stop the messages'],
    ...['please unsubscribe me from this', 'Remove me from your list', 'stop your texts'],
    ...['no me manden mensajes', 'ya no quiero mensajes', 'no quiero recibir más mensajes'],
    ...['Por favor, alto', 'basta ya', 'baja por favor'],
  ])('"%s" stops the texts', (body) => {
    expect(readIntent(body).intent).toBe('stop');
  });

  it.each([
    ['START', 'start'],
    ['help', 'help'],
    ['Ayuda', 'help'],
    ['C', 'confirm'],
    [' 1 ', 'confirm'],
    ['Sí', 'confirm'],
    ['I cannot come on Tuesday', 'other'],
    ['the bus stop is far', 'other'],
    ['can you cancel my visit', 'other'],
    ['I will stop by at 3', 'other'],
    ['can we stop the infusion early?', 'other'],
    ['please stop by the house first', 'other'],
    ['should I stop my medicine?', 'other'],
    ['please do not send a nurse on Monday', 'other'],
    ['stop all my medicines before the visit?', 'other'],
    ['I have no more pills', 'other'],
    ['does the fever end soon', 'other'],
    ['please cancel Tuesday', 'other'],
    ['no quiero la cita del lunes', 'other'],
    ['no me mandaron la medicina', 'other'],
    ['al fin me siento mejor', 'other'],
    ['please help', 'other'],
    ['', 'other'],
  ])('"%s" means %s', (body, intent) => {
    expect(readIntent(body).intent).toBe(intent);
  });

  it('tells the language when the word does', () => {
    expect(readIntent('ALTO').language).toBe('es');
    expect(readIntent('STOP').language).toBeUndefined();
  });
});

describe('what an event makes us write', () => {
  const event = (type: string, detail: DomainEvent['detail']['detail'] = {}): DomainEvent => ({
    'detail-type': type,
    detail: { referralId, sequence: 7, at: '2026-11-20T18:00:00Z', detail },
  });
  const chosen = (type: string, detail = {}, patient = aPatient(), visit = aBookedVisit()) =>
    messagesFor(event(type, detail), { patient, visit, next: visit }).map(
      ({ kind, channel, recipient }) => `${kind} by ${channel} to ${recipient}`,
    );

  it.each([
    ['referral.received', {}, ['referral-received by mail to patient']],
    ['series.booked', {}, ['series-confirmed by mail to patient']],
    ['education.assigned', {}, ['education-assigned by mail to patient']],
    ['visit.moved', {}, ['visit-moved by text to patient', 'visit-moved by mail to patient']],
    [
      'visit.reminder-due',
      { moment: 'remind', ready: true },
      ['reminder by text to patient', 'reminder by mail to patient'],
    ],
    [
      'visit.readiness-checked',
      { moment: 'prepare', ready: true },
      ['preparation by mail to patient'],
    ],
    ['visit.readiness-checked', { moment: 'remind', ready: false }, []],
    [
      'series.released',
      {},
      ['series-cancelled by text to patient', 'series-cancelled by mail to patient'],
    ],
    ['visit.completed', {}, ['after-visit by mail to patient']],
    [
      'visit.completed',
      { closeReason: 'completed' },
      ['after-visit by mail to patient', 'referral-closed by mail to practice'],
    ],
    ['hold.placed', { owner: 'referrer' }, ['ask-for-information by mail to practice']],
    ['hold.escalated', { firstFor: 'referrer' }, ['information-overdue by mail to practice']],
    ['hold.escalated', { firstFor: 'coordinator' }, []],
    ['hold.escalated', { team: 'clinician' }, []],
    ['hold.reminded', { team: 'clinician' }, []],
    ['hold.placed', { owner: 'patient' }, ['question by text to patient']],
    ['hold.placed', { owner: 'payer' }, []],
    [
      'hold.placed',
      { owner: 'coordinator', reason: 'denied' },
      ['more-time-needed by mail to patient'],
    ],
    ['hold.placed', { owner: 'payer', reason: 'payer-decision' }, []],
    [
      'hold.placed',
      { owner: 'scheduler', reason: 'no-capacity' },
      ['no-time-found by mail to practice'],
    ],
    ['hold.placed', { owner: 'scheduler', reason: 'move-requested' }, []],
    [
      'visit.reaction-reported',
      { severe: true, suspends: 0 },
      ['reaction-reported by mail to practice'],
    ],
    ['visit.reaction-reported', { severe: false, suspends: 0 }, []],
    ['referral.closed', {}, ['referral-closed by mail to practice']],
    ['coverage.verified', {}, []],
  ])('%s %j', (type, detail, expected) => {
    expect(chosen(type, detail)).toEqual(expected);
  });

  const practiceOf = (points: readonly NewsPoint[], more: Partial<NewsChoice> = {}) => ({
    practiceNpi: '1234567893',
    news: {
      choices: [{ from: '2026-11-01', points: [...points], daily: false, ...more }],
      revision: 1,
    },
  });
  const heard = (
    type: string,
    detail: object,
    practice: ReturnType<typeof practiceOf>,
    visit = aBookedVisit(),
  ) =>
    messagesFor(event(type, detail as never), {
      patient: aPatient(),
      visit,
      next: visit,
      practice,
    }).filter(({ recipient }) => recipient === 'practice');

  it.each<[string, object, NewsPoint, string]>([
    ['referral.received', { verdict: 'complete' }, 'accepted', 'order-accepted'],
    ['referral.checked', { verdict: 'complete' }, 'accepted', 'order-accepted'],
    ['hold.placed', { owner: 'referrer' }, 'missing', 'ask-for-information'],
    ['hold.placed', { reason: 'payer-decision' }, 'submitted', 'request-submitted'],
    ['hold.placed', { reason: 'denied' }, 'decided', 'request-decided'],
    ['hold.placed', { reason: 'approval-changed' }, 'decided', 'request-decided'],
    ['authorization.notified', { status: 'approved' }, 'decided', 'request-decided'],
    ['series.booked', {}, 'booked', 'visits-booked'],
    ['series.booked', {}, 'decided', 'visits-booked'],
    ['hold.placed', { reason: 'no-capacity' }, 'no-time', 'no-time-found'],
    ['visit.completed', {}, 'first-dose', 'first-dose-given'],
    ['visit.missed', {}, 'missed', 'visit-missed'],
    ['hold.placed', { reason: 'authorization-ending' }, 'renewal-due', 'renewal-due'],
    ['referral.closed', {}, 'ended', 'referral-closed'],
  ])('a practice hears of %s %j where it chose %s, and only then', (type, detail, point, kind) => {
    const visit = aBookedVisit({ dose: 1 });
    expect(heard(type, detail, practiceOf([point]), visit).map((one) => one.kind)).toEqual([kind]);
    const others = newsPoints.filter((one) => one !== point);
    const told = heard(type, detail, practiceOf(others), visit).map((one) => one.kind);
    // Visits that are booked tell of a decision too, to who did not choose the booking itself.
    expect(told).toEqual(type === 'series.booked' ? [kind] : []);
  });

  it('a practice hears once of visits that are booked, and of no dose but the first', () => {
    expect(heard('series.booked', {}, practiceOf(['booked', 'decided']))).toHaveLength(1);
    const second = aBookedVisit({ dose: 2 });
    expect(heard('visit.completed', {}, practiceOf(['first-dose']), second)).toEqual([]);
    expect(heard('referral.received', { verdict: 'missing' }, practiceOf(['accepted']))).toEqual(
      [],
    );
  });

  it('a severe reaction is told at once, whatever a practice chose', () => {
    const severe = { severe: true, suspends: 1 };
    const [told, ...others] = heard(
      'visit.reaction-reported',
      severe,
      practiceOf([], { daily: true }),
    );
    expect([told?.kind, told?.dueAt, told?.together, others]).toEqual([
      'reaction-reported',
      '2026-11-20T18:00:00.000Z',
      undefined,
      [],
    ]);
  });

  it.each([
    ['2026-11-20T18:00:00Z', '2026-11-20T21:00:00.000Z'],
    ['2026-11-20T21:00:00Z', '2026-11-21T21:00:00.000Z'],
    // Past midnight in New York, and in summer time.
    ['2026-07-01T03:30:00Z', '2026-07-01T20:00:00.000Z'],
  ])('one mail a day goes out at four in the afternoon of the desk: of %s at %s', (at, due) => {
    const { practiceNpi } = practiceOf([]);
    const news = {
      choices: [{ from: '2026-01-01', points: ['missed' as const], daily: true }],
      revision: 1,
    };
    const missed = { ...event('visit.missed'), detail: { ...event('x').detail, at } };
    const visit = aBookedVisit();
    expect(
      messagesFor(missed, {
        patient: aPatient(),
        visit,
        next: visit,
        practice: { practiceNpi, news },
      }).map(({ dueAt, together }) => [dueAt, together]),
    ).toEqual([[due, practiceNpi]]);
  });

  it('tells whoever waited that nothing is planned any more, unless visits are released with it', () => {
    const closed = (closeReason: string, next = false) =>
      messagesFor(event('referral.closed', { closeReason }), {
        patient: aPatient(),
        visit: undefined,
        next: next ? aBookedVisit() : undefined,
      })
        .filter(({ recipient }) => recipient === 'patient')
        .map(({ kind, channel }) => `${kind} by ${channel}`);
    const told = ['plan-ended by text', 'plan-ended by mail'];
    for (const reason of ['not-authorized', 'not-covered', 'no-capacity', 'incomplete', 'failed'])
      expect(closed(reason)).toEqual(told);
    for (const reason of ['withdrawn', 'duplicate', 'completed'])
      expect(closed(reason)).toEqual([]);
    expect(closed('not-authorized', true)).toEqual([]);
  });

  it('writes nothing to a patient who has died, and still to the practice', () => {
    const died = aPatient({ silentSince: '2026-11-20T17:00:00Z' });
    expect(chosen('series.released', {}, died)).toEqual([]);
    expect(chosen('visit.completed', { closeReason: 'completed' }, died)).toEqual([
      'referral-closed by mail to practice',
    ]);
  });

  it('falls back to the other channel when the first does not lead to the patient', () => {
    expect(chosen('education.assigned', {}, aPatient({ email: undefined }))).toEqual([
      'education-assigned by text to patient',
    ]);
    const noTexts = aPatient({ consents: { text: withdrawn, mail: aPatient().consents.mail } });
    expect(chosen('visit.completed', {}, noTexts)).toEqual(['after-visit by mail to patient']);
    expect(chosen('visit.moved', {}, noTexts)).toEqual(['visit-moved by mail to patient']);
  });

  it.each([
    ['96 hours and a minute', '2026-11-24T18:01:00Z', ['mail']],
    ['96 hours', '2026-11-24T18:00:00Z', ['text', 'mail']],
    ['two hours', '2026-11-20T20:00:00Z', ['text', 'mail']],
  ])('tells of a series by text too while its first visit is %s away', (_, startsAt, channels) => {
    expect(chosen('series.booked', {}, aPatient(), aBookedVisit({ startsAt }))).toEqual(
      channels.map((channel) => `series-confirmed by ${channel} to patient`),
    );
  });

  it('tells of a series by text where no mail leads to the patient, however far it is', () => {
    const far = aBookedVisit({ startsAt: '2027-03-01T15:00:00Z' });
    expect(chosen('series.booked', {}, aPatient({ email: undefined }), far)).toEqual([
      'series-confirmed by text to patient',
    ]);
  });

  it('keeps one message for a patient whom no channel reaches, so that a person hears of it', () => {
    const unreachable = aPatient({ phone: undefined, email: undefined });
    expect(chosen('visit.moved', {}, unreachable)).toEqual(['visit-moved by text to patient']);
  });

  it('names the same message for the same event, and another for the next', () => {
    const [first] = messagesFor(event('series.booked'), {
      patient: aPatient(),
      visit: undefined,
      next: undefined,
    });
    const [again] = messagesFor(event('series.booked'), {
      patient: aPatient(),
      visit: undefined,
      next: undefined,
    });
    const next = event('series.booked');
    next.detail.sequence = 8;
    const [later] = messagesFor(next, { patient: aPatient(), visit: undefined, next: undefined });
    expect(first?.messageId).toBe(again?.messageId);
    expect(first?.messageId).not.toBe(later?.messageId);
  });

  it('has no use for a message about a visit once it has begun', () => {
    const soon = aBookedVisit({ startsAt: '2026-11-20T20:00:00Z' });
    const [message] = messagesFor(event('visit.moved', { visitId }), {
      patient: aPatient(),
      visit: soon,
      next: soon,
    });
    expect(message?.useBy).toBe('2026-11-20T20:00:00.000Z');
  });

  it('lists the events that the bus has to bring', () => {
    expect(eventsWithMessages).toContain('series.booked');
    expect(new Set(eventsWithMessages).size).toBe(eventsWithMessages.length);
  });
});

describe('whether a due message goes out', () => {
  const noon = new Date('2026-11-29T18:00:00Z');
  const visit = aBookedVisit();
  const facts = (different: Partial<DeliveryFacts> = {}): DeliveryFacts => ({
    patient: aPatient(),
    visit,
    ahead: [visit],
    siteZone: 'America/Chicago',
    practiceMail: undefined,
    ...different,
  });
  const night = new Date('2026-11-30T04:00:00Z');
  const text = aMessage();
  const mail = aMessage({ channel: 'mail' });
  const stopped = aPatient({ consents: { text: withdrawn, mail: withdrawn } });
  const practice = aMessage({
    recipient: 'practice',
    channel: 'mail',
    kind: 'ask-for-information',
    visitId: undefined,
    revision: undefined,
  });

  it.each([
    [
      'a reminder at noon',
      text,
      { given: facts(), now: noon },
      { outcome: 'send', to: '+13125550142' },
    ],
    [
      'a text at night waits',
      text,
      { given: facts(), now: night },
      { outcome: 'wait', until: '2026-11-30T15:00:00.000Z', because: 'hours' },
    ],
    [
      'a mail at night does not',
      mail,
      { given: facts(), now: night },
      { outcome: 'send', to: 'odalys@example.org' },
    ],
    [
      'STOP holds at once',
      text,
      { given: facts({ patient: stopped }), now: noon },
      { outcome: 'withhold', reason: 'no-consent' },
    ],
    [
      'no number',
      text,
      { given: facts({ patient: aPatient({ phone: undefined }) }), now: noon },
      { outcome: 'withhold', reason: 'no-address' },
    ],
    [
      'no patient',
      text,
      { given: facts({ patient: undefined }), now: noon },
      { outcome: 'withhold', reason: 'no-recipient' },
    ],
    [
      'the visit has moved since',
      text,
      { given: facts({ visit: aBookedVisit({ revision: 2 }) }), now: noon },
      { outcome: 'withhold', reason: 'overtaken' },
    ],
    [
      'the visit was cancelled',
      text,
      { given: facts({ visit: aBookedVisit({ status: 'cancelled' }) }), now: noon },
      { outcome: 'withhold', reason: 'overtaken' },
    ],
    [
      'the visit is gone',
      text,
      { given: facts({ visit: undefined }), now: noon },
      { outcome: 'withhold', reason: 'overtaken' },
    ],
    [
      'news of a cancelled visit',
      aMessage({ kind: 'visit-cancelled' }),
      { given: facts({ visit: aBookedVisit({ status: 'cancelled' }) }), now: noon },
      { outcome: 'send', to: '+13125550142' },
    ],
    [
      'a series with nothing ahead',
      aMessage({ kind: 'series-confirmed', visitId: undefined }),
      { given: facts({ ahead: [] }), now: noon },
      { outcome: 'withhold', reason: 'overtaken' },
    ],
    [
      'too late',
      text,
      { given: facts(), now: new Date('2026-12-01T15:00:00Z') },
      { outcome: 'withhold', reason: 'too-late' },
    ],
    [
      'not due yet',
      aMessage({ dueAt: '2026-11-29T20:00:00.000Z' }),
      { given: facts(), now: noon },
      { outcome: 'wait', until: '2026-11-29T20:00:00.000Z' },
    ],
    [
      'a patient who has died since',
      text,
      { given: facts({ patient: aPatient({ silentSince: '2026-11-28T17:00:00Z' }) }), now: noon },
      { outcome: 'withhold', reason: 'silent' },
    ],
    [
      'a practice with a mail address',
      practice,
      { given: facts({ practiceMail: 'desk@example.org' }), now: noon },
      { outcome: 'send', to: 'desk@example.org' },
    ],
    [
      'a practice without one',
      practice,
      { given: facts(), now: noon },
      { outcome: 'withhold', reason: 'no-address' },
    ],
  ])('%s', (_, message, { given, now }, expected) => {
    expect(decideDelivery(message, given, now)).toEqual(expected);
  });

  it('is withheld when the limits would let it go only after the visit', () => {
    const texts = ['2026-11-27', '2026-11-28', '2026-11-29'].map((on) => ({
      messageId: on,
      at: `${on}T17:00:00.000Z`,
    }));
    expect(decideDelivery(text, facts({ patient: aPatient({ texts }) }), noon)).toEqual({
      outcome: 'withhold',
      reason: 'over-limit',
    });
  });
});

describe('how the limits on texts hold', () => {
  const noon = new Date('2026-11-24T18:00:00Z');
  const texts = ['2026-11-22', '2026-11-23', '2026-11-24'].map((on) => ({
    messageId: on,
    at: `${on}T15:30:00.000Z`,
  }));
  const visit = aBookedVisit({ startsAt: '2026-12-04T15:00:00.000Z' });
  const decide = (kind: Message['kind'], now = noon) =>
    decideDelivery(
      aMessage({ kind, dueAt: '2026-11-24T16:00:00.000Z', useBy: '2026-12-04T15:00:00.000Z' }),
      {
        patient: aPatient({ texts }),
        visit: kind === 'visit-cancelled' ? { ...visit, status: 'cancelled' } : visit,
        ahead: kind.startsWith('series-c') ? [] : [visit],
        siteZone: 'America/Chicago',
        practiceMail: undefined,
      },
      now,
    );

  it.each(['visit-moved', 'visit-cancelled', 'series-cancelled'] as const)(
    '%s waits for none of them, and for the morning',
    (kind) => {
      expect(decide(kind)).toMatchObject({ outcome: 'send' });
      expect(decide(kind, new Date('2026-11-25T04:00:00Z'))).toEqual({
        outcome: 'wait',
        until: '2026-11-25T15:00:00.000Z',
        because: 'hours',
      });
    },
  );

  it('lets a reminder go before what only should be known', () => {
    // A week after the third last.
    expect(decide('reminder')).toEqual({
      outcome: 'wait',
      until: '2026-11-29T15:30:00.000Z',
      because: 'limits',
    });
    expect(decide('preparation')).toEqual({
      outcome: 'wait',
      until: '2026-11-29T16:00:00.000Z',
      because: 'limits',
    });
    expect(decide('preparation', new Date('2026-11-25T04:00:00Z'))).toMatchObject({
      until: '2026-11-29T16:00:00.000Z',
    });
  });
});

describe('the name of a site in a message', () => {
  const address = {
    line: ['100 Example St', 'Infusion Suite 2'],
    city: 'Chicago',
    state: 'IL',
    postalCode: '60601',
  };
  it.each([
    ['Lakeside Care', 'Lakeside Care'],
    ['Riverside Infusion Center', '100 Example St'],
    ['St. Example Cancer Institute', '100 Example St'],
    ['Clínica de Reumatología', '100 Example St'],
  ])('%s becomes %s', (name, shown) => {
    expect(placeName({ name, address })).toBe(shown);
    expect(placeAddress({ address })).toBe('100 Example St, Chicago, IL 60601');
  });

  it('is ours only where nothing else is known that says nothing', () => {
    expect(placeName({ name: 'Riverside Infusion Center' })).toBe('Dripline Care');
    const telling = { ...address, line: ['Cancer Center Plaza 1'] };
    expect(placeName({ name: 'Riverside Infusion Center', address: telling })).toBe(
      'Dripline Care',
    );
    expect(placeAddress({})).toBeUndefined();
  });
});
