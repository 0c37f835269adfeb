import { shortened } from '../../fhir/values.ts';
import { Communication } from './response-form.ts';

/** What a message of the payer (Communication) says, as sent; one that cannot be read is told in its place. */
export const wordsOfMessage = (resource: { resourceType: string }): string[] => {
  if (resource.resourceType !== 'Communication') return [];
  const { success, data } = Communication.safeParse(resource);
  if (!success) return ['A message that cannot be read.'];
  const { payload = [], note = [] } = data;
  return [
    ...payload.flatMap(({ contentString, contentReference, contentAttachment }) => [
      contentString,
      contentReference?.display,
      contentAttachment?.title ?? contentAttachment?.url,
    ]),
    ...note.map(({ text }) => text),
  ].flatMap((words) => (words?.trim() ? [shortened(words.trim(), 400)] : []));
};
