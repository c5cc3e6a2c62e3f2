package io.kubeweft.discovery;

import java.time.Instant;

/**
 * A document as the server sent it.
 *
 * @param contentType its media type
 * @param etag names this state of it; empty if the server gives none
 * @param validatedAt when the server said last that it is this
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Document(String contentType, String etag, Instant validatedAt, byte[] body) {}
