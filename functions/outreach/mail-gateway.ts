import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { patience, waiting } from '../platform/patience.ts';
import { setting } from '../platform/table.ts';
import { failedWith, type SendMail, sentWith } from './sent.ts';

/** What an error of the service says of the mail; every other one leaves it unknown. */
const errors = {
  TooManyRequestsException: 'busy',
  LimitExceededException: 'busy',
  SendingPausedException: 'busy',
  AccountSuspendedException: 'busy',
  MailFromDomainNotVerifiedException: 'busy',
  NotFoundException: 'busy',
  MessageRejected: 'refused',
  BadRequestException: 'refused',
} as const;

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });

const attached = (calendar: string) => ({
  FileName: 'visits.ics',
  // As the calendar itself says it: RFC 6047, section 2.4.
  ContentType: `text/calendar; charset=utf-8; method=${/^METHOD:(\w+)/m.exec(calendar)?.[1] ?? 'PUBLISH'}`,
  RawContent: new TextEncoder().encode(calendar),
});

/** Speaks to the mail service. */
export const mailGateway =
  (client: Pick<SESv2Client, 'send'>, from: string): SendMail =>
  async ({ to, subject, body, calendar }) => {
    try {
      const { MessageId } = await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: {
              Subject: utf8(subject),
              Body: { Text: utf8(body) },
              ...(calendar ? { Attachments: [attached(calendar)] } : {}),
            },
          },
        }),
      );
      return sentWith(MessageId);
    } catch (error) {
      return failedWith(error, errors);
    }
  };

let send: SendMail | undefined;

/** The gateway of the deployed functions; its client is made once per process. */
export const deployedMails: SendMail = (mail) => {
  send ??= mailGateway(new SESv2Client(waiting(patience.mail)), setting('MAIL_FROM'));
  return send(mail);
};
