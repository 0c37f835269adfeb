/** What a command says of itself while it starts. */
export type Progress = {
  say(line: string): void;
  /** Names a step that begins; the answer says that it is done, and how long it took. */
  begin(step: string): () => void;
};

const width = 46;

/** One line a step, as it begins; its seconds behind it when it is done. */
export const progressOn = (write: (text: string) => void): Progress => ({
  say: (line) => write(`${line}\n`),
  begin: (step) => {
    const began = performance.now();
    write(`  ${step.padEnd(width)}`);
    return () => write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  },
});

export const noProgress: Progress = { say: () => {}, begin: () => () => {} };

/** A step, done when its work is; one that fails ends its line. */
export const showStep = async <T>(
  progress: Progress,
  what: string,
  work: () => Promise<T>,
): Promise<T> => {
  const done = progress.begin(what);
  try {
    return await work();
  } finally {
    done();
  }
};
