import type { CurriculumItem } from '../curriculum.ts';

/** What every patient is taught, whatever the therapy and the place. */
export const everyone: readonly CurriculumItem[] = [
  {
    id: 'who-we-are',
    version: 1,
    moment: 'assignment',
    for: 'everyone',
    en: {
      title: 'Who we are',
      text: 'Your doctor asked us to plan your visits. We work with your doctor and your health plan. You will get the time and place of each visit. The phone number is on this page. Call us with any question.',
      ask: 'Who can you call with a question?',
    },
    es: {
      title: 'Quiénes somos',
      text: 'Su doctor nos pidió planear sus visitas. Trabajamos con su doctor y su plan de salud. Le daremos la hora y el lugar de cada visita. El teléfono está en esta página. Llame si tiene dudas.',
      ask: '¿A quién puede llamar si tiene dudas?',
    },
  },
  {
    id: 'call-first',
    version: 1,
    moment: 'before-first-visit',
    for: 'everyone',
    en: {
      title: 'Call us before you come if',
      text: 'You have a fever or feel sick. You have a cut or sore that looks bad. You take a new drug, such as one for germs. You are or may be pregnant. You had or plan a shot or an operation. We may need to change the day.',
      ask: 'When do you call us before a visit?',
    },
    es: {
      title: 'Llame antes de venir si',
      text: 'Tiene fiebre o se siente mal. Tiene una herida que se ve mal. Toma una medicina nueva. Está o puede estar en espera de un bebé. Le van a poner una vacuna o a operar. Tal vez haya que cambiar el día.',
      ask: '¿Cuándo nos llama antes de una visita?',
    },
  },
  {
    id: 'what-to-bring',
    version: 1,
    moment: 'before-first-visit',
    for: 'everyone',
    en: {
      title: 'Get ready',
      text: 'Keep a list of all the drugs you take. Have your ID and plan card near. Wear a shirt with loose sleeves. Drink water the day before, if you are allowed to. Eat as you do on other days, if no one told you not to.',
      ask: 'What will you have ready for the visit?',
    },
    es: {
      title: 'Prepárese',
      text: 'Haga una lista de lo que toma. Tenga su tarjeta del plan y su carné. Use mangas flojas. Tome agua el día antes, si puede. Coma como todos los días, si nadie le dijo que no.',
      ask: '¿Qué va a tener listo para la visita?',
    },
  },
  {
    id: 'during-the-visit',
    version: 1,
    moment: 'day-of',
    for: 'everyone',
    en: {
      title: 'At the visit',
      text: 'The nurse checks your name, your drug and how you feel. Then the nurse puts in a thin tube or uses the line you have. Tell the nurse at once if you itch, feel hot, get short of breath, or have pain. Do not wait.',
      ask: 'What will you tell the nurse at once?',
    },
    es: {
      title: 'En la visita',
      text: 'La enfermera revisa su nombre, su medicina y cómo está. Luego pone un tubo fino o usa el que ya tiene. Avise de una vez si le pica la piel, siente calor, le falta el aire o le duele algo. No espere.',
      ask: '¿De qué avisa de una vez?',
    },
  },
  {
    id: 'when-to-get-help',
    version: 1,
    moment: 'after-visit',
    for: 'everyone',
    en: {
      title: 'When to get help',
      text: 'Call 911 if it is hard to breathe, your throat or tongue swells, you faint, your chest hurts, or you bleed a lot. Call us the same day for a fever of 100.4 F or more, a rash, a bad headache, or a red or sore arm. A late problem can come in the first three days.',
      ask: 'When do you call 911, and when do you call us?',
    },
    es: {
      title: 'Cuándo pedir ayuda',
      text: 'Llame al 911 si le cuesta respirar, se le hincha la boca, se desmaya, le duele el pecho o sangra mucho. Llámenos el mismo día si tiene 38 grados o más, manchas en la piel, mucho dolor de cabeza, o el brazo rojo o con dolor. Un mal puede venir hasta tres días después.',
      ask: '¿Cuándo llama al 911 y cuándo a nosotros?',
    },
  },
  {
    id: 'next-visit',
    version: 1,
    moment: 'after-visit',
    for: 'everyone',
    en: {
      title: 'Your next visit',
      text: 'Look at the date of your next visit. It works best when you get each dose on time. If the day is bad for you, ask for a new one soon. You can do it here or by phone.',
      ask: 'When is your next visit?',
    },
    es: {
      title: 'Su próxima visita',
      text: 'Vea el día de su próxima visita. La medicina va mejor si la recibe a tiempo. Si no puede ese día, pida otro pronto. Lo puede hacer aquí o por teléfono.',
      ask: '¿Cuándo es su próxima visita?',
    },
  },
];
