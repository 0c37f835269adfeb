import { describe, expect, it } from 'vitest';
import { isHarmless } from '../../functions/outreach/harmless.ts';
import { readIntent } from '../../functions/outreach/incoming-text.ts';
import { asksToMove, readTopic, warnedIn } from '../../functions/outreach/text-topics.ts';
import { asRead } from '../../functions/outreach/written-ways.ts';

/** What people write when somebody is badly off: in slang, in haste, spelled by ear, in signs. */
const badlyOff: readonly string[] = [
  ...['i cant breath', 'hard 2 breathe', 'cant catch my breath'],
  ...['my chest feels heavy', 'elephant on my chest', 'chest hurtz bad'],
  ...['throat closin up', 'my throat feels funny and tight', 'lips r swollen'],
  ...['face is swelling up 😰', 'tongue feels fat', 'hives all over'],
  ...['im itchy everywhere', 'breaking out in bumps', 'passed out in bathroom'],
  ...['he wont wake up', 'shes not breathing', 'mom is having a seizure'],
  ...['hes shaking and eyes rolled back', 'i think im having a stroke', 'left arm went numb'],
  ...['slurring my words', 'cant talk right', 'blood everywhere from the iv'],
  ...['picc line came out and bleeding', 'line snapped', 'my heart is going crazy'],
  ...['heart is beating out of my chest', 'feel like im gonna die', 'i feel faint'],
  ...['seeing double', 'worst headache of my life', 'coughing up blood'],
  ...['blood in my poop', 'i took too many pills', 'i want to end my life'],
  ...['i dont want to live anymore', 'im gonna hurt myself', 'throwing up blood'],
  ...['turning blue', 'lips are blue', 'cold and clammy'],
  ...['im so dizzy cant stand up', 'fell and hit my head', 'my iv arm is huge'],
  ...['pump is going off wont stop', 'the bag is empty and air in the line', 'i think im reacting'],
  ...['help me please', 'sos', '🆘'],
  ...['🚑', '🚨 help', 'i need an ambulance'],
  ...['she turned gray', 'cant feel my legs', 'stiff as a board neck hurts'],
  ...['cant pee since yesterday', 'havent peed all day', 'black stool'],
  ...['my eyes are yellow', 'arm is red and hot where the iv was', 'red streak up my arm'],
  ...['pus coming out of my port', 'feva', 'i got a feva'],
  ...['running a temp of 101', 'im burnin up', 'feeling hot and cold 🥶'],
  ...['🤒', 'got the chillz', '101.5 this morning'],
  ...['hurtz so bad', 'no puedo respirar', 'no respiro bien'],
  ...['me falta el aire', 'me ahogo', 'se me sierra la garganta'],
  ...['se me cierra la garganta', 'me duele el pecho', 'tengo el pecho apretado'],
  ...['siento un peso en el pecho', 'se me durmio el brazo', 'no siento las piernas'],
  ...['se desmayo', 'no reacciona', 'no despierta mi mama'],
  ...['esta convulsionando', 'le esta dando un ataque', 'creo q es un derrame'],
  ...['se le torcio la boca', 'habla raro', 'no puede hablar'],
  ...['tengo ronchas en todo el cuerpo', 'me pica todo', 'me sali de ronchas'],
  ...['se me inflamo la cara', 'labios hinchados', 'lengua gorda'],
  ...['se me salio la via y sangra', 'mucha sangre', 'vomito sangre'],
  ...['popo negro', 'me quiero morir', 'no quiero vivir'],
  ...['me tome muchas pastillas', 'me estoy muriendo', 'auxilio'],
  ...['ayudenme', 'ayuda por favor', 'llamen al 911'],
  ...['manden ambulancia', 'esta morada', 'se puso azul'],
  ...['veo borroso', 'veo doble', 'me late muy fuerte el corazon'],
  ...['corazon a mil', 'me siento muy mal', 'me tiembla todo el cuerpo'],
  ...['tiemblo de frio', 'sudor frio', 'no puedo orinar'],
  ...['no he orinado', 'me caí y me pegue en la cabeza', 'ojos amarillos'],
  ...['me duele mucho la cabesa', 'cabeza me explota', 'brazo hinchado y caliente'],
  ...['la bomba no deja de pitar', 'raya roja en el brazo', 'sale pus del cateter'],
  ...['ando con calentura', 'tngo fiebre', 'traigo temperatura de 38.5'],
  ...['tengo temperatura', 'me dio fievre', 'hirviendo en calentura'],
];

