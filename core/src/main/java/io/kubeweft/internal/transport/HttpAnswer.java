package io.kubeweft.internal.transport;

import io.kubeweft.rest.ResponseHead;
import java.io.InputStream;

/**
 * The answer to an {@link HttpCall}.
 *
 * @param head status and headers
 * @param body its bytes as sent, perhaps compressed; closing it before its end drops the stream
 */
public record HttpAnswer(ResponseHead head, InputStream body) {}
