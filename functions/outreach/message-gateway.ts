import {
  type PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Mail } from './mail-templates.ts';

/**
 * What a service did with a message. `busy`: it was surely not taken and may be tried again;
 * `refused`: trying again cannot help; `unknown`: nobody can say whether it went out.
 */
export type Sent =
  | { outcome: 'sent'; receipt: string }
  | { outcome: 'refused' | 'busy' | 'unknown'; code: string };

export type MessageGateway = {
  sendText: (text: { to: string; body: string }) => Promise<Sent>;
  sendMail: (mail: Mail & { to: string; calendar?: string }) => Promise<Sent>;
};

type Outcome = Exclude<Sent['outcome'], 'sent'>;

/** Errors that say what became of the message; every other one leaves it unknown. */
const textErrors: Readonly<Record<string, Outcome>> = {
  ThrottlingException: 'busy',
  ServiceQuotaExceededException: 'busy',
  AccessDeniedException: 'busy',
  ResourceNotFoundException: 'busy',
  ConflictException: 'refused',
  ValidationException: 'refused',
};

const mailErrors: Readonly<Record<string, Outcome>> = {
  TooManyRequestsException: 'busy',
  LimitExceededException: 'busy',
  SendingPausedException: 'busy',
  AccountSuspendedException: 'busy',
  MailFromDomainNotVerifiedException: 'busy',
  NotFoundException: 'busy',
  MessageRejected: 'refused',
  BadRequestException: 'refused',
};

/** The service's own reason, such as `DESTINATION_PHONE_NUMBER_OPTED_OUT`, or the error's name. */
const failed = (error: unknown, known: Readonly<Record<string, Outcome>>): Sent => {
  const { name = 'unknown', Reason } = error as { name?: string; Reason?: string };
  return { outcome: known[name] ?? 'unknown', code: Reason ?? name };
};

type Clients = {
  /** Must not retry by itself: a text goes out at most once. */
  texts: Pick<PinpointSMSVoiceV2Client, 'send'>;
  mails: Pick<SESv2Client, 'send'>;
  origination: () => string;
  from: () => string;
};

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });

/** The only file that speaks to the carriers and the mail service. */
export const messageGateway = ({ texts, mails, origination, from }: Clients): MessageGateway => ({
  sendText: async ({ to, body }) => {
    try {
      const { MessageId } = await texts.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: to,
          OriginationIdentity: origination(),
          MessageBody: body,
          MessageType: 'TRANSACTIONAL',
        }),
      );
      return MessageId
        ? { outcome: 'sent', receipt: MessageId }
        : { outcome: 'unknown', code: 'no-receipt' };
    } catch (error) {
      return failed(error, textErrors);
    }
  },

  sendMail: async ({ to, subject, body, calendar }) => {
    try {
      const { MessageId } = await mails.send(
        new SendEmailCommand({
          FromEmailAddress: from(),
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: {
              Subject: utf8(subject),
              Body: { Text: utf8(body) },
              ...(calendar
                ? {
                    Attachments: [
                      {
                        FileName: 'visits.ics',
                        ContentType: 'text/calendar; charset=utf-8; method=PUBLISH',
                        RawContent: new TextEncoder().encode(calendar),
                      },
                    ],
                  }
                : {}),
            },
          },
        }),
      );
      return MessageId
        ? { outcome: 'sent', receipt: MessageId }
        : { outcome: 'unknown', code: 'no-receipt' };
    } catch (error) {
      return failed(error, mailErrors);
    }
  },
});
