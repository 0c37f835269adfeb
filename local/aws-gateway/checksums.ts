import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type AwsCall, AwsRefusal } from './call.ts';

const digests: Record<string, (content: Buffer) => string> = {
  'x-amz-checksum-sha256': (content) => createHash('sha256').update(content).digest('base64'),
  'x-amz-checksum-sha1': (content) => createHash('sha1').update(content).digest('base64'),
  'x-amz-checksum-crc32': (content) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(content));
    return sum.toString('base64');
  },
};

/**
 * A content is what its sender says of it.
 *
 * @throws AwsRefusal 400 where it is not.
 */
export const checkDigests = (content: Buffer, headers: AwsCall['headers']): void => {
  for (const [name, digest] of Object.entries(digests))
    if (headers[name] !== undefined && headers[name] !== digest(content))
      throw new AwsRefusal(
        'BadDigest',
        `The ${name.split('-').at(-1)} you specified did not match the calculated checksum.`,
      );
};
