import { careTeam } from './care-team.ts';
import { plain } from './gsm7.ts';
import type { Language } from './patient.ts';

const { name, phone } = careTeam;

/** What we answer to a text that a patient sent; one segment, no advertising. */
const replies = {
  en: {
    stopped: `${name}: you will get no more texts from us. Your visits stay as they are. Questions? ${phone}. Reply START to get texts again.`,
    started: `${name}: you will get texts about your visits again. At most 3 a week. Questions? ${phone}. Reply STOP to end texts.`,
    help: `${name} texts about your visits, at most 3 a week. Questions? ${phone}. Emergency: 911. Reply STOP to end texts.`,
    confirmed: `Thank you. Your visit is confirmed. To change it, call ${phone}. Reply STOP to end texts.`,
    'nothing-to-confirm': `We found no single visit to confirm. Please call ${phone}. Reply STOP to end texts.`,
    unread: `Nobody reads texts to this number. Please call ${phone}. Emergency: 911. Reply STOP to end texts.`,
  },
  es: {
    stopped: `${name}: no le enviaremos más textos. Sus visitas siguen igual. ¿Dudas? ${phone}. Responda START para volver a recibirlos.`,
    started: `${name}: volverá a recibir textos de sus visitas, 3 por semana o menos. ¿Dudas? ${phone}. ALTO para no recibir textos.`,
    help: `${name}: textos sobre sus visitas, 3 por semana o menos. ¿Dudas? ${phone}. Emergencia: 911. ALTO para no recibir textos.`,
    confirmed: `Gracias. Su visita está confirmada. Para cambiarla, llame al ${phone}. ALTO para no recibir textos.`,
    'nothing-to-confirm': `No hallamos una sola visita por confirmar. Llame al ${phone}. ALTO para no recibir textos.`,
    unread: `Nadie lee los textos a este número. Llame al ${phone}. Emergencia: 911. ALTO para no recibir textos.`,
  },
} as const satisfies Record<Language, Record<string, string>>;

export type Reply = keyof (typeof replies)['en'];
export const replyKinds = Object.keys(replies.en) as Reply[];

export const replyOf = (reply: Reply, language: Language): string =>
  plain(replies[language][reply]);
