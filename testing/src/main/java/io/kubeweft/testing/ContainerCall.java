package io.kubeweft.testing;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * A command that runs in a container, or somebody who has attached to it.
 *
 * @param command the program and its arguments; empty for who attaches
 * @param tty whether it has a terminal
 * @param stdin what the client sends; at its end at once if it sends nothing
 * @param stdout for the client
 * @param stderr for the client
 * @param sizes of the terminal as the client told them until now, such as {@code
 *     {"Width":80,"Height":24}}
 */
public record ContainerCall(
    List<String> command,
    boolean tty,
    InputStream stdin,
    OutputStream stdout,
    OutputStream stderr,
    Supplier<List<String>> sizes) {}
