import type { Language } from '../referral/language.ts';
import { fitsOneSegment, plainText } from './gsm7.ts';
import type { MessageKind } from './message.ts';
import type { MessageFacts } from './message-facts.ts';

/** The kinds that patients get. */
export type PatientKind = Exclude<
  MessageKind,
  | 'ask-for-information'
  | 'information-overdue'
  | 'no-time-found'
  | 'reaction-reported'
  | 'referral-closed'
  | 'order-accepted'
  | 'request-submitted'
  | 'request-decided'
  | 'visits-booked'
  | 'first-dose-given'
  | 'visit-missed'
  | 'renewal-due'
>;

/** One text in several lengths, the fullest first; the first that fits one segment is sent. */
type Variants = (facts: MessageFacts) => readonly string[];

const stop = { en: 'STOP to end', es: 'Parar: ALTO' } as const;

/**
 * The words of every text to a patient. A bystander who reads one learns of a visit: when, where
 * and whom to call; never for what. The last variant of each fits whatever the facts are.
 */
const texts: Readonly<Record<Language, Readonly<Record<PatientKind, Variants>>>> = {
  en: {
    'referral-received': ({ team, phone }) => [
      `${team} has your doctor's order. We will write when your visits are set. Questions? ${phone}.`,
    ],
    question: ({ team, phone }) => [
      `${team} needs an answer from you to go on. Please call ${phone}.`,
    ],
    'more-time-needed': ({ team, phone, link }) => [
      `${team} needs more time to set your visits. What we wait for: ${link} Questions? ${phone}.`,
      `your visits need more time: ${link}`,
      `${team} needs more time to set your visits. To hear what we wait for, call ${phone}.`,
    ],
    'plan-ended': ({ team, phone }) => [
      `${team} cannot set your visits for now. You can ask for a second look. Please call ${phone}.`,
    ],
    'series-confirmed': ({ place, when, phone, link }) => [
      `your visits at ${place} are set. First: ${when}. See all: ${link} Call ${phone}.`,
      `your visits are set. First: ${when}. See all: ${link}`,
      `your visits at ${place} are set. First: ${when}. Questions? ${phone}.`,
      `your visits are set. First: ${when}. Questions? ${phone}.`,
    ],
    'education-assigned': ({ team, phone, link }) => [
      `${team} has reading for you before your visit: ${link} Questions? ${phone}.`,
      `please read before your visit: ${link}`,
      `please read: ${link}`,
      `${team} has reading for you before your visit. Call ${phone} and we will send it.`,
    ],
    preparation: ({ when, phone, link }) => [
      `your visit is ${when}. What to do before: ${link} Sick or new medicine? Call ${phone}.`,
      `your visit is ${when}. If you are sick or have a new medicine, call ${phone} first.`,
    ],
    reminder: ({ place, when, ends, confirmed, phone }) => {
      const asks = confirmed ? '' : ' Reply C to confirm.';
      return [
        ...(ends
          ? [`your visit is ${when} to ${ends} at ${place}.${asks} To change, call ${phone}.`]
          : []),
        `your visit is ${when} at ${place}.${asks} To change, call ${phone}.`,
        `your visit is ${when}.${asks} To change, call ${phone}.`,
      ];
    },
    'visit-moved': ({ place, when, ends, phone }) => [
      ...(ends
        ? [`your visit has a new time: ${when} to ${ends} at ${place}. Questions? ${phone}.`]
        : []),
      `your visit has a new time: ${when} at ${place}. Questions? ${phone}.`,
      `your visit has a new time: ${when}. Questions? ${phone}.`,
    ],
    'visit-cancelled': ({ when, phone }) => [
      `your visit on ${when} will not take place. To plan a new one, call ${phone}.`,
    ],
    'series-cancelled': ({ team, phone }) => [
      `your planned visits with ${team} will not take place. Questions? ${phone}.`,
    ],
    'after-visit': ({ team, phone }) => [
      `${team} asks: how are you after your visit? If you feel unwell, call ${phone}. Emergency: 911.`,
    ],
  },
  es: {
    'referral-received': ({ team, phone }) => [
      `${team} tiene la orden de su doctor. Le escribiremos al fijar sus visitas. ¿Dudas? ${phone}.`,
    ],
    question: ({ team, phone }) => [`${team} necesita una respuesta suya. Llame al ${phone}.`],
    'more-time-needed': ({ team, phone, link }) => [
      `${team} necesita más tiempo para fijar sus visitas. Qué esperamos: ${link} ¿Dudas? ${phone}.`,
      `sus visitas tardan más: ${link}`,
      `${team} necesita más tiempo para fijar sus visitas. Para saber qué esperamos, llame al ${phone}.`,
    ],
    'plan-ended': ({ team, phone }) => [
      `${team} no puede fijar sus visitas por ahora. Puede pedir que se vea otra vez. Llame al ${phone}.`,
    ],
    'series-confirmed': ({ place, when, phone, link }) => [
      `sus visitas en ${place} están listas. Primera: ${when}. Vea todas: ${link} Llame al ${phone}.`,
      `sus visitas están listas. Primera: ${when}. Vea todas: ${link}`,
      `sus visitas en ${place} están listas. Primera: ${when}. ¿Dudas? ${phone}.`,
      `sus visitas están listas. Primera: ${when}. ¿Dudas? ${phone}.`,
    ],
    'education-assigned': ({ team, phone, link }) => [
      `${team} tiene lectura para usted antes de su visita: ${link} ¿Dudas? ${phone}.`,
      `lea esto antes de su visita: ${link}`,
      `lea esto: ${link}`,
      `${team} tiene lectura para usted antes de su visita. Pídala al ${phone}.`,
    ],
    preparation: ({ when, phone, link }) => [
      `su visita es ${when}. Qué hacer antes: ${link} ¿Enfermo o medicina nueva? Llame al ${phone}.`,
      `su visita es ${when}. Si está enfermo o toma algo nuevo, llame antes al ${phone}.`,
    ],
    reminder: ({ place, when, ends, confirmed, phone }) => {
      const asks = confirmed ? '' : ' Responda C para confirmar.';
      return [
        ...(ends
          ? [`su visita es ${when} a ${ends} en ${place}.${asks} Para cambiar: ${phone}.`]
          : []),
        `su visita es ${when} en ${place}.${asks} Para cambiar: ${phone}.`,
        `su visita es ${when}.${asks} Para cambiar: ${phone}.`,
      ];
    },
    'visit-moved': ({ place, when, ends, phone }) => [
      ...(ends
        ? [`su visita tiene nueva hora: ${when} a ${ends} en ${place}. ¿Dudas? ${phone}.`]
        : []),
      `su visita tiene nueva hora: ${when} en ${place}. ¿Dudas? ${phone}.`,
      `su visita tiene nueva hora: ${when}. ¿Dudas? ${phone}.`,
    ],
    'visit-cancelled': ({ when, phone }) => [
      `su visita de ${when} no se hará. Para otra fecha, llame al ${phone}.`,
    ],
    'series-cancelled': ({ team, phone }) => [
      `sus visitas con ${team} no se harán. ¿Dudas? ${phone}.`,
    ],
    'after-visit': ({ team, phone }) => [
      `${team}: ¿cómo sigue tras su visita? Si se siente mal, llame al ${phone}. Emergencia: 911.`,
    ],
  },
};

