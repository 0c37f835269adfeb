import { layPages } from '../../platform/pdf/layout.ts';
import { writePdf } from '../../platform/pdf/pdf-file.ts';
import type { LetterKind } from './letter.ts';
import { letterBlocks } from './letter-blocks.ts';
import type { LetterFacts } from './letter-parts.ts';

const names: Readonly<Record<LetterKind, string>> = {
  appeal: 'Appeal',
  'peer-to-peer': 'Peer-to-peer call',
  determination: 'Decision of the payer',
};

/** A letter as a PDF. Its footer names the case, so that a page that went astray is found again. */
export const letterFile = (letter: LetterKind, facts: LetterFacts, madeAt: Date): Buffer => {
  const title = `${names[letter]}, case ${facts.authorization.authorizationId}`;
  return writePdf({ title, madeAt, pages: layPages(letterBlocks(letter, facts), title) });
};
