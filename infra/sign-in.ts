import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';

/** People sign in with a code and a second factor; other systems with client credentials. */
export const signIn = (scope: Construct) => {
  const pool = new UserPool(scope, 'UserPool', {
    selfSignUpEnabled: false,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    signInAliases: { email: true },
    passwordPolicy: {
      minLength: 14,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
    },
    featurePlan: FeaturePlan.PLUS,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const user = new ResourceServerScope({
    scopeName: 'user',
    scopeDescription: 'Act as the signed-in user',
  });
  const referrals = new ResourceServerScope({
    scopeName: 'referrals',
    scopeDescription: 'Send and read referrals of a practice',
  });
  const notifications = new ResourceServerScope({
    scopeName: 'notifications',
    scopeDescription: 'Report decisions of a payer',
  });
  const server = pool.addResourceServer('Dripline', {
    identifier: 'dripline',
    scopes: [user, referrals, notifications],
  });
  const person = (id: string) =>
    pool.addClient(id, {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.resourceServer(server, user)],
        callbackUrls: ['http://localhost:8787/console'],
      },
      accessTokenValidity: Duration.hours(1),
    });
  const consoleClient = person('Console');
  return {
    issuer: pool.userPoolProviderUrl,
    consoleClient,
    patientClient: person('Patients'),
    audience: [consoleClient.userPoolClientId],
  };
};

export type SignIn = ReturnType<typeof signIn>;
