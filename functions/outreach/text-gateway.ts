import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { patience, waiting } from '../platform/patience.ts';
import { setting } from '../platform/table.ts';
import { failedWith, type SendText, sentWith } from './sent.ts';

/** What an error of the service says of the text; every other one leaves it unknown. */
const errors = {
  ThrottlingException: 'busy',
  ServiceQuotaExceededException: 'busy',
  AccessDeniedException: 'busy',
  ResourceNotFoundException: 'busy',
  ConflictException: 'refused',
  ValidationException: 'refused',
} as const;

/** Speaks to the carriers. The client must not retry by itself: a text goes out at most once. */
export const textGateway =
  (client: Pick<PinpointSMSVoiceV2Client, 'send'>, origination: string): SendText =>
  async ({ to, body }) => {
    try {
      const { MessageId } = await client.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: to,
          OriginationIdentity: origination,
          MessageBody: body,
          MessageType: 'TRANSACTIONAL',
        }),
      );
      return sentWith(MessageId);
    } catch (error) {
      return failedWith(error, errors);
    }
  };

let send: SendText | undefined;

/** The gateway of the deployed functions; its client is made once per process. */
export const deployedTexts: SendText = (text) => {
  send ??= textGateway(
    new PinpointSMSVoiceV2Client(waiting(patience.texts)),
    setting('SMS_ORIGINATION'),
  );
  return send(text);
};
