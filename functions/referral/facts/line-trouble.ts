import { wordsOf } from './condition-words.ts';
import { plain } from './result-words.ts';

/** What makes a line one that nothing runs through before somebody has looked; once denials are out. */
const trouble =
  /(?<!\bnot |\bnon-|\banti[- ]?)(?:malposition|occlu|dislodg|migrat|displaced|(?<!\b(?:placed|inserted|picc|line|port|catheter) for (?:\w+ ){0,3})infect(?!ion (?:prevention|control))|leak|broken|fractur|cracked|kink|clot|thromb(?!o-?resist)|azygos|not work|non-?functi|(cuff|hub) (is )?expos|pulled out)/;
/** The same in words that deny something. */
const lacking =
  /\b(no|without|poor|sluggish) blood return|tips? (is |was )?(not|un)[ -]?(yet )?(been )?(confirmed|verified|known)|(not|un)[ -]?(yet )?(been )?(confirmed|verified)|(placement|tip) (confirmation )?(pending|unknown)|awaiting (an? )?(x-?ray|cxr|confirmation)|does not (flush|work|draw)/;
/** A port and a tunneled line go in there, as they should: what ends there lies wrong. */
const tipTooHigh = /\btips?\b[^.;,]*jugular|\bpicc\b[^.;]*\b(?:in|into|up)\b[^.;,]*jugular/;

/** Whether the words say that a line does not work, lies wrong, or is not known to lie right. */
export const saysTrouble = (words: string): boolean =>
  lacking.test(plain(words)) ||
  wordsOf({ name: words }, { whenPast: false }).some(
    (one) => trouble.test(one) || tipTooHigh.test(one),
  );
