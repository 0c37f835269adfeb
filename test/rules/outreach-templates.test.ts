import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCalendar } from '../../functions/outreach/calendar.ts';
import { careTeam } from '../../functions/outreach/care-team.ts';
import { fitsOneSegment, plainText, septets } from '../../functions/outreach/gsm7.ts';
import {
  writeDayOfNews,
  writeMail,
  writePracticeMail,
} from '../../functions/outreach/mail-templates.ts';
import { MessageKind } from '../../functions/outreach/message.ts';
import { messageFacts, writeWhen } from '../../functions/outreach/message-facts.ts';
import { readablePhone } from '../../functions/outreach/phone-number.ts';
import { replyKinds, writeReply } from '../../functions/outreach/text-replies.ts';
import { type PatientKind, writeText } from '../../functions/outreach/text-templates.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { aBookedVisit } from '../support/patients.ts';

const practiceKinds = [
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
] as const;
const patientKinds = MessageKind.options.filter(
  (kind): kind is PatientKind => !(practiceKinds as readonly string[]).includes(kind),
);
const languages = ['en', 'es'] as const;
const link =
  'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com/patient#0123456789abcdefghjk.phkzz0.Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmF';
const shortLink =
  'https://care.example/p#0123456789abcdefghjk.phkzz0.Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmF';

const address = {
  line: ['100 Example St'],
  city: 'Chicago',
  state: 'IL',
  postalCode: '60601',
};

const facts = (given: Partial<Parameters<typeof messageFacts>[0]> = {}) => {
  const visit = aBookedVisit();
  return messageFacts({
    givenName: 'Odalys',
    language: 'en',
    site: { name: 'Lakeside Care', phone: '312-555-0100', address },
    visit,
    ahead: [visit],
    link,
    ...given,
  });
};

const everyMessage = (given: Parameters<typeof facts>[0] = {}): string[] =>
  patientKinds.flatMap((kind) => {
    const mail = writeMail(kind, facts(given));
    return [writeText(kind, facts(given)), mail.subject, mail.body];
  });

/** In Spanish the longest that a day and time are written. */
const longestVisit = { startsAt: '2026-09-30T17:45:00Z', zone: 'America/Chicago' };
const replies = languages.flatMap((language) =>
  replyKinds.flatMap((reply) =>
    (['open', 'stopped'] as const).map((way) =>
      writeReply(reply, language, { when: writeWhen(longestVisit, language), way }),
    ),
  ),
);
const referralId = 'ref_0123456789abcdefghjk';
const practiceFrame = {
  team: 'Dripline Care',
  phone: '(800) 555-0199',
  consoleUrl: 'https://desk.example/console',
};
const practiceMails = practiceKinds.flatMap((kind) => {
  const { subject, body } = writePracticeMail({ kind, referralId }, practiceFrame);
  return [subject, body];
});

