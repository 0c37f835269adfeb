/**
 * Runs `task` for 0 … count-1, at most `width` at once, in order of start. Waits for those under
 * way before it throws the first error.
 */
export const inPool = async (
  count: number,
  width: number,
  task: (index: number) => Promise<void>,
): Promise<void> => {
  const errors: unknown[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count && errors.length === 0) {
      const index = next++;
      try {
        await task(index);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
  if (errors.length > 0) throw errors[0];
};
