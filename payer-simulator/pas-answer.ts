import { randomUUID } from 'node:crypto';
import { decideLine } from './decide.ts';
import { object, textIn, type UncheckedJson } from './json.ts';
import { codedConcept, pas, x12System } from './pas-extensions.ts';
import { informationRequest, informationTask, threeRequests } from './pas-information-request.ts';
import { addedLine, answerAddedItem, answerLine } from './pas-line.ts';
import type { PasRequest } from './pas-request.ts';
import type { PayerVerdict } from './scenarios.ts';

const errorsWith = (followUp: string) => [
  {
    extension: [
      {
        url: pas('extension-errorFollowupAction'),
        valueCodeableConcept: codedConcept(x12System('889'), followUp),
      },
      { url: pas('extension-errorPath'), valueString: 'Bundle.entry[0].resource.diagnosis' },
    ],
    code: codedConcept(x12System('901'), '33'),
  },
];

const followUps: Readonly<Record<string, string>> = {
  reject: 'C',
  'reject-stop': 'N',
  'reject-wait': 'Y',
};

const notes: Readonly<Record<string, string>> = {
  'deny-in-words': 'Two conventional therapies must have failed before this one.',
  'pend-by-note': 'Please send the chart notes of the last 90 days.',
};

/** The decision line by line, or why there is none. */
const decisionOf = ({ lines, identifier }: PasRequest, verdict: PayerVerdict): UncheckedJson => {
  const followUp = followUps[verdict];
  if (followUp) return { outcome: 'error', error: errorsWith(followUp) };
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
    ...(verdict === 'add-line' ? { addItem: [addedLine(identifier)] } : {}),
    ...(notes[verdict] ? { processNote: [{ number: 1, text: notes[verdict] }] } : {}),
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
  const asked =
    verdict === 'pend-for-information'
      ? [informationRequest(at)]
      : verdict === 'pend-for-three'
        ? threeRequests(at)
        : verdict === 'pend-by-task'
          ? [informationTask(at, claimUrl)]
          : [];
  const contained =
    verdict === 'pend-by-contained'
      ? { ...informationRequest(at).resource, id: 'asked' }
      : undefined;
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
    ...(contained
      ? { contained: [contained], communicationRequest: [{ reference: '#asked' }] }
      : {}),
    ...(verdict === 'pend-by-form'
      ? { form: { contentType: 'application/pdf', title: 'Infusion request form' } }
      : {}),
    ...(['pend-for-information', 'pend-for-three'].includes(verdict)
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
      ...(verdict === 'pend-by-questionnaire'
        ? [
            {
              fullUrl: `urn:uuid:${randomUUID()}`,
              resource: {
                resourceType: 'Questionnaire',
                status: 'active',
                title: 'Questions about earlier therapies',
              },
            },
          ]
        : []),
    ],
  };
};
