const width = 96;

/** Breaks words into lines of a terminal, each behind its indent. */
export const wrapped = (text: string, first: string, rest: string): string => {
  const lines = [first];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) as string;
    const begins = line === first || line === rest;
    if (!begins && line.length + 1 + word.length > width) lines.push(`${rest}${word}`);
    else lines[lines.length - 1] = begins ? `${line}${word}` : `${line} ${word}`;
  }
  return lines.join('\n');
};
