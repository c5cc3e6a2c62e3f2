package io.kubeweft.testing.internal;

/**
 * Who is let in, and to do what.
 *
 * @param authenticator knows who sends a request
 * @param authorizer knows what they may do
 * @param tokens of service accounts
 */
record Access(Authenticator authenticator, Authorizer authorizer, AccountTokens tokens) {}
