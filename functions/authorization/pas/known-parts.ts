/**
 * What a ClaimResponse may hold by R4, element by element, at the places where a decision is made or
 * qualified. What else stands there, such as the `decision` of a later edition, is said by the payer and
 * understood by nobody here. Source: HL7 FHIR R4 (4.0.1), ClaimResponse.
 */
const anywhere = ['id', 'extension', 'modifierExtension'];

const ofPlaces: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    '': [
      ...['resourceType', 'meta', 'implicitRules', 'language', 'text', 'contained', 'identifier'],
      ...['status', 'type', 'subType', 'use', 'patient', 'created', 'insurer', 'requestor'],
      ...['request', 'outcome', 'disposition', 'preAuthRef', 'preAuthPeriod', 'payeeType', 'item'],
      ...['addItem', 'adjudication', 'total', 'payment', 'fundsReserve', 'formCode', 'form'],
      ...['processNote', 'communicationRequest', 'insurance', 'error'],
    ],
    item: ['itemSequence', 'noteNumber', 'adjudication', 'detail'],
    addItem: [
      ...['itemSequence', 'detailSequence', 'subdetailSequence', 'provider', 'productOrService'],
      ...['modifier', 'servicedDate', 'servicedPeriod', 'locationCodeableConcept', 'quantity'],
      ...['locationReference', 'locationAddress', 'noteNumber', 'adjudication', 'detail'],
      // Money says nothing of what is granted.
      ...['unitPrice', 'factor', 'net'],
    ],
    adjudication: ['category', 'reason', 'amount', 'value'],
    processNote: ['number', 'type', 'text', 'language'],
    insurance: ['sequence', 'focal', 'coverage', 'businessArrangement', 'claimResponse'],
  }).map(([place, names]) => [place, new Set([...anywhere, ...names])]),
);

/** Whether an element is one of those that may stand at a place; nothing is said of other places. */
export const isKnownPart = (path: string, name: string): boolean => {
  const known = ofPlaces.get(path.replace(/^(item|addItem)\.adjudication$/, 'adjudication'));
  // Of a value that is left out, `_created` tells why.
  return !known || known.has(name.replace(/^_/, ''));
};

/** What an answer brings along of the request, and what is read or told by itself. */
const besideAnswer: ReadonlySet<string> = new Set([
  ...['Bundle', 'Parameters', 'Claim', 'ClaimResponse', 'OperationOutcome', 'Communication'],
  ...['CommunicationRequest', 'Task', 'Questionnaire', 'QuestionnaireResponse', 'Patient'],
  ...['RelatedPerson', 'Coverage', 'Organization', 'Practitioner', 'PractitionerRole', 'Location'],
  ...['HealthcareService', 'InsurancePlan', 'Encounter', 'Condition', 'Observation', 'Procedure'],
  ...['ServiceRequest', 'MedicationRequest', 'Medication', 'DeviceRequest', 'NutritionOrder'],
  ...['Provenance', 'Subscription', 'SubscriptionStatus', 'Endpoint', 'Group', 'Device'],
]);

/** Whether a resource beside an answer is of a kind that is read, or that only goes along. */
export const mayStandBeside = (resourceType: string): boolean => besideAnswer.has(resourceType);

/** Labels by which a message says that it is a trial. Source: HL7 v3 ActReason, HTEST. */
export const isTrialLabel = ({ code = '', display = '' }: { code?: string; display?: string }) =>
  code.toUpperCase() === 'HTEST' || /\btest\b/i.test(`${code} ${display}`);
