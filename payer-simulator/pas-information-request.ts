import { randomUUID } from 'node:crypto';
import { codedConcept, pas, x12System } from './pas-extensions.ts';

/** The payer wants to see a document on the first line, a progress note unless said, within five days. */
export const informationRequest = (at: Date, [category, code] = ['09', '11506-3']) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource: {
    resourceType: 'CommunicationRequest',
    meta: { profile: [pas('profile-communicationrequest|2.2.1')] },
    extension: [{ url: pas('extension-serviceLineNumber'), valuePositiveInt: 1 }],
    identifier: [{ system: 'urn:example:payer:request', value: randomUUID() }],
    status: 'active',
    category: [codedConcept(x12System('755'), category)],
    payload: [{ contentString: code }],
    occurrencePeriod: { end: new Date(at.getTime() + 5 * 86_400_000).toISOString() },
  },
});

/** A progress note, results of the laboratory and the plan of care. */
const threeDocuments = [
  ['09', '11506-3'],
  ['LA', '11502-2'],
  ['08', '18776-5'],
] as const;
export const threeRequests = (at: Date) =>
  threeDocuments.map(([category, code]) => informationRequest(at, [category, code]));

const pasCode = (code: string) =>
  codedConcept('http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes', code);

/** The same wish as a Task: which document for which line, and until when. */
export const informationTask = (at: Date, claimUrl: string) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource: {
    resourceType: 'Task',
    meta: { profile: [pas('profile-task|2.2.1')] },
    identifier: [{ system: 'urn:example:payer:request', value: randomUUID() }],
    status: 'requested',
    intent: 'order',
    code: pasCode('attachment-request-code'),
    focus: { reference: claimUrl },
    restriction: { period: { end: new Date(at.getTime() + 5 * 86_400_000).toISOString() } },
    input: [
      { type: pasCode('payer-url'), valueUrl: 'https://payer.example.org/attachments' },
      {
        type: pasCode('attachments-needed'),
        extension: [{ url: pas('extension-serviceLineNumber'), valuePositiveInt: 1 }],
        valueCodeableConcept: {
          coding: [{ system: 'http://loinc.org', code: '11506-3', display: 'Progress note' }],
        },
      },
    ],
  },
});