describe('a text', () => {
  it.each(languages.flatMap((language) => patientKinds.map((kind) => [kind, language] as const)))(
    '%s in %s is one segment, says how to stop, and whom it is for',
    (kind, language) => {
      const text = writeText(kind, facts({ language, link: shortLink }));
      expect(septets(text)).toBeLessThanOrEqual(160);
      expect(text).toMatch(language === 'en' ? / STOP to end$/ : / Parar: ALTO$/);
      expect(text).toMatch(/Odalys|\(312\) 555-0100/);
    },
  );

  it('is one segment whatever the name, the site, the link and the time are', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...patientKinds),
        fc.record({
          language: fc.constantFrom(...languages),
          givenName: fc.string({ unit: 'grapheme', maxLength: 60 }),
          link: fc.constantFrom(link, shortLink, `${link}${'x'.repeat(200)}`),
        }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
        (kind, recipient, name, startsAt) => {
          const visit = aBookedVisit({ startsAt: startsAt.toISOString() });
          const site = { name, phone: '+1 (312) 555-0100' };
          const text = writeText(kind, facts({ ...recipient, visit, ahead: [visit], site }));
          expect(fitsOneSegment(text)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('carries the link of a deployment that has no domain of its own', () => {
    expect(writeText('education-assigned', facts({ givenName: 'Ana' }))).toContain(link);
  });

  it('leaves out a name that the alphabet of texts does not have', () => {
    expect(writeText('reminder', facts({ givenName: '美玲' }))).toMatch(/^Your visit is/);
    expect(writeText('reminder', facts({ givenName: 'José María' }))).toMatch(
      /^José, your visit is/,
    );
  });

  it('gives the time by the clock of the place', () => {
    expect(writeText('reminder', facts())).toContain(
      'Tue, Dec 1, 9:00 AM to 12:00 PM at Lakeside Care',
    );
    expect(writeText('reminder', facts({ language: 'es' }))).toContain('mar, 1 de dic, 9:00');
    const home = aBookedVisit({ setting: 'home' });
    expect(writeText('reminder', facts({ visit: home, ahead: [home] }))).toContain('at your home');
  });
});

describe('what a message says of a visit', () => {
  const pumpVisit = aBookedVisit({ endsAt: '2026-12-03T13:00:00.000Z' });
  const both = (kind: PatientKind, given: Parameters<typeof facts>[0] = {}) =>
    languages.map((language) => writeMail(kind, facts({ language, ...given })).body);

  it('is the place with its street, and until when it takes', () => {
    for (const kind of ['preparation', 'reminder', 'visit-moved'] as const) {
      const [en, es] = both(kind);
      expect(en).toContain(
        'Tue, Dec 1, 9:00 AM to 12:00 PM at Lakeside Care, 100 Example St, Chicago, IL 60601',
      );
      expect(es).toMatch(/9:00 a\.m\. a 12:00 p\.m\. en Lakeside Care, 100 Example St, Chicago/);
    }
    const [en, es] = both('series-confirmed');
    expect(en).toMatch(/ {2}- Tue, Dec 1, 9:00 AM to 12:00 PM\n/);
    for (const body of [en, es]) expect(body).toContain('Lakeside Care, 100 Example St, Chicago');
  });

  it('is the street alone where the name of the place tells what it is', () => {
    const site = { name: 'Riverside Infusion Center', phone: '312-555-0100', address };
    const mail = writeMail('reminder', facts({ site })).body;
    expect(mail).toContain('at 100 Example St, Chicago, IL 60601.');
    expect(writeText('reminder', facts({ site }))).toContain('at 100 Example St.');
  });

  it('leaves an end out that lies on another day, and an address at home', () => {
    const text = writeText('reminder', facts({ visit: pumpVisit, ahead: [pumpVisit] }));
    expect(text).toContain('Tue, Dec 1, 9:00 AM at Lakeside Care');
    const home = aBookedVisit({ setting: 'home' });
    const mail = writeMail('reminder', facts({ visit: home, ahead: [home] })).body;
    expect(mail).toContain('at your home.');
    expect(mail).not.toContain('Example St');
  });

  it('asks nobody again who has said that they come', () => {
    const visit = aBookedVisit({ status: 'confirmed' });
    for (const language of languages) {
      const given = { language, visit, ahead: [visit] };
      expect(writeText('reminder', facts(given))).not.toMatch(/Reply C|Responda C/);
      expect(writeMail('reminder', facts(given)).body).not.toMatch(/confirm/i);
      expect(writeText('reminder', facts({ language }))).toMatch(/Reply C|Responda C/);
    }
  });

  it('speaks to a parent or guardian of the patient, not to the patient', () => {
    const given = { givenName: 'Mia', toGuardian: true };
    expect(writeText('reminder', facts(given))).toMatch(/^For Mia: your visit is /);
    expect(writeText('reminder', facts({ ...given, language: 'es' }))).toMatch(/^Para Mia: su /);
    const [en, es] = both('reminder', given);
    expect(en).toMatch(/^Hello,\n\nThis is about the care of Mia\./);
    expect(es).toMatch(/^Hola:\n\nEsto es sobre el cuidado de Mia\./);
    expect(both('reminder', { ...given, givenName: '美玲' })[0]).toContain(
      'of the person you decide for.',
    );
  });

  it('is, after a denial, that it goes on and where it stands', () => {
    expect(both('more-time-needed')[0]).toMatch(/often not the last one.*\n.*what we wait for/s);
    expect(both('more-time-needed')[1]).toMatch(/no es la última.*\n.*qué esperamos/s);
  });
});

describe('a telephone number', () => {
  const forms = ['+13125550100', '312-555-0100', '1 (312) 555-0100', '312.555.0100'];
  it.each(forms)('is read as (312) 555-0100 in every message, entered as %s', (phone) => {
    const site = { name: 'Lakeside Care', phone };
    const told = everyMessage({ site, givenName: '' });
    expect(told.some((text) => text.includes('(312) 555-0100'))).toBe(true);
    expect(told.join()).not.toMatch(/\+1312|312-555|5550100/);
  });

  it('of ours is read as (800) 555-0199', () => {
    expect(careTeam.phone).toBe('(800) 555-0199');
    expect(everyMessage({ site: undefined, givenName: '' }).join()).toContain('(800) 555-0199');
    expect([...replies, ...practiceMails].join()).not.toMatch(/800-555|\+1800/);
  });

  it.each(['+44 20 7946 0958', '312-555-0100 ext. 4', '911'])(
    'that is none of North America stays as it was entered: %s',
    (phone) => {
      expect(readablePhone(phone)).toBe(phone);
    },
  );
});

describe('a reply to a text', () => {
  it.each(replies)('"%s" is one segment', (reply) => {
    expect(septets(reply)).toBeLessThanOrEqual(160);
  });
});

describe('what no message ever says', () => {
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const everything = [
    ...languages.flatMap((language) => everyMessage({ language })),
    ...replies,
    ...practiceMails,
  ];
  const said = new Set(everything.flatMap(words));

  it.each(therapies.map((therapy) => [therapy.id, therapy] as const))(
    'what %s is called, what it is for or how it is billed',
    (_, { id, name, names, drugClass, hcpcs, icd10 }) => {
      const ordinary = new Set([
        'for',
        'of',
        'the',
        'and',
        'with',
        'other',
        'after',
        'a',
        'in',
        'to',
        'or',
        'on',
        // Parts of names, such as short bowel or palliative care, that tell nothing alone.
        'short',
        'patient',
        'care',
      ]);
      const telling = [
        ...[id, name, drugClass, ...names, ...icd10.map(({ text }) => text)].flatMap(words),
        ...hcpcs.map(({ code }) => code.toLowerCase()),
        ...icd10.map(({ prefix }) => prefix.toLowerCase()),
      ].filter((word) => word.length > 3 && !ordinary.has(word));
      expect(telling.filter((word) => said.has(word))).toEqual([]);
    },
  );

  it('that it is about infusions, a specialty or a payer', () => {
    const telling =
      /infus|biolog|chemo|quimio|cancer|cáncer|oncolog|rheumat|reumat|gastro|neurolog|authoriz|autoriz|denied|medicare|medicaid|therapy|terapia|diagnos/i;
    expect(everything.filter((text) => telling.test(text))).toEqual([]);
  });

  it('more than first name, time, site, phone and link, whatever else we know', () => {
    const canary = /CANARY\d+/;
    const visit = {
      ...aBookedVisit(),
      therapyId: 'CANARY1',
      authorizationId: 'CANARY2',
      nurseId: 'CANARY3',
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        fc.integer({ min: 4, max: 9999 }),
        (language, n) => {
          const given = {
            givenName: `Ana CANARY${n}`,
            language,
            site: { name: 'Lakeside Care', phone: '312-555-0100', npi: `CANARY${n}` },
            visit,
            ahead: [visit],
            link,
            email: `CANARY${n}@example.org`,
            phone: `CANARY${n}`,
          };
          for (const message of everyMessage(given)) expect(message).not.toMatch(canary);
          const calendar = writeCalendar([visit], {
            language,
            place: () => 'Lakeside Care',
            now: new Date(0),
          });
          expect(calendar).not.toMatch(canary);
        },
      ),
    );
  });
});

describe('the alphabet of texts', () => {
  it.each([
    ['Visit', 5],
    ['mañana', 6],
    ['é', 1],
    ['{}', 4],
    ['á', undefined],
    ['你', undefined],
  ])('"%s" takes %s', (text, length) => {
    expect(septets(text)).toBe(length);
  });

  it('keeps what it has and takes the accent off what it has not', () => {
    expect(plainText('á é í ó ú ñ ü ¿ ¡')).toBe('a é i o u ñ ü ¿ ¡');
  });
});

describe('the calendar', () => {
  const visits = [aBookedVisit(), aBookedVisit({ status: 'cancelled', revision: 3 })];
  const calendar = writeCalendar(visits, {
    language: 'es',
    place: () => 'Lakeside, North; building '.repeat(5),
    now: new Date('2026-11-20T10:00:00Z'),
  });

  it('has CRLF line ends and no line over 75 octets', () => {
    expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of calendar.split('\r\n'))
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('unfolds to the visits in UTC, with what a calendar needs to replace them', () => {
    const lines = calendar.replaceAll('\r\n ', '').split('\r\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'DTSTART:20261201T150000Z',
        'DTEND:20261201T180000Z',
        'DTSTAMP:20261120T100000Z',
        'UID:vis_0123456789abcdefghjk_1@dripline',
        'SEQUENCE:1',
        'STATUS:CONFIRMED',
        'SEQUENCE:3',
        'STATUS:CANCELLED',
      ]),
    );
    expect(lines.find((line) => line.startsWith('LOCATION:'))).toContain(
      'Lakeside\\, North\\; building',
    );
  });
});

describe('the mail of a day to a practice', () => {
  const told = (kinds: readonly (typeof practiceKinds)[number][]) =>
    writeDayOfNews(
      kinds.map((kind) => ({ kind, referralId })),
      practiceFrame,
    );
  it('is the mail of the one thing, where there is one', () => {
    expect(told(['visits-booked'])).toEqual(
      writePracticeMail({ kind: 'visits-booked', referralId }, practiceFrame),
    );
  });
  it('tells each thing with where to read the rest', () => {
    const { subject, body } = told(['visits-booked', 'request-decided']);
    expect(subject).toBe('News of referrals of your practice');
    expect(body.split(`${practiceFrame.consoleUrl}/referrals/${referralId}`)).toHaveLength(3);
    expect(body.match(/^Hello,/gm)).toHaveLength(1);
  });
});
