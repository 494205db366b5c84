/**
 * The registry of everything that can be refused: code → HTTP status.
 *
 * Nobody words an error where it happens. The user's sentence is the translation of `errors.<code>`
 * in the client's locales, and a test holds the two lists against each other.
 */
export const ERRORS = {
  // the request itself
  invalid_request: 400,
  malformed_message: 400,
  payload_too_large: 413,
  not_found: 404,
  method_not_allowed: 405,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  // who is asking
  unauthenticated: 401,
  invalid_credentials: 401,
  session_expired: 401,
  session_reused: 401,
  forbidden: 403,
  // appointments
  actor_busy: 409,
  actor_unknown: 422,
  appointment_in_the_past: 422,
  appointment_too_long: 422,
  end_before_start: 422,
  outside_availability: 409,
  participants_incomplete: 422,
  role_mismatch: 422,
  status_transition_refused: 409,
  version_conflict: 409,
  // availability
  time_zone_unknown: 422,
  window_too_long: 422,
  // requests and agreements
  agreement_required: 422,
  request_incomplete: 422,
  likely_duplicate: 409,
  // bringing a hospital in
  encoding_unknown: 422,
  import_has_problems: 422,
  // transcripts
  transcript_withdrawn: 409,
  // phrasebook and glossary
  wording_faulty: 422,
  // interpreter offers
  interpreter_booked: 409,
  languages_needed: 422,
  offer_closed: 409,
  offer_taken: 409,
  // accounts
  account_link_invalid: 404,
  account_link_used: 410,
  // invitations and admission
  invitation_invalid: 404,
  invitation_expired: 410,
  invitation_revoked: 410,
  not_a_participant: 403,
  too_early: 403,
  too_late: 403,
  appointment_cancelled: 409,
  appointment_not_booked: 409,
  // telling people
  push_service_unknown: 422,
  too_many_feeds: 409,
  // the join token
  token_missing: 401,
  token_expired: 401,
  token_invalid: 401,
  token_wrong_audience: 401,
  // the room
  not_joined: 409,
  already_joined: 409,
  not_admitted: 403,
  admission_denied: 403,
  permission_denied: 403,
  peer_unknown: 404,
  transport_unknown: 404,
  producer_unknown: 404,
  consumer_unknown: 404,
  source_already_produced: 409,
  invalid_media_parameters: 422,
  resume_refused: 409,
  session_replaced: 409,
  room_ended: 410,
  room_full: 503,
  node_draining: 503,
  media_unavailable: 503,
  caption_conflict: 409,
  caption_unknown: 404,
  captions_unavailable: 503,
  // reports from signalling
  signature_invalid: 401,
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** The i18n key under which every locale has the user's sentence for this code. */
export function errorKey(code: ErrorCode): `errors.${ErrorCode}` {
  return `errors.${code}`;
}

/** What accompanies a code: values for the sentence (names, instants, field paths), never prose. */
export type ErrorParams = Record<string, unknown>;
