import type { AwsCall } from './call.ts';

/**
 * Undoes `aws-chunked`, in which the SDK sends bodies it streams: hexadecimal size, line break,
 * that many bytes, until a chunk of size zero and the trailing checksum.
 */
export const withoutChunks = (body: Buffer, headers: AwsCall['headers']): Buffer => {
  if (!String(headers['content-encoding'] ?? '').includes('aws-chunked')) return body;
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const lineEnd = body.indexOf('\r\n', at);
    if (lineEnd < 0) break;
    const size = Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    if (!size) break;
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts);
};
