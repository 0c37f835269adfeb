/**
 * Canaries: every PHI field of a referral gets a value that occurs nowhere else, so that finding it
 * anywhere outside the stores that may hold PHI shows a leak, and which field leaked.
 */
export type Canary = { field: string; value: string };
export type Canaries = ReturnType<typeof canariesOf>;

const letters = (number: number): string =>
  [...String(number)].map((digit) => 'qwrtplkhgf'[Number(digit)]).join('');

/** The canaries of one person; a number is a person. */
export const canariesOf = (number: number) => {
  const mark = letters(number);
  const two = String(10 + number).padStart(2, '0');
  return {
    given: `Zaf${mark}ira`,
    family: `Quorv${mark}ex`,
    birthDate: `19${30 + (number % 10)}-08-${String(11 + (number % 17)).padStart(2, '0')}`,
    medicalRecordNumber: `MRN7731${two}X`,
    street: `${7700 + number} Vezqo${mark} Lane`,
    city: `Brumq${mark}ville`,
    postalCode: `60643-88${two}`,
    phone: `+131255573${two}`,
    email: `zq${mark}vox@example.org`,
    contactName: `Ulqor${mark} Nexby`,
    contactPhone: `+131255584${two}`,
    memberId: `ZQM77${two}V`,
    groupNumber: `GRPZQ77${two}`,
    diagnosis: `Zyxo${mark}itis of the bowel`,
    diagnosisCode: 'K50.813',
    drug: `infliximab 100 MG Injection Vroxq${mark}`,
    dosageText: `infuse as Dosq${mark}text says`,
    premedication: `Premq${mark}ol 650 mg`,
    priorDrug: `Prioq${mark}mab`,
    priorOutcome: `no response, Outq${mark}come`,
    allergy: `Allerq${mark}gen`,
    reaction: `Reaq${mark}tion of the skin`,
    result: `Labq${mark}result`,
    weight: `8${number % 10}.7319`,
    documentTitle: `Titlq${mark}note`,
    documentContent: `Contq${mark}ent of a letter`,
    note: `Notq${mark}free text`,
    textMessage: `Texq${mark}reply`,
  };
};

/** What a message to the patient may say; where it goes to is an address, not content. */
export const allowedInMessages: readonly string[] = ['given'];

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

const spellings: Record<string, (value: string) => string[]> = {
  birthDate: (value) => {
    const [year = '', month = '', day = ''] = value.split('-');
    const name = months[Number(month) - 1] ?? '';
    return [
      `${year}${month}${day}`,
      `${month}/${day}/${year}`,
      `${name} ${Number(day)}, ${year}`,
      `${Number(day)} ${name} ${year}`,
    ];
  },
  weight: (value) => [value.replace('.', '')],
  diagnosisCode: (value) => [value.replace('.', '')],
  postalCode: (value) => [value.replace('-', '')],
};

const phoneSpellings = (value: string): string[] => {
  const [area = '', exchange = '', line = ''] = /^\+1(...)(...)(....)$/.exec(value)?.slice(1) ?? [];
  return [
    `${area}${exchange}${line}`,
    `${area}-${exchange}-${line}`,
    `(${area}) ${exchange}-${line}`,
  ];
};

/** The longest part of a value that no other text would hold: for sentences, their odd word. */
const needle = (value: string): string =>
  /^[A-Za-z0-9 ]+$/.test(value)
    ? (value.split(' ').find((word) => /[QqZz]/.test(word)) ?? value)
    : value;

/** Base64 of a text at the three places it can have among other bytes, without the odd ends. */
const base64Of = (text: string): string[] =>
  [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    const whole = bytes.toString('base64').replace(/=+$/, '');
    const start = Math.ceil((shift * 4) / 3);
    const end = Math.floor((bytes.length * 8) / 6);
    return whole.slice(start, end);
  });

/** Shorter texts would be found by chance when encoded. */
const encodedFrom = 8;

/** Every form in which a value may turn up: as written, respelled, encoded; all in lower case. */
const formsOf = ({ field, value }: Canary): string[] => {
  const respelled = value.startsWith('+1')
    ? phoneSpellings(value)
    : (spellings[field.split('.').at(-1) ?? '']?.(value) ?? []);
  const odd = needle(value);
  const encoded =
    odd.length < encodedFrom ? [] : [...base64Of(odd), Buffer.from(odd).toString('hex')];
  return [odd, ...respelled, ...encoded, encodeURIComponent(odd)].map((form) => form.toLowerCase());
};

export type Sink = { where: string; text: string; allowed?: readonly string[] };
export type Hit = { where: string; field: string; form: string };

/** Every form is at least as long, so that one pass over a text finds where any could begin. */
const prefixLength = 6;

type Wanted = { field: string; form: string };

const byPrefix = (canaries: readonly Canary[]): Map<string, Wanted[]> => {
  const found = new Map<string, Wanted[]>();
  for (const canary of canaries)
    for (const form of new Set(formsOf(canary))) {
      if (form.length < prefixLength) throw new Error(`Too short to search for: ${canary.field}`);
      const prefix = form.slice(0, prefixLength);
      found.set(prefix, [...(found.get(prefix) ?? []), { field: canary.field, form }]);
    }
  return found;
};

/** Every canary that stands in a sink where it must not. */
export const hitsIn = (sinks: readonly Sink[], canaries: readonly Canary[]): Hit[] => {
  const wanted = byPrefix(canaries);
  return sinks.flatMap(({ where, text, allowed = [] }) => {
    const lower = text.toLowerCase();
    const hits = new Map<string, Hit>();
    for (let at = 0; at <= lower.length - prefixLength; at += 1)
      for (const { field, form } of wanted.get(lower.slice(at, at + prefixLength)) ?? [])
        if (lower.startsWith(form, at) && !allowed.includes(field.split('.').at(-1) ?? ''))
          hits.set(field, { where, field, form });
    return [...hits.values()];
  });
};

/** The canaries of several people, each field told apart: `2.family`. */
export const canariesOfAll = (numbers: readonly number[]): Canary[] =>
  numbers.flatMap((number) =>
    Object.entries(canariesOf(number)).map(([field, value]) => ({
      field: `${number}.${field}`,
      value,
    })),
  );
