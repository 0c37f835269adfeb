/** What is asked on the day, before anything is given. Source: education moments, the stop rule. */
export const dayQuestions = [
  'fever',
  'infection',
  'pregnancy',
  'newMedicine',
  'hospitalStay',
  'vaccination',
] as const;
export type DayQuestion = (typeof dayQuestions)[number];
