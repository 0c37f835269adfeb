import { at, components, isoDate, type ReadSegment } from '../../x12/read-segment.ts';
import type { AnsweredParties, AnsweredPatient } from '../payer-answer.ts';
import { all, type ReviewLevel } from './read-levels.ts';
import { levelKinds } from './review-set.ts';

const patientIn = (segments: readonly ReadSegment[], holder?: ReadSegment): AnsweredPatient => {
  const [nm1] = segments;
  const [dmg] = all(segments, 'DMG');
  const born = at(dmg, 2);
  const given = [at(nm1, 4), at(nm1, 5)].filter(Boolean).join(' ');
  const family = at(nm1, 3);
  const ids = [nm1, holder].filter((one) => at(one, 8) === 'MI').map((one) => at(one, 9));
  return {
    names: given || family ? [{ given, family }] : [],
    ...(born ? { birthDate: isoDate(born) ?? born } : {}),
    memberIds: ids.filter(Boolean),
  };
};

/** Another member id beside that of the name (REF 1W): the member that it is of is held against ours, too. */
const otherIdsIn = (segments: readonly ReadSegment[]): AnsweredPatient[] =>
  all(segments, 'REF')
    .filter((one) => at(one, 1) === '1W' && at(one, 2))
    .map((one) => ({ names: [], memberIds: [at(one, 2)] }));

const namedIn = (
  levels: readonly ReviewLevel[],
  kind: string,
): readonly (readonly ReadSegment[])[] =>
  levels.filter((level) => level.kind === kind).flatMap(({ named }) => named);

/** The patient: the dependent where there is one, with the member id of the policy holder. */
const patientsIn = (levels: readonly ReviewLevel[]): AnsweredPatient[] => {
  const holders = namedIn(levels, levelKinds.subscriber).filter(([nm1]) => at(nm1, 1) === 'IL');
  const dependents = namedIn(levels, levelKinds.dependent).filter(([nm1]) => at(nm1, 1) === 'QC');
  return [
    ...(dependents.length > 0
      ? dependents.map((segments) => patientIn(segments, holders[0]?.[0]))
      : holders.map((segments) => patientIn(segments))),
    ...[...dependents, ...holders].flatMap(otherIdsIn),
  ];
};

/** Diagnoses that the event or a service is about (HI), without the documents that are asked for there. */
const diagnosesIn = (levels: readonly ReviewLevel[]): string[] =>
  levels
    .flatMap(({ own }) => all(own, 'HI'))
    .flatMap((segment) => segment.elements.map((_, index) => components(segment, index + 1)))
    .flatMap(([kind = '', code = '']) => (kind.trim() === 'LOI' ? [] : code.trim() || []));

/** Whom a response says that it is about, by whom it was asked and who answers, as far as it says. */
export const readReviewParties = (levels: readonly ReviewLevel[]): AnsweredParties => {
  const ids = (kind: string, qualifier: string) =>
    namedIn(levels, kind).flatMap(([nm1]) =>
      at(nm1, 8) === qualifier && at(nm1, 9) ? [at(nm1, 9)] : [],
    );
  return {
    patients: patientsIn(levels),
    requestors: ids(levelKinds.requester, 'XX'),
    insurers: ids(levelKinds.payer, 'PI'),
    diagnoses: diagnosesIn(levels),
    said: { insurer: at(namedIn(levels, levelKinds.payer)[0]?.[0], 3) },
  };
};
