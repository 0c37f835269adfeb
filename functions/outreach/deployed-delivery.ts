import { kms } from '../platform/kms.ts';
import { linkSigner } from '../platform/link-token.ts';
import { setting, type Table, table } from '../platform/table.ts';
import type { DeliverDeps } from './deliver-message.ts';
import { deployedMails } from './mail-gateway.ts';
import { outreachStore } from './store.ts';
import { deployedTexts } from './text-gateway.ts';

/** What the deployed functions deliver with. */
export const deployedDelivery = (on: Table = table()) =>
  ({
    store: outreachStore(on),
    sendText: deployedTexts,
    sendMail: deployedMails,
    signLink: linkSigner(kms(), setting('LINK_KEY_ID')),
    pageUrl: setting('PATIENT_PAGE_URL'),
    consoleUrl: setting('CONSOLE_URL'),
    now: () => new Date(),
  }) satisfies DeliverDeps;
