import { createHash, randomUUID } from 'node:crypto';
import type { Json, PasLine, PasRequest } from './pas-request.ts';
import type { Verdict } from './scenarios.ts';

const base = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';
const x12 = (element: string) => `https://codesystem.x12.org/005010/${element}`;
const concept = (system: string, code: string) => ({ coding: [{ system, code }] });

/** What a payer decided of one line. */
type Decision = {
  action: string;
  reason?: string;
  /** Units granted in place of those asked for. */
  granted?: number;
};

/** Hospital places of service, which some payers will not pay for. */
const hospital = new Set(['19', '22']);

const decide = (verdict: Verdict, line: PasLine, isFirst: boolean): Decision => {
  switch (verdict) {
    case 'change':
      return isFirst
        ? { action: 'A6', granted: Math.max(1, Math.floor(line.units / 2)) }
        : { action: 'A1' };
    case 'partial':
      return isFirst
        ? { action: 'A2', granted: Math.max(1, Math.floor(line.units / 2)) }
        : { action: 'A1' };
    case 'deny':
      return { action: 'A3', reason: '0F' };
    case 'deny-site':
      return hospital.has(line.placeOfService)
        ? { action: 'A3', reason: isFirst ? '0G' : '16' }
        : { action: 'A1' };
    case 'contact':
      return { action: 'CT' };
    case 'not-required':
      return { action: 'NA' };
    case 'pend':
      return { action: 'A4', reason: '0V' };
    case 'pend-for-information':
      return { action: 'A4', reason: '0U' };
    default:
      return { action: 'A1' };
  }
};

/** A number that is the same for the same request. */
const numberOf = (prefix: string, identifier: string): string =>
  prefix + createHash('sha256').update(identifier).digest('hex').slice(0, 8).toUpperCase();

const reviewAction = ({ action, reason }: Decision, identifier: string) => ({
  url: `${base}extension-reviewAction`,
  extension: [
    ...(['A1', 'A2', 'A6'].includes(action)
      ? [{ url: 'number', valueString: numberOf('PA', identifier) }]
      : []),
    {
      url: `${base}extension-reviewActionCode`,
      valueCodeableConcept: concept(x12('306'), action),
    },
    ...(reason
      ? [
          {
            url: 'reasonCode',
            valueCodeableConcept: concept('https://codesystem.x12.org/external/886', reason),
          },
        ]
      : []),
  ],
});

const adjudication = (decision: Decision, identifier: string) => [
  {
    extension: [reviewAction(decision, identifier)],
    category: concept('http://terminology.hl7.org/CodeSystem/adjudication', 'submitted'),
  },
];

const itemOf = (line: PasLine, decision: Decision, identifier: string) => ({
  extension: [
    {
      url: `${base}extension-itemRequestedServiceDate`,
      valuePeriod: { start: line.from, end: line.through },
    },
    ...(['A1', 'A2', 'A6'].includes(decision.action)
      ? [
          {
            url: `${base}extension-itemPreAuthPeriod`,
            valuePeriod: { start: line.from, end: line.through },
          },
        ]
      : []),
    ...(decision.action === 'A4'
      ? [
          {
            url: `${base}extension-administrationReferenceNumber`,
            valueString: numberOf('REF', identifier),
          },
        ]
      : []),
  ],
  itemSequence: line.sequence,
  adjudication: adjudication(decision, identifier),
});

const addItemOf = (line: PasLine, decision: Decision, identifier: string) => ({
  itemSequence: [line.sequence],
  productOrService: { coding: [line.code] },
  quantity: { value: decision.granted },
  adjudication: adjudication({ action: 'A1' }, identifier),
});

/** What the payer wants to see, until a day at noon. */
const informationRequest = (at: Date) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource: {
    resourceType: 'CommunicationRequest',
    meta: { profile: [`${base}profile-communicationrequest|2.2.1`] },
    extension: [{ url: `${base}extension-serviceLineNumber`, valuePositiveInt: 1 }],
    identifier: [{ system: 'urn:example:payer:request', value: randomUUID() }],
    status: 'active',
    category: [concept(x12('755'), '15')],
    payload: [{ contentString: '18776-5' }],
    occurrencePeriod: { end: new Date(at.getTime() + 5 * 86_400_000).toISOString() },
  },
});

