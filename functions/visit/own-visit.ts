import type { Nurse } from '../network/network.ts';
import type { Principal } from '../platform/principal.ts';
import type { Visit } from '../series/visit.ts';

/** A nurse's own visits: those at homes, and those of the center the nurse works at. */
export const isOwnVisit = async (
  { nurseId }: Principal,
  visit: Visit,
  nurses: () => Promise<readonly Nurse[]>,
): Promise<boolean> => {
  if (!nurseId) return false;
  if (visit.nurseId) return visit.nurseId === nurseId;
  const nurse = (await nurses()).find((candidate) => candidate.nurseId === nurseId);
  return nurse?.siteId === visit.siteId;
};
