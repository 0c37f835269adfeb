import { describe, expect, it } from 'vitest';
import { readIntent } from '../../functions/outreach/incoming-text.ts';

/** Texts that ask for no more texts, as people write them. */
const stops: readonly string[] = [
  // In slang, in haste, spelled by ear.
  ...['quit blowin up my phone', 'yo stop txtin me fr', 'no more texts plz 🙏'],
  ...['STOP 🛑🛑', 'pls take my # off ur list', 'dont txt this number no more'],
  ...['i dont wanna get these anymore', 'lose this number', 'stop sendin me stuff'],
  ...[
    'i want out of these texts',
    'how do i make these texts stop',
    'please discontinue messaging',
  ],
  ...['stahp', 'ya no manden mensajes porfa', 'dejen de estar chingando'],
  ...['saquenme de la lista', 'no kiero mas mensajes', 'ya stop con los textos'],
  ...['borren mi numero porfavor', 'quiero que paren los textos', 'ALTO!!! 😡'],
  ...['ya parenle a los mensajitos', 'no me mandes mas msj', 'dejen de mandarme sms'],
  ...['bajenme de su lista', 'q no me manden mas textos', 'I no longer consent to texts'],
  ...['cease all communication', 'Do not message me again', 'knock it off with the texts'],
  ...['make it stop 😩 too many texts'],
  ...['kindly discontinue', 'please mute', 'terminate all texts', 'unlist me', 'remover'],
  ...['silenciar', 'no autorizo mensajes', 'no acepto mas mensajes', 'para ya de escribirme'],
  ...['estoy harta de sus mensajes', 'cansado de tantos mensajes', 'no quiero recibir nada de uds'],
  ...['STOP to end', 'I want to stop receiving texts', 'I wish to stop receiving these messages'],
  ...['unenroll me', 'enough with the texts', 'I never signed up for this, stop', 'leave me be'],
  ...['Stop. I never signed up', 'stop emailing and texting me', 'quit w the texts', 'get lost'],
  ...['stop w these texts', 'stop im begging you', 'stop stop I said', 'this is not Maria. stop'],
  ...['not me stop', 'no quiero que me escriban', 'no quiero mas', 'no me mandes mensajes'],
  ...['no quiero que me manden mensajes', 'no me escribas', 'eliminar', 'no me interesa'],
  ...['quiero dejar de recibir mensajes', 'ya estuvo, no manden más', 'me quiero dar de baja'],
  ...[
    'STOP',
    'Stop.',
    'stop!!!',
    'stopp',
    'sstop',
    'stpo',
    'st op',
    's t o p',
    'S.T.O.P',
    'stoppp',
  ],
  ...[
    'stop it',
    'stop this',
    'stop please',
    'please stop',
    'pls stop now',
    'just stop',
    'STOP STOP',
  ],
  ...[
    'ok stop',
    'stop already',
    'stop thanks',
    'I said stop',
    'how do I stop these',
    'stop stop stop',
  ],
  ...['stop texting', 'quit texting me', 'stop txting me', 'stop the texts', 'stop all texts'],
  ...[
    'stop sending me messages',
    'stop messaging this number',
    'stop contacting me',
    'stop bothering me',
  ],
  ...['please stop sending these', 'stop with the texts', 'stop these', 'stop all', 'stop alerts'],
  ...['stop spamming me', 'can you stop texting me', 'could you please stop these messages'],
  ...['why dont you stop texting me', 'I need you to stop texting me', 'stop sms', 'stop msgs'],
  ...[
    'wrong number, stop',
    'wrong number stop texting',
    'stop, this is the wrong person',
    'Stop you have the wrong number',
  ],
  ...[
    'do not txt',
    'dont text me',
    "don't text me anymore",
    'do not text this number',
    'don’t message me',
  ],
  ...[
    'do not contact me',
    'dont contact me again',
    'never text me again',
    'do not send me anything else',
  ],
  ...[
    'do not send any more messages',
    'dont send me texts',
    'no text please',
    'no texts',
    'no more texts',
  ],
  ...[
    'no more pls',
    'no more',
    'no more messages please',
    'no more of these',
    'no more of this please',
  ],
  ...[
    'end',
    'end these',
    'end texts',
    'end this',
    'end messages',
    'please end these texts',
    'END ALL',
  ],
  ...['quit', 'quit it', 'quit sending me stuff', 'quit messaging', 'please quit'],
  ...[
    'cancel',
    'cancel texts',
    'cancel these messages',
    'cancel all messages',
    'cancel my texts',
    'cancel text alerts',
  ],
  ...[
    'unsubscribe',
    'unsuscribe',
    'unsubcribe',
    'un subscribe',
    'unsub',
    'unsubscribe me please',
    'UNSUBSRIBE',
  ],
  ...[
    'opt out',
    'optout',
    'opt-out',
    'opt me out',
    'opting out',
    'I want to opt out',
    'I opt out of these',
    'optingout',
  ],
  ...[
    'remove',
    'remove me',
    'remove me from this list',
    'take me off your list',
    'take me off',
    'delete my number',
  ],
  ...[
    'remove my number',
    'please remove this number',
    'take my number off',
    'delete me',
    'get me off this list',
  ],
  ...[
    'revoke',
    'I revoke my consent',
    'I withdraw my consent',
    'revoke consent',
    'withdraw consent',
  ],
  ...[
    "I'm done with these messages",
    'im done with these texts',
    "I don't want these",
    'I dont want these texts',
  ],
  ...[
    "I don't want any more messages",
    'I do not want to receive texts',
    "I don't want texts from you",
  ],
  ...[
    'I no longer want these messages',
    'no longer want texts',
    'I dont wish to get these messages',
  ],
  ...[
    'leave me alone',
    'leave us alone please',
    'go away',
    'enough',
    'enough already',
    'enough texts',
    'that is enough texts',
  ],
  ...[
    'turn off texts',
    'turn these off',
    'turn off notifications',
    'disable texts',
    'block me',
    'discontinue texts',
  ],
  ...[
    'lose my number',
    'stop talking to me',
    'not interested',
    'no thanks stop',
    'stop everything',
    'stop notifications',
  ],
  ...[
    'too many texts, please stop',
    'these texts are annoying stop',
    'cease',
    'cease and desist',
    'discontinue',
  ],
  ...['🛑', 'stop 🛑', '🚫📱', '🚫 texts', '✋ stop', '✋'],
  ...[
    'ALTO',
    'alto por favor',
    'para',
    'pare',
    'paren',
    'paren ya',
    'parar',
    'basta',
    'ya basta',
    'basta ya',
  ],
  ...[
    'no más',
    'no mas',
    'ya no',
    'ya no mas',
    'no mas mensajes',
    'no más textos por favor',
    'no mas textos',
  ],
  ...[
    'ya no me manden nada',
    'ya no me manden mensajes',
    'no me escriban',
    'no me manden más',
    'no me envíen textos',
  ],
  ...[
    'no me envien nada',
    'no me escriban mas',
    'no me manden mensajes',
    'no me molesten',
    'no molesten',
  ],
  ...[
    'ya no me escriban',
    'no quiero mensajes',
    'no quiero más mensajes',
    'ya no quiero mensajes',
    'no quiero textos',
  ],
  ...[
    'no quiero recibir mensajes',
    'no quiero recibir nada',
    'ya no quiero recibir esto',
    'no deseo recibir mensajes',
  ],
  ...[
    'quítenme de la lista',
    'quiteme de la lista',
    'quitenme',
    'sáquenme de la lista',
    'saquenme',
    'borren mi numero',
  ],
  ...['eliminen mi número', 'borrenme', 'elimínenme', 'quiten mi numero', 'sáqueme de su lista'],
  ...[
    'dejen de molestar',
    'deje de molestarme',
    'dejen de escribirme',
    'dejen de mandar mensajes',
    'deja de mandarme mensajes',
  ],
  ...[
    'dejen de enviarme textos',
    'dejen de mandarme esto',
    'déjenme en paz',
    'dejeme en paz',
    'dejenme tranquilo',
  ],
  ...[
    'cancelar',
    'cancelar mensajes',
    'cancelen los mensajes',
    'cancelar suscripción',
    'cancelar suscripcion',
  ],
  ...[
    'baja',
    'dar de baja',
    'darme de baja',
    'denme de baja',
    'quiero darme de baja',
    'de baja por favor',
  ],
  ...[
    'terminar',
    'terminar mensajes',
    'fin',
    'detener',
    'detener mensajes',
    'detengan los mensajes',
    'detenganse',
  ],
  ...[
    'número equivocado, no escriban',
    'numero equivocado ya no manden mensajes',
    'suspender mensajes',
    'suspendan los textos',
  ],
  ...[
    'stop por favor',
    'stop mensajes',
    'stop textos',
    'paren los mensajes',
    'pare de mandar mensajes',
    'salir',
  ],
  ...[
    'no envien mas',
    'no manden mas textos',
    'ya párenle',
    'ya parenle con los mensajes',
    'anular suscripcion',
    'desuscribir',
  ],
];

