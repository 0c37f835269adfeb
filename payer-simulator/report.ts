/** What a payer finds wrong with a request. */
export type Issue = { expression: string; diagnostics: string };

/** Notes an issue where something does not hold. */
export type NoteIssue = (holds: boolean, expression: string, diagnostics: string) => void;
