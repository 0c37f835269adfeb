import type { CurriculumItem } from '../curriculum.ts';

/** What depends on the place of care. */
export const carePlaces: readonly CurriculumItem[] = [
  {
    id: 'come-to-us',
    version: 1,
    moment: 'before-first-visit',
    for: { settings: ['hospital-outpatient', 'infusion-center', 'clinic'] },
    en: {
      title: 'How to come',
      text: 'Come 15 minutes early. Ask where to park when you call. The first visit can take longer, as we watch how you do. Ask someone to drive you the first time. You may feel tired after.',
      ask: 'Who will drive you the first time?',
    },
    es: {
      title: 'Cómo venir',
      text: 'Venga 15 minutos antes. Al llamar, pregunte dónde dejar el carro. La primera visita puede tardar más, para ver cómo le va. Pida que alguien le lleve la primera vez. Puede que se canse.',
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
