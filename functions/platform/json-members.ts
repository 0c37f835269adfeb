/**
 * JSON in which an object names a field twice: RFC 8259, section 4, leaves open which of the two
 * counts, so that two readers of one order could read two doses.
 */

/** Where the string that begins here ends, of a text that is sound JSON. */
const endOf = (text: string, from: number): number => {
  for (let end = text.indexOf('"', from + 1); ; end = text.indexOf('"', end + 1)) {
    let marks = 0;
    while (text[end - 1 - marks] === '\\') marks += 1;
    if (marks % 2 === 0) return end;
  }
};

/** The names of all fields in a text of sound JSON, with their quotation marks. */
const namesIn = (text: string): string[] => {
  const names: string[] = [];
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    const from = at;
    at = endOf(text, at) + 1;
    const name = text.slice(from, at);
    while (text.charCodeAt(at) <= 0x20) at += 1;
    if (text[at] === ':') names.push(name);
  }
  return names;
};

/** The names of all fields that were read. */
const namesOf = (read: unknown): string[] => {
  const names: string[] = [];
  const left = [read];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one !== 'object' || one === null) continue;
    for (const [name, part] of Object.entries(one)) {
      if (!Array.isArray(one)) names.push(name);
      left.push(part);
    }
  }
  return names;
};

/** The names that a text of sound JSON gives to two fields of one object: more than were read of it. */
export const namedTwice = (text: string, read: unknown): string[] => {
  const said = namesIn(text);
  const known = namesOf(read);
  if (said.length === known.length) return [];
  const more = new Map<string, number>();
  for (const name of known) more.set(name, (more.get(name) ?? 0) - 1);
  for (const written of said) {
    const name = JSON.parse(written) as string;
    more.set(name, (more.get(name) ?? 0) + 1);
  }
  return [...more.keys()].filter((name) => more.get(name));
};
