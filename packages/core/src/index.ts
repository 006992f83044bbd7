export { type AuditAction, type AuditEntry, auditEntry } from './audit-entry.ts';
export type { RandomBytes } from './base62.ts';
export { isCanonicalBase64Url } from './base64url.ts';
export { canonicalJson } from './canonical-json.ts';
export { checkJwtClaims } from './check-jwt-claims.ts';
export { checkJwtShape, type JwtShape } from './check-jwt-shape.ts';
export { MAX_CLAIM_LENGTH } from './claim-text.ts';
export { cutText } from './cut-text.ts';
export { decide } from './decide.ts';
export { defuseFormula } from './defuse-formula.ts';
export { denyDetail } from './deny-detail.ts';
export { DENY_REASONS, type DenyReason } from './deny-reason.ts';
export { type DeploymentStatus, deploymentStatus, isUnlinked } from './deployment-status.ts';
export { ERROR_TABLE, type ErrorCode } from './error-table.ts';
export { type ExplainStep, type Explanation, explain } from './explain.ts';
export type {
  AllowingRule,
  Credential,
  Decision,
  Door,
  EffectiveRestriction,
  GateFacts,
  GateSubject,
  IdentityFact,
  Limit,
  OriginRule,
  ReportOnly,
} from './gate.ts';
export { type CheckName, isTypeForDoor } from './gate-steps.ts';
export type { IdentityClaims, IdentityMode } from './identity.ts';
export { type IpAddress, parseIpAddress } from './ip-address.ts';
export { isGlobalAddress, isPrivateAddress, limitBucket, maskAddress } from './ip-privacy.ts';
export { type IpRange, ipInRange, type ParsedIpRange, parseIpRange, printIpRange } from './ip-range.ts';
export type { Json, JsonObject } from './json.ts';
export { type CallPlace, judgeRestriction, type RestrictionDenial } from './judge-restriction.ts';
export { type Environment, KEY_PATTERN, type KeyType } from './key-format.ts';
export { keyPreview } from './key-preview.ts';
export { type KeyEnd, type KeyLife, type KeyStatus, keyEnd, keyStatus, type LiveKey } from './lifecycle.ts';
export { type Likeness, likenessOf, looksAlike } from './look-alike.ts';
export { maskSecrets } from './mask-secrets.ts';
export { mintKey, mintSigningSecret, mintVisitorToken } from './mint-token.ts';
export {
  exactPattern,
  NEAR_MISS_KINDS,
  type NearMiss,
  type NearMissKind,
  nearMiss,
  nearMissFinder,
} from './near-miss.ts';
export { type Origin, type OriginHeader, parseOriginHeader } from './origin.ts';
export { isLocalhost, matchesOrigin, type OriginPattern, printOriginPattern } from './origin-pattern.ts';
export { type ParsedIpRanges, parseIpRanges } from './parse-ip-ranges.ts';
export { type ParsedKey, parseKey } from './parse-key.ts';
export { MAX_LIST_ENTRIES } from './parse-list.ts';
export { type ParsedOriginPattern, parseOriginPattern } from './parse-origin-pattern.ts';
export { type ParsedOriginPatterns, parseOriginPatterns } from './parse-origin-patterns.ts';
export { planDeploymentRevocation, planKeyRevocation } from './plan-revocation.ts';
export {
  isSafeToRetire,
  latestDeadlineMs,
  MAX_GRACE_SECONDS,
  MAX_LIVE_KEYS,
  planDeadline,
  planRotation,
  planSecondKey,
  type RotationPlan,
  SILENCE_MS,
} from './plan-rotation.ts';
export {
  allowsRestriction,
  isWithinRestriction,
  parseRestriction,
  printRestriction,
  type Restriction,
  type RestrictionHolder,
  type RestrictionInput,
  readRestriction,
  requireOrigins,
} from './restriction.ts';
export { type Notice, ok, type Refusal, type RefusalList, type Result, refuse } from './result.ts';
export { Secret } from './secret.ts';
export { splitPatternText } from './split-pattern-text.ts';
export { type Suggestion, suggestChange, suggestOrigin } from './suggest-change.ts';
export { checkUserId, isUserHash } from './user-proof.ts';
