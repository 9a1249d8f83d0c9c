import { RequestId } from '../../shared/domain/ids.ts'
import { uuid7 } from '../../shared/domain/uuid.ts'

// The id of a booking is kept before it is sent: whatever happens to the page or the connection meanwhile, trying the
// same booking again is the same booking.

const prefix = 'metastamp:request:'

/** The id kept for this content, or a new one. The content is part of the key: changed content is another booking. */
export function keptRequestId(content: unknown): RequestId {
  const key = prefix + JSON.stringify(content)
  const kept = RequestId.safeParse(localStorage.getItem(key))
  if (kept.success) return kept.data
  const made = RequestId.parse(uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(16))))
  localStorage.setItem(key, made)
  return made
}

/** Once the answer is there: the same content again is a new booking. */
export function forgetRequestId(content: unknown): void {
  localStorage.removeItem(prefix + JSON.stringify(content))
}
