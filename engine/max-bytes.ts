/** Bytes of a document that are read at most. */
export const MAX_BYTES = 1024 * 1024;
