import { type Answer, http, route } from '../platform/http.ts';
import { apiRoutes, areas } from './areas.ts';
import { openApi } from './openapi.ts';

/** Made once; it changes only with the code. */
const description = JSON.stringify(openApi(areas, '0.1.0'));

const describeApi = async (): Promise<Answer> => ({
  body: description,
  headers: { 'cache-control': 'public, max-age=300' },
});

export const handler = http({
  'GET /openapi.json': route(apiRoutes['GET /openapi.json'], describeApi),
});