const errors = [
  {
    extension: [
      {
        url: `${base}extension-errorFollowupAction`,
        valueCodeableConcept: concept(x12('889'), 'C'),
      },
      { url: `${base}extension-errorPath`, valueString: 'Bundle.entry[0].resource.diagnosis' },
    ],
    code: concept(x12('901'), '33'),
  },
];

const reference = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'reference' in value
    ? String(value.reference)
    : '';

/** The response bundle of PAS 2.2.1: the ClaimResponse, then what it refers to, echoed. */
export const writeResponse = (request: PasRequest, verdict: Verdict, at: Date): Json => {
  const { claim, claimUrl, entries, identifier, lines } = request;
  const decisions = lines.map((line, index) => ({
    line,
    decision: decide(verdict, line, index === 0),
  }));
  const rejected = verdict === 'reject';
  const stamp = at.toISOString();
  const granted = decisions.filter(({ decision }) => decision.granted !== undefined);
  const echoed = ['patient', 'insurer', 'provider'].map((name) => reference(claim[name]));
  return {
    resourceType: 'Bundle',
    meta: { profile: [`${base}profile-pas-response-bundle|2.2.1`] },
    identifier: { system: 'urn:example:payer:response', value: `${identifier}:${stamp}` },
    type: 'collection',
    timestamp: stamp,
    entry: [
      {
        fullUrl: `urn:uuid:${randomUUID()}`,
        resource: {
          resourceType: 'ClaimResponse',
          meta: { profile: [`${base}profile-claimresponse|2.2.1`] },
          identifier: claim.identifier,
          status: 'active',
          type: claim.type,
          use: 'preauthorization',
          patient: claim.patient,
          created: stamp,
          insurer: claim.insurer,
          requestor: claim.provider,
          request: { reference: claimUrl },
          outcome: rejected ? 'error' : 'complete',
          ...(rejected
            ? { error: errors }
            : {
                item: decisions.map(({ line, decision }) => itemOf(line, decision, identifier)),
                ...(granted.length > 0
                  ? {
                      addItem: granted.map(({ line, decision }) =>
                        addItemOf(line, decision, identifier),
                      ),
                    }
                  : {}),
              }),
        },
      },
      ...[...new Set(echoed)].map((fullUrl) => ({ fullUrl, resource: entries.get(fullUrl) })),
      ...(verdict === 'pend-for-information' ? [informationRequest(at)] : []),
    ],
  };
};

/** The subscription notification that carries a response. */
export const writeNotification = (
  response: Json,
  payerId: string,
  eventNumber: number,
  at: Date,
): Json => {
  const focus = `urn:uuid:${randomUUID()}`;
  return {
    resourceType: 'Bundle',
    type: 'history',
    timestamp: at.toISOString(),
    entry: [
      {
        fullUrl: `urn:uuid:${randomUUID()}`,
        resource: {
          resourceType: 'Parameters',
          parameter: [
            { name: 'subscription', valueReference: { reference: `Subscription/${payerId}` } },
            {
              name: 'topic',
              valueCanonical:
                'http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic',
            },
            { name: 'status', valueCode: 'active' },
            { name: 'type', valueCode: 'event-notification' },
            {
              name: 'notification-event',
              part: [
                { name: 'event-number', valueString: String(eventNumber) },
                { name: 'timestamp', valueInstant: at.toISOString() },
                { name: 'focus', valueReference: { reference: focus } },
              ],
            },
          ],
        },
        request: { method: 'GET', url: `Subscription/${payerId}/$status` },
        response: { status: '200' },
      },
      {
        fullUrl: focus,
        resource: response,
        request: { method: 'GET', url: 'Bundle' },
        response: { status: '200' },
      },
    ],
  };
};

export const operationOutcome = (
  issues: readonly { expression: string; diagnostics: string }[],
  code = 'invalid',
): Json => ({
  resourceType: 'OperationOutcome',
  issue: issues.map(({ expression, diagnostics }) => ({
    severity: 'error',
    code,
    diagnostics,
    expression: [expression],
  })),
});
