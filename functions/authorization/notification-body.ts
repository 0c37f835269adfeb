import * as z from 'zod';

/** The body of a notification; what is inside is read by `readNotification`. */
export const NotificationBody = z.looseObject({
  resourceType: z.enum(['Bundle', 'ClaimResponse']),
  type: z.string().max(40).optional(),
  entry: z.array(z.unknown()).max(300).optional(),
});
export type NotificationBody = z.infer<typeof NotificationBody>;
