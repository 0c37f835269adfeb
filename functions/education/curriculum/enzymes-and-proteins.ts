import type { CurriculumItem } from '../curriculum.ts';

/** Enzymes and plasma proteins that a body lacks. */
export const enzymeLessons: readonly CurriculumItem[] = [
  {
    id: 'enzyme',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'ert_infusion' },
    en: {
      title: 'What you are missing',
      text: 'Your body does not make enough of one enzyme. We give it to you through a vein, every two weeks. It starts slowly. If you feel well, the next ones can run faster. We need your weight each time, as the dose goes by it.',
      ask: 'Why do we weigh you each time?',
    },
    es: {
      title: 'Lo que a su cuerpo le falta',
      text: 'Su cuerpo no hace bastante de una enzima. Se la damos por la vena cada dos semanas. Empieza despacio. Si le cae bien, luego va más rápido. Vemos su peso cada vez, porque de eso sale la dosis.',
      ask: '¿Por qué se pesa cada vez?',
    },
  },
  {
    id: 'moving-home',
    version: 1,
    moment: 'after-visit',
    for: { topic: 'home_infusion_process' },
    en: {
      title: 'Moving to your home',
      text: 'After some good doses a nurse may give it in your home. The drug comes to you in a cold box. Put it in the fridge. Do not shake it. The nurse stays the whole time. We need a phone and a place to sit.',
      ask: 'What do you do when the box comes?',
    },
    es: {
      title: 'Pasar a su casa',
      text: 'Después de unas dosis buenas una enfermera la puede dar en su casa. La medicina llega en una caja fría. Póngala en la nevera. No la agite. La enfermera se queda todo el tiempo. Hace falta un teléfono y una silla.',
      ask: '¿Qué hace cuando llega la caja?',
    },
  },
  {
    id: 'alpha1',
    version: 1,
    moment: 'before-first-visit',
    for: { topic: 'alpha1_home' },
    en: {
      title: 'A shield for your lungs',
      text: 'Your blood lacks a protein that shields the lungs. You get it through a vein once a week. It helps to keep what you have. Try not to miss a week. Tell us about a cold, a fever, or if it is hard to breathe.',
      ask: 'Why is each week important?',
    },
    es: {
      title: 'Un escudo para sus pulmones',
      text: 'A su sangre le falta algo que cuida los pulmones. Se lo damos por la vena cada semana. Ayuda a guardar lo que tiene. No falte una semana. Avise si tiene gripe, fiebre o le falta el aire.',
      ask: '¿Por qué es importante cada semana?',
    },
  },
  {
    id: 'no-smoke',
    version: 1,
    moment: 'assignment',
    for: { topic: 'stop_smoking' },
    en: {
      title: 'No smoke',
      text: 'Smoke harms your lungs more than those of others. It also undoes what this drug does. If you smoke, we help you stop. Stay away from the smoke of others. There is a free help line; ask us for it.',
      ask: 'Who can help you stop?',
    },
    es: {
      title: 'Sin humo',
      text: 'El humo le hace más daño a sus pulmones que a los de otros. También borra lo que hace esta medicina. Si fuma, le ayudamos a dejarlo. Aléjese del humo de otros. Hay un teléfono gratis de ayuda; pídalo.',
      ask: '¿Quién le puede ayudar a dejarlo?',
    },
  },
];