/** Texts that ask to end something, and nobody but a person can say what. */
const unsures: readonly string[] = [
  ...['u got the wrong #', 'no soy maria, se equivoco', 'numero ekivocado'],
  ...['my husband passed away', 'mi esposo falleció'],
  ...['I did not sign up for this', 'I want out', 'this is spam', 'do not disturb', 'ya me salgo'],
  ...[
    'I want to cancel',
    'please cancel everything',
    'cancel it',
    'cancel this please',
    'I quit',
    'we are done',
  ],
  ...[
    'I have to cancel',
    'make it stop',
    'stop it hurts',
    'no more for me I think',
    'end it',
    'I need this to stop',
  ],
  ...[
    'not sure if I should stop',
    'I would like to end this',
    'remove it',
    'quiero cancelar',
    'quiero terminar',
  ],
  ...[
    'cancelen todo',
    'quiero parar',
    'ya no quiero',
    'ya no quiero esto',
    'wrong number',
    'número equivocado',
  ],
  ...['I want to stop', 'como paro esto', 'should I stop?', 'you have the wrong person'],
];

/** Texts about something else, dangerous to take for an opt-out. */
const others: readonly string[] = [
  ...['quítenme la via', 'quiero quitarme la ropa antes?', 'I signed up for the program'],
  ...['no acepto esa hora', 'estoy cansada de esperar', 'para cuando es', 'I want out of the 3pm'],
  ...[
    'dont stop texting me i like them',
    'can i stop at walgreens before',
    'bus stop is far from you',
  ],
  ...[
    'cant stop throwing up',
    'should i stop my metformin',
    'no paren de mandarme textos por favor',
  ],
  ...[
    'puedo dejar de tomar la pastilla?',
    'nurse didnt stop by',
    'is there a stop light by ur place',
  ],
  ...[
    'cuando se acaban las visitas?',
    'stopped at the lab already',
    'please dont take me off the schedule',
  ],
  ...['no olviden mandarme el texto'],
  ...[
    'need to stop for gas, running late',
    'will the infusion stop if I feel bad',
    'quiten la via',
  ],
  ...['can we cancel this weeks visit', 'no me mande a otra clinica', 'no me envien a otro lugar'],
  ...['no texts from you today, is my visit still on?', 'I got no texts about the new time'],
  ...['no texts came today', 'I did not get a text', 'no me llegan los mensajes', 'do not cancel'],
  ...[
    "don't stop",
    "please don't stop",
    "don't stop texting me",
    'please do not stop sending reminders',
  ],
  ...["I can't stop by on Monday", 'can I stop by today', "I'll stop by at 3", 'stopping by later'],
  ...[
    'stop the infusion?',
    'should I stop the infusion',
    'do I need to stop my pills',
    'when do I stop my methotrexate',
  ],
  ...[
    'the nurse said to stop eating at midnight',
    'did the bleeding need to stop',
    'bus stop is closed',
  ],
  ...[
    'please cancel my visit',
    'cancel my appointment',
    'I need to cancel tomorrow',
    'can I cancel my infusion',
  ],
  ...['cancel Tuesday', 'cancel my visit on Dec 1', 'I have to cancel my appt', 'cancel the nurse'],
  ...[
    'at the end of the month',
    'what time does it end',
    'when does the visit end',
    'is the end date right',
  ],
  ...['remove my bandage?', 'can I remove the dressing', 'when can I remove the tape'],
  ...[
    'no more pain today',
    'no more fever',
    'I have no more questions',
    'there are no more supplies',
  ],
  ...[
    'nonstop coughing',
    'the bleeding wont stop',
    'I cant stop vomiting',
    'my nose wont stop bleeding',
  ],
  ...[
    'I have had enough water',
    'is that enough',
    'thanks for the text',
    'I got your message',
    'text me the address',
  ],
  ...[
    'please text me',
    'do not call me, text me',
    'yes please keep texting',
    'can you send the message again',
  ],
  ...["I don't want to miss my visit", "don't want to come Monday", 'I do not want the home nurse'],
  ...[
    "I can't come, my son is sick",
    'running late',
    'what time is it',
    'where do I go',
    'who is this',
  ],
  ...[
    'ok',
    'thanks',
    'thank you so much',
    'yes I will be there',
    'see you then',
    '👍',
    '❤️',
    'Hi',
    'question',
  ],
  ...['no puedo ir', 'no puedo parar de toser', 'no dejen de avisarme', 'no paren los mensajes'],
  ...[
    'cancelar mi cita',
    'quiero cancelar mi cita',
    'cancelen mi visita del lunes',
    'necesito cancelar la infusión',
  ],
  ...[
    'a qué hora termina',
    'cuando termina la visita',
    'al fin del mes',
    'el fin de semana no puedo',
  ],
  ...[
    'para qué es la cita',
    'es para mañana',
    'para el lunes',
    'gracias por el mensaje',
    'mándenme la dirección',
  ],
  ...[
    '¿debo parar la medicina?',
    'tengo la presión baja',
    'presión baja',
    'no tengo más preguntas',
    'ya no tengo fiebre',
  ],
  ...[
    'ya no puedo ir el lunes',
    'no quiero faltar a mi cita',
    'no me manden la enfermera hoy',
    'llegaré tarde',
  ],
  ...[
    'bring me the end results',
    'can we end early today',
    'I quit smoking last year',
    'my job ends at 5',
  ],
  ...[
    'unsubscribed long ago and I want them back',
    'the stop sign at your entrance',
    'I need more texts about parking',
  ],
];

const read = (body: string) => {
  const { intent, asksToEnd } = readIntent(body);
  return intent === 'stop' ? 'stop' : asksToEnd ? 'unsure' : 'other';
};
const readOtherwise = (bodies: readonly string[], wanted: string): string[] =>
  bodies.filter((body) => read(body) !== wanted).map((body) => `${body}: ${read(body)}`);

describe('what patients write to be left in peace', () => {
  it('is a table of more than 300 different wordings', () => {
    const all = [...stops, ...unsures, ...others];
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(300);
  });

  it('is never missed', () => {
    expect(readOtherwise(stops, 'stop')).toEqual([]);
  });

  it('goes to a person, and texts wait, where only a person can tell what is to end', () => {
    expect(readOtherwise(unsures, 'unsure')).toEqual([]);
  });

  it('is not heard in at most 2 % of the texts that say something else', () => {
    const needless = [...unsures, ...others].filter((body) => read(body) === 'stop');
    expect(needless.length / (unsures.length + others.length)).toBeLessThanOrEqual(0.02);
    expect(needless).toEqual([]);
  });

  it('does not keep texts back from those who speak of something else', () => {
    expect(readOtherwise(others, 'other')).toEqual([]);
  });
});
