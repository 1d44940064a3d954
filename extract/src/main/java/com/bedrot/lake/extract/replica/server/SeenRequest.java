package com.bedrot.lake.extract.replica.server;

/**
 * A request a portal was sent.
 *
 * @param origin name of the origin, e.g. web
 * @param query names of its parameters and their values, secrets left out
 * @param account key of the account it came for, empty where it came for none
 */
public record SeenRequest(
    String source, String origin, String method, String path, String query, String account) {}
