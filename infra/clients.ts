/**
 * The systems that sign in with client credentials. Each gets a scope that names whom it speaks
 * for, so a token can never be used for another practice or payer. Identifiers are invented.
 *
 * A Cognito resource server holds 100 scopes: beyond 100 practices, add a second server.
 */
export const practices: readonly { npi: string; name: string }[] = [
  { npi: '1234567893', name: 'Lakeside Rheumatology' },
];

export const payers: readonly { payerId: string; name: string }[] = [
  { payerId: 'northwind', name: 'Northwind Health' },
];
