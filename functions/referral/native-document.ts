import * as z from 'zod';
import { contradictionIn, typeKept } from '../platform/content-kinds.ts';
import { DocumentReference } from './referral.ts';

/** A document as sent, with its content: where it is kept is ours to say. */
export const NativeDocument = z
  .strictObject(DocumentReference.omit({ storedAs: true, bytes: true, sha256: true }).shape)
  .required({ data: true })
  .overwrite((sent) => ({ ...sent, contentType: typeKept(sent.contentType, sent.data) }))
  .superRefine(({ contentType, data }, { addIssue }) => {
    const message = contradictionIn(contentType, data);
    if (message) addIssue({ code: 'custom', path: ['contentType'], message });
  });
