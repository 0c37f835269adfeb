import type { CurriculumItem } from '../curriculum.ts';

/** Chemotherapy, in a center and by a pump at home. */
export const chemotherapyLessons: readonly CurriculumItem[] = [
  {
    id: 'chemotherapy',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'chemo_general' },
    en: {
      title: 'Your cancer drug',
      text: 'This drug slows cells that grow fast. It works in rounds, with time to rest in between. We test your blood before each round. If your counts are low we may wait. Two nurses check your dose. Tell us how you felt after the last round.',
      ask: 'Why do we test your blood first?',
    },
    es: {
      title: 'Su medicina contra el cáncer',
      text: 'Esta medicina frena las células que crecen rápido. Se da por ciclos, con días para descansar. Antes de cada ciclo vemos su sangre. Si está baja, a veces se espera. Dos enfermeras miran su dosis. Díganos cómo le fue la última vez.',
      ask: '¿Por qué se ve su sangre antes?',
    },
  },
  {
    id: 'fever-low-counts',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'neutropenic_fever' },
    en: {
      title: 'Fever is urgent',
      text: 'Your body may not fight germs well for two weeks. Take your temperature if you feel hot or cold. If it is 100.4 F or more, call right away, day or night. Do not take a fever pill first. Do not wait until morning.',
      ask: 'What do you do if you have a fever?',
    },
    es: {
      title: 'La fiebre es urgente',
      text: 'Por dos semanas su cuerpo puede no vencer bien las infecciones. Mida su fiebre si siente calor o frío. Si pasa de 38 grados, llame ya, de día o de noche. No tome antes nada para la fiebre. No deje pasar la noche.',
      ask: '¿Qué hace si tiene fiebre?',
    },
  },
  {
    id: 'numb-hands',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'neuropathy' },
    en: {
      title: 'Numb hands or feet',
      text: 'This drug can make your hands and feet numb or sore. Tell us if you drop things, trip, or cannot close a button. Take care with heat, as you may not feel a burn. We can change the dose so that it does not get worse.',
      ask: 'What will you tell us about your hands?',
    },
    es: {
      title: 'Manos o pies dormidos',
      text: 'Esta medicina puede dormir o dar dolor en manos y pies. Díganos si se le caen las cosas, tropieza o no puede abrochar. Ojo con lo caliente: puede no sentir que se quema. Se puede bajar la dosis para que no siga.',
      ask: '¿Qué nos va a decir de sus manos?',
    },
  },
  {
    id: 'hair-loss',
    version: 1,
    moment: 'assignment',
    for: { topic: 'hair_loss' },
    en: {
      title: 'Your hair',
      text: 'Most people lose their hair two or three weeks after the first dose. It grows back when the drug stops. You may cut it short now, or get a wig or a soft cap. Keep your head warm and out of the sun.',
      ask: 'When may your hair fall out?',
    },
    es: {
      title: 'Su cabello',
      text: 'A las dos o tres semanas casi todos pierden el cabello. Vuelve a salir al dejar la medicina. Puede cortarlo ya, o usar una peluca o un gorro suave. Cuide su cabeza del frío y del sol.',
      ask: '¿Cuándo se puede caer su cabello?',
    },
  },
  {
    id: 'no-pregnancy',
    version: 1,
    moment: 'assignment',
    for: { topic: 'contraception' },
    en: {
      title: 'No baby now',
      text: 'This drug can harm a baby before birth. Do not get pregnant and do not father a child while you get it, and for some months after. Ask us which birth control fits you. If you may be pregnant, tell us before the next dose.',
      ask: 'What do you do if you may be pregnant?',
    },
    es: {
      title: 'No es tiempo de un bebé',
      text: 'Esta medicina le hace daño a un bebé antes de nacer. No quede en embarazo ni engendre un hijo mientras la recibe, ni por unos meses más. Pregunte qué método le sirve. Si puede estar en embarazo, diga antes de la dosis.',
      ask: '¿Qué hace si puede estar en embarazo?',
    },
  },
  {
    id: 'fluids-two-days',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'hazardous_at_home_48h' },
    en: {
      title: 'The first two days at home',
      text: 'For 48 hours some of the drug leaves in urine, stool and vomit. Close the lid and flush twice. Wash your hands well. Who helps you should wear gloves. Wash soiled sheets apart from other clothes.',
      ask: 'What do you do in the bathroom for two days?',
    },
    es: {
      title: 'Los dos primeros días en casa',
      text: 'Por 48 horas la medicina sale en la orina, las heces y el vómito. Baje la tapa y jale dos veces. Lave bien sus manos. Quien le ayude, que use guantes. Lave aparte la ropa manchada.',
      ask: '¿Qué hace en el baño por dos días?',
    },
  },
  {
    id: 'nausea',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'nausea_vomiting' },
    en: {
      title: 'If you feel sick',
      text: 'Take the pills against nausea as we told you, and before you feel sick. Eat small meals and drink often. Call us if you cannot keep fluids down for a day, or if the pills do not help.',
      ask: 'When do you call about feeling sick?',
    },
    es: {
      title: 'Si tiene náuseas',
      text: 'Tome las pastillas para las náuseas como le dijimos, antes de sentirlas. Coma poco y a menudo. Beba mucho. Llame si en un día no puede retener nada, o si las pastillas no le ayudan.',
      ask: '¿Cuándo llama por las náuseas?',
    },
  },
  {
    id: 'late-allergy',
    version: 1,
    moment: 'day-of',
    for: { topic: 'allergy_late_cycles' },
    en: {
      title: 'An allergy can come late',
      text: 'You may get this drug many times and then react to it. It is more likely after six rounds or so. Tell the nurse at once if you itch, feel hot, cough, or your chest feels tight. We can stop it fast.',
      ask: 'What do you tell the nurse at once?',
    },
    es: {
      title: 'La alergia puede venir tarde',
      text: 'Puede recibir esto muchas veces y un día tener alergia. Pasa más después de seis ciclos. Avise de una vez si le pica, siente calor, tose o le aprieta el pecho. Se puede parar rápido.',
      ask: '¿Qué avisa de una vez?',
    },
  },
  {
    id: 'chemo-pump',
    version: 1,
    moment: 'day-of',
    for: { topic: 'pump_care' },
    en: {
      title: 'Your small pump',
      text: 'A small pump gives you the drug for two days at home. Keep it dry, and near your body. Do not pull on the line. Look at it a few times a day. Call us if it leaks, stops, or is empty too soon or too late.',
      ask: 'When do you call about the pump?',
    },
    es: {
      title: 'Su bomba pequeña',
      text: 'Una bomba pequeña le da la medicina dos días en casa. No la moje y llévela cerca. No tire de la línea. Mírela varias veces al día. Llame si gotea, se para, o se acaba antes o después de la hora.',
      ask: '¿Cuándo llama por la bomba?',
    },
  },
  {
    id: 'spill-kit',
    version: 1,
    moment: 'day-of',
    for: { topic: 'spill_kit' },
    en: {
      title: 'If the drug spills',
      text: 'Keep the spill kit near. If the drug leaks, clamp the line. Put on the gloves from the kit. Soak it up, and put all of it in the bag. Wash skin that got wet with soap and water. Then call us.',
      ask: 'What do you do first if it leaks?',
    },
    es: {
      title: 'Si se riega la medicina',
      text: 'Tenga cerca el paquete para derrames. Si gotea, cierre la línea. Use los guantes del paquete. Seque todo y ponga todo en la bolsa. Lave con agua y jabón la piel mojada. Luego llame.',
      ask: '¿Qué hace primero si gotea?',
    },
  },
  {
    id: 'mouth-and-bowel',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'mouth_diarrhea_rules' },
    en: {
      title: 'Sore mouth, loose stool',
      text: 'Call us if your mouth gets sore, or if you go four times a day more than you used to. Drink a lot. Rinse your mouth with salt water. Do not wait for the next visit. It can get bad fast.',
      ask: 'When do you call about loose stool?',
    },
    es: {
      title: 'Boca con llagas, diarrea',
      text: 'Llame si tiene llagas en la boca, o si va al baño cuatro veces más que antes. Beba mucho. Enjuague la boca con agua y sal. No espere a la otra visita. Puede ir a peor rápido.',
      ask: '¿Cuándo llama por la diarrea?',
    },
  },
  {
    id: 'missing-enzyme',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'DPD_warning' },
    en: {
      title: 'A test before you start',
      text: 'A few people lack what the body needs to clear this drug. For them it can be very bad, or kill. A blood test shows it. Ask if your test is back. If you get very sick in the first days, go to the hospital.',
      ask: 'Why do you need the test?',
    },
    es: {
      title: 'Una prueba antes de empezar',
      text: 'A pocas personas les falta lo que saca esta medicina del cuerpo. Para ellas es muy grave. Se ve con una prueba de sangre. Pregunte si ya llegó la suya. Si se pone muy mal los primeros días, vaya al hospital.',
      ask: '¿Por qué se hace la prueba?',
    },
  },
];
