/**
 * Code in fewer bytes: rolldown's minifier, which Vite builds with, finds a fiftieth more than esbuild's. It is
 * loaded only where something is bundled.
 *
 * @param text a script of CommonJS, or the body of a function: what it names, nobody outside of it asks for
 * @throws Error for what is no script
 */
export const smaller = async (text: string): Promise<string> => {
  const { minify } = await import('rolldown/utils');
  const { code, errors } = await minify('packed.cjs', text, {
    compress: { target: 'es2024' },
    mangle: { toplevel: true },
    module: false,
  });
  if (errors.length > 0) throw new Error(`the code is not read: ${errors[0]?.message}`);
  return code;
};
