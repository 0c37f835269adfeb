/**
 * The systems that sign in with client credentials. Each gets a scope that names whom it speaks
 * for, so a token can never be used for another practice or payer. Identifiers are invented.
 *
 * A Cognito resource server holds 100 scopes: beyond 100 practices, add a second server.
 */
export const practices: readonly { npi: string; name: string }[] = [
  { npi: '1234567893', name: 'Lakeside Rheumatology' },
  { npi: '1000000020', name: 'Harborview Neurology and Digestive Care' },
  { npi: '1000000038', name: 'Prairie Infectious Disease Associates' },
];

export const payerClients: readonly { payerId: string; name: string }[] = [
  { payerId: 'acme-health', name: 'Acme Health' },
  { payerId: 'juniper-exchange', name: 'Juniper Exchange' },
  { payerId: 'meridian-plan', name: 'Meridian Plan' },
  { payerId: 'summit-trust', name: 'Summit Trust' },
  { payerId: 'valley-advantage', name: 'Valley Advantage' },
];
