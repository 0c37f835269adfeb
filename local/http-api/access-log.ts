import { openLog } from '../data/log-file.ts';
import { logTime } from './event.ts';
import type { Incoming, Outgoing } from './exchange.ts';
import type { Matched } from './routes.ts';

export type AccessLog = {
  write(incoming: Incoming, outgoing: Outgoing, matched: Matched | undefined, tookMs: number): void;
  close(): void;
};

/** Writes one line per request in the format the template gives the stage. */
export const openAccessLog = (path: string, format: string, stage: string): AccessLog => {
  if (!format) return { write: () => {}, close: () => {} };
  const file = openLog(path);
  return {
    write: (incoming, outgoing, matched, tookMs) => {
      const values: Record<string, string | number> = {
        requestId: incoming.requestId,
        extendedRequestId: incoming.requestId,
        httpMethod: incoming.method,
        routeKey: matched?.route.key ?? '-',
        path: incoming.path,
        protocol: 'HTTP/1.1',
        stage,
        status: outgoing.status,
        responseLength: Buffer.byteLength(outgoing.body),
        responseLatency: Math.round(tookMs),
        integrationLatency: Math.round(tookMs),
        requestTime: logTime(incoming.receivedAtMs),
        requestTimeEpoch: incoming.receivedAtMs,
        'identity.sourceIp': incoming.sourceIp,
        'identity.userAgent': incoming.headers['user-agent'] ?? '-',
      };
      const line = format.replace(/\$context\.([\w.]+)/g, (_whole, name: string) =>
        String(values[name] ?? '-'),
      );
      file.write(`${line}\n`);
    },
    close: file.close,
  };
};