const opening = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const about = { en: 'For', es: 'Para' } as const;

/** With the patient's name: said to them, or to the parent or guardian of whom it is about. */
const addressed = (
  { name, language, toGuardian: isToGuardian }: MessageFacts,
  body: string,
): string => (isToGuardian ? `${about[language]} ${name}: ${body}` : `${name}, ${body}`);

/** The lengths of a text, the fullest first, with the name and without, always with the way out. */
const lengthsOf = (kind: PatientKind, facts: MessageFacts, also = ''): string[] =>
  texts[facts.language]
    [kind](facts)
    .flatMap((body) => [...(facts.name ? [addressed(facts, body)] : []), opening(body)])
    .map((body) => plainText([body, ...(also ? [also] : []), stop[facts.language]].join(' ')));

/** The text of a kind that also says what other texts would have; undefined where one segment has no room. */
export const writeTextWith = (
  kind: PatientKind,
  facts: MessageFacts,
  also: string,
): string | undefined => lengthsOf(kind, facts, also).find(fitsOneSegment);

/** The text of a kind in one segment, with the name where it fits, always with the way out. */
export const writeText = (kind: PatientKind, facts: MessageFacts): string => {
  const written = lengthsOf(kind, facts);
  // The bare last variant fits; it is taken unseen so that a patient is never left without word.
  return written.find(fitsOneSegment) ?? (written.at(-1) as string);
};
