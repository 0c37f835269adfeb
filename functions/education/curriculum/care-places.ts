import type { CurriculumItem } from '../curriculum.ts';

/** What depends on the place of care. */
export const carePlaces: readonly CurriculumItem[] = [
  {
    id: 'come-to-us',
    version: 2,
    moment: 'before-first-visit',
    for: { settings: ['hospital-outpatient', 'infusion-center', 'clinic'] },
    en: {
      title: 'How to come',
      text: 'Come at the time we gave you. The doors may be shut before then. Ask where to park when you call. The first visit can take longer, as we watch how you do. Ask someone to drive you the first time. You may feel tired after.',
      ask: 'Who will drive you the first time?',
    },
    es: {
      title: 'Cómo venir',
      text: 'Venga a la hora que le dimos. Antes, la puerta puede estar cerrada. Al llamar, pregunte dónde dejar el carro. La primera visita puede tardar más, para ver cómo le va. Pida que alguien le lleve la primera vez. Puede que se canse.',
      ask: '¿Quién le lleva la primera vez?',
    },
  },
  {
    id: 'home-ready',
    version: 1,
    moment: 'before-first-visit',
    for: { settings: ['home'] },
    en: {
      title: 'Get your home ready',
      text: 'Pick a clean, dry table with good light. Keep pets in another room. Have a chair, a phone and a place to wash hands. Know the street address you would give to 911. If a box comes, open it and check what must be kept cold.',
      ask: 'Where in your home will the nurse work?',
    },
    es: {
      title: 'Prepare su casa',
      text: 'Elija una mesa limpia y seca, con buena luz. Deje a los animales en otro cuarto. Tenga una silla, un teléfono y dónde lavarse las manos. Sepa qué dirección dar al 911. Si llega una caja, ábrala y vea qué va en frío.',
      ask: '¿En qué lugar de la casa va a estar la enfermera?',
    },
  },
  {
    id: 'home-power-plan',
    version: 1,
    moment: 'before-first-visit',
    for: { settings: ['home'] },
    en: {
      title: 'If the power or phone goes out',
      text: 'Keep a charged phone near you. Know a place nearby with power. Keep cold drugs in the fridge with the door shut. If they get warm, do not use them. Call us first. If a storm is near, call us early.',
      ask: 'What will you do if the power goes out?',
    },
    es: {
      title: 'Si se va la luz o el teléfono',
      text: 'Tenga cerca un teléfono con carga. Busque un lugar cercano con luz. Deje en frío lo que va en frío y no abra la puerta. Si se calienta, no lo use. Llame antes. Si viene una tormenta, llame pronto.',
      ask: '¿Qué va a hacer si se va la luz?',
    },
  },
  {
    id: 'home-clean-and-safe',
    version: 1,
    moment: 'before-first-visit',
    for: { settings: ['home'] },
    en: {
      title: 'Germs, boxes and trash at home',
      text: 'Wash your hands before you touch your line or the box. Do it again after. Look at each box: what must be kept cold goes in the fridge at once. Used needles go in the hard box, not in the trash. The nurse tells you who takes it. If the skin at your line is red, hot or wet, call us today.',
      ask: 'Where do used needles go?',
    },
    es: {
      title: 'Microbios, cajas y basura en casa',
      text: 'Lávese las manos antes de tocar el tubo o la caja. Hágalo otra vez después. Mire cada caja: lo que va en frío va a la nevera en seguida. Las agujas usadas van en la caja dura, no en la basura. La enfermera le dice quién la recoge. Si la piel junto al tubo está roja, caliente o mojada, llame hoy.',
      ask: '¿Dónde van las agujas usadas?',
    },
  },
  {
    id: 'who-helps-at-home',
    version: 1,
    moment: 'before-first-visit',
    for: { settings: ['home'] },
    en: {
      title: 'If you care for someone at home',
      text: 'You help, and that counts. Know three things: the number to call, where the box for needles is, and what looks wrong. Call 911 if the person you care for cannot breathe well, faints or does not wake. Do not change the pump or the dose. Ask the nurse to show you each step, then show it back.',
      ask: 'When do you call 911 for the person you care for?',
    },
    es: {
      title: 'Si usted cuida a alguien en casa',
      text: 'Su ayuda vale mucho. Sepa tres cosas: a qué número llamar, dónde está la caja de agujas y qué se ve mal. Llame al 911 si la persona que cuida no respira bien, se desmaya o no despierta. No cambie la bomba ni la dosis. Pida que la enfermera le muestre cada paso y hágalo usted.',
      ask: '¿Cuándo llama al 911 por la persona que cuida?',
    },
  },
  {
    id: 'facility-handover',
    version: 1,
    moment: 'before-first-visit',
    for: { settings: ['long-term-care'] },
    en: {
      title: 'Care where you live',
      text: 'Our nurse comes to you. Your own nurses get a sheet on what to watch for. They can call us day or night. Ask if your family may see this page too.',
      ask: 'Who looks after you when our nurse has left?',
    },
    es: {
      title: 'Cuidado donde usted vive',
      text: 'La enfermera va a donde usted vive. El equipo de la casa recibe una hoja con lo que debe ver. Nos pueden llamar de día o de noche. Su familia puede ver esta página, si usted quiere.',
      ask: '¿Quién le cuida cuando se va la enfermera?',
    },
  },
];
