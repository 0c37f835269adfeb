import { KMSClient } from '@aws-sdk/client-kms';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { linkSigner } from '../platform/link-token.ts';
import { setting } from '../platform/table.ts';
import type { DeliverDeps } from './deliver-message.ts';
import { messageGateway } from './message-gateway.ts';

let delivery: Omit<DeliverDeps, 'store'> | undefined;

/** What the deployed functions send with; made once per process. */
export const deployedDelivery = (): Omit<DeliverDeps, 'store'> => {
  delivery ??= {
    gateway: messageGateway({
      // The SDK must not try a text again: it may have gone out.
      texts: new PinpointSMSVoiceV2Client({ maxAttempts: 1 }),
      mails: new SESv2Client({}),
      origination: () => setting('SMS_ORIGINATION'),
      from: () => setting('MAIL_FROM'),
    }),
    signLink: linkSigner(new KMSClient({}), setting('LINK_KEY_ID')),
    pageUrl: () => setting('PATIENT_PAGE_URL'),
    now: () => new Date(),
  };
  return delivery;
};
