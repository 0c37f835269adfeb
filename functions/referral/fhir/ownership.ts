import type { Reference } from '../../fhir/elements.ts';

/** Whose a resource is: this patient's, somebody else's, or nobody says. */
export type SubjectStanding = 'patient' | 'another' | 'untold';

/** Elements that say whom a resource is about, over all kinds of resource. */
const elements = ['subject', 'patient', 'beneficiary', 'individual', 'for'] as const;

type About = Readonly<Record<string, unknown>>;

type Identified = { system?: string | undefined; value?: string | undefined };

/** The reference to whom a resource is about, where it has one. */
export const subjectOf = (resource: About): Reference | undefined => {
  const named = elements.map((element) => resource[element]).find((one) => one !== undefined);
  return typeof named === 'object' && named !== null ? (named as Reference) : undefined;
};

/** By a logical reference: the same identifier is the patient, another of its kind is not. */
export const ownerByIdentifier = (
  named: Identified | undefined,
  identifiers: readonly Identified[],
): SubjectStanding => {
  if (!named?.value || !named.system) return 'untold';
  const alike = identifiers.filter(({ system }) => system === named.system);
  if (alike.some(({ value }) => value === named.value)) return 'patient';
  return alike.length > 0 ? 'another' : 'untold';
};
