import { type Answer, http, route } from '../platform/http.ts';
import { setting } from '../platform/table.ts';
import { description } from './description.ts';
import { apiRoutes } from './routes.ts';

const forFiveMinutes = { 'cache-control': 'public, max-age=300' };

const describeApi = async (): Promise<Answer> => ({ body: description, headers: forFiveMinutes });

/** What the scopes are called is infra/sign-in.ts's. */
const describeSignIn = async (): Promise<Answer> => ({
  body: {
    address: setting('SIGN_IN_ADDRESS'),
    clientId: setting('CONSOLE_CLIENT_ID'),
    console: setting('CONSOLE_ADDRESS'),
    scope: 'openid dripline/user',
  },
  headers: forFiveMinutes,
});

export const handler = http({
  'GET /openapi.json': route(apiRoutes['GET /openapi.json'], describeApi),
  'GET /sign-in': route(apiRoutes['GET /sign-in'], describeSignIn),
});
