import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asObject, asText, type Json, type JsonObject } from '../json.ts';
import { AwsRefusal, type AwsService } from './call.ts';
import { json, jsonRefusal, readTarget } from './json-protocol.ts';

type Key = { id: string; arn: string };
type Options = { assembly: CloudAssembly; keyFile: string };

const bytes = (value: Json | undefined) => Buffer.from(asText(value), 'base64');
const base64 = (value: Uint8Array) => Buffer.from(value).toString('base64');

/** The encryption context is authenticated, so that a ciphertext moved elsewhere does not open. */
const associated = (input: JsonObject) =>
  Buffer.from(JSON.stringify(Object.entries(asObject(input.EncryptionContext)).sort()));

const keysOf = (assembly: CloudAssembly) => {
  const byName = new Map<string, Key>();
  for (const { ref, arn } of assembly.ofType('AWS::KMS::Key')) {
    byName.set(ref, { id: ref, arn });
    byName.set(arn, { id: ref, arn });
  }
  for (const alias of assembly.ofType('AWS::KMS::Alias')) {
    const key = byName.get(asText(alias.properties.TargetKeyId));
    if (!key) continue;
    byName.set(alias.ref, key);
    byName.set(alias.arn, key);
  }
  return byName;
};

/** KMS over one local secret: every key of the template is derived from it. */
export const kmsService = ({ assembly, keyFile }: Options): AwsService => {
  const master = readFileSync(keyFile);
  const keys = keysOf(assembly);
  const secrets = new Map<Key, Buffer>();
  const secretOf = (key: Key) => {
    const secret = secrets.get(key) ?? Buffer.from(hkdfSync('sha256', master, '', key.id, 32));
    secrets.set(key, secret);
    return secret;
  };

  const keyNamed = (name: Json | undefined): Key => {
    const key = keys.get(asText(name));
    if (!key) throw new AwsRefusal('NotFoundException', 'The key does not exist.');
    return key;
  };
  const seal = (key: Key, plaintext: Uint8Array, input: JsonObject) => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', secretOf(key), nonce).setAAD(associated(input));
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([Buffer.from(key.id), nonce, cipher.getAuthTag(), sealed]);
  };
  const sealedBy = (input: JsonObject) =>
    keyNamed(bytes(input.CiphertextBlob).subarray(0, 36).toString('utf8'));
  const unseal = (input: JsonObject) => {
    const key = sealedBy(input);
    const blob = bytes(input.CiphertextBlob).subarray(36);
    try {
      const decipher = createDecipheriv('aes-256-gcm', secretOf(key), blob.subarray(0, 12))
        .setAuthTag(blob.subarray(12, 28))
        .setAAD(associated(input));
      const opened = Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()]);
      return { KeyId: key.arn, Plaintext: base64(opened) };
    } catch {
      throw new AwsRefusal('InvalidCiphertextException', 'The ciphertext does not open.');
    }
  };
  const mac = (input: JsonObject) => {
    if (input.MacAlgorithm !== 'HMAC_SHA_256') {
      throw new AwsRefusal('InvalidKeyUsageException', 'Only HMAC_SHA_256 keys exist here.');
    }
    const key = keyNamed(input.KeyId);
    return createHmac('sha256', secretOf(key)).update(bytes(input.Message)).digest();
  };
  const about = (input: JsonObject) => ({
    KeyId: keyNamed(input.KeyId).arn,
    MacAlgorithm: input.MacAlgorithm ?? null,
  });

  const operations: Record<string, (input: JsonObject) => JsonObject> = {
    Encrypt: (input) => {
      const key = keyNamed(input.KeyId);
      const blob = seal(key, bytes(input.Plaintext), input);
      return { KeyId: key.arn, CiphertextBlob: base64(blob) };
    },
    Decrypt: unseal,
    GenerateDataKey: (input) => {
      const key = keyNamed(input.KeyId);
      const size = input.KeySpec === 'AES_128' ? 16 : Number(input.NumberOfBytes ?? 32);
      const plaintext = randomBytes(size);
      return {
        KeyId: key.arn,
        Plaintext: base64(plaintext),
        CiphertextBlob: base64(seal(key, plaintext, input)),
      };
    },
    GenerateMac: (input) => ({ ...about(input), Mac: base64(mac(input)) }),
    VerifyMac: (input) => {
      const [expected, given] = [mac(input), bytes(input.Mac)];
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
        throw new AwsRefusal('KMSInvalidMacException', 'The MAC does not match.');
      }
      return { ...about(input), MacValid: true };
    },
  };

  return {
    name: 'kms',
    operationOf: readTarget,
    needs: ({ operation, input }) => [
      {
        action: `kms:${operation}`,
        resources: [(input.KeyId === undefined ? sealedBy(input) : keyNamed(input.KeyId)).arn],
        context: { 'kms:macalgorithm': [asText(input.MacAlgorithm)] },
      },
    ],
    answer: ({ operation, input }) => {
      const run = operations[operation];
      if (!run) throw new AwsRefusal('UnsupportedOperationException', `${operation} is not here.`);
      return json(run(input), 200, '1.1');
    },
    refuse: jsonRefusal,
  };
};
