import type { Language } from '../referral/language.ts';
import type { MessageKind } from './message.ts';
import type { MessageFacts } from './message-facts.ts';
import type { PatientKind } from './text-templates.ts';

export type Mail = { subject: string; body: string };

type Words = { subject: string; lines: readonly string[] };
type Template = (facts: MessageFacts) => Words;

/** Until when, where that is on the same day; and where it is, with its street. */
const ending = {
  en: ({ ends }: MessageFacts) => (ends ? ` to ${ends}` : ''),
  es: ({ ends }: MessageFacts) => (ends ? ` a ${ends}` : ''),
} as const;

export const whereabouts = ({
  place,
  address,
}: Pick<MessageFacts, 'place' | 'address'>): string => {
  if (!address) return place;
  return address.startsWith(`${place},`) ? address : `${place}, ${address}`;
};

const list = (dates: readonly string[]): string => dates.map((date) => `  - ${date}`).join('\n');

/** The words of every mail to a patient, under the same rule as the texts. */
const mails: Readonly<Record<Language, Readonly<Record<PatientKind, Template>>>> = {
  en: {
    'referral-received': () => ({
      subject: 'We have your order',
      lines: [
        "We have your doctor's order. Next we check what is needed and plan your visits.",
        'You do not have to do anything now. We will write when your visits are set.',
      ],
    }),
    question: ({ phone }) => ({
      subject: 'We need an answer from you',
      lines: [`We need an answer from you to go on. Please call ${phone}.`],
    }),
    'more-time-needed': ({ phone }) => ({
      subject: 'Your visits need more time',
      lines: [
        'We need more time before we can set your visits. A first answer is often not the last one. We work on it with your doctor.',
        `You do not have to do anything now. Your page says what we wait for, and from whom. If you feel worse while you wait, call your doctor. If you have a question, call ${phone}.`,
      ],
    }),
    'plan-ended': ({ phone }) => ({
      subject: 'We cannot set your visits for now',
      lines: [
        `We cannot set your visits for now. You can ask for a second look, and we tell you how. Please call ${phone}.`,
        'Your doctor knows of it too and can tell you what else may help you.',
      ],
    }),
    'series-confirmed': (facts) => ({
      subject: 'Your visits are set',
      lines: [
        `Your visits are set:\n\n${list(facts.dates)}`,
        `The place: ${whereabouts(facts)}. Come at the time above; you need not come earlier.`,
        'The attached file puts them into your calendar.',
        'Please read the short texts on your page before your visits.',
      ],
    }),
    'education-assigned': () => ({
      subject: 'Please read before your visit',
      lines: ['We have short texts for you to read before your visit. They are on your page.'],
    }),
    preparation: (facts) => ({
      subject: 'Your visit next week',
      lines: [
        `Your visit is ${facts.when}${ending.en(facts)} at ${whereabouts(facts)}. Your page says what to do before.`,
        `If you are sick, are pregnant, take a new medicine or have new insurance, call ${facts.phone} first.`,
      ],
    }),
    reminder: (facts) => ({
      subject: 'Your visit is near',
      lines: [
        `Your visit is ${facts.when}${ending.en(facts)} at ${whereabouts(facts)}.`,
        `${facts.confirmed ? 'We know that you come. Thank you.' : 'Please confirm it on your page.'} To change it, use the page or call ${facts.phone}.`,
      ],
    }),
    'visit-moved': (facts) => ({
      subject: 'Your visit has a new time',
      lines: [
        `Your visit has a new time: ${facts.when}${ending.en(facts)} at ${whereabouts(facts)}.`,
        'The attached file updates it.',
      ],
    }),
    'visit-cancelled': ({ when, phone }) => ({
      subject: 'A visit will not take place',
      lines: [`Your visit on ${when} will not take place.`, `To plan a new one, call ${phone}.`],
    }),
    'series-cancelled': ({ phone }) => ({
      subject: 'Your visits will not take place',
      lines: [`Your planned visits will not take place. If you have a question, call ${phone}.`],
    }),
    'after-visit': ({ phone }) => ({
      subject: 'After your visit',
      lines: [
        `How are you after your visit? If you feel unwell, call ${phone}. In an emergency call 911.`,
        'Your page says what to look out for in the next days.',
      ],
    }),
  },
  es: {
    'referral-received': () => ({
      subject: 'Tenemos su orden',
      lines: [
        'Tenemos la orden de su doctor. Ahora vemos qué hace falta y planeamos sus visitas.',
        'Por ahora no tiene que hacer nada. Le escribiremos cuando sus visitas estén listas.',
      ],
    }),
    question: ({ phone }) => ({
      subject: 'Necesitamos una respuesta suya',
      lines: [`Necesitamos una respuesta suya para seguir. Llame al ${phone}.`],
    }),
    'more-time-needed': ({ phone }) => ({
      subject: 'Sus visitas necesitan más tiempo',
      lines: [
        'Necesitamos más tiempo para fijar sus visitas. Muchas veces la primera respuesta no es la última. Lo vemos con su doctor.',
        `Por ahora no tiene que hacer nada. Su página dice qué esperamos y de quién. Si se siente peor mientras espera, llame a su doctor. Si tiene dudas, llame al ${phone}.`,
      ],
    }),
    'plan-ended': ({ phone }) => ({
      subject: 'No podemos fijar sus visitas por ahora',
      lines: [
        `No podemos fijar sus visitas por ahora. Usted puede pedir que se vea otra vez, y le decimos cómo. Llame al ${phone}.`,
        'Su doctor también lo sabe y puede decirle qué más le puede ayudar.',
      ],
    }),
    'series-confirmed': (facts) => ({
      subject: 'Sus visitas están listas',
      lines: [
        `Sus visitas están listas:\n\n${list(facts.dates)}`,
        `El lugar: ${whereabouts(facts)}. Venga a la hora de arriba; no hace falta venir antes.`,
        'El archivo adjunto las pone en su calendario.',
        'Lea los textos cortos de su página antes de sus visitas.',
      ],
    }),
    'education-assigned': () => ({
      subject: 'Lea esto antes de su visita',
      lines: ['Tenemos textos cortos para leer antes de su visita. Están en su página.'],
    }),
    preparation: (facts) => ({
      subject: 'Su visita de la próxima semana',
      lines: [
        `Su visita es ${facts.when}${ending.es(facts)} en ${whereabouts(facts)}. Su página dice qué hacer antes.`,
        `Si está enferma o enfermo, si espera un bebé, si toma una medicina nueva o cambió de seguro, llame antes al ${facts.phone}.`,
      ],
    }),
    reminder: (facts) => ({
      subject: 'Su visita está cerca',
      lines: [
        `Su visita es ${facts.when}${ending.es(facts)} en ${whereabouts(facts)}.`,
        `${facts.confirmed ? 'Sabemos que viene. Gracias.' : 'Confírmela en su página.'} Para cambiarla, use la página o llame al ${facts.phone}.`,
      ],
    }),
    'visit-moved': (facts) => ({
      subject: 'Su visita tiene nueva hora',
      lines: [
        `Su visita tiene nueva hora: ${facts.when}${ending.es(facts)} en ${whereabouts(facts)}.`,
        'El archivo adjunto la cambia.',
      ],
    }),
    'visit-cancelled': ({ when, phone }) => ({
      subject: 'Una visita no se hará',
      lines: [`Su visita de ${when} no se hará.`, `Para otra fecha, llame al ${phone}.`],
    }),
    'series-cancelled': ({ phone }) => ({
      subject: 'Sus visitas no se harán',
      lines: [`Las visitas planeadas no se harán. Si tiene dudas, llame al ${phone}.`],
    }),
    'after-visit': ({ phone }) => ({
      subject: 'Después de su visita',
      lines: [
        `¿Cómo sigue después de su visita? Si se siente mal, llame al ${phone}. En una emergencia llame al 911.`,
        'Su página dice a qué estar atento en los próximos días.',
      ],
    }),
  },
};

