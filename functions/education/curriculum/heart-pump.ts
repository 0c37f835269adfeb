import type { CurriculumItem } from '../curriculum.ts';

/** A pump for the heart that never stops. */
export const heartLessons: readonly CurriculumItem[] = [
  {
    id: 'heart-drip',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'inotrope_pump' },
    en: {
      title: 'Help for your heart',
      text: 'A pump gives your heart a drug that makes it beat with more force. It runs day and night. We change the bag with you. Call us if you feel your heart race or skip, feel faint, or your chest hurts.',
      ask: 'When do you call us?',
    },
    es: {
      title: 'Ayuda para su corazón',
      text: 'Una bomba le da al corazón una medicina que le da fuerza. Anda de día y de noche. Cambiamos la bolsa con usted. Llame si el corazón corre o salta, si se siente débil o le duele el pecho.',
      ask: '¿Cuándo nos llama?',
    },
  },
  {
    id: 'never-stop',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'never_stop' },
    en: {
      title: 'Never stop it',
      text: 'Do not stop the pump, not even for a short time. Your heart can fail within hours. Do not flush the line. If it stops and you can not start it, use the second pump, and call us. If you feel bad, call 911.',
      ask: 'What do you do if the pump stops?',
    },
    es: {
      title: 'No la pare nunca',
      text: 'No pare la bomba, ni por poco tiempo. El corazón puede fallar en horas. No lave la línea. Si se para y no anda, use la otra bomba y llame. Si se siente mal, llame al 911.',
      ask: '¿Qué hace si la bomba se para?',
    },
  },
  {
    id: 'second-pump',
    version: 1,
    moment: 'day-of',
    for: { topic: 'backup_pump' },
    en: {
      title: 'Your second pump',
      text: 'Keep the second pump charged and near you. Take it with you when you go out, with a bag and batteries. Tell your power company that you need power for your heart. Have a plan for a storm.',
      ask: 'What do you take when you go out?',
    },
    es: {
      title: 'Su segunda bomba',
      text: 'Tenga la otra bomba con carga y cerca. Llévela al salir, con una bolsa y pilas. Avise a la compañía de luz que la necesita para su corazón. Tenga un plan si hay tormenta.',
      ask: '¿Qué lleva al salir?',
    },
  },
  {
    id: 'water-weight',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'weights_diuretic' },
    en: {
      title: 'Weight and water pills',
      text: 'Weigh yourself each morning. Call us if you gain three pounds in a day or five in a week. Take your water pill as told. Call if you feel dizzy, dry, or pass very little.',
      ask: 'When do you call about your weight?',
    },
    es: {
      title: 'Peso y diurético',
      text: 'Pésese cada mañana. Llame si sube un kilo y medio en un día, o dos en la semana. Tome la pastilla para orinar como le dijeron. Llame si tiene mareo, la boca seca u orina poco.',
      ask: '¿Cuándo llama por su peso?',
    },
  },
];
