/** Settings by which a patient gives doses of a pump: no rule here holds what they may add up to. */
const settings =
  /\bb?lock[- ]?out\b|\bdemand (?:dose|bolus)?\b|\b(?:bolus\w*|dose) (?:on|by) demand\b|\b(?:\d+|one|four)[- ]?(?:h|hr|hours?) (?:limit|max\w*)\b|\b(?:hourly|per[- ]hour) (?:limit|max\w*)\b|\bbolus\w*\b(?:[^.;]|\.\d)*\b(?:every|q) ?\d+ ?min/i;

/** Whether words set what a patient may give: demand doses, a lockout, a limit of some hours. */
export const setsPump = (words: string): boolean => settings.test(words);

/** Why such words are for a clinician, whose pharmacist adds them up. */
export const pumpWhy =
  'sets doses that the patient gives, a lockout or a limit, which a pharmacist must hold against the drug';
