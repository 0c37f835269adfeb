/** The identifier of one sending, which payers echo: the authorization's id and the number of it. */
export const sendingId = (authorizationId: string, number: number): string =>
  `${authorizationId}-${number}`;

const sendingPattern = /^(auth_[0-9a-z]{20}_\d{1,3})-(\d{1,4})$/;

/** Reads back what `sendingId` wrote. */
export const readSendingId = (
  text: string,
): { authorizationId: string; number: number } | undefined => {
  const [, authorizationId, number] = sendingPattern.exec(text) ?? [];
  return authorizationId ? { authorizationId, number: Number(number) } : undefined;
};

/** The trace number of one line, for whoever answers by line. */
export const lineTrace = (authorizationId: string, sequence: number): string =>
  `${authorizationId}.${sequence}`;

const tracePattern = /^(auth_[0-9a-z]{20}_\d{1,3})\.(\d{1,3})$/;

/** Reads back what `lineTrace` wrote. */
export const readLineTrace = (
  text: string,
): { authorizationId: string; sequence: number } | undefined => {
  const [, authorizationId, sequence] = tracePattern.exec(text) ?? [];
  return authorizationId ? { authorizationId, sequence: Number(sequence) } : undefined;
};
