/**
 * Codes of ICD-10-CM that stand for a whole group and are billed by none: of the diseases that our
 * therapies are given for. Source: ICD-10-CM tabular list, April 2026; that G35 is divided since October
 * 2025 is general knowledge - verify.
 */
const groups =
  /^(K5[01](\.\d1?)?|M05(\.[0-8])?|M06(\.[0238])?|M0[56]\.[0-8][1-7]|G35|G30|G31(\.8)?|D59(\.3)?|E75(\.2)?|E88(\.0)?|D8[03]|J43|I50(\.[2-4])?|C18|C34(\.[01389])?|C50(\.\d[12]?)?|C56|M8[01]|M86(\.\d[1-7]?)?|N18(\.3)?|D50|D63|D46|E86|R78(\.8)?|B95(\.6)?|G89(\.[12])?|G90(\.5[12]?)?|G70(\.0)?|G36|L40(\.5)?|G61(\.8)?|K91|K90)$/;

/** Whether a diagnosis lacks further characters, by which kind, place or stage are told. */
export const lacksCharacters = (code: string): boolean => groups.test(code);
