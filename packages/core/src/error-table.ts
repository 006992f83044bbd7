/**
 * The one error table: every code that an answer may carry, with its HTTP status and the title of its problem document
 * (RFC 9457 section 3.1). Codes are stable; clients switch on them.
 */
export const ERROR_TABLE = {
  bad_request: { status: 400, title: 'Bad request' },
  two_keys: { status: 400, title: 'Two keys in one request' },
  secret_key_in_url: { status: 400, title: 'Secret key in a URL' },

  key_missing: { status: 401, title: 'API key missing' },
  key_malformed: { status: 401, title: 'Malformed API key' },
  key_invalid: { status: 401, title: 'Invalid API key' },
  key_revoked: { status: 401, title: 'API key revoked' },
  key_expired: { status: 401, title: 'API key expired' },
  grace_ended: { status: 401, title: 'Grace period ended' },
  not_signed_in: { status: 401, title: 'Not signed in' },
  visitor_token_invalid: { status: 401, title: 'Invalid visitor token' },
  identity_invalid: { status: 401, title: 'Invalid identity' },

  origin_not_allowed: { status: 403, title: 'Origin not allowed' },
  origin_missing: { status: 403, title: 'Origin not allowed' },
  ip_not_allowed: { status: 403, title: 'IP address not allowed' },
  key_type_not_allowed: { status: 403, title: 'Key type not allowed' },
  key_quarantined: { status: 403, title: 'API key quarantined' },
  deployment_unlinked: { status: 403, title: 'Deployment not linked' },
  insufficient_scope: { status: 403, title: 'Insufficient scope' },
  permission_denied: { status: 403, title: 'Permission denied' },
  chatbot_paused: { status: 403, title: 'Chatbot paused' },
  identity_required: { status: 403, title: 'Identity required' },

  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },

  rotation_in_progress: { status: 409, title: 'Rotation in progress' },
  already_revoked: { status: 409, title: 'Already revoked' },
  conflict: { status: 409, title: 'Conflict' },
  key_not_revealable: { status: 409, title: 'Key not revealable' },
  idempotency_mismatch: { status: 409, title: 'Idempotency key reused' },
  lookalike_unconfirmed: { status: 409, title: 'Look-alike domain' },
  last_owner: { status: 409, title: 'Last owner' },

  payload_too_large: { status: 413, title: 'Payload too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  validation_failed: { status: 422, title: 'Validation failed' },
  origins_required: { status: 422, title: 'Allowed domains required' },
  origin_pattern_invalid: { status: 422, title: 'Invalid origin pattern' },
  ip_range_invalid: { status: 422, title: 'Invalid IP range' },
  rate_limited: { status: 429, title: 'Too many requests' },
  message_limit_reached: { status: 429, title: 'Message limit reached' },
  headers_too_large: { status: 431, title: 'Request header fields too large' },

  internal_error: { status: 500, title: 'Internal error' },
  store_unavailable: { status: 503, title: 'Store unavailable' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;