/** The same, written when the lists were done: what they do not know is still not taken for harmless. */
const unforeseen: readonly string[] = [
  ...['my windpipe feels narrow', 'gasping here', 'ive got the shivers real bad'],
  ...['my mouth is going numb', 'whole body is on fire', 'he slumped over'],
  ...['grandma isnt responding', 'her lips went gray', 'im seeing floaters'],
  ...[
    'i cant feel half my face',
    'the pic line is oozing yellow stuff',
    'skin peeling off my hands',
  ],
  ...['ringing in my ears and wobbly', 'my belly is rock hard', 'been pooping water all night'],
  ...['my wee is brown', 'ears ringing', 'i keep blacking out'],
  ...[
    'i dont feel right since the infusion',
    'something aint right',
    'knot in my arm where needle was',
  ],
  ...['throat scratchy', 'feeling off today', 'ive been sleeping 20 hrs'],
  ...['my dad is talking gibberish', 'cut off my air', 'my tongue is swollwn'],
  ...['heart skipping beats', 'took double dose by accident', 'wound smells bad'],
  ...['my leg is swelled up', 'cant hold my head up', 'me siento rara desde ayer'],
  ...['se me hincho la lengua', 'traigo el brazo hinchadisimo', 'no aguanto el dolor'],
  ...['me estoy poniendo morada', 'mi mama no contesta y respira feo', 'se me nubla la vista'],
  ...['tengo el cuello tieso', 'ando bien mareado', 'me salieron manchas rojas'],
  ...['me zumba la cabeza', 'mi papa esta delirando', 'devolvi todo'],
  ...['obro pura agua', 'estoy orinando cafe', 'me pusieron doble dosis'],
  ...['la herida huele mal', 'se me fue el aire', 'tengo taquicardia'],
  ...['me da vueltas todo'],
];

/** What people write who are well. */
const ordinary: readonly string[] = [
  ...['hey its maria can i bring my grandson', 'what should i wear', 'is there wifi'],
  ...['running 10 min late traffic is crazy', 'do yall take blue cross', 'my new # is 555 0102'],
  ...['can i eat before', 'happy thanksgiving!', 'who is the nurse this time'],
  ...['i lost my paper with the address', 'can you email me the form', 'see u at 3'],
  ...['do i need to bring my card', 'y cuanto me va a costar', 'puedo llevar a mi hija'],
  ...['estoy afuera', 'llego en 10 min', 'a que hora es'],
  ...['no me llego el correo', 'disculpe quien es', 'Dios los bendiga'],
  ...['ok ill be there', 'lol ok', 'thank u maam'],
  ...['whats the door code', 'my car broke down', 'kids have school so can it be after 3'],
  ...['can my son come in with me', 'is it ok if i drive myself', 'im outside'],
];

const others: readonly string[] = [
  ...['I give blood next week', 'bus stop', 'my phone died', 'blood test on Monday?'],
  ...['store it at room temperature?', 'they draw my blood first?', "can't talk right now"],
  ...['cannot speak today, in a meeting', 'sacar sangre', 'a temperatura ambiente', '¿sos vos?'],
  ...['i am not sure', 'im not ok with that', 'im not good with phones', 'ok ill call'],
  ...['so ill be late', 'what floor are you on', 'is it on the floor 3', 'the blue building'],
  ...['my phone line is not working', 'i dont know who you are', 'i took the bus', 'took all day'],
  ...['i cant move my appointment', 'i cant do this time', 'i cant go on monday', 'room 103'],
  ...['i need the doctors letter', 'la hora no esta bien', 'no habla espanol', 'en el piso 3'],
  ...[
    'no puedo comer antes?',
    'no se donde esta la clinica',
    'no puedo mas tarde',
    'im 39 years old',
  ],
  ...['sat 10 am works', 'the sat 14th', 'oxygen delivery at 10', 'should i not eat before'],
  ...[
    'ando mal de tiempo',
    'esta mal la direccion',
    'no responde el telefono',
    'visit at 80 40th st',
  ],
  ...['no puedo hablar ahora', 'the line was busy', 'turning 60 soon', 'in the front', 'heads up'],
];

/** The same made of words of which each is harmless by itself. */
const ofHarmlessWords: readonly string[] = [
  ...['i am not well', 'im not ok', 'she is not well', 'not doing so good', 'he is not right'],
  ...['mom is ill', 'very ill today', 'dad is on the floor', 'i cant move', 'he is not moving'],
  ...['she wont move', 'i cant see', 'he doesnt know where he is', 'mom is not all there'],
  ...['she does not know who i am', 'cant get him up', 'i took it all', 'i took all of them'],
  ...['i took two by mistake', 'i want it to end', 'i cant do this any more', 'i cant go on'],
  ...['my line is out', 'his line is not working', 'my husband is blue', 'blue all over', '103f'],
  ...['103.4F', 'she is 104 now', '180 over 110', 'i need a doctor now', 'she wont speak'],
  ...['no estoy bien', 'mi mama no esta bien', 'mama no habla', 'no puedo comer', 'tengo 40'],
  ...['no sabe quien soy', 'ya no puedo mas', 'esta en el piso', 'mi papa no come nada'],
  ...['no me puedo mover', 'sin habla', 'quiero ir con dios', 'i want to be with god'],
];

