import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpIntegrationType,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  HttpRouteIntegration,
  type HttpRouteIntegrationConfig,
  HttpStage,
  IntegrationCredentials,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction as ILambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accessLogFields } from './access-log.ts';
import { exactRole } from './exact-role.ts';
import { constructId, type FunctionName } from './functions.ts';
import { type Admission, type Route, routes } from './routes.ts';
import type { ServiceFunctions } from './service-function.ts';
import type { SignIn } from './sign-in.ts';
import { allow } from './statements.ts';

/** The HTTP API without its routes, so that functions can know its address. */
export const httpApi = (scope: Construct, signIn: SignIn, encryptionKey: IKey): HttpApi => {
  const api = new HttpApi(scope, 'Api', {
    apiName: 'dripline',
    createDefaultStage: false,
    corsPreflight: {
      allowOrigins: [signIn.consoleOrigin],
      allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT],
      allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
      exposeHeaders: ['etag', 'location'],
      maxAge: Duration.hours(1),
    },
  });
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
  Validations.of(api).acknowledge({
    id: 'Dripline-ApiFirewall',
    reason:
      'An HTTP API cannot carry a web ACL. Every data route takes a signed token, every body is parsed by a schema, ' +
      'and the stage is throttled. A deployment that wants filtering at the edge puts CloudFront with AWS WAF in front.',
  });
  return api;
};

/** Every route of `routes.ts`, each with its function and its authorizer. */
export const addRoutes = (api: HttpApi, functions: ServiceFunctions, signIn: SignIn): void => {
  const admission = admissions(functions, signIn);
  const integration = integrations(api, functions);
  for (const { method, path, function: name, admits } of routes as readonly Route[]) {
    const [route] = api.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration: integration(name),
      ...admission(admits),
    });
    if (route && 'open' in admits) acknowledgeOpen(route, admits.open);
  }
};

const admissions = (functions: ServiceFunctions, signIn: SignIn) => {
  const token = new HttpJwtAuthorizer('TokenAuthorizer', signIn.issuer, {
    jwtAudience: signIn.audience,
  });
  const patient = new HttpLambdaAuthorizer(
    'PatientAuthorizer',
    functions['authorize-patient'].lambda,
    {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      identitySource: ['$request.header.Authorization'],
      // A stopped link must stop at once, so no answer is kept.
      resultsCacheTtl: Duration.seconds(0),
    },
  );
  return (admits: Admission) => {
    if ('scopes' in admits) {
      return { authorizer: token, authorizationScopes: [...admits.scopes] };
    }
    return { authorizer: 'patient' in admits ? patient : new HttpNoneAuthorizer() };
  };
};

/** Invokes a function as the API's own role, which says in one place what the API may invoke. */
class RoleIntegration extends HttpRouteIntegration {
  private readonly lambda: ILambda;
  private readonly invoker: IRole;

  constructor(name: FunctionName, lambda: ILambda, invoker: IRole) {
    super(constructId(name));
    this.lambda = lambda;
    this.invoker = invoker;
  }

  override bind(): HttpRouteIntegrationConfig {
    return {
      type: HttpIntegrationType.AWS_PROXY,
      uri: this.lambda.functionArn,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      credentials: IntegrationCredentials.fromRole(this.invoker),
    };
  }
}

/** One integration per function, however many routes it serves. A permission each would be as many resources. */
const integrations = (api: HttpApi, functions: ServiceFunctions) => {
  const names = [...new Set((routes as readonly Route[]).map(({ function: name }) => name))];
  const invoker = exactRole(new Construct(api, 'Invoker'), 'apigateway.amazonaws.com', [
    allow(
      ['lambda:InvokeFunction'],
      names.map((name) => functions[name].lambda.functionArn),
    ),
  ]);
  const made = new Map(
    names.map((name) => [name, new RoleIntegration(name, functions[name].lambda, invoker)]),
  );
  return (name: FunctionName): HttpRouteIntegration => made.get(name) as HttpRouteIntegration;
};

const acknowledgeOpen = (route: HttpRoute, reason: string) => {
  for (const id of ['AwsSolutions-APIG4', 'Dripline-RouteAdmission']) {
    Validations.of(route).acknowledge({ id, reason });
  }
};
