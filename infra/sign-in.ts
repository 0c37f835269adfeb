import { Aws, CfnParameter, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { payerClients, practices } from './clients.ts';

/** The roles of people, as groups: they arrive in the token as `cognito:groups`. */
const roles = ['referrer', 'coordinator', 'clinician', 'scheduler', 'nurse', 'patient', 'admin'];

const scope = (scopeName: string, scopeDescription: string) =>
  new ResourceServerScope({ scopeName, scopeDescription });

const userScope = scope('user', 'Act as the signed-in person');
const referralsScope = scope('referrals', 'Send, correct and read the referrals of a practice');
const notificationsScope = scope('notifications', 'Report the decisions of a payer');

/** People sign in with a code and a second factor, other systems with client credentials. */
export const signIn = (stack: Construct) => {
  const { pool, address } = userPool(stack);
  const service = pool.addResourceServer('Service', {
    identifier: 'dripline',
    scopes: [userScope, referralsScope, notificationsScope],
  });
  const home = webAddresses(stack);
  const consoleClient = personClient(pool, 'Console', service, home.console);
  const patientClient = personClient(pool, 'Patients', service, home.patient);

  const practiceScopes = practices.map(({ npi, name }) => scope(npi, name));
  const practiceServer = pool.addResourceServer('Practices', {
    identifier: 'practice',
    scopes: practiceScopes,
  });
  const payerScopes = payerClients.map(({ payerId, name }) => scope(payerId, name));
  const payerServer = pool.addResourceServer('Payers', {
    identifier: 'payer',
    scopes: payerScopes,
  });
  const systemClients = [
    ...practiceScopes.map((own) =>
      systemClient(pool, `Practice-${own.scopeName}`, [
        OAuthScope.resourceServer(service, referralsScope),
        OAuthScope.resourceServer(practiceServer, own),
      ]),
    ),
    ...payerScopes.map((own) =>
      systemClient(pool, `Payer-${own.scopeName}`, [
        OAuthScope.resourceServer(service, notificationsScope),
        OAuthScope.resourceServer(payerServer, own),
      ]),
    ),
  ];
  return {
    issuer: pool.userPoolProviderUrl,
    address,
    consoleOrigin: home.consoleOrigin,
    consoleAddress: home.console,
    consoleClient,
    patientClient,
    audience: [consoleClient, ...systemClients].map(({ userPoolClientId }) => userPoolClientId),
  };
};

export type SignIn = ReturnType<typeof signIn>;

const userPool = (stack: Construct) => {
  const pool = new UserPool(stack, 'UserPool', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 14,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(1),
    },
    featurePlan: FeaturePlan.PLUS,
    standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const role of roles) {
    new CfnUserPoolGroup(pool, `Role-${role}`, { userPoolId: pool.userPoolId, groupName: role });
  }
  const domain = pool.addDomain('Domain', {
    cognitoDomain: { domainPrefix: `dripline-${Aws.ACCOUNT_ID}` },
  });
  return { pool, address: domain.baseUrl() };
};

const webAddresses = (stack: Construct) => {
  const origin = new CfnParameter(stack, 'ConsoleOrigin', {
    description: 'Where the web console is served from, without a trailing slash',
    default: 'http://localhost:8787',
    allowedPattern: 'https://[^/]+|http://localhost(:[0-9]+)?',
  }).valueAsString;
  return { consoleOrigin: origin, console: `${origin}/console`, patient: `${origin}/patient` };
};

const personClient = (
  pool: UserPool,
  id: string,
  service: UserPoolResourceServer,
  address: string,
) =>
  pool.addClient(id, {
    generateSecret: false,
    authFlows: { userSrp: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.resourceServer(service, userScope)],
      callbackUrls: [address],
      logoutUrls: [address],
    },
    ...shortLived,
    refreshTokenValidity: Duration.hours(12),
    // Each refresh gives a new token and ends the old one, which an answer that was lost may repeat.
    refreshTokenRotationGracePeriod: Duration.seconds(30),
    preventUserExistenceErrors: true,
  });

const systemClient = (pool: UserPool, id: string, scopes: OAuthScope[]): UserPoolClient =>
  pool.addClient(id, {
    generateSecret: true,
    oAuth: { flows: { clientCredentials: true }, scopes },
    ...shortLived,
  });

/** A revoked person or system is out within the quarter hour, because the API checks no list. */
const shortLived = {
  accessTokenValidity: Duration.minutes(15),
  idTokenValidity: Duration.minutes(15),
  enableTokenRevocation: true,
};
