import { areas, platformRoutes } from './areas.ts';
import { type Answer, http, route } from './http.ts';
import { openApi } from './openapi.ts';

/** Made once; it changes only with the code. */
const description = JSON.stringify(openApi(areas, '0.1.0'));

const describeApi = async (): Promise<Answer> => ({
  body: description,
  headers: { 'cache-control': 'public, max-age=300' },
});

export const handler = http({
  'GET /openapi.json': route(platformRoutes['GET /openapi.json'], describeApi),
});
