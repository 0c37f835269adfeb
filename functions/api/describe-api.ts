import { type Answer, http, route } from '../platform/http.ts';
import { description } from './description.ts';
import { apiRoutes } from './routes.ts';

const describeApi = async (): Promise<Answer> => ({
  body: description,
  headers: { 'cache-control': 'public, max-age=300' },
});

export const handler = http({
  'GET /openapi.json': route(apiRoutes['GET /openapi.json'], describeApi),
});
