/** ICD-10-CM with its dot, which some systems leave out. */
export const dotted = (code: string): string => {
  const plain = code.trim().toUpperCase();
  return /^[A-Z]\d[0-9A-Z][0-9A-Z]{1,4}$/.test(plain)
    ? `${plain.slice(0, 3)}.${plain.slice(3)}`
    : plain;
};

export const icd10Code = /^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/;
