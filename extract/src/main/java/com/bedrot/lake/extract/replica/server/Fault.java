package com.bedrot.lake.extract.replica.server;

import java.util.Arrays;
import java.util.Optional;

/** What can go wrong at a portal, switched on by name. */
public enum Fault {
  /** The session or token has ended: the answer the source gives to strangers. */
  SESSION_EXPIRED("session-expired", Scope.SIGNED_IN),
  /** The login page under status 200 instead of what was asked for. */
  LOGIN_PAGE("login-page", Scope.SIGNED_IN),
  /** Everything shows the source's other account. */
  OTHER_ACCOUNT("other-account", Scope.SIGNED_IN),
  /** The source's own error answer: overloaded, quota used up. */
  ERROR_BODY("error-body", Scope.SIGNED_IN),
  /** Ids, names, classes and test ids of pages are others; at sources without pages, JSON keys. */
  LAYOUT_CHANGED("layout-changed", Scope.PAGE),
  /** A bot check instead of pages (status 200) and data (status 403). */
  CAPTCHA("captcha", Scope.ANY),
  /** 429 with Retry-After in seconds. */
  RATE_LIMITED("rate-limited", Scope.ANY),
  /** 429 with Retry-After as an HTTP date. */
  RATE_LIMITED_DATE("rate-limited-date", Scope.ANY),
  /** 429 without Retry-After. */
  RATE_LIMITED_BARE("rate-limited-bare", Scope.ANY),
  /** 503. */
  SERVER_ERROR("server-error", Scope.ANY),
  /** The request is taken and never answered while the fault is on. */
  HANG("hang", Scope.ANY),
  /** A redirect to a host that is none of the source's. */
  FOREIGN_REDIRECT("foreign-redirect", Scope.ANY),
  /** The Content-Length of the whole body, half of it, then the connection closes. */
  CUT_BODY("cut-body", Scope.DATA),
  /** The right bytes as text/html, a page as image/png. */
  WRONG_TYPE("wrong-type", Scope.DATA),
  /** The body again and again, without end. */
  ENDLESS_DOWNLOAD("endless-download", Scope.DATA),
  /** Status 200 and no byte. */
  EMPTY_BODY("empty-body", Scope.DATA),
  /** Content-Encoding gzip on a plain body. */
  FALSE_GZIP("false-gzip", Scope.DATA),
  /** No error: the rows of a text file repeated up to 200 MiB, with the right Content-Length. */
  BIG_DOWNLOAD("big-download", Scope.DATA),
  /** Every page of a list is the first again, with the same cursor. */
  REPEATED_PAGE("repeated-page", Scope.PORTAL),
  /** GraphQL: status 200, errors[] and part of the data. */
  PARTIAL_GRAPHQL("partial-graphql", Scope.PORTAL),
  /** Usage headers near the limit. */
  USAGE_HIGH("usage-high", Scope.PORTAL);

  /** Which answers a fault can hit. */
  public enum Scope {
    /** Every request. */
    ANY,
    /** Requests that need a session, token or key. */
    SIGNED_IN,
    /** Pages. */
    PAGE,
    /** Content of datasets. */
    DATA,
    /** What the source's own replica decides. */
    PORTAL
  }

  private final String id;
  private final Scope scope;

  Fault(String id, Scope scope) {
    this.id = id;
    this.scope = scope;
  }

  /** The name it is switched by. */
  public String id() {
    return id;
  }

  public Scope scope() {
    return scope;
  }

  /** The fault of that name. */
  public static Optional<Fault> of(String id) {
    return Arrays.stream(values()).filter(fault -> fault.id.equals(id)).findFirst();
  }
}
