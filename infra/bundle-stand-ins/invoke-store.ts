/**
 * Takes the place of `@aws/lambda-invoke-store` in the bundles. What belongs to one invocation, its trace
 * above all, lies in the store that Lambda's runtime has put beside the function; where there is none,
 * the SDK reads the trace from the environment, as it does of the empty store that the package makes.
 */
type Beside = { awslambda?: { InvokeStore?: object } };

export const InvokeStore = {
  getInstanceAsync: async (): Promise<object | undefined> =>
    (globalThis as Beside).awslambda?.InvokeStore,
};
