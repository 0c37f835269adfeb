import type { VeinLine } from '../../therapy/line-choice.ts';

/** What people call the lines, in English and Spanish. Source: code lists of devices; verify. */
const called: readonly { line: VeinLine; words: RegExp }[] = [
  {
    line: 'picc',
    words: /\bpiccs?\b|\bp\.i\.c\.c|peripherally inserted central|inserci[oó]n perif[eé]rica/i,
  },
  { line: 'midline', words: /mid-?\s?line|l[ií]nea media/i },
  {
    line: 'port',
    words:
      /port-?a-?cath|medi-?port|power\s?port|\bports?\b|implant\w+ (venous )?access|subcutaneous reservoir|puerto/i,
  },
  {
    line: 'tunneled',
    words: /hickman|broviac|groshong|(?<!non[- ])\btunnell?ed|power\s?line|permcath/i,
  },
  {
    line: 'peripheral',
    words:
      /\bpiv\b|peripheral (iv|line|catheter|intravenous|venous)|(saline|heparin|hep-?) ?lock|angiocath/i,
  },
];

/** A catheter for dialysis is no line of the drug; an insulin pump's is none at all. */
const notOurs =
  /dialysis|hemodialysis|vas ?cath|av ?fistula|\bgraft\b|insulin|urinary|foley|feeding|gastro/i;

/** The line that the words of a device name. */
export const lineNamed = (words: string): VeinLine | undefined =>
  notOurs.test(words) ? undefined : called.find((row) => row.words.test(words))?.line;

/** Whether the words say that a line is no longer there. */
export const saysRemoved = (words: string): boolean =>
  /\b(removed|d\/c'?d|discontinued|pulled|explant\w+|taken out|retirad[oa])\b/i.test(words);
