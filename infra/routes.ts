import type { FunctionName } from './functions.ts';

export type Method = 'GET' | 'POST' | 'PUT';

/** Who may pass: a token with any of the scopes, a patient (link or sign-in), or anyone. */
export type Admission =
  | { readonly scopes: readonly string[] }
  | { readonly patient: true }
  | { readonly open: string };

export type Route = {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly function: FunctionName;
  readonly admits: Admission;
};

const user: Admission = { scopes: ['dripline/user'] };
const userOrRecordSystem: Admission = { scopes: ['dripline/user', 'dripline/referrals'] };
const payer: Admission = { scopes: ['dripline/notifications'] };
const patient: Admission = { patient: true };

/** Every route of the HTTP API. Ownership is checked by the function; admission is checked here. */
export const routes = [
  { method: 'POST', path: '/referrals', function: 'receive-referral', admits: userOrRecordSystem },
  { method: 'GET', path: '/referrals', function: 'read-referrals', admits: userOrRecordSystem },
  {
    method: 'GET',
    path: '/referrals/{referralId}',
    function: 'read-referrals',
    admits: userOrRecordSystem,
  },
  {
    method: 'POST',
    path: '/referrals/{referralId}/corrections',
    function: 'correct-referral',
    admits: userOrRecordSystem,
  },
  {
    method: 'POST',
    path: '/referrals/{referralId}/documents',
    function: 'correct-referral',
    admits: userOrRecordSystem,
  },
  {
    method: 'POST',
    path: '/referrals/{referralId}/withdrawal',
    function: 'withdraw-referral',
    admits: userOrRecordSystem,
  },

  { method: 'GET', path: '/holds', function: 'list-holds', admits: user },
  { method: 'GET', path: '/holds/{holdId}', function: 'list-holds', admits: user },
  { method: 'POST', path: '/holds/{holdId}/assignment', function: 'work-hold', admits: user },
  { method: 'POST', path: '/holds/{holdId}/resolution', function: 'work-hold', admits: user },

  {
    method: 'GET',
    path: '/authorizations/{authorizationId}',
    function: 'read-authorization',
    admits: user,
  },
  {
    method: 'POST',
    path: '/payers/{payerId}/notifications',
    function: 'receive-payer-notification',
    admits: payer,
  },

  { method: 'GET', path: '/referrals/{referralId}/slots', function: 'offer-slots', admits: user },
  { method: 'POST', path: '/referrals/{referralId}/visits', function: 'book-visits', admits: user },
  { method: 'GET', path: '/visits', function: 'read-schedule', admits: user },
  { method: 'GET', path: '/nurses/{nurseId}/schedule', function: 'read-schedule', admits: user },
  {
    method: 'POST',
    path: '/visits/{visitId}/confirmation',
    function: 'change-visit',
    admits: user,
  },
  { method: 'POST', path: '/visits/{visitId}/move', function: 'change-visit', admits: user },
  {
    method: 'POST',
    path: '/visits/{visitId}/cancellation',
    function: 'change-visit',
    admits: user,
  },
  { method: 'POST', path: '/visits/{visitId}/start', function: 'record-visit', admits: user },
  { method: 'POST', path: '/visits/{visitId}/completion', function: 'record-visit', admits: user },
  { method: 'POST', path: '/visits/{visitId}/reaction', function: 'record-visit', admits: user },

  { method: 'GET', path: '/network/payers', function: 'manage-network', admits: user },
  { method: 'GET', path: '/network/payers/{payerId}', function: 'manage-network', admits: user },
  { method: 'PUT', path: '/network/payers/{payerId}', function: 'manage-network', admits: user },
  { method: 'GET', path: '/network/sites', function: 'manage-network', admits: user },
  { method: 'GET', path: '/network/sites/{siteId}', function: 'manage-network', admits: user },
  { method: 'PUT', path: '/network/sites/{siteId}', function: 'manage-network', admits: user },
  { method: 'GET', path: '/network/nurses', function: 'manage-network', admits: user },
  { method: 'GET', path: '/network/nurses/{nurseId}', function: 'manage-network', admits: user },
  { method: 'PUT', path: '/network/nurses/{nurseId}', function: 'manage-network', admits: user },

  { method: 'GET', path: '/patients/me', function: 'patient-page', admits: patient },
  { method: 'GET', path: '/patients/me/visits', function: 'patient-page', admits: patient },
  { method: 'GET', path: '/patients/me/education', function: 'patient-page', admits: patient },
  {
    method: 'POST',
    path: '/patients/me/acknowledgements',
    function: 'patient-page',
    admits: patient,
  },
  { method: 'POST', path: '/patients/me/preferences', function: 'patient-page', admits: patient },
  {
    method: 'POST',
    path: '/patients/me/visits/{visitId}/confirmation',
    function: 'patient-page',
    admits: patient,
  },
  {
    method: 'POST',
    path: '/patients/me/visits/{visitId}/move-request',
    function: 'patient-page',
    admits: patient,
  },

  {
    method: 'GET',
    path: '/patient',
    function: 'open-patient-page',
    admits: {
      open: 'A static page without data. The signed link stays in the URL fragment, which is never sent.',
    },
  },
  {
    method: 'GET',
    path: '/openapi.json',
    function: 'describe-api',
    admits: {
      open: 'The description of the API, the same for everyone and already public in the source.',
    },
  },
] as const satisfies readonly Route[];
