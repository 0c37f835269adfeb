/**
 * Takes the place of `@aws-sdk/signature-v4-multi-region` in the bundles. It chooses between
 * signatures for one region and for many, and between kinds of buckets; ours is in one region and
 * of the usual kind.
 */
export {
  SignatureV4 as SignatureV4MultiRegion,
  SignatureV4 as SignatureV4SignWithCredentials,
} from '@smithy/signature-v4';