/** Numbers of a body, and what nobody is asked to stop sending: it tells of an illness. */
const measured: readonly string[] = [
  ...['my bp is 80/40', 'bp 200/110', 'blood sugar 38', 'my sugar is 40', 'my o2 is 85'],
  ...['azucar en 400', 'glucosa 50', 'presion 180 sobre 110', 'vision went dark', 'epi pen used'],
  ...['lost vision in one eye', 'baby is floppy', 'he wont drink anything', 'sick as a dog'],
  ...['enfermo', 'ando malita', 'amaneci enferma', 'sigo mal', 'mi hijo esta enfermo'],
  ...['me internaron ayer', 'ingresaron a mi mamá', 'mi mama no responde'],
  ...['quiero quitarme la vida', 'voy a quitarme la vida'],
];

/** Such that nobody knows what they tell of: they are read within the hour. */
const doubtful: readonly string[] = [
  ...['the line is stuck', 'its not right', 'he is out', 'it is back', 'he cant speak now'],
  ...['i cant read', 'he cant understand me', 'need somebody now please', 'come quick'],
  ...['not here any more', 'no puedo leer', 'se fue con dios', 'the nurse did it wrong'],
];

describe('what tells of somebody badly off', () => {
  it.each(badlyOff)('is heard in "%s"', (said) => {
    expect(readTopic(said)).toBe('unwell');
  });

  it.each(ofHarmlessWords)('is heard in "%s", though each word of it is harmless', (said) => {
    expect(readTopic(said)).toBe('unwell');
  });

  it.each(measured)('is heard in "%s", and ends no texts', (said) => {
    expect([readTopic(said), readIntent(said).intent]).toEqual(['unwell', 'other']);
  });

  it.each(doubtful)('may be in "%s", which nobody takes for harmless', (said) => {
    expect(readTopic(said)).toBe('unclear');
  });

  it('is never taken for harmless, as it was not foreseen either', () => {
    expect(unforeseen.filter((said) => !['unwell', 'unclear'].includes(readTopic(said)))).toEqual(
      [],
    );
  });

  it.each([...ordinary, ...others])('is not heard in "%s"', (said) => {
    expect(warnedIn(said)).toBeUndefined();
  });

  it('leaves most of what people write when they are well to the usual clock', () => {
    const unclear = ordinary.filter((said) => readTopic(said) === 'unclear');
    expect(unclear.length / ordinary.length, unclear.join('\n')).toBeLessThanOrEqual(0.3);
  });
});

describe('a harmless text', () => {
  it.each([
    ['', true],
    ['thank you see you at 3 pm', true],
    ['at 10am on the 2nd', true],
    ['a b c', true],
    ['she comes at noon', true],
    ['room 12345', true],
    ['see you at 3 glorp', false],
    ['glorp', false],
    ['12abc', false],
    ['constructor', false],
  ])('"%s": %s', (said, is) => expect(isHarmless(said)).toBe(is));
});

describe('words written in haste', () => {
  it.each([
    ['cant make it tmrw', 'cant make it tomorrow'],
    ['need 2 go 2day', 'need to go today'],
    ['2 of them', '2 of them'],
    ['wont b there', 'wont be there'],
    ['plan b', 'plan b'],
    ['quit txtin u', 'quit txting you'],
    ['i wanna, i gotta, im gonna', 'i want to, i got to, im going to'],
    ['begin in berlin', 'begin in berlin'],
    ['kiero q me llamen porfa', 'quiero que me llamen por favor'],
    ['se me sierra', 'se me cierra'],
  ])('"%s" are read as "%s"', (said, read) => expect(asRead(said)).toBe(read));
});

describe('a wish for another time, in haste', () => {
  it.each([
    ...['i gotta cancel tmrw', 'need 2 resched', 'something came up can we do thurs instead'],
    ...['gonna have to miss fri', 'wont b there 2moro', 'can u push it back a day'],
    ...['can we do it later in the week', 'my ride fell thru cant come', 'no alcanzo a llegar hoy'],
    ...['cancelen mi cita por favor', 'kiero cambiar mi cita', 'I have to cancel my appointment'],
  ])('is heard in "%s"', (said) => expect(asksToMove(said)).toBe(true));

  it.each([
    ...['I have to cancel my gym', 'need to skip my pills', 'can you push the fluids'],
    ...['can we do the form later', 'I had to miss work', 'cancelen los textos'],
  ])('is not taken from "%s"', (said) => expect(asksToMove(said)).toBe(false));
});

describe('that a patient has died', () => {
  it.each([
    ...['my mother passed away', 'he died last night', 'She is dead', 'patient is deceased'],
    ...['mi papá falleció', 'ella murió ayer', 'el señor es difunto'],
  ])('keeps texts back until a person has read "%s"', (said) => {
    expect(readIntent(said)).toMatchObject({ intent: 'other', asksToEnd: true });
  });

  it.each(['my phone died', 'the battery died sorry', 'my cell died'])(
    'is not read in "%s"',
    (said) => expect(readIntent(said).asksToEnd).toBeUndefined(),
  );
});
