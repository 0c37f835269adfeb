import { randomUUID } from 'node:crypto';
import { codedConcept, pas, x12System } from './pas-extensions.ts';

/** The payer wants to see a progress note on the first line, within five days. */
export const informationRequest = (at: Date) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource: {
    resourceType: 'CommunicationRequest',
    meta: { profile: [pas('profile-communicationrequest|2.2.1')] },
    extension: [{ url: pas('extension-serviceLineNumber'), valuePositiveInt: 1 }],
    identifier: [{ system: 'urn:example:payer:request', value: randomUUID() }],
    status: 'active',
    category: [codedConcept(x12System('755'), '09')],
    payload: [{ contentString: '11506-3' }],
    occurrencePeriod: { end: new Date(at.getTime() + 5 * 86_400_000).toISOString() },
  },
});
