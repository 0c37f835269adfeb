import { areas } from './areas.ts';
import { openApi } from './openapi.ts';

/**
 * The description of the API as it is sent. It changes only with the code, so that a bundle carries
 * it made: see infra/packed-data.ts.
 */
export const description = JSON.stringify(openApi(areas, '0.1.0'));
