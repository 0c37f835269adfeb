import { conceptWords } from '../../fhir/elements.ts';
import { plain } from '../facts/result-words.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { tiedServices } from './services.ts';

const priorities = new Set(['urgent', 'asap', 'stat']);

/** Words that people write beside an order instead of its priority. */
const said =
  /\b(stat|urgent(ly)?|urgente|emergent(ly)?|emergency|asap|as soon as possible|rush|expedit\w+|right away|(start|begin|infuse|give|needs?( \w+)?) immediately)\b/;
/** What has such a word and asks for no haste. */
const otherwise =
  /\b(non|not|no|never)[- ]?(an? )?(urgent|emergent|emergency|rush|stat)\b|\b(in (case of )?(an )?|for |if )?emergency (contacts?|rooms?|department|medic\w+|kit|drugs?|use|services?|plan|numbers?|supplies|equipment)\b|\b(in|in case of|for) (an )?emergency\b|\burgent care\b|\bstat[- ]?lock\w*/g;

/** Whether words of an order ask for haste. */
export const asksForHaste = (words: string): boolean =>
  said.test(plain(words).replace(otherwise, ' '));

/** Everything that an order and its services say in words. */
const wordsOf = (
  order: PlacedResource<'MedicationRequest'>,
  services: readonly PlacedResource<'ServiceRequest'>[],
): string[] => {
  const { dosageInstruction = [], note = [], reasonCode = [] } = order.resource;
  return [
    ...dosageInstruction.flatMap(({ text = '', additionalInstruction = [], timing }) => [
      text,
      ...[...additionalInstruction, timing?.code].flatMap(conceptWords),
    ]),
    ...note.map(({ text = '' }) => text),
    ...reasonCode.flatMap(conceptWords),
    ...services.flatMap(({ resource }) => [
      ...conceptWords(resource.code),
      ...(resource.note ?? []).map(({ text = '' }) => text),
    ]),
  ];
};

/**
 * Whether the order, or a service that is tied to it, is urgent, by its priority or its words; nothing
 * else makes it so. Where they disagree it is: to hurry for nothing harms less.
 */
export const isUrgent = (
  reading: BundleReading,
  order: PlacedResource<'MedicationRequest'> | undefined,
): boolean => {
  if (!order) return false;
  const services = tiedServices(reading, order);
  return (
    [order, ...services].some(({ resource }) => priorities.has(resource.priority ?? '')) ||
    wordsOf(order, services).some(asksForHaste)
  );
};
