import { basicText } from '../../x12/segment.ts';

/** MSG01 has no more room, and there is one MSG at the event and one at each service. */
const mostInMessage = 264;

/** Signs that the basic set of X12 does not have, and that a clinical fact must not lose. */
const inWords: readonly [RegExp, string][] = [
  [/≥|>=/g, ' at least '],
  [/≤|<=/g, ' at most '],
  [/>/g, ' over '],
  [/</g, ' under '],
  [/%/g, ' percent'],
  [/[µμ]/g, 'u'],
  [/×/g, 'x'],
  [/:(?=\s|$)/g, ' -'],
];

const goesOn = ' - MORE ON REQUEST';

/**
 * Clinical text as a message: in capitals, its signs in words. What is too long is cut between two words
 * and says that there is more.
 */
export const messageText = (text: string, most = mostInMessage): string => {
  const spelled = inWords.reduce((all, [sign, word]) => all.replace(sign, word), text);
  const whole = basicText(spelled, text.length * 10);
  if (whole.length <= most) return whole;
  const cut = whole.slice(0, most - goesOn.length + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trimEnd()}${goesOn}`;
};
