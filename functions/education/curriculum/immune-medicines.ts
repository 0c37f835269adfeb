import type { CurriculumItem } from '../curriculum.ts';

/** Infliximab, vedolizumab, ocrelizumab, rituximab, tocilizumab and their like. */
export const immuneMedicines: readonly CurriculumItem[] = [
  {
    id: 'biologic-infusion',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'biologic_infusion' },
    en: {
      title: 'Your medicine',
      text: 'This drug calms a part of your immune system. That part fights germs, but in you it does harm. You get it through a thin tube in a vein. It may take weeks until you feel it work. Do not stop or skip it without asking.',
      ask: 'What does this drug do in your body?',
    },
    es: {
      title: 'Su medicina',
      text: 'Esta medicina calma una parte de sus defensas. Esa parte lucha contra los microbios, pero a usted le hace daño. Se pone por un tubo fino en una vena. Puede tardar semanas en ayudar. No la deje sin preguntar.',
      ask: '¿Qué hace esta medicina en su cuerpo?',
    },
  },
  {
    id: 'infection-risk',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'infection_risk_TB_HBV' },
    en: {
      title: 'Germs can hit you harder',
      text: 'While on this drug you can get sick more easily. Old germs, such as TB or hepatitis B, can wake up. So you need blood tests before you start. Call us if you have a fever, a cough that stays, night sweats, or yellow skin.',
      ask: 'Which signs will you call us about?',
    },
    es: {
      title: 'Se puede enfermar más',
      text: 'Con esta medicina es más fácil enfermarse. La tuberculosis o la hepatitis B pueden volver. Por eso hay pruebas de sangre antes. Llame si tiene fiebre, tos que no se va, sudor de noche o piel amarilla.',
      ask: '¿Por qué señales nos va a llamar?',
    },
  },
  {
    id: 'live-vaccines',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'live_vaccine_advice' },
    en: {
      title: 'Shots',
      text: 'Some shots have live germs in them. Do not get those while on this drug. Most other shots are fine, and the flu shot is good for you. Ask us or your doctor before any shot. Tell the one who gives it what you take.',
      ask: 'What do you do before you get a shot?',
    },
    es: {
      title: 'Vacunas',
      text: 'Algunas vacunas tienen un virus vivo. No se ponga esas con esta medicina. Casi todas las otras sí puede. La de la gripe le hace bien. Pregunte antes de cada vacuna. Diga qué medicina usa.',
      ask: '¿Qué hace antes de una vacuna?',
    },
  },
  {
    id: 'vaccines-before-b-cell',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'vaccines_before_CD20' },
    en: {
      title: 'Get your shots first',
      text: 'After this drug, shots may not work well for months. So ask now which shots you need. Live ones must be done at least 4 weeks before. Others are best done at least 2 weeks before.',
      ask: 'Why is now the time for your shots?',
    },
    es: {
      title: 'Primero sus vacunas',
      text: 'Con esta medicina las vacunas sirven poco por meses. Pregunte hoy cuáles le faltan. Las de virus vivo van 4 semanas antes o más. Las otras, mejor 2 semanas antes o más.',
      ask: '¿Por qué debe ponerse ya sus vacunas?',
    },
  },
  {
    id: 'brain-infection',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'PML_awareness' },
    en: {
      title: 'A rare brain illness',
      text: 'Drugs like this have been linked to a very rare, grave brain illness. Call us the same day if you have new trouble to see, speak, walk or think. Call too if one side gets weak. Do not wait for the next visit.',
      ask: 'Which new troubles will you call about at once?',
    },
    es: {
      title: 'Un mal raro del cerebro',
      text: 'Con medicinas así se ha visto un mal muy raro y grave del cerebro. Llame el mismo día si ve mal, habla mal, camina mal o no piensa claro. También si un lado pierde fuerza. No espere a la visita.',
      ask: '¿Por qué cambios llama de una vez?',
    },
  },
  {
    id: 'reactions',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'reaction_when_to_call' },
    en: {
      title: 'If your body reacts',
      text: 'A reaction can come while you get the drug or hours to days later. You may itch, get hives, shake, have a fever, or sore joints. Call us the same day. If it is hard to breathe or your face swells, call 911. Then tell us before the next dose.',
      ask: 'What do you do if you get hives that night?',
    },
    es: {
      title: 'Si su cuerpo reacciona',
      text: 'Puede pasar en la visita o unos días después. Le puede picar la piel, dar ronchas, frío, fiebre o dolor en los huesos. Llame el mismo día. Si le falta el aire o se le hincha la cara, llame al 911. Díganos antes de la otra dosis.',
      ask: '¿Qué hace si le salen ronchas esa noche?',
    },
  },
  {
    id: 'reaction-first-day',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'reaction_up_to_24h' },
    en: {
      title: 'The first day after',
      text: 'You stay with us for one hour after the drip so we can watch you. A reaction can still come in the next 24 hours. Do not be alone that first night if you can. Call us for a rash, sore throat, fast heart or dizzy feeling. Call 911 if it is hard to breathe.',
      ask: 'How long can a reaction still come?',
    },
    es: {
      title: 'El primer día',
      text: 'Después se queda una hora para ver cómo está. Algo puede pasar en las 24 horas que siguen. Mejor no pase solo esa noche. Llame si tiene manchas, mareo, dolor de garganta o el pulso rápido. Si le falta el aire, llame al 911.',
      ask: '¿Por cuánto tiempo puede pasar algo?',
    },
  },
  {
    id: 'belly-pain',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'GI_perforation_symptoms' },
    en: {
      title: 'Bad belly pain',
      text: 'In a few people this drug can lead to a hole in the gut. Call us at once for belly pain that does not stop, with or without fever. Call if you throw up or see blood. If the pain is very bad, call 911.',
      ask: 'What will you do if your belly hurts and it does not stop?',
    },
    es: {
      title: 'Dolor fuerte de barriga',
      text: 'En pocas personas se puede abrir un hueco en la tripa. Llame de una vez si le duele la barriga y no se pasa. Llame si vomita o ve sangre. Si el dolor es muy fuerte, llame al 911.',
      ask: '¿Qué hace si le duele la barriga y no se pasa?',
    },
  },
];
