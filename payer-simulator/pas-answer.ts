import { randomUUID } from 'node:crypto';
import { decideLine } from './decide.ts';
import { object, textIn, type UncheckedJson } from './json.ts';
import { codedConcept, pas, x12System } from './pas-extensions.ts';
import { informationRequest } from './pas-information-request.ts';
import { answerAddedItem, answerLine } from './pas-line.ts';
import type { PasRequest } from './pas-request.ts';
import type { PayerVerdict } from './scenarios.ts';

const errors = [
  {
    extension: [
      {
        url: pas('extension-errorFollowupAction'),
        valueCodeableConcept: codedConcept(x12System('889'), 'C'),
      },
      { url: pas('extension-errorPath'), valueString: 'Bundle.entry[0].resource.diagnosis' },
    ],
    code: codedConcept(x12System('901'), '33'),
  },
];

/** The decision line by line, or why there is none. */
const decisionOf = ({ lines, identifier }: PasRequest, verdict: PayerVerdict): UncheckedJson => {
  if (verdict === 'reject') return { outcome: 'error', error: errors };
  const decided = lines.map((line, index) => ({
    line,
    decision: decideLine(verdict, line, index === 0),
  }));
  const changed = decided.filter(({ decision }) => decision.granted !== undefined);
  return {
    outcome: 'complete',
    item: decided.map(({ line, decision }) => answerLine(line, decision, identifier)),
    ...(changed.length > 0
      ? {
          addItem: changed.map(({ line, decision }) => answerAddedItem(line, decision, identifier)),
        }
      : {}),
  };
};

/** The response bundle of PAS 2.2.1: the ClaimResponse, then what it refers to, echoed. */
export const writeResponse = (
  request: PasRequest,
  verdict: PayerVerdict,
  at: Date,
): UncheckedJson => {
  const { claim, claimUrl, entries, identifier } = request;
  const stamp = at.toISOString();
  const echoed = new Set(
    ['patient', 'insurer', 'provider'].map((name) => textIn(object(claim[name]).reference)),
  );
  const asked = verdict === 'pend-for-information' ? [informationRequest(at)] : [];
  const response = {
    resourceType: 'ClaimResponse',
    meta: { profile: [pas('profile-claimresponse|2.2.1')] },
    identifier: claim.identifier,
    status: 'active',
    type: claim.type,
    use: 'preauthorization',
    patient: claim.patient,
    created: stamp,
    insurer: claim.insurer,
    requestor: claim.provider,
    request: { reference: claimUrl },
    ...decisionOf(request, verdict),
    ...(asked.length > 0
      ? { communicationRequest: asked.map(({ fullUrl }) => ({ reference: fullUrl })) }
      : {}),
  };
  return {
    resourceType: 'Bundle',
    meta: { profile: [pas('profile-pas-response-bundle|2.2.1')] },
    identifier: { system: 'urn:example:payer:response', value: `${identifier}:${stamp}` },
    type: 'collection',
    timestamp: stamp,
    entry: [
      { fullUrl: `urn:uuid:${randomUUID()}`, resource: response },
      ...[...echoed].map((fullUrl) => ({ fullUrl, resource: entries.get(fullUrl) })),
      ...asked,
    ],
  };
};