const frame = {
  en: {
    hello: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    about: (name: string) =>
      `Hello,\n\nThis is about the care of ${name || 'the person you decide for'}.`,
    page: 'Your page:',
    end: ({ team, phone }: MessageFacts) =>
      `${team}, ${phone}\nYou can stop these messages on your page or by calling us.`,
  },
  es: {
    hello: (name: string) => (name ? `Hola, ${name}:` : 'Hola:'),
    about: (name: string) =>
      `Hola:\n\nEsto es sobre el cuidado de ${name || 'la persona por quien usted decide'}.`,
    page: 'Su página:',
    end: ({ team, phone }: MessageFacts) =>
      `${team}, ${phone}\nPuede dejar de recibir estos mensajes en su página o llamándonos.`,
  },
} as const;

export const writeMail = (kind: PatientKind, facts: MessageFacts): Mail => {
  const { subject, lines } = mails[facts.language][kind](facts);
  const { hello, about, page, end } = frame[facts.language];
  const opening = facts.toGuardian ? about(facts.name) : hello(facts.name);
  return {
    subject,
    body: [opening, ...lines, `${page} ${facts.link}`, end(facts)].join('\n\n'),
  };
};

/** Mail to a practice names the referral by its id; who the patient is stands behind the sign-in. */
const practiceMails: Readonly<Record<Exclude<MessageKind, PatientKind>, Words>> = {
  'ask-for-information': {
    subject: 'A referral waits for your practice',
    lines: ['A referral of your practice cannot go on until something is supplied.'],
  },
  'information-overdue': {
    subject: 'Reminder: a referral still waits for your practice',
    lines: [
      'A referral of your practice still cannot go on, and the time to supply what is missing is over.',
    ],
  },
  'no-time-found': {
    subject: 'Doses of a referral have no time yet',
    lines: [
      'For a referral of your practice nobody was found who can give every dose on the days that the order allows.',
      'Our team looks further. If a dose is due before you hear from us, please arrange it where the patient is now, and call us.',
    ],
  },
  'reaction-reported': {
    subject: 'A visit of a referral needs your word today',
    lines: [
      'At a visit of a referral of your practice something happened that stops the visits to come until a clinician has decided.',
      'Please call us today. The record of the referral says what happened.',
    ],
  },
  'referral-closed': {
    subject: 'A referral of your practice is closed',
    lines: ['A referral of your practice has ended. Its record says how and why.'],
  },
  'order-accepted': {
    subject: 'A referral of your practice is accepted',
    lines: ['An order of your practice is complete, and the referral goes on.'],
  },
  'request-submitted': {
    subject: 'A request of a referral was sent',
    lines: ['A request for a referral of your practice was sent, and its answer is awaited.'],
  },
  'request-decided': {
    subject: 'A request of a referral was decided on',
    lines: [
      'A request for a referral of your practice was decided on. Its record says how, and for which reason.',
    ],
  },
  'visits-booked': {
    subject: 'Visits of a referral are booked',
    lines: [
      'What had to be settled before is settled, and visits of a referral of your practice are booked. Its record says when and where.',
    ],
  },
  'first-dose-given': {
    subject: 'The first visit of a referral took place',
    lines: ['The first visit of a referral of your practice took place, and is on record.'],
  },
  'visit-missed': {
    subject: 'A visit of a referral did not take place',
    lines: ['Nobody was seen at a visit of a referral of your practice. Our team plans another.'],
  },
  'renewal-due': {
    subject: 'A referral of your practice is to be renewed',
    lines: [
      'What a referral of your practice rests on ends soon, and is to be renewed. Its record says what is wanted for it.',
    ],
  },
};

