/** The outside world of a Task. Faults of the platform are thrown; their `name` is the error name. */
export type Integrations = {
  /** `stepKey` is the same for every attempt of one visit to a state. */
  invokeLambda(call: {
    functionName: string;
    payload: unknown;
    roleArn: string;
    stepKey: string;
  }): Promise<{
    payload: unknown;
    functionError?: { errorType: string; errorMessage?: string };
    statusCode?: number;
  }>;
  /** A direct SDK integration; the thrown error's name is `<Service>.<Exception>`. */
  awsSdk(call: {
    service: string;
    action: string;
    parameters: unknown;
    roleArn: string;
  }): Promise<unknown>;
};
