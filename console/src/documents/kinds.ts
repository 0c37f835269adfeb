/** Kinds of documents that the desk mostly has at hand, by LOINC (loinc.org). */
export const usualKinds: readonly (readonly [type: string, words: string])[] = [
  ['11506-3', 'Progress note'],
  ['11502-2', 'Laboratory report'],
  ['18776-5', 'Plan of care'],
  ['34117-2', 'History and physical'],
  ['57133-1', 'Referral letter'],
  ['18748-4', 'Imaging report'],
  ['57016-8', 'Consent'],
];

/** What a document is, in words; its code where nobody here has a word for it. */
export const kindWords = (type: string | undefined): string =>
  type === undefined
    ? 'Kind not said'
    : (usualKinds.find(([code]) => code === type)?.[1] ?? `Kind ${type}`);

/**
 * The kind that a file is called by; none where its name fits none, or several. Which file came first
 * says nothing of what it is.
 */
export const kindCalled = (title: string, kinds: readonly string[]): string => {
  const name = title.toLowerCase();
  const [kind, another] = [...new Set(kinds)].filter((each) =>
    name.includes(kindWords(each).toLowerCase()),
  );
  return kind !== undefined && another === undefined ? kind : '';
};

/** What may be sent: `uploadedTypes` of the API. */
export const sentTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'] as const;
export type SentType = (typeof sentTypes)[number];

export const isSentType = (type: string): type is SentType =>
  (sentTypes as readonly string[]).includes(type);

/** What a browser shows by itself. */
export const isShown = (type: string): boolean =>
  ['application/pdf', 'image/jpeg', 'image/png', 'text/plain'].includes(type);

export const sizeWords = (bytes: number): string =>
  bytes < 100_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
