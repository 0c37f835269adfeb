import type { CurriculumItem } from '../curriculum.ts';

/** Antibiotics through a line, mostly given at home by the patient or a caregiver. */
export const homeAntibiotics: readonly CurriculumItem[] = [
  {
    id: 'home-antibiotic',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'opat_self_admin', settings: ['home'] },
    en: {
      title: 'Your medicine at home',
      text: 'This drug kills the germs that make you sick. You get it through your line each day. A nurse shows you how. Give each dose at the same time. Do not skip or stop, even if you feel well. If you miss a dose, call us.',
      ask: 'What do you do if you miss a dose?',
    },
    es: {
      title: 'Su medicina en casa',
      text: 'Mata los microbios que le enferman. Se pone cada día por su tubo. La enfermera le muestra cómo. Ponga cada dosis a la misma hora. No la deje, aunque esté mejor. Si se le pasa una, llame.',
      ask: '¿Qué hace si se le pasa una dosis?',
    },
  },
  {
    id: 'line-care',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'line_care' },
    en: {
      title: 'Take care of your line',
      text: 'Keep it clean and dry. Wash your hands before you touch it. Scrub the cap each time. Do not pull on it. Cover it when you bathe. Call us if the skin is red, wet or sore, if your arm swells, or if you shake after a flush. If it comes out, press on the spot and call.',
      ask: 'When do you call us about your line?',
    },
    es: {
      title: 'Cuide su tubo',
      text: 'Debe estar limpio y seco. Lave sus manos antes de tocarlo. Limpie la tapa cada vez. No lo jale. Tápelo al bañarse. Llame si la piel está roja, mojada o duele, si el brazo se hincha, o si tiembla al usarlo. Si se sale, apriete ahí y llame.',
      ask: '¿Cuándo llama por su tubo?',
    },
  },
  {
    id: 'stop-germs',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'infection_prevention' },
    en: {
      title: 'Keep germs out',
      text: 'Wash your hands for 20 seconds with soap. Clean the table first. Touch no open tip. If a part drops, use a new one. Keep pets and small kids away while you work. Stay away from sick people.',
      ask: 'What do you do with a part that drops?',
    },
    es: {
      title: 'Fuera los microbios',
      text: 'Lave sus manos con jabón por 20 segundos. Limpie antes la mesa. No toque las puntas. Si algo se cae, use otro nuevo. Que no haya animales ni niños cerca. No esté con gente enferma.',
      ask: '¿Qué hace si algo se cae?',
    },
  },
  {
    id: 'pump-or-push',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'pump_or_push_steps', settings: ['home'] },
    en: {
      title: 'Step by step',
      text: 'Check the name, the drug, the dose and the date. Let a cold dose warm up first, as the label says. Flush the line, give the drug, flush again. Go slow. Never change the rate or the dose. If an alarm rings or it will not flow, stop and call.',
      ask: 'Show the steps to the nurse.',
    },
    es: {
      title: 'Paso a paso',
      text: 'Vea el nombre, la medicina, la dosis y la fecha. Si está fría, espere lo que dice la etiqueta. Lave el tubo, ponga la medicina y lave otra vez. Vaya lento. No cambie la dosis ni el paso. Si suena una alarma o no pasa, pare y llame.',
      ask: 'Muestre los pasos a la enfermera.',
    },
  },
  {
    id: 'loose-stools',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'c_diff_diarrhea' },
    en: {
      title: 'Loose stools',
      text: 'This drug can upset the gut. Call us the same day if you have watery stools three times or more in a day, belly cramps, fever or blood. Do not take a drug to stop it before you ask. It can come weeks after the last dose.',
      ask: 'How many watery stools are a reason to call?',
    },
    es: {
      title: 'Diarrea',
      text: 'Puede caer mal a la tripa. Llame el mismo día si va al baño como agua tres veces o más en un día, o si hay cólicos, fiebre o sangre. No tome nada para pararla sin preguntar. Puede venir semanas después.',
      ask: '¿Con cuántas veces al día llama?',
    },
  },
  {
    id: 'lab-tests',
    version: 1,
    moment: 'assignment',
    for: { topic: 'lab_schedule' },
    en: {
      title: 'Blood tests',
      text: 'You need a blood test about once a week. It shows that the drug works and does no harm. The nurse takes it or tells you where to go. Do not miss one. Call us for a rash, sore muscles, dark urine, or ringing in your ears.',
      ask: 'How often do you need a blood test?',
    },
    es: {
      title: 'Pruebas de sangre',
      text: 'Cada semana hay una prueba de sangre. Se ve si la medicina ayuda y no hace daño. La enfermera la toma o le dice a dónde ir. No falte. Llame si hay manchas, dolor del cuerpo, orina oscura o le zumban los oídos.',
      ask: '¿Cada cuánto hay prueba de sangre?',
    },
  },
  {
    id: 'supplies',
    version: 1,
    moment: 'assignment',
    for: { topic: 'supplies_storage', settings: ['home'] },
    en: {
      title: 'Your supplies',
      text: 'Check each box when it comes. Put in the fridge what must stay cold, away from food. Keep the rest clean and dry. Count your doses. Call when you have three days left. Do not use what is cloudy, leaks or is out of date.',
      ask: 'When do you call for more?',
    },
    es: {
      title: 'Lo que recibe',
      text: 'Revise cada caja al llegar. Lo que va en frío, a la nevera, lejos de la comida. Lo otro, limpio y seco. Cuente sus dosis. Llame si le quedan para tres días. No use nada turbio, roto o vencido.',
      ask: '¿Cuándo llama para pedir más?',
    },
  },
  {
    id: 'sharps',
    version: 1,
    moment: 'day-of',
    for: { topic: 'sharps_waste', settings: ['home'] },
    en: {
      title: 'Needles and waste',
      text: 'Put each needle in the hard red box right away. Do not put the cap back on. Keep the box away from kids and pets. Do not fill it past the line. Ask us how to get rid of it. If a needle pricks you, wash the spot and call.',
      ask: 'Where does a used needle go?',
    },
    es: {
      title: 'Agujas y basura',
      text: 'Eche cada aguja en la caja roja y dura. No le ponga la tapa otra vez. Deje la caja lejos de niños y animales. No la llene más allá de la raya. Pregunte cómo botarla. Si se pincha, lave ahí y llame.',
      ask: '¿A dónde va una aguja usada?',
    },
  },
];
