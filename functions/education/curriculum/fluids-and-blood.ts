import type { CurriculumItem } from '../curriculum.ts';

/** Fluids and blood through a vein. */
export const fluidLessons: readonly CurriculumItem[] = [
  {
    id: 'iv-fluids',
    version: 1,
    moment: 'day-of',
    for: { topic: 'hydration_iv' },
    en: {
      title: 'Fluid through a vein',
      text: 'Your body has lost more water and salt than you can drink. We give it through a vein, for an hour or more. You may have to go to the bathroom more. Sip when you can. Tell us if the arm swells or hurts.',
      ask: 'What do you tell us about your arm?',
    },
    es: {
      title: 'Líquido por la vena',
      text: 'Su cuerpo perdió más agua y sal de lo que puede beber. Se lo damos por la vena, una hora o más. Puede ir más al baño. Beba a sorbos si puede. Avise si el brazo se hincha o duele.',
      ask: '¿Qué avisa de su brazo?',
    },
  },
  {
    id: 'too-much-fluid',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'overload_signs' },
    en: {
      title: 'Too much fluid',
      text: 'Too much fluid can fill the lungs. Call us if your feet swell, you gain three pounds in a day, or you need more pillows to sleep. If you can not catch your breath, call 911.',
      ask: 'What do you do if you can not breathe well?',
    },
    es: {
      title: 'Demasiado líquido',
      text: 'El exceso de agua puede llenar los pulmones. Llame si se le hinchan los pies, sube un kilo en un día o usa más almohadas. Si le falta el aire, llame al 911.',
      ask: '¿Qué hace si le falta el aire?',
    },
  },
  {
    id: 'blood',
    version: 1,
    moment: 'day-of',
    for: { topic: 'transfusion' },
    en: {
      title: 'Getting blood',
      text: 'You get blood from a donor that fits yours. Two nurses check your name and the bag. Each bag takes about two hours. Tell us at once if you shake, feel hot, itch, or have back pain. Wear your wrist band all the time.',
      ask: 'What do you tell the nurse at once?',
    },
    es: {
      title: 'Recibir sangre',
      text: 'Recibe sangre de un donante que va con la suya. Dos enfermeras miran su nombre y la bolsa. Cada bolsa toma unas dos horas. Avise de una vez si tiembla, siente calor, le pica o le duele la espalda. No se quite la pulsera.',
      ask: '¿Qué avisa de una vez?',
    },
  },
];
