import { describe, expect, it } from 'vitest';
import { IncomingText, type Intent, readIntent } from '../../functions/outreach/incoming-text.ts';

const words: Readonly<Record<Exclude<Intent, 'other'>, { en: string[]; es: string[] }>> = {
  stop: {
    en: [
      ...['stop', 'stopall', 'stop all', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel'],
      ...['unsubscribe', 'remove', 'remove me', 'no more', 'stop texts'],
    ],
    es: [
      ...['alto', 'parar', 'pare', 'basta', 'baja', 'no mas', 'no más'],
      ...['cancelar', 'terminar', 'fin', 'detener'],
    ],
  },
  start: {
    en: ['start', 'unstop', 'yes start', 'subscribe'],
    es: ['empezar', 'iniciar', 'comenzar'],
  },
  help: { en: ['help', 'info'], es: ['ayuda'] },
  confirm: { en: ['c', '1', 'confirm', 'yes', 'y'], es: ['si', 'sí', 'confirmo', 'confirmar'] },
  thanks: {
    en: [
      ...['thanks', 'thank you', 'thank u', 'thx', 'ty', 'thank you so much', 'thanks a lot'],
      ...['❤️', '😊', '🙂'],
    ],
    es: ['gracias', 'muchas gracias', 'mil gracias', 'muchísimas gracias'],
  },
  ok: {
    en: [
      ...['ok', 'okay', 'got it', 'great', 'perfect', 'sounds good', 'understood', 'will do'],
      ...['ok thanks', 'got it, thank you', 'great thx', '👍', '👍🏽', '👌'],
    ],
    es: [
      ...['vale', 'de acuerdo', 'está bien', 'entendido', 'perfecto', 'ok gracias'],
      ...['ok, muchas gracias', 'vale, mil gracias'],
    ],
  },
};
const rows = Object.entries(words).flatMap(([intent, { en, es }]) => [
  ...en.map((word): [string, string, object] => [word, intent, { intent }]),
  ...es.map((word): [string, string, object] => [word, intent, { intent, language: 'es' }]),
]);

describe('a text of one word', () => {
  it.each(rows)('"%s" means %s, in its language', (word, _intent, expected) => {
    expect(readIntent(word)).toEqual(expected);
    expect(readIntent(` ${word.toUpperCase()}! `)).toEqual(expected);
  });

  it.each([
    ...['please', 'pls', 'hi', 'hello', 'ok', 'por favor', 'hola'].map((said) => `${said} stop`),
    ...['please', 'pls', 'thanks', 'thank you', 'now', 'me', 'por favor', 'gracias', 'ya'].map(
      (said) => `stop ${said}`,
    ),
    'Hello, please stop now, thank you!',
  ])('"%s" stops the texts for all its courtesy', (body) => {
    expect(readIntent(body)).toEqual({ intent: 'stop' });
  });

  it.each([
    'please start',
    'ok yes',
    'confirm thanks',
    'hi help',
    'oki stop it',
    'stop, thanksgiving',
    ...['C?', '1?', '¿Sí?', 'yes?'],
    'ok?',
    'thanks?',
    '¿Vale?',
    '👍?',
    'no thanks',
    'thanks but I cannot come',
    'ok but who is coming',
    'gracias pero no puedo ir',
    'not ok',
    '👎',
    '🙏',
    '👍 🤒',
    '',
  ])('"%s" is for a person to read', (body) => {
    expect(readIntent(body).intent).toBe('other');
  });
});

describe('a longer text', () => {
  it.each([
    ...['texting', 'sending', 'messaging', 'contacting', 'writing'].map(
      (doing) => `so stop ${doing} us`,
    ),
    ...['the', 'these', 'all', 'your', 'my'].map((whose) => `will you stop ${whose} message today`),
    ...['texts', 'text', 'messages'].map((what) => `could you stop the ${what} today`),
    ...['stop all', 'stop these', 'stop text', 'stop texts', 'stop message', 'stop messages'].map(
      (said) => `I said ${said}`,
    ),
    ...['text', 'message', 'contact'].flatMap((what) => [
      `do not ${what} us`,
      `I said dont ${what} us`,
      `I said don’t ${what} us`,
    ]),
    ...['text', 'texts', 'text message', 'text messages', 'message', 'messages'].flatMap((what) => [
      `from now on no ${what} at all`,
      `from now on no more ${what} at all`,
    ]),
    ...['don’t want', 'dont want', 'do not want'].flatMap((will) => [
      `I ${will} texts here`,
      `I ${will} any texts here`,
      `I ${will} more texts here`,
      `I ${will} any more texts here`,
    ]),
    ...[
      'take me off',
      'leave me alone',
      'remove me',
      'unsubscribe',
      'opt out',
      'opt me out',
      'opting out',
    ].map((said) => `kindly ${said} today`),
    ...['dejen', 'deje', 'pare', 'paren'].flatMap((said) =>
      ['escribir', 'enviar', 'mandar'].map((doing) => `que ${said} de ${doing} hoy`),
    ),
    ...['escriba', 'escriban', 'envíe', 'envíen', 'mande', 'manden'].flatMap((doing) => [
      `que no ${doing} hoy`,
      `que no me ${doing} hoy`,
      `que no nos ${doing} hoy`,
    ]),
    ...['textos', 'mensajes'].flatMap((what) => [
      `ya no más ${what} hoy`,
      `yo no quiero ${what} hoy`,
      `yo no quiero recibir ${what} hoy`,
      `yo no quiero más ${what} hoy`,
      `yo no quiero recibir más ${what} hoy`,
    ]),
    'quiero dar de baja esto',
    'quiero darme de baja hoy',
  ])('"%s" stops the texts', (body) => {
    expect(readIntent(body).intent).toBe('stop');
  });

  it.each([
    'nonstop texting is fine',
    'I stop all my pills today',
    'a bus will stop these days',
    'the text was kind',
    'unsubscribed long ago',
    'no escribo mucho',
    'quiero mensajes',
    'se da de baja el lunes',
  ])('"%s" is for a person to read', (body) => {
    expect(readIntent(body)).toEqual({ intent: 'other' });
  });
});

describe('a text as the carrier hands it over', () => {
  const text = { originationNumber: '+13125550142', messageBody: 'STOP', inboundMessageId: 'in-1' };

  it.each<[string, object, boolean]>([
    ['as it comes', {}, true],
    ['from the shortest number', { originationNumber: '+12345678' }, true],
    ['from a shorter one', { originationNumber: '+1234567' }, false],
    ['from the longest number', { originationNumber: '+123456789012345' }, true],
    ['from a longer one', { originationNumber: '+1234567890123456' }, false],
    ['from a number without its country', { originationNumber: '3125550142' }, false],
    ['from a number that begins with zero', { originationNumber: '+03125550142' }, false],
    ['with something before its number', { originationNumber: 'x+13125550142' }, false],
    ['with something after it', { originationNumber: '+13125550142x' }, false],
    ['without words', { messageBody: '' }, true],
    ['with as many words as there may be', { messageBody: 'a'.repeat(2000) }, true],
    ['with more', { messageBody: 'a'.repeat(2001) }, false],
    ['without an id', { inboundMessageId: '' }, false],
    ['with the longest id', { inboundMessageId: 'a'.repeat(100) }, true],
    ['with a longer one', { inboundMessageId: 'a'.repeat(101) }, false],
  ])('%s, is read or not', (_says, different, isRead) => {
    const read = IncomingText.safeParse({ ...text, ...different });
    expect(read.success).toBe(isRead);
    if (read.success) expect(read.data).toEqual({ ...text, ...different });
  });
});
