import { list, type UncheckedJson } from './json.ts';

/** Addresses of Da Vinci PAS 2.2.1, written here anew so that a payer's reading checks ours. */
const definitions = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';

/** A profile, an extension or another definition by its name. */
export const pas = (name: string): string => `${definitions}${name}`;

export const x12System = (element: string): string =>
  `https://codesystem.x12.org/005010/${element}`;

export const codedConcept = (system: string, code: string) => ({ coding: [{ system, code }] });

export const findExtension = (element: UncheckedJson, name: string): UncheckedJson | undefined =>
  list(element.extension).find(({ url }) => url === pas(name));
