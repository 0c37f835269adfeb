import { lookup } from '../platform/lookup.ts';

/** X12 755 report types by the LOINC type of a document. */
const reportTypes = lookup<string>({
  '11502-2': 'LA',
  '11506-3': '09',
  '18776-5': '08',
  '57133-1': 'B4',
});

/** X12 755: part of a medical record, whatever it is. */
export const medicalRecord = 'M1';

export const reportTypeOf = (type: string | undefined): string =>
  reportTypes[type ?? ''] ?? medicalRecord;
