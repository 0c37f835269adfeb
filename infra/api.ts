import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { constructId } from './functions.ts';
import { type Route, routes } from './routes.ts';
import type { SignIn } from './sign-in.ts';

/** The HTTP API without its routes, so that functions can know its address. */
export const httpApi = (scope: Construct, encryptionKey: IKey): HttpApi => {
  const api = new HttpApi(scope, 'Api', { apiName: 'dripline', createDefaultStage: false });
  const log = new LogGroup(scope, 'ApiLog', {
    encryptionKey,
    retention: RetentionDays.SIX_YEARS,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  new HttpStage(scope, 'ApiStage', {
    httpApi: api,
    autoDeploy: true,
    detailedMetricsEnabled: true,
    throttle: { rateLimit: 100, burstLimit: 200 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(log),
      format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
    },
  });
  return api;
};

/** What an access log line may say: no address, query string, body or token claim but the subject. */
export const accessLogFields = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  responseLength: '$context.responseLength',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  subject: '$context.authorizer.claims.sub',
  clientId: '$context.authorizer.claims.client_id',
} as const;

/** Every route of `routes.ts`, each with its function and its authorizer. */
export const addRoutes = (
  api: HttpApi,
  functions: ReadonlyMap<string, Lambda>,
  signIn: SignIn,
): void => {
  const lambda = (name: string): Lambda => {
    const found = functions.get(constructId(name));
    if (!found) throw new Error(`No function ${name}`);
    return found;
  };
  const token = new HttpJwtAuthorizer('TokenAuthorizer', signIn.issuer, {
    jwtAudience: signIn.audience,
  });
  const patient = new HttpLambdaAuthorizer('PatientAuthorizer', lambda('authorize-patient'), {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.Authorization'],
    resultsCacheTtl: Duration.seconds(0),
  });
  const integrations = new Map<string, HttpLambdaIntegration>();
  const integrationOf = (name: string) => {
    const integration =
      integrations.get(name) ??
      new HttpLambdaIntegration(constructId(name), lambda(name), { scopePermissionToRoute: false });
    integrations.set(name, integration);
    return integration;
  };

  for (const { method, path, function: name, admits } of routes as readonly Route[]) {
    const authorization =
      'scopes' in admits
        ? { authorizer: token, authorizationScopes: [...admits.scopes] }
        : { authorizer: 'patient' in admits ? patient : new HttpNoneAuthorizer() };
    api.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration: integrationOf(name),
      ...authorization,
    });
  }
};
