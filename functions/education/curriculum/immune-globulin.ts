import type { CurriculumItem } from '../curriculum.ts';

/** Immune globulin in a vein or under the skin. */
export const immuneGlobulin: readonly CurriculumItem[] = [
  {
    id: 'ig-therapy',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'ig_therapy' },
    en: {
      title: 'Your medicine',
      text: 'This drug is made from the blood of many healthy people. It is cleaned and tested. It helps your body fight germs or calms an illness. It starts slow and then goes faster. A visit can take most of the day.',
      ask: 'Why do we start slow?',
    },
    es: {
      title: 'Su medicina',
      text: 'Se hace con la sangre de muchas personas sanas. Se limpia y se prueba. Ayuda a sus defensas o calma un mal. Empieza lento y luego va más rápido. Puede tardar casi todo el día.',
      ask: '¿Por qué se empieza lento?',
    },
  },
  {
    id: 'drink-fluids',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'drink_fluids' },
    en: {
      title: 'Drink water',
      text: 'Drink plenty the day before, the day of, and the day after. It keeps your kidneys safe and eases headaches. If a doctor told you to drink less, call us first. Tell us if you pass little urine or gain weight fast.',
      ask: 'On which days will you drink more?',
    },
    es: {
      title: 'Tome agua',
      text: 'Tome mucha agua el día antes, ese día y el día después. Cuida los riñones y quita el dolor de cabeza. Si un doctor le dijo que tome poca, llame antes. Llame si orina poco o sube de peso rápido.',
      ask: '¿Qué días va a tomar más agua?',
    },
  },
  {
    id: 'headache',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'headache_aseptic_meningitis' },
    en: {
      title: 'Headache',
      text: 'A mild headache for a day or two is common. Rest and drink water. Call us the same day if it is very bad, if your neck is stiff, if light hurts your eyes, or if you throw up. We can make the next visit easier.',
      ask: 'Which kind of headache will you call about?',
    },
    es: {
      title: 'Dolor de cabeza',
      text: 'Un dolor leve por uno o dos días es común. Repose y tome agua. Llame el mismo día si es muy fuerte, si tiene el cuello duro, si le molesta la luz o si vomita. La próxima vez puede ir mejor.',
      ask: '¿Por qué dolor de cabeza va a llamar?',
    },
  },
  {
    id: 'clots',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'clot_symptoms' },
    en: {
      title: 'Blood clots',
      text: 'In some people this drug can cause a blood clot. Call 911 for chest pain, short breath, a weak side, a face that droops, or trouble to speak. Call us at once for a leg or arm that is sore, warm and big. Move around and drink water.',
      ask: 'Which signs of a clot do you know?',
    },
    es: {
      title: 'Coágulos',
      text: 'A veces la sangre se hace un grumo en la vena. Llame al 911 si le duele el pecho, le falta el aire, pierde fuerza de un lado, se le cae la cara o habla mal. Llame de una vez si un brazo o una pierna duele, se hincha y está caliente. Camine y tome agua.',
      ask: '¿Qué señales conoce usted?',
    },
  },
  {
    id: 'vaccine-delay',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'live_vaccine_delay_MMR_varicella' },
    en: {
      title: 'Some shots must wait',
      text: 'After this drug, shots for measles, mumps and chickenpox may not work for many months. Ask us when you can have them. Other shots can go on. Tell the one who gives a shot that you get this drug.',
      ask: 'Which shots must wait?',
    },
    es: {
      title: 'Unas vacunas deben esperar',
      text: 'Las vacunas del sarampión, las paperas y la varicela pueden no servir por muchos meses. Pregunte cuándo se las puede poner. Las otras sí puede. Diga que usa esta medicina.',
      ask: '¿Qué vacunas deben esperar?',
    },
  },
  {
    id: 'self-infusion',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'self_infusion_SC' },
    en: {
      title: 'You can learn to do it',
      text: 'A nurse shows you each step. Then you do it while the nurse looks on. You do it alone only when you both feel sure. Wash your hands. Check the name and date on each bottle. Do not use one that is cloudy or out of date.',
      ask: 'Show the nurse how you check a bottle.',
    },
    es: {
      title: 'Usted puede aprender',
      text: 'La enfermera le muestra cada paso. Luego lo hace usted y ella mira. Lo hace solo cuando los dos están seguros. Lave sus manos. Vea el nombre y la fecha de cada frasco. No use uno turbio o vencido.',
      ask: 'Muestre cómo revisa un frasco.',
    },
  },
  {
    id: 'skin-sites',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'sites_rotation' },
    en: {
      title: 'Change the spot',
      text: 'Use the belly, thighs or the side of the hip. Pick a new spot each time, two inches from the last. Do not use skin that is red, hard or hurt. A lump that goes away in two days is fine. Call if it gets hot or sore.',
      ask: 'Where will the next spot be?',
    },
    es: {
      title: 'Cambie de lugar',
      text: 'Use la barriga, los muslos o el lado de la cadera. Cada vez otro lugar, a unos 5 cm del último. No use piel roja, dura o con heridas. Un bulto que se va en dos días es normal. Llame si arde o duele más.',
      ask: '¿Dónde va la próxima vez?',
    },
  },
  {
    id: 'log-book',
    version: 1,
    moment: 'day-of',
    for: { topic: 'logbook_lot_numbers' },
    en: {
      title: 'Keep a log',
      text: 'Write down the date, the dose, the spot and how you felt. Stick in the label with the lot number from each bottle. If a lot is called back, we can find you fast. Bring the log to each visit.',
      ask: 'What do you write in the log?',
    },
    es: {
      title: 'Lleve un cuaderno',
      text: 'Anote el día, la dosis, el lugar y cómo se sintió. Pegue la etiqueta con el lote de cada frasco. Si un lote sale malo, así le hallamos rápido. Traiga el cuaderno a cada visita.',
      ask: '¿Qué anota en el cuaderno?',
    },
  },
];
