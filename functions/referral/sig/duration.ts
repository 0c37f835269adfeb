import { numberWord, readNumeral } from './words.ts';

const over = new RegExp(
  `\\b(each )?over (?:at least |about |approximately |~ ?)?(\\d+\\.\\d+|${numberWord}) ?-?(min(?:ute)?s?|h(?:(?:ou)?rs?)?)\\b`,
  'g',
);
/** What runs at its own pace beside the drug, up to where the words go on. */
const ofOthers =
  /\b(?:pre-?med\w*|methylprednisolone|solu-?medrol|diphenhydramine|hydrocortisone|dexamethasone|flush\w*)\b[^.;]*/g;

/**
 * Minutes that one dose runs, where words say it once: "over 2 hours". Undefined where they name
 * several durations, or one of each of its units.
 */
export const minutesInWords = (text: string, inUnits = false): number | undefined => {
  const found = [...text.toLowerCase().replace(ofOthers, ' ').matchAll(over)].map(
    ([, each, value = '', unit = '']) => ({
      each: each !== undefined,
      minutes: (Number(value) || readNumeral(value)) * (unit.startsWith('h') ? 60 : 1),
    }),
  );
  const [first] = found;
  const isOne = found.every(({ minutes }) => minutes === first?.minutes);
  return first && isOne && Number.isInteger(first.minutes) && !(inUnits && first.each)
    ? first.minutes
    : undefined;
};
