/** Creatinine of serum, plasma or blood, by weight or by substance. LOINC. */
export const creatinineCodes = ['2160-0', '38483-4', '14682-9', '59826-8', '77140-2', '21232-4'];
