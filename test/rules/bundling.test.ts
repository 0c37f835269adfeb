import { describe, expect, it } from 'vitest';
import { alsoSays, carriedBy } from '../../functions/outreach/bundling.ts';
import { fitsOneSegment } from '../../functions/outreach/gsm7.ts';
import { type Message, MessageKind } from '../../functions/outreach/message.ts';
import { messageFacts } from '../../functions/outreach/message-facts.ts';
import { type PatientKind, writeTextWith } from '../../functions/outreach/text-templates.ts';
import { aBookedVisit, aMessage } from '../support/patients.ts';

const waits = (different: Partial<Message>): Message =>
  aMessage({ code: 'limits', messageId: `msg_${'1'.repeat(20)}`, ...different });
const reminder = aMessage({ code: 'limits' });

describe('what a text carries for others', () => {
  it.each<[string, Partial<Message>, boolean]>([
    ['lessons to read', { kind: 'education-assigned' }, true],
    ['how to prepare', { kind: 'preparation' }, true],
    ['how they are after a visit', { kind: 'after-visit' }, true],
    ['that the order is here', { kind: 'referral-received' }, true],
    ['that more time is needed', { kind: 'more-time-needed' }, true],
    ['no time of a visit', { kind: 'reminder' }, false],
    ['no visits that are set', { kind: 'series-confirmed' }, false],
    ['no question', { kind: 'question' }, false],
    ['no end of the plan', { kind: 'plan-ended' }, false],
    ['no mail', { kind: 'preparation', channel: 'mail' }, false],
    ['nothing to a practice', { kind: 'preparation', recipient: 'practice' }, false],
    ['nothing that waits for the morning alone', { kind: 'preparation', code: 'hours' }, false],
    ['nothing that went out', { kind: 'preparation', status: 'sent' }, false],
  ])('%s', (_says, different, carried) => {
    const other = waits(different);
    expect(carriedBy(reminder, [reminder, other])).toEqual(carried ? [other] : []);
  });

  it('is nothing where it did not wait for the count itself, and nothing in a mail', () => {
    const other = waits({ kind: 'preparation' });
    expect(carriedBy(aMessage(), [other])).toEqual([]);
    expect(carriedBy(aMessage({ code: 'limits', channel: 'mail' }), [other])).toEqual([]);
  });

  it('never carries itself', () => {
    const own = waits({ kind: 'preparation' });
    expect(carriedBy(own, [own])).toEqual([]);
  });
});

describe('what it says of them', () => {
  it.each([
    ['en', ['education-assigned', 'more-time-needed'], 'More is on your page.'],
    [
      'en',
      ['education-assigned', 'preparation'],
      'More is on your page. Sick or new medicine? Call first.',
    ],
    ['en', ['after-visit'], 'Unwell after a visit? Call us.'],
    ['es', ['preparation'], '¿Enfermo o medicina nueva? Llame antes.'],
    ['es', ['referral-received'], 'Hay más en su página.'],
    ['es', ['after-visit'], '¿Se siente mal tras la visita? Llame.'],
    ['en', [], ''],
  ] as const)('in %s of %j', (language, kinds, expected) => {
    expect(
      alsoSays(
        kinds.map((kind) => waits({ kind })),
        language,
      ),
    ).toBe(expected);
  });

  const facts = (language: 'en' | 'es', place = 'Lakeside Care') =>
    messageFacts({
      givenName: 'Odalys',
      language,
      site: { name: place, phone: '312-555-0100' },
      visit: aBookedVisit(),
      ahead: [aBookedVisit()],
      link: `https://care.example/patient#${'x'.repeat(70)}`,
    });
  const toPatients = MessageKind.options.filter(
    (kind): kind is PatientKind =>
      ![
        'ask-for-information',
        'information-overdue',
        'no-time-found',
        'reaction-reported',
        'referral-closed',
        'order-accepted',
        'request-submitted',
        'request-decided',
        'visits-booked',
        'first-dose-given',
        'visit-missed',
        'renewal-due',
      ].includes(kind),
  );

  it.each(toPatients.flatMap((kind) => (['en', 'es'] as const).map((of) => [kind, of] as const)))(
    '%s in %s stays one segment, with the way out, or carries nothing',
    (kind, language) => {
      const also = alsoSays([waits({ kind: 'preparation' })], language);
      const written = writeTextWith(kind, facts(language), also);
      if (written === undefined) return;
      expect(fitsOneSegment(written)).toBe(true);
      expect(written).toMatch(language === 'en' ? /STOP to end$/ : /Parar: ALTO$/);
      expect(written).toMatch(language === 'en' ? /Call first\./ : /Llame antes\./);
    },
  );

  it.each(['en', 'es'] as const)('a reminder in %s has room for how to prepare', (language) => {
    const also = alsoSays([waits({ kind: 'preparation' })], language);
    expect(writeTextWith('reminder', facts(language), also)).toMatch(/9:00/);
  });

  it('is not said where there is no room', () => {
    expect(writeTextWith('reminder', facts('en'), 'x'.repeat(160))).toBeUndefined();
  });
});
