/** Tests of the whole client over real sockets, against servers that break on purpose. */
package io.kubeweft.socket;
