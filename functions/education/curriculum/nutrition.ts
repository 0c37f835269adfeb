import type { CurriculumItem } from '../curriculum.ts';

/** Food through a vein. */
export const nutritionLessons: readonly CurriculumItem[] = [
  {
    id: 'nutrition-pump',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'pn_pump' },
    en: {
      title: 'Food through a vein',
      text: 'All you need to eat comes in a bag, through a line near your heart. A pump gives it at night. We show you each step, and you show us, until it feels safe. Take the bag out of the fridge one or two hours before.',
      ask: 'When do you take the bag out of the fridge?',
    },
    es: {
      title: 'Comida por la vena',
      text: 'Todo lo que debe comer viene en una bolsa, por una línea cerca del corazón. Una bomba la da de noche. Le mostramos cada paso y usted nos muestra, hasta que lo haga bien. Saque la bolsa de la nevera una o dos horas antes.',
      ask: '¿Cuándo saca la bolsa de la nevera?',
    },
  },
  {
    id: 'line-fever',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'fever_and_line_infection' },
    en: {
      title: 'Fever with a line',
      text: 'A germ can get into your blood through the line. If you have a fever or chills, most of all when you start the pump, stop it and call us now. Do not wait for the next day. You may need the hospital.',
      ask: 'What do you do if you get chills?',
    },
    es: {
      title: 'Fiebre y su línea',
      text: 'Un germen puede entrar a la sangre por la línea. Si tiene fiebre o tiembla, más si es al empezar la bomba, párela y llame ya. No espere a mañana. A veces hay que ir al hospital.',
      ask: '¿Qué hace si tiembla?',
    },
  },
  {
    id: 'sugar-checks',
    version: 1,
    moment: 'day-of',
    for: { topic: 'blood_sugar' },
    en: {
      title: 'Check your sugar',
      text: 'The bag has a lot of sugar. Check your blood sugar when we tell you, and write it down. If you are very thirsty, shake, sweat, or feel weak, check it. Call us if it is out of the range on your sheet.',
      ask: 'When do you check your sugar?',
    },
    es: {
      title: 'Mida su azúcar',
      text: 'La bolsa tiene mucho azúcar. Mida su azúcar cuando le digamos y anote. Si tiene mucha sed, tiembla, suda o se siente débil, mida. Llame si no está entre los números de su hoja.',
      ask: '¿Cuándo mide su azúcar?',
    },
  },
  {
    id: 'weigh-and-write',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'weights_intake_output' },
    en: {
      title: 'Weigh and write',
      text: 'Weigh yourself each morning, in the same clothes. Write down what you drink, and how much you pass. Call us if you gain or lose two pounds in a day, or pass much less than you used to.',
      ask: 'What do you write down each day?',
    },
    es: {
      title: 'Pésese y anote',
      text: 'Pésese cada mañana con la misma ropa. Anote lo que bebe y cuánto orina. Llame si sube o baja un kilo en un día, o si orina mucho menos que antes.',
      ask: '¿Qué anota cada día?',
    },
  },
  {
    id: 'nutrition-stops',
    version: 1,
    moment: 'day-of',
    for: { topic: 'emergency_pn_stop' },
    en: {
      title: 'If the pump stops',
      text: 'If the pump stops early, your sugar can drop. Eat or drink some sugar if you may. Call the number on the pump. If the line breaks, clamp it near your skin and call us now. If you pass out, someone must call 911.',
      ask: 'What do you do if the line breaks?',
    },
    es: {
      title: 'Si la bomba se para',
      text: 'Si la bomba se para antes, le puede bajar el azúcar. Coma o beba algo dulce si puede. Llame al número de la bomba. Si la línea se rompe, ciérrela cerca de la piel y llame ya. Si se desmaya, que llamen al 911.',
      ask: '¿Qué hace si se rompe la línea?',
    },
  },
];
