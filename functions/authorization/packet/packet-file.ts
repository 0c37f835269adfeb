import { layPages } from '../../platform/pdf/layout.ts';
import { writePdf } from '../../platform/pdf/pdf-file.ts';
import { sendingId } from '../request-names.ts';
import { type PacketFacts, packetBlocks } from './packet-blocks.ts';

/**
 * The packet as a PDF, with the documents that can stand there behind it. Its footer names the case, so that
 * a page that went astray is found again.
 */
export const packetFile = (facts: PacketFacts, madeAt: Date): Buffer => {
  const title = `Request for prior authorization, case ${sendingId(facts.authorization.authorizationId, facts.number)}`;
  return writePdf({
    title,
    madeAt,
    pages: layPages(packetBlocks(facts), title),
    behind: facts.enclosed.flatMap(({ behind }) => behind ?? []),
  });
};
