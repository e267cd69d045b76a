/** What can go wrong in the store and means something to its caller. */
class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** There is no such thing for this tenant. */
export class NotFoundError extends StoreError {
  override readonly name = 'NotFoundError';
}

/** A system of this id exists already. */
export class AlreadyExistsError extends StoreError {
  override readonly name = 'AlreadyExistsError';
}

/** Somebody else changed it since the caller read it. */
export class StaleError extends StoreError {
  override readonly name = 'StaleError';
}

/** An idempotency key was used for another request. */
export class KeyReusedError extends StoreError {
  override readonly name = 'KeyReusedError';
}

/** The first request with this idempotency key is still being worked on. */
export class InProgressError extends StoreError {
  override readonly name = 'InProgressError';
}

/** The cursor was not issued for this list and tenant. */
export class InvalidCursorError extends StoreError {
  override readonly name = 'InvalidCursorError';
}

/** It is larger than the store can keep. */
export class TooLargeError extends StoreError {
  override readonly name = 'TooLargeError';
}

/** The database does not answer, or answers that it has too much to do. Trying again later is safe. */
export class UnavailableError extends StoreError {
  override readonly name = 'UnavailableError';
}

/** A stored record is not what the store writes: it was altered outside, or is newer than this code. */
export class CorruptRecordError extends StoreError {
  override readonly name = 'CorruptRecordError';
}
