import type { CurriculumItem } from '../curriculum.ts';

/** Iron into a vein, and zoledronic acid for the bones. */
export const ironAndBoneLessons: readonly CurriculumItem[] = [
  {
    id: 'iron-infusion',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'iron_infusion' },
    en: {
      title: 'Your iron',
      text: 'Iron helps your blood carry air to your body. You get it through a vein as pills were not enough or did not suit you. We watch you for half an hour after. You may feel less tired in a few weeks. Ask if you should stop iron pills.',
      ask: 'Why do you get iron through a vein?',
    },
    es: {
      title: 'Su hierro',
      text: 'El hierro ayuda a la sangre a llevar aire. Se pone en la vena si las pastillas no bastan o le caen mal. Luego le miramos por media hora. En unas semanas se puede sentir con más fuerza. Pregunte si debe dejar las pastillas.',
      ask: '¿Por qué recibe hierro por la vena?',
    },
  },
  {
    id: 'sore-after-iron',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'delayed_arthralgia' },
    en: {
      title: 'Sore joints later',
      text: 'One or two days after, your joints or muscles may ache. You may feel as if you had the flu. It goes away in a few days. Ask us what you may take for it. Call if it gets worse or stays for a week.',
      ask: 'What may you feel the day after?',
    },
    es: {
      title: 'Dolor días después',
      text: 'Uno o dos días después le puede doler el cuerpo. Se puede sentir como con gripe. Se pasa en pocos días. Pregunte qué puede tomar. Llame si va peor o dura una semana.',
      ask: '¿Qué puede sentir al otro día?',
    },
  },
  {
    id: 'low-phosphate',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'low_phosphate_signs' },
    en: {
      title: 'Weak or sore bones',
      text: 'This iron can make your body lose phosphate, a salt that bones need. Call us if you get more tired, weak, or have bone pain in the weeks after. A blood test can tell. Tell us if you get iron often.',
      ask: 'Which signs will you call about?',
    },
    es: {
      title: 'Debilidad o dolor de huesos',
      text: 'Este hierro puede bajar el fosfato, una sal que el hueso usa. Llame si en las semanas que siguen está más cansado, débil o le duelen los huesos. Se ve con una prueba de sangre. Diga si recibe hierro a menudo.',
      ask: '¿Por qué señales va a llamar?',
    },
  },
  {
    id: 'skin-stain',
    version: 1,
    moment: 'day-of',
    for: { topic: 'skin_staining' },
    en: {
      title: 'Keep your arm still',
      text: 'If iron leaks out of the vein it can leave a brown mark that stays. Keep your arm still. Tell the nurse at once if it burns, hurts or swells near the needle.',
      ask: 'What do you say if your arm burns?',
    },
    es: {
      title: 'No mueva el brazo',
      text: 'Si el hierro se sale de la vena puede dejar una mancha que no se va. No mueva el brazo. Avise de una vez si le arde, le duele o se le hincha.',
      ask: '¿Qué hace si le arde el brazo?',
    },
  },
  {
    id: 'low-pressure',
    version: 1,
    moment: 'day-of',
    for: { topic: 'low_BP_after_iron' },
    en: {
      title: 'You may feel dizzy',
      text: 'Your blood pressure can drop during or after iron. Tell the nurse if you feel dizzy, hot or sick. Stand up slowly. Sit a while before you go. Do not drive if you feel light in the head.',
      ask: 'How do you get up after the drip?',
    },
    es: {
      title: 'Puede sentir mareo',
      text: 'La presión puede bajar en la visita o luego. Avise si siente mareo, calor o asco. Levántese despacio. Quédese sentado un rato antes de irse. No maneje con mareo.',
      ask: '¿Cómo se levanta al final?',
    },
  },
  {
    id: 'zoledronic-infusion',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'zoledronic_infusion' },
    en: {
      title: 'Your bone medicine',
      text: 'This drug slows the loss of bone so that bones break less. The drip takes 15 minutes or more. Drink two glasses of water in the hours before. You need a blood test first to see that your kidneys work and calcium is fine.',
      ask: 'What will you drink before the visit?',
    },
    es: {
      title: 'Su medicina para los huesos',
      text: 'Cuida sus huesos para que se rompan menos. Dura 15 minutos o más. Tome dos vasos de agua unas horas antes. Antes hay una prueba de sangre, para ver los riñones y el calcio.',
      ask: '¿Qué va a tomar antes de la visita?',
    },
  },
  {
    id: 'flu-like-days',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'flu_like_3days' },
    en: {
      title: 'Like a flu for three days',
      text: 'After the first dose you may have a fever, chills or aches for up to three days. Rest and drink. Ask us what you may take. Call if it lasts longer, or if your eyes get red and hurt.',
      ask: 'How long may it feel like the flu?',
    },
    es: {
      title: 'Como gripe por tres días',
      text: 'Tras la primera dosis puede tener fiebre, frío o dolor hasta tres días. Repose y tome agua. Pregunte qué puede tomar. Llame si dura más, o si los ojos se ponen rojos y duelen.',
      ask: '¿Cuánto puede durar?',
    },
  },
  {
    id: 'calcium',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'calcium_vitD' },
    en: {
      title: 'Calcium and vitamin D',
      text: 'Take the calcium and vitamin D your doctor told you to. It keeps your calcium from falling too low. Call us if your mouth or hands tingle or you get cramps.',
      ask: 'Which signs show that calcium is too low?',
    },
    es: {
      title: 'Calcio y vitamina D',
      text: 'Tome el calcio y la vitamina D que le dijo su doctor. Así el calcio no baja mucho. Llame si siente un hormigueo en la boca o las manos, o si le dan calambres.',
      ask: '¿Cómo se nota que el calcio está bajo?',
    },
  },
  {
    id: 'jaw-and-thigh',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'jaw_thigh_pain' },
    en: {
      title: 'Teeth, jaw and thigh',
      text: 'See a dentist before you start, if you can. Tell the dentist that you get this drug. Brush well. Call us for a sore in the mouth that does not heal, loose teeth, or jaw pain. Call too for new pain in the thigh or hip.',
      ask: 'What will you tell your dentist?',
    },
    es: {
      title: 'Dientes, boca y muslo',
      text: 'Vaya al dentista antes, si puede. Dígale que usa esta medicina. Cuide sus dientes. Llame si una llaga en la boca no sana, si un diente se mueve o si le duele al comer. También si le duele el muslo o la cadera.',
      ask: '¿Qué le va a decir al dentista?',
    },
  },
];
