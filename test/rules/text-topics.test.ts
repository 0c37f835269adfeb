import { describe, expect, it } from 'vitest';
import { curriculum } from '../../functions/education/curriculum/all-items.ts';
import { asksToMove, readTopic, saysMore, warnedIn } from '../../functions/outreach/text-topics.ts';

/** What our lessons tell a patient to call 911 for, sign by sign. */
const taught = curriculum.flatMap(({ en, es }) =>
  [en.text, es.text].flatMap((text) =>
    text
      .split(/\.\s/)
      .filter((sentence) => /\b(call 911|(llame|llamen) al 911)\b/i.test(sentence))
      .flatMap((sentence) =>
        sentence.replace(/(que )?(someone must )?\b(call|llamen?)( al)? 911\b/i, '').split(','),
      )
      .map((sign) => sign.replace(/^\s*(if|for|si)\b|\.$/gi, '').trim())
      .filter((sign) => /\p{L}/u.test(sign)),
  ),
);

const warnings: Readonly<Record<'en' | 'es', readonly string[]>> = {
  en: [
    ...['my chest hurts', 'tightness in my chest', "I can't breathe", 'short of breath', 'SOB'],
    ...['my throat is closing', 'my tongue is big', 'sore throat', 'mouth sores', "can't swallow"],
    ...['my lips are swelling', 'hives', 'a rash', 'so itchy', 'welts', 'blisters', 'bruises'],
    ...['a fever', 'I have chills', 'shaking all over', 'night sweats', 'temp 101', '100.4 F'],
    ...['temperature was 38.5', 'bleeding', 'I fainted', 'passed out', 'so dizzy'],
    ...["my dad won't wake up", 'she is not responding', 'he is confused', 'I feel mixed up'],
    ...['one side of my face droops', 'my arm is weak', 'trouble speaking', "can't move my leg"],
    ...["I can't see well", 'blurry vision', 'my heart is racing', 'palpitations', 'an infection'],
    ...[
      'I took too much',
      'throwing up',
      'nausea',
      'diarrhea',
      'cramps',
      'a lot of pain',
      'it burns',
    ],
    ...[
      'bad headache',
      'my neck is stiff',
      'my arm hurt all night',
      'my arm is red',
      'yellow eyes',
    ],
    ...[
      'dark urine',
      'my picc came out',
      'the IV is leaking',
      'port is red and warm',
      'line broke',
    ],
    ...['the pump is beeping', 'pump stopped', "I'm really sick", 'I feel bad', "don't feel well"],
    ...['I feel sick for two days', 'I fell', 'fell down', 'I want to die', '🆘', '911'],
    ...['no fever', 'in the hospital', 'I think I am pregnant', 'got my flu shot today'],
    ...['started a new medicine', 'I am on antibiotics', 'was hospitalized', 'covid vaccine'],
    ...['just got out of the hospital', 'the nurse gave me a shingles shot'],
  ],
  es: [
    ...['me duele el pecho', 'opresión en el pecho', 'no puedo respirar', 'garganta cerrada'],
    ...['no puedo tragar', 'cara hinchada', 'ronchas', 'fiebre', '38 grados', 'sangro'],
    ...['me desmayé', 'no despierta', 'está confundido', 'la cara chueca', 'no puedo ver bien'],
    ...['no puedo mover el brazo', 'palpitaciones', 'una reacción', 'tomé demasiado', 'náuseas'],
    ...['el brazo rojo', 'ojos amarillos', 'se me salió la aguja', 'el catéter gotea'],
    ...[
      'la bomba suena',
      'me siento mal',
      'no me siento bien',
      'me caí',
      'quiero morir',
      'auxilio',
    ],
    ...['moretones', 'temblores', 'me arde', 'estoy embarazada', 'me pusieron la vacuna'],
    ...['tomo una medicina nueva', 'antibióticos', 'salí del hospital ayer'],
  ],
};

const harmless: readonly string[] = [
  ...[
    'what time is it',
    'running late',
    'who is this',
    'ok',
    '👍',
    'help',
    'I need help with parking',
  ],
  ...["I'm confused about the time", 'I fell asleep and missed your call', 'my heart is with you'],
  ...["I'm sick and tired of these texts", 'I feel bad about missing it', 'my phone was hot'],
  ...[
    "can't move my visit",
    "can't see you Monday",
    'port of Chicago',
    'room 102',
    'in 38 minutes',
  ],
  ...['no puedo mover la cita', 'estoy confundido con la hora', 'llego tarde', 'tengo 3 preguntas'],
];

