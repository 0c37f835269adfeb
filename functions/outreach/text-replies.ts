import type { Language } from '../referral/language.ts';
import { careTeam } from './care-team.ts';
import { plainText } from './gsm7.ts';

const { name, phone } = careTeam;

/** What a reply may speak of. */
type Spoken = { when: string };

/** What we answer to a text that a patient sent; one segment, no advertising. */
const replies = {
  en: {
    stopped: () =>
      `${name}: you will get no more texts from us. Your visits stay as they are. Questions? ${phone}.`,
    started: () =>
      `${name}: you will get texts about your visits again. At most 3 a week. Questions? ${phone}.`,
    help: () =>
      `${name} texts about your visits, at most 3 a week. Questions? ${phone}. Emergency: 911.`,
    confirmed: ({ when }) =>
      `Thank you. Your visit on ${when} is confirmed. To change it, call ${phone}.`,
    moved: ({ when }) => `Your visit is now on ${when}. Reply C to confirm it, or call ${phone}.`,
    'nothing-to-confirm': () => `We found no single visit to confirm. Please call ${phone}.`,
    'passed-on': () =>
      `Our team has your text and will answer you. If it cannot wait, call ${phone}. Emergency: 911.`,
    'not-understood': () =>
      `In an emergency call 911 now. Unwell? Call ${phone}. Our team has your text and will answer you.`,
    'move-asked': ({ when }) =>
      `We have your text and will call you about a new time. Until then ${when} stays. Call us: ${phone}.`,
    unclear: () =>
      `Our team has your text and will answer you. We send no others until then. Questions? ${phone}. Emergency: 911.`,
    unwell: () =>
      `Emergency? Call 911 now. Our clinical team has your text and will call you. Do not wait for it: call ${phone}.`,
  },
  es: {
    stopped: () =>
      `${name}: no le enviaremos más textos. Sus visitas siguen igual. ¿Dudas? ${phone}.`,
    started: () =>
      `${name}: volverá a recibir textos de sus visitas, 3 por semana o menos. ¿Dudas? ${phone}.`,
    help: () =>
      `${name}: textos sobre sus visitas, 3 por semana o menos. ¿Dudas? ${phone}. Emergencia: 911.`,
    confirmed: ({ when }) =>
      `Gracias. Su visita del ${when} está confirmada. Para cambiarla, llame al ${phone}.`,
    moved: ({ when }) =>
      `Su visita es ahora el ${when}. Responda C para confirmarla o llame al ${phone}.`,
    'nothing-to-confirm': () => `No hallamos una sola visita por confirmar. Llame al ${phone}.`,
    'passed-on': () =>
      `Nuestro equipo tiene su texto y le responderá. Si no puede esperar, llame al ${phone}. Emergencia: 911.`,
    'not-understood': () =>
      `En una emergencia llame al 911 ya. ¿Se siente mal? ${phone}. Tenemos su texto y le responderemos.`,
    'move-asked': ({ when }) =>
      `Tenemos su texto y le llamaremos para otra hora. Hasta entonces: ${when}. Tel. ${phone}.`,
    unclear: () =>
      `Nuestro equipo tiene su texto y responderá. Hasta entonces no enviamos otros. ¿Dudas? ${phone}. Emergencia: 911.`,
    unwell: () =>
      `¿Emergencia? Llame al 911 ya. Nuestro equipo clínico tiene su texto y le llamará. No espere: ${phone}.`,
  },
} as const satisfies Record<Language, Record<string, (spoken: Spoken) => string>>;

/** How the number's texts are stopped, or, once they are, had again. */
const ways = {
  en: { open: 'Reply STOP to end texts.', stopped: 'Reply START to get texts again.' },
  es: { open: 'ALTO para no recibir textos.', stopped: 'Responda START para volver a recibirlos.' },
} as const satisfies Record<Language, Record<string, string>>;

export type TextReply = keyof (typeof replies)['en'];
export const replyKinds = Object.keys(replies.en) as TextReply[];

/** The words of a reply to a number whose texts are, after it, open or stopped. */
export const writeReply = (
  reply: TextReply,
  language: Language,
  { when = '', way = 'open' }: { when?: string; way?: 'open' | 'stopped' } = {},
): string => plainText(`${replies[language][reply]({ when })} ${ways[language][way]}`);
