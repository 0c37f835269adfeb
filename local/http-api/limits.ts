/** API Gateway takes request bodies of at most 10 MB. */
export const gatewayBodyLimit = 10 * 1024 * 1024;

/** All headers of a request together, the request line among them. */
export const largestHeaders = 10_240;

/** Lambda takes and returns at most 6 MB where a caller waits. */
export const largestPayload = 6 * 1024 * 1024;

/** API Gateway waits at most this long for a function. */
export const longestWaitMs = 30_000;