/** One thing that a practice is told, and where it reads the rest. */
export type PracticeNews = { kind: Exclude<MessageKind, PatientKind>; referralId: string };

type PracticeFrame = { team: string; phone: string; consoleUrl: string };

const leadsTo = ({ referralId }: PracticeNews, { consoleUrl }: PracticeFrame): string =>
  `Reference: ${referralId}. Sign in to see it: ${consoleUrl}/referrals/${referralId}`;

const practiceFrame = (parts: readonly string[], { team, phone }: PracticeFrame): string =>
  ['Hello,', ...parts, `${team}, ${phone}`].join('\n\n');

export const writePracticeMail = (news: PracticeNews, frame: PracticeFrame): Mail => {
  const { subject, lines } = practiceMails[news.kind];
  return { subject, body: practiceFrame([...lines, leadsTo(news, frame)], frame) };
};

/** All that a practice is told of a day, in one mail. */
export const writeDayOfNews = (all: readonly PracticeNews[], frame: PracticeFrame): Mail => {
  const [first] = all;
  if (first && all.length === 1) return writePracticeMail(first, frame);
  return {
    subject: 'News of referrals of your practice',
    body: practiceFrame(
      all.map((news) => [...practiceMails[news.kind].lines, leadsTo(news, frame)].join('\n')),
      frame,
    ),
  };
};
