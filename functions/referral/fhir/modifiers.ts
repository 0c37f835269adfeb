import type { Complaint } from '../../platform/errors.ts';
import type { ResourceType } from './resources.ts';

type Refused = {
  types: readonly ResourceType[];
  element: string;
  when: (value: unknown) => boolean;
  detail: string;
  fix: string;
};

const isTrue = (value: unknown): boolean => value === true;
const isFalse = (value: unknown): boolean => value === false;
const isThere = (value: unknown): boolean => value !== undefined && value !== null;
const isOneOf =
  (...words: string[]) =>
  (value: unknown): boolean =>
    words.some((word) => word === value);

const died = {
  types: ['Patient'],
  detail: 'says that the patient has died',
  fix: 'Send no referral; correct the record if it is wrong.',
} as const;

/**
 * Elements that turn what a resource says around, with the values that make it unusable here. A
 * receiver must not pass over a modifier element that it does not act upon: HL7 FHIR R4, conformance
 * rules, isModifier. Statuses that only leave a resource out are read where the resource is.
 */
const refusedModifiers: readonly Refused[] = [
  {
    types: ['MedicationRequest', 'ServiceRequest'],
    element: 'doNotPerform',
    when: isTrue,
    detail: 'asks that this is not done',
    fix: 'Leave the resource out; name a drug that must not be given as an allergy.',
  },
  { ...died, element: 'deceasedBoolean', when: isTrue },
  { ...died, element: 'deceasedDateTime', when: isThere },
  {
    types: ['Patient', 'Organization'],
    element: 'active',
    when: isFalse,
    detail: 'says that this record is not in use',
    fix: 'Send the record that is in use.',
  },
  {
    types: ['Patient'],
    element: 'link',
    when: (links) =>
      Array.isArray(links) && links.some((link) => isOneOf('replaced-by')(link?.type)),
    detail: 'says that another record replaces this one',
    fix: 'Send the record that is in use.',
  },
  {
    types: ['Medication'],
    element: 'status',
    when: isOneOf('inactive', 'entered-in-error'),
    detail: 'says that this drug is not in use',
    fix: 'Refer to the drug that is ordered.',
  },
];

const unknown = {
  detail: 'may change the meaning of what it stands in, in a way that is not known here',
  fix: 'Send it without; say what it means in an element of FHIR R4 or in a document.',
};

/** Elements of every resource, and of every part of one, that may say anything at all. */
const isUnknowable = (element: string, value: unknown): boolean =>
  (element === 'modifierExtension' || element === 'implicitRules') && isThere(value);

/** Whether there is one; a stack of ours, as the sender chooses the depth. */
const holdsUnknown = (whole: unknown): boolean => {
  const open = [whole];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) {
      for (const part of value) if (typeof part === 'object' && part !== null) open.push(part);
      continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    for (const element in value) {
      const part = (value as Readonly<Record<string, unknown>>)[element];
      if (isUnknowable(element, part)) return true;
      if (typeof part === 'object' && part !== null) open.push(part);
    }
  }
  return false;
};

/** Where such an element stands, however deep. */
export const unknownModifiers = (at: string, whole: unknown): Complaint[] => {
  // Few have one: the places of all parts are told only then.
  if (!holdsUnknown(whole)) return [];
  const found: Complaint[] = [];
  const open: { at: string; value: unknown }[] = [{ at, value: whole }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value } = next;
    if (Array.isArray(value))
      for (const [index, part] of value.entries())
        open.push({ at: `${next.at}[${index}]`, value: part });
    else if (typeof value === 'object' && value !== null)
      for (const [element, part] of Object.entries(value))
        if (isUnknowable(element, part))
          found.push({ pointer: `${next.at}.${element}`, ...unknown });
        else if (typeof part === 'object') open.push({ at: `${next.at}.${element}`, value: part });
  }
  return found;
};

const refusals = (at: string, type: string, resource: Readonly<Record<string, unknown>>) =>
  refusedModifiers
    .filter(
      ({ types, element, when }) => types.some((one) => one === type) && when(resource[element]),
    )
    .map(({ element, detail, fix }) => ({ pointer: `${at}.${element}`, detail, fix }));

/** What a resource, or one that it carries within itself, says that a referral must not be read past. */
export const modifierComplaints = (
  at: string,
  type: ResourceType,
  resource: Readonly<Record<string, unknown>>,
): Complaint[] => [
  ...refusals(at, type, resource),
  ...(Array.isArray(resource.contained) ? resource.contained : []).flatMap((one, index) =>
    one?.resourceType === 'Medication'
      ? refusals(`${at}.contained[${index}]`, 'Medication', one)
      : [],
  ),
  ...unknownModifiers(at, resource),
];
