import { createHmac } from 'node:crypto';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asList, asText } from '../json.ts';
import type { SigningKey } from './signing-key.ts';

export type Client = {
  id: string;
  label: string;
  scopes: string[];
  /** A system that signs in with its own credentials, rather than a person. */
  isSystem: boolean;
  /** Where people may be sent back to, with a code and without. */
  callbacks: string[];
  logouts: string[];
};

/** The app clients of the user pool in the template. */
export const loadClients = (assembly: CloudAssembly): Client[] =>
  assembly.ofType('AWS::Cognito::UserPoolClient').map(({ ref, label, properties }) => ({
    id: ref,
    label,
    scopes: asList<string>(properties.AllowedOAuthScopes).map(asText),
    isSystem: asList(properties.AllowedOAuthFlows).includes('client_credentials'),
    callbacks: asList<string>(properties.CallbackURLs).map(asText),
    logouts: asList<string>(properties.LogoutURLs).map(asText),
  }));

/** A client's secret is derived from the local signing key: nothing to store, nothing to guess. */
export const clientSecret = ({ privateKey }: SigningKey, clientId: string): string =>
  createHmac('sha256', privateKey.export({ type: 'pkcs8', format: 'der' }))
    .update(clientId)
    .digest('base64url');
