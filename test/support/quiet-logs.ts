/** The functions' log lines go to the process's own output; in a test run nobody reads them there. */
const write = process.stdout.write.bind(process.stdout);

process.stdout.write = ((chunk: string | Uint8Array, ...rest: []) =>
  typeof chunk === 'string' && /^\{"level":"(INFO|ERROR)","event"/.test(chunk)
    ? true
    : write(chunk, ...rest)) as typeof process.stdout.write;
