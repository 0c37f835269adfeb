import { systems as common } from '../../fhir/elements.ts';

/** Names and addresses of Da Vinci PAS 2.2.1 and the code systems it uses. */
const definitions = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';

/** A PAS profile with its version, for `meta.profile`. */
export const profile = (name: string): string => `${definitions}/${name}|2.2.1`;

/** Whether an extension is one of PAS, read by us or not. */
export const isPasExtension = (url: string): boolean => url.startsWith(`${definitions}/`);

/** Addresses of the extensions in use; several do not follow from the name of their slice. */
export const extensions = {
  transmissionIdentifiers: `${definitions}/extension-TransmissionIdentifiers`,
  levelOfService: `${definitions}/extension-levelOfServiceCode`,
  careTeamClaimScope: `${definitions}/extension-careTeamClaimScope`,
  requestType: `${definitions}/extension-serviceItemRequestType`,
  certificationType: `${definitions}/extension-certificationType`,
  authorizationNumber: `${definitions}/extension-authorizationNumber`,
  requestedService: `${definitions}/extension-requestedService`,
  itemTraceNumber: `${definitions}/extension-itemTraceNumber`,
  infoChanged: `${definitions}/extension-infoChanged`,
  documentInformation: `${definitions}/extension-documentInformation`,
  reviewAction: `${definitions}/extension-reviewAction`,
  reviewActionCode: `${definitions}/extension-reviewActionCode`,
  administrationReferenceNumber: `${definitions}/extension-administrationReferenceNumber`,
  requestedServiceDate: `${definitions}/extension-itemRequestedServiceDate`,
  preAuthPeriod: `${definitions}/extension-itemPreAuthPeriod`,
  certificationEffective: `${definitions}/extension-itemCertificationEffectiveDate`,
  certificationExpires: `${definitions}/extension-itemCertificationExpirationDate`,
  authorizedDetail: `${definitions}/extension-itemAuthorizedDetail`,
  authorizedProvider: `${definitions}/extension-itemAuthorizedProvider`,
  serviceLineNumber: `${definitions}/extension-serviceLineNumber`,
  /** The same in PAS 2.0.1. */
  paLineNumber: `${definitions}/extension-paLineNumber`,
  contentModifier: `${definitions}/extension-contentModifier`,
  communicatedDiagnosis: `${definitions}/extension-communicatedDiagnosis`,
  errorFollowupAction: `${definitions}/extension-errorFollowupAction`,
  errorElement: `${definitions}/extension-errorElement`,
  errorPath: `${definitions}/extension-errorPath`,
  dataAbsent: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
} as const;

export const x12 = (element: string): string => `https://codesystem.x12.org/005010/${element}`;

export const pasSystems = {
  npi: common.npi,
  icd10: common.icd10,
  rxnorm: common.rxnorm,
  ndc: common.ndc[0],
  loinc: common.loinc,
  hcpcs: common.hcpcs[0],
  cpt: 'http://www.ama-assn.org/go/cpt',
  placeOfService: common.placeOfService,
  ucum: common.ucum,
  pas: 'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes',
  claimType: 'http://terminology.hl7.org/CodeSystem/claim-type',
  priority: 'http://terminology.hl7.org/CodeSystem/processpriority',
  relatedClaim: 'http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship',
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  payerIdentifierType: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType',
  relationship: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship',
  orderCategory: 'http://terminology.hl7.org/CodeSystem/medicationrequest-category',
  taxonomy: 'http://nucc.org/provider-taxonomy',
  coverageClass: 'http://terminology.hl7.org/CodeSystem/coverage-class',
  documentCategory: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
} as const;

/** Identifiers that we give. */
export const ourSystems = {
  submission: 'urn:dripline:submission',
  /** Of requests and of their lines; the number after `trnorg` is our X12 TRN03. */
  trace: 'urn:trnorg:9DRIPLINE0',
  member: (payerId: string) => `urn:dripline:payer:${payerId}:member`,
  isMember: (system: string | undefined) => /^urn:dripline:payer:[^:]+:member$/.test(system ?? ''),
  payer: 'urn:dripline:edi-payer',
} as const;

export const ourSenderCode = 'DRIPLINE';

export const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
