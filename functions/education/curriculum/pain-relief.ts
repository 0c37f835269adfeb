import type { CurriculumItem } from '../curriculum.ts';

/** A pain pump at home, and ketamine. */
export const painLessons: readonly CurriculumItem[] = [
  {
    id: 'pain-pump',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'pca_pump' },
    en: {
      title: 'Your pain pump',
      text: 'The pump gives you pain drug all day. When it hurts more, press the button. It will not give more than is safe. Tell us how the pain is, from 0 to 10. Keep the pump dry and locked.',
      ask: 'When do you press the button?',
    },
    es: {
      title: 'Su bomba para el dolor',
      text: 'La bomba le da medicina todo el día. Si duele más, apriete el botón. No da más de lo seguro. Díganos cuánto le duele, de 0 a 10. No moje la bomba y téngala cerrada.',
      ask: '¿Cuándo aprieta el botón?',
    },
  },
  {
    id: 'only-you-press',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'only_patient_presses' },
    en: {
      title: 'Only you press',
      text: 'No one else may press the button, not even to be kind. If you sleep, you do not need it. If others press, you may stop breathing. Tell your family and your guests.',
      ask: 'Who may press the button?',
    },
    es: {
      title: 'Solo usted aprieta',
      text: 'Nadie más puede apretar el botón, ni por ayudar. Si duerme, no le hace falta. Si otro aprieta, usted puede dejar de respirar. Dígalo a su familia y a sus visitas.',
      ask: '¿Quién puede apretar el botón?',
    },
  },
  {
    id: 'naloxone',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'naloxone_use' },
    en: {
      title: 'The spray that saves',
      text: 'If you do not wake up, or breathe slow or with a snore, someone must call 911. Then they spray the whole naloxone up one side of your nose. They stop the pump and stay with you. Show all at home where it is.',
      ask: 'What do they do if you do not wake up?',
    },
    es: {
      title: 'El spray que salva',
      text: 'Si no despierta, o respira lento o con ronquidos, que llamen al 911. Luego que pongan todo el spray de naloxona en un lado de la nariz. Que paren la bomba y se queden. Muestre en casa dónde está.',
      ask: '¿Qué hacen si usted no despierta?',
    },
  },
  {
    id: 'constipation',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'constipation' },
    en: {
      title: 'Keep your bowels moving',
      text: 'This drug slows the gut. Take what we gave you for it each day, and do not wait. Drink, and walk if you can. Call us if you have not gone for three days, or if your belly hurts or swells.',
      ask: 'When do you call about your bowels?',
    },
    es: {
      title: 'Cuide su vientre',
      text: 'Esta medicina hace lento el vientre. Tome cada día lo que le dimos, sin esperar. Beba agua y camine si puede. Llame si pasa tres días sin ir, o si el vientre duele o se hincha.',
      ask: '¿Cuándo llama por su vientre?',
    },
  },
  {
    id: 'lock-it',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'safe_storage_disposal' },
    en: {
      title: 'Lock it up',
      text: 'This drug can kill a child, a guest or a pet. Keep it locked. Count the bags with the nurse. Give back what is left; do not throw it out. Tell us if some is missing.',
      ask: 'What do you do with what is left?',
    },
    es: {
      title: 'Guárdela con llave',
      text: 'Esta medicina puede matar a un niño, una visita o un animal. Guárdela con llave. Cuente las bolsas con la enfermera. Devuelva lo que sobra; no la bote. Avise si falta algo.',
      ask: '¿Qué hace con lo que sobra?',
    },
  },
  {
    id: 'ketamine-day',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'ketamine_visit' },
    en: {
      title: 'The day of ketamine',
      text: 'Do not eat for some hours before; ask us how long. You may feel as if you float, or see odd things. It goes away within an hour or two. A nurse stays near and checks your heart and breath. Tell us if it scares you.',
      ask: 'What may you feel?',
    },
    es: {
      title: 'El día de la ketamina',
      text: 'No coma unas horas antes; pregunte cuántas. Puede sentir que flota, o ver cosas raras. Se pasa en una o dos horas. Una enfermera está cerca y mira su corazón y su aire. Diga si le da miedo.',
      ask: '¿Qué puede sentir?',
    },
  },
  {
    id: 'need-a-ride',
    version: 1,
    moment: 'assignment',
    for: { topic: 'driver_needed' },
    en: {
      title: 'You need a ride',
      text: 'You can not drive until the next day. Bring someone who takes you home and stays for the night. Without a ride we can not start. Do not sign papers or use tools that day.',
      ask: 'Who takes you home?',
    },
    es: {
      title: 'Necesita quien le lleve',
      text: 'No puede manejar hasta el otro día. Traiga a quien le lleve a casa y se quede esa noche. Sin esa persona no se puede empezar. Ese día no firme papeles ni use máquinas.',
      ask: '¿Quién le lleva a casa?',
    },
  },
];
