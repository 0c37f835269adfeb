/** One segment of a text: 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038). */
export const segmentLength = 160;

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

/** Length in the alphabet's units, or undefined when a character is not in it. */
export const septets = (text: string): number | undefined => {
  let length = 0;
  for (const character of text) {
    if (basic.has(character)) length += 1;
    else if (extended.has(character)) length += 2;
    else return undefined;
  }
  return length;
};

/** Accents that the alphabet lacks are left out (á becomes a), odd spaces and quotes made plain. */
export const plainText = (text: string): string =>
  [...text.normalize('NFC').replace(/\s/gu, ' ').replace(/[‘’]/g, "'").replace(/[“”]/g, '"')]
    .map((character) =>
      septets(character) === undefined
        ? character.normalize('NFD').replace(/\p{M}/gu, '')
        : character,
    )
    .join('');

/** Whether a text goes out as one segment. */
export const fitsOneSegment = (text: string): boolean => {
  const length = septets(text);
  return length !== undefined && length <= segmentLength;
};