describe('a warning word', () => {
  it('is known for each sign that our lessons say to call 911 for', () => {
    expect(taught.length).toBeGreaterThan(25);
    expect(taught.filter((sign) => warnedIn(sign) === undefined)).toEqual([]);
  });

  it.each(
    (['en', 'es'] as const).flatMap((language) =>
      warnings[language].map((said): [string, string] => [said, language]),
    ),
  )('is heard in "%s", in its language', (said, language) => {
    expect(warnedIn(said)).toBe(language);
    expect(readTopic(said.toUpperCase())).toBe('unwell');
    expect(saysMore(`STOP. ${said}`)).toBe(true);
  });

  it.each(['38.5', '101', 'I have 102', 'help me', 'please help me now', 'tengo 39'])(
    'is heard in "%s", where that is all they write',
    (said) => {
      expect(readTopic(said)).toBe('unwell');
      expect(readTopic(`${said} of them at the gate`)).not.toBe('unwell');
    },
  );

  it.each(harmless)('is not heard in "%s"', (said) => {
    expect(warnedIn(said)).toBeUndefined();
  });
});

describe('what a text is about', () => {
  it.each([
    ...['my appointment', 'is the nurse coming', "I can't make it", 'running late', 'reschedule?'],
    ...['what time', 'where do I park, any directions', 'is Thursday possible', 'see you tomorrow'],
    ...['no puedo ir', '¿a qué hora?', 'mi cita', 'la enfermera', 'llegaré el lunes', 'mañana'],
  ])('is a visit in "%s"', (said) => {
    expect(readTopic(said)).toBe('visit');
  });

  it.each(['who is this', '', '???', 'I have a new phone', 'gracias'])(
    'is not told by "%s"',
    (said) => {
      expect(readTopic(said)).toBe('other');
    },
  );
});

describe('a wish for another time', () => {
  it.each([
    ...["I can't come, my son is sick", 'we will not be able to make it tomorrow', 'cannot go'],
    ...["won't be there", 'I cannot go to my appointment', "can't go on Friday, no car"],
    ...['can we do another day?', 'any other time?', 'we are not coming', 'please move the visit'],
    ...['need to change my Tuesday appointment', 'can I skip tomorrow', 'cancel my next infusion'],
    ...['could you push the treatment', "can't keep my appointment", 'could we change the time?'],
    ...['no puedo ir, mi hijo está enfermo', 'no vamos a llegar', 'quiero cambiar la cita'],
    ...['podemos otra hora?', 'mejor otro día', 'cancelar el tratamiento'],
  ])('is heard in "%s"', (said) => {
    expect(asksToMove(said)).toBe(true);
  });

  it.each([
    ...["my cough won't go away", 'I cannot go to the bathroom', "the cap won't come off"],
    ...["I can't keep it down", "it won't go through", "can't make it stop", 'cannot go to sleep'],
    ...['do I need to change the dressing today', 'I need to change it', 'it is not coming out'],
    ...['the other day I felt odd', 'can I take my pills at a later time', 'another day of cough'],
    ...['my doctor said to change my treatment', 'I want to change my insurance, does it matter'],
    ...['please change the time of my dose', 'reschedule my blood draw', 'can I come early?'],
    ...['no puedo ir al baño', 'el otro día me sentí raro', 'cambiar el tratamiento'],
    ...['cambiar la hora de la pastilla', 'otra hora para la medicina', 'I will come'],
  ])('is not taken from "%s"', (said) => {
    expect(asksToMove(said)).toBe(false);
  });
});

describe('a text that stops the texts', () => {
  it.each(['Stop. I cannot come', 'STOP and my visit?', 'alto, no voy'])(
    'says more of a visit in "%s"',
    (said) => expect(saysMore(said)).toBe(true),
  );

  it.each(['STOP', 'Stop texting me today', 'ya no manden mensajes', 'remove me on Monday'])(
    'says no more in "%s"',
    (said) => expect(saysMore(said)).toBe(false),
  );
});
