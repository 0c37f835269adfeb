import { createHmac, timingSafeEqual } from 'node:crypto';
import { GenerateMacCommand, KMSClient, VerifyMacCommand } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';

/** KMS with one HMAC key per key id, as far as links and blind indexes use it. */
export const kmsOf = (): { client: KMSClient; sent: () => unknown[] } => {
  const client = new KMSClient({ region: 'us-east-1' });
  const mock = mockClient(client);
  const mac = (keyId: string, message: Uint8Array) =>
    createHmac('sha256', `secret of ${keyId}`).update(message).digest();
  mock.on(GenerateMacCommand).callsFake(({ KeyId, Message }) => ({ Mac: mac(KeyId, Message) }));
  mock.on(VerifyMacCommand).callsFake(({ KeyId, Message, Mac }) => {
    if (!timingSafeEqual(mac(KeyId, Message), Mac))
      throw Object.assign(new Error('invalid'), { name: 'KMSInvalidMacException' });
    return { MacValid: true };
  });
  return { client, sent: () => mock.calls().map(({ args }) => args[0].input) };
};
