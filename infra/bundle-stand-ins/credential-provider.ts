type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

const fromEnvironment = (): Credentials => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set');
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles. On Lambda the role's
 * credentials are always in the environment, so the profile, SSO, web identity, process and
 * metadata providers are weight that every cold start would load for nothing.
 */
export const defaultProvider = () => {
  let known: Credentials | undefined;
  // They stay as long as the environment does, and the SDK asks at every call.
  return async () => {
    known ??= fromEnvironment();
    return known;
  };
};
