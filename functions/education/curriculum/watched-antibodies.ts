import type { CurriculumItem } from '../curriculum.ts';

/** Antibodies that are watched for one danger each: natalizumab, complement inhibitors, lecanemab. */
export const watchedAntibodyLessons: readonly CurriculumItem[] = [
  {
    id: 'touch-guide',
    version: 1,
    moment: 'day-of',
    for: { topic: 'TOUCH_med_guide_each_dose' },
    en: {
      title: 'Read the guide each time',
      text: 'You get a guide with each dose. Read it. The nurse asks you the same few things each time: Can you think, see and move as before? Say so if you can not. You must be in the safety program to get this drug.',
      ask: 'What does the nurse ask you each time?',
    },
    es: {
      title: 'Lea la guía cada vez',
      text: 'Con cada dosis le damos una guía. Léala. La enfermera le hace las mismas preguntas cada vez: ¿piensa, ve y se mueve como antes? Diga si no. Tiene que estar en el programa para recibir esta medicina.',
      ask: '¿Qué le preguntan cada vez?',
    },
  },
  {
    id: 'warning-card',
    version: 1,
    moment: 'assignment',
    for: { topic: 'meningococcal_warning_card' },
    en: {
      title: 'Carry your card',
      text: 'This drug makes it easy to get a bad germ that can kill in hours. Carry the safety card and show it to all who treat you. Fever, a stiff neck, a rash, or a bad headache? Go to the emergency room now.',
      ask: 'When do you go to the emergency room?',
    },
    es: {
      title: 'Lleve su tarjeta',
      text: 'Con esta medicina le puede dar una infección que mata en horas. Lleve la tarjeta y muéstrela a quien le trate. Si tiene fiebre, el cuello duro, manchas o mucho dolor de cabeza, vaya ya a emergencias.',
      ask: '¿Cuándo va a emergencias?',
    },
  },
  {
    id: 'meningitis-vaccines',
    version: 1,
    moment: 'assignment',
    for: { topic: 'vaccine_meningococcal' },
    en: {
      title: 'Your two vaccines',
      text: 'You need two kinds of vaccine against this germ, at least two weeks before you start. If you can not wait, you take a pill each day to keep safe. You need more shots later. Keep the dates with you.',
      ask: 'Which shots do you need before you start?',
    },
    es: {
      title: 'Sus dos vacunas',
      text: 'Necesita dos vacunas contra este germen, dos semanas antes de empezar. Si no se puede esperar, toma una pastilla cada día. Más tarde necesita otras dosis. Guarde las fechas.',
      ask: '¿Qué vacunas necesita antes de empezar?',
    },
  },
  {
    id: 'brain-swelling',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'lecanemab_ARIA' },
    en: {
      title: 'Swelling in the brain',
      text: 'This drug can make the brain swell or bleed a little. Most people feel nothing. Call us if you have a new headache, are mixed up, feel dizzy, see badly, or fall. Then we may wait with the next dose.',
      ask: 'What will you call about?',
    },
    es: {
      title: 'Hinchazón en el cerebro',
      text: 'Esta medicina puede hinchar el cerebro o hacer que sangre un poco. Muchos no sienten nada. Llame si hay dolor de cabeza nuevo, confusión, mareo, si ve mal o se cae. Entonces se puede esperar con la otra dosis.',
      ask: '¿Por qué va a llamar?',
    },
  },
  {
    id: 'brain-scans',
    version: 1,
    moment: 'assignment',
    for: { topic: 'MRI_appointments' },
    en: {
      title: 'Your brain scans',
      text: 'You need a scan before you start, and before doses 3, 5, 7 and 14. Without the scan we can not give the dose. Put the dates on your wall. Ask us if a scan has not been set.',
      ask: 'What must be done before the third dose?',
    },
    es: {
      title: 'Sus fotos del cerebro',
      text: 'Se toma una foto del cerebro antes de empezar, y antes de las dosis 3, 5, 7 y 14. Sin la foto no se da la dosis. Anote las fechas. Avise si falta una cita.',
      ask: '¿Qué hace falta antes de la dosis tres?',
    },
  },
  {
    id: 'stroke-on-lecanemab',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'stroke_call_911_tell_on_lecanemab' },
    en: {
      title: 'If it looks like a stroke',
      text: 'If one side of the face hangs, an arm is weak, or words do not come out right, call 911. Say first that you get lecanemab. A drug that melts clots can cause bleeding in you.',
      ask: 'What do you say first to 911?',
    },
    es: {
      title: 'Si parece un derrame',
      text: 'Si se cae un lado de la cara, un brazo no tiene fuerza o no puede hablar bien, llame al 911. Diga primero que recibe lecanemab. Lo que deshace coágulos le puede hacer sangrar.',
      ask: '¿Qué le dice primero al 911?',
    },
  },
  {
    id: 'who-helps',
    version: 1,
    moment: 'assignment',
    for: { topic: 'caregiver_plan' },
    en: {
      title: 'Who helps you',
      text: 'Name one person who comes with you and knows your drug. That person looks out for new signs, keeps the dates, and calls us. Give us the phone number. Tell us if it changes.',
      ask: 'Who will help you?',
    },
    es: {
      title: 'Quién le ayuda',
      text: 'Diga quién viene con usted y conoce su medicina. Esa persona mira si hay algo nuevo, guarda las fechas y nos llama. Denos el teléfono. Avise si cambia.',
      ask: '¿Quién le va a ayudar?',
    },
  },
];
