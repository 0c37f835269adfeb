declare module 'asl-validator' {
  /** Checks a definition against the language's schema and its links between states. */
  const validate: (definition: object) => { isValid: boolean; errors?: unknown[] };
  export default validate;
}
