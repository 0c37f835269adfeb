/** What a payer says of a request, in whatever form it came. */
export type PayerAnswer = {
  /** The requests of ours that the answer names; without the sending it is about the last one. */
  about: { authorizationId: string; sending?: number }[];
  /** The payer's own time; without a readable one the answer counts as oldest. */
  at: string;
  lines: LineAnswer[];
  /** The decision for lines that have none of their own. */
  header?: LineAnswer;
  /** Lines the payer added that match none of ours, as sent. */
  added: string[];
  /** What keeps anybody from acting on it, as sent: nothing that it says, or leaves out, counts. */
  doubts: string[];
  errors: AnswerError[];
  /** What the payer says of the whole in words; may hold PHI. */
  words: string[];
  information: InformationAsked[];
  informationDueAt?: string;
  parties?: AnsweredParties;
  /** What the payer calls the answer itself, such as `ClaimResponse/77`; later it may send only that. */
  names?: string[];
};

/** A patient as an answer names one; may hold PHI of somebody else. */
export type AnsweredPatient = {
  names: { given: string; family: string }[];
  birthDate?: string;
  memberIds: string[];
  /** Numbers of which the answer does not say what they are. */
  otherIds?: string[];
};

/** Whom an answer names, as far as it does. */
export type AnsweredParties = {
  patients: AnsweredPatient[];
  /** NPIs of whoever asked. */
  requestors: string[];
  /** Our identifiers of whoever answers, and what it is called. */
  insurers: string[];
  /** Codes of the diagnoses that it says it is about. */
  diagnoses?: string[];
  said: { insurer: string };
};

/** In units, or in visits where the payer counts so. */
export type Amount = { units?: number; visits?: number };

/** What the payer says that it was asked for, as far as it does. */
export type Echo = Amount & { from?: string; through?: string; codes?: string[] };

/** What the payer says of one line. Amounts only where they are whole and not negative. */
export type LineAnswer = Amount & {
  sequence: number;
  /** X12 306. */
  action?: string;
  number?: string;
  reference?: string;
  /** X12 886. */
  reasons: string[];
  /** Said beside the line while an added item says what was granted: what was asked, or that. */
  beside?: Amount;
  /** What it says that was asked for: another request than ours is one that was misread. */
  asked?: Echo;
  from?: string;
  through?: string;
  /** HCPCS or CPT, where the payer names any. */
  codes: string[];
  placeOfService?: string;
  /** NPIs of the organizations that may give the service, where the payer names any. */
  sites: string[];
  /** The payer's own words, such as the text of a denial; may hold PHI. */
  note?: string;
  /** The payer changed the line and said to what. */
  changed: boolean;
  /** What stands in the line is what was granted, changed or not, as a 278 returns it. */
  returned?: true;
  /** Where it contradicts itself or cannot be read, in our words: nobody may act on it then. */
  doubts: string[];
  /** What the payer says of it as sent: codes with their words, numbers, amounts; may hold PHI. */
  said: string[];
};

/** Why the payer would not process a request. */
export type AnswerError = {
  /** X12 901. */
  code: string;
  /** X12 889. */
  followUp: string;
  /** The error as sent: codes with their words, and what of our request it is about. */
  said: string;
  /** FHIRPath of what is wrong in our request. */
  path?: string;
};

export type InformationAsked = {
  /** `words`: no code was sent, or none that can be read. */
  kind: 'attachment' | 'questionnaire' | 'words';
  /** X12 755 or LOINC; the payer's own words where it sent none, which may hold PHI. */
  code: string;
  /** What the payer calls it, beside the code. */
  says?: string;
  line?: number;
  /** Until when this one is wanted. */
  dueAt?: string;
};
