/** A key of the single table. Nothing in a key tells who the patient is. */
export type Key = { pk: string; sk: string };

const padded = (number: number, width: number): string => String(number).padStart(width, '0');

export const keys = {
  referral: (referralId: string): Key => ({ pk: `REF#${referralId}`, sk: 'REFERRAL' }),
  /** The order as sent, one version per correction; the newest is read. */
  order: (referralId: string, version: number): Key => ({
    pk: `REF#${referralId}`,
    sk: `ORDER#${padded(version, 3)}`,
  }),
  authorization: (authorizationId: string): Key => ({
    pk: `REF#ref_${authorizationId.split('_')[1]}`,
    sk: `AUTH#${padded(Number(authorizationId.split('_')[2]), 3)}`,
  }),
  /** A payer is to be asked what became of a round. */
  inquiry: (authorizationId: string): Key => ({
    pk: `REF#ref_${authorizationId.split('_')[1]}`,
    sk: `INQ#${padded(Number(authorizationId.split('_')[2]), 3)}`,
  }),
  hold: (holdId: string): Key => ({
    pk: `REF#ref_${holdId.split('_')[1]}`,
    sk: `HOLD#${holdId.split('_')[2]}`,
  }),
  /** How many holds wait on a team, and what a hold was counted as. */
  holdCounts: (team: string): Key => ({ pk: `DESK#${team}`, sk: 'COUNTS' }),
  holdCounted: (holdId: string): Key => ({ pk: `DESK#${holdId}`, sk: 'COUNTED' }),
  /** What measures know of a unit of a referral and counted it as, and a counter of a month. */
  measured: ({ referralId, place }: { referralId: string; place: string }): Key => ({
    pk: `MEASURED#${referralId}`,
    sk: place,
  }),
  measure: (family: string, month: string, by: readonly string[]): Key => ({
    pk: `MEASURE#${family}#${month}`,
    sk: by.join('|'),
  }),
  /** That somebody looks at a hold just now. */
  presence: (holdId: string, personId: string): Key => ({ pk: `HERE#${holdId}`, sk: personId }),
  visit: (visitId: string): Key => ({
    pk: `REF#ref_${visitId.split('_')[1]}`,
    sk: `VISIT#${padded(Number(visitId.split('_')[2]), 3)}`,
  }),
  /** A call, a letter or a look into a portal that somebody wrote down. */
  correspondence: (referralId: string, correspondenceId: string): Key => ({
    pk: `REF#${referralId}`,
    sk: `COR#${correspondenceId}`,
  }),
  education: (referralId: string): Key => ({ pk: `REF#${referralId}`, sk: 'EDUCATION' }),
  /** A content that was announced and is sent straight to the document bucket. */
  upload: (referralId: string, uploadId: string): Key => ({
    pk: `REF#${referralId}`,
    sk: `UPLOAD#${uploadId}`,
  }),
  message: (referralId: string, messageId: string): Key => ({
    pk: `MSG#${referralId}`,
    sk: messageId,
  }),
  audit: (referralId: string, sequence: number): Key => ({
    pk: `AUDIT#${referralId}`,
    sk: padded(sequence, 6),
  }),
  /** Who looked at a referral, by hour. */
  reading: (referralId: string, look: string): Key => ({ pk: `READ#${referralId}`, sk: look }),
  operation: (referralId: string, hash: string): Key => ({
    pk: `REF#${referralId}`,
    sk: `OP#${hash}`,
  }),
  /** Who shares a chart number, a member id or a birthday, and whose a telephone number is. */
  token: (blindIndex: string): Key => ({ pk: `PERSON#${blindIndex}`, sk: 'TOKEN' }),
  number: (blindIndex: string): Key => ({ pk: `NUMBER#${blindIndex}`, sk: 'NUMBER' }),
  /** By which words, all of them blind, a referral's patient is found, practice by practice. */
  found: (token: string, practiceNpi: string, referralId: string): Key => ({
    pk: `FIND#${token}`,
    sk: `${practiceNpi}#${referralId}`,
  }),
  patient: (patientId: string): Key => ({ pk: `PAT#${patientId}`, sk: 'PATIENT' }),
  /** Who works with the service, and how they want it to look. */
  staff: (personId: string): Key => ({ pk: 'STAFF', sk: personId }),
  preferences: (personId: string): Key => ({ pk: `STAFF#${personId}`, sk: 'PREFERENCES' }),
  /** What practices chose to hear of. */
  practiceNews: (practiceNpi: string): Key => ({ pk: 'STAFF#NEWS', sk: practiceNpi }),
  /** What a practice has typed of an order and not sent. */
  draft: (practiceNpi: string, draftId: string): Key => ({
    pk: `DRAFT#${practiceNpi}`,
    sk: draftId,
  }),
  /** That somebody wants to be reminded of a hold. */
  reminder: (personId: string, holdId: string): Key => ({
    pk: `STAFF#${personId}`,
    sk: `REMINDER#${holdId}`,
  }),
  nurse: (nurseId: string): Key => ({ pk: 'NETWORK#NURSE', sk: nurseId }),
  site: (siteId: string): Key => ({ pk: 'NETWORK#SITE', sk: siteId }),
  payer: (payerId: string): Key => ({ pk: 'NETWORK#PAYER', sk: payerId }),
  /** An entry of the network as a change of it left it. */
  networkRevision: (id: string, revision: number): Key => ({
    pk: `NETWORK#REVISION#${id}`,
    sk: padded(revision, 6),
  }),
  /** Where the local policy of a therapy stands. */
  policy: (therapyId: string): Key => ({ pk: 'NETWORK#POLICY', sk: therapyId }),
  /** One version of it as it was sent, and what was decided about it; each is written once. */
  policyVersion: (therapyId: string, version: number): Key => ({
    pk: `POLICY#${therapyId}`,
    sk: `VERSION#${padded(version, 5)}`,
  }),
  policyDecision: (therapyId: string, version: number): Key => ({
    pk: `POLICY#${therapyId}`,
    sk: `DECISION#${padded(version, 5)}`,
  }),
  /** Counted up with every change of any of them. */
  networkEdition: (): Key => ({ pk: 'NETWORK', sk: 'EDITION' }),
  /** How a payer is reached on a channel, and its places for calls that wait for an answer. */
  reachability: (payerId: string, channel: string): Key => ({
    pk: `PAYER#${payerId}`,
    sk: `REACH#${channel}`,
  }),
  waitingPlace: (payerId: string, channel: string, place: number): Key => ({
    pk: `PAYER#${payerId}`,
    sk: `WAITING#${channel}#${padded(place, 2)}`,
  }),
  nurseDay: (nurseId: string, on: string): Key => ({ pk: `NURSE#${nurseId}`, sk: `DAY#${on}` }),
  centerDay: (siteId: string, on: string): Key => ({ pk: `SITE#${siteId}`, sk: `DAY#${on}` }),
  notification: (payerId: string, eventKey: string): Key => ({
    pk: `PAYER#${payerId}`,
    sk: `EVENT#${eventKey}`,
  }),
  /** A resource of a payer, by the hash of its name: which request of ours it answers. */
  answerNamed: (payerId: string, nameHash: string): Key => ({
    pk: `PAYER#${payerId}`,
    sk: `NAMED#${nameHash}`,
  }),
} as const;

/**
 * What is written alone, by a put or an update of one item: its own condition is all that it hangs on,
 * and a second try finds the first. Whatever a referral consists of changes in transactions.
 */
export const writtenAlone = {
  /** A record that changes nothing beside it. */
  record: 'AUDIT#',
  reading: 'READ#',
  message: 'MSG#',
  /** What a telephone number has been sent. */
  number: 'NUMBER#',
  /** Who works with the service; nothing of a patient. */
  staff: 'STAFF',
  /** Orders that are typed and not sent. */
  draft: 'DRAFT#',
  /** That a referral is found by a blind token. */
  found: 'FIND#',
  /** Who looks at a hold just now; gone in a minute. */
  presence: 'HERE#',
  /** What measures know of a unit, while it counts as what it did. */
  measured: 'MEASURED#',
} as const;

/** The id of a hold from where it is kept. */
export const holdIdAt = (referralId: string, sk: string): string =>
  `hold_${referralId.slice('ref_'.length)}_${sk.slice('HOLD#'.length)}`;
