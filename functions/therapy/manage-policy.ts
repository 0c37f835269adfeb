import { http, route } from '../platform/http.ts';
import { table } from '../platform/table.ts';
import { decidePolicy } from './decide-policy.ts';
import { type PolicyStore, policyStore } from './policy-store.ts';
import { therapyRoutes } from './routes.ts';
import { setPolicy } from './set-policy.ts';

type Deps = { store: PolicyStore; now: () => Date };

const deps = (): Deps => ({ store: policyStore(table()), now: () => new Date() });

export const handler = http({
  'PUT /therapies/{therapyId}/policy': route(
    therapyRoutes['PUT /therapies/{therapyId}/policy'],
    (request) => setPolicy(deps())(request),
  ),
  'POST /therapies/{therapyId}/policy/decision': route(
    therapyRoutes['POST /therapies/{therapyId}/policy/decision'],
    (request) => decidePolicy(deps())(request),
  ),
});
