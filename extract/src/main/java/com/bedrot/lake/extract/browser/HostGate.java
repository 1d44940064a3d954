package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.extract.http.AddressGuard;
import com.bedrot.lake.extract.resilience.SourceException;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a browser at its source's own addresses. Documents and downloads are asked for only there,
 * every redirect is checked (Playwright's routing does not see those: Chromium itself is told to
 * ask), and nothing at all at a private address. While a person signs in, frames of other hosts may
 * load: that is where a portal asks its questions.
 */
final class HostGate {
  private static final Logger LOG = LoggerFactory.getLogger(HostGate.class);
  private static final Pattern PRIVATE =
      Pattern.compile(
          "^(https?|wss?)://(localhost|[^/:]*\\.(local|internal|localhost)|\\[|0\\.|10\\.|127\\.|169\\.254\\."
              + "|192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.).*",
          Pattern.CASE_INSENSITIVE);

  private final AddressGuard guard;
  private final boolean framesPass;
  private @Nullable LakeException refused;

  HostGate(AddressGuard guard, boolean framesPass) {
    this.guard = guard;
    this.framesPass = framesPass;
  }

  /** Watches the context's first requests of every kind to private addresses and new pages. */
  void watch(BrowserContext context) {
    context.route(PRIVATE, this::decide);
    context.onPage(page -> watch(context, page));
  }

  /** Watches every document the page asks for, redirects too. */
  CDPSession watch(BrowserContext context, Page page) {
    CDPSession session = context.newCDPSession(page);
    session.on("Fetch.requestPaused", paused -> decide(session, paused));
    JsonObject documents = new JsonObject();
    documents.addProperty("urlPattern", "*");
    documents.addProperty("resourceType", "Document");
    documents.addProperty("requestStage", "Request");
    JsonArray patterns = new JsonArray();
    patterns.add(documents);
    JsonObject enable = new JsonObject();
    enable.add("patterns", patterns);
    session.send("Fetch.enable", enable);
    return session;
  }

  private void decide(CDPSession session, JsonObject paused) {
    JsonObject answer = new JsonObject();
    answer.add("requestId", paused.get("requestId"));
    String url = paused.getAsJsonObject("request").get("url").getAsString();
    boolean passes = allows(url, framesPass);
    if (!passes) {
      answer.addProperty("errorReason", "BlockedByClient");
    }
    try {
      session.send(passes ? "Fetch.continueRequest" : "Fetch.failRequest", answer);
    } catch (PlaywrightException gone) {
      LOG.debug("a request ended before it was decided on");
    }
  }

  private void decide(Route route) {
    if (allows(route.request().url(), false)) {
      route.resume();
      return;
    }
    route.abort("blockedbyclient");
  }

  private boolean allows(String url, boolean othersPass) {
    if (url.startsWith("blob:") || url.startsWith("data:") || url.equals("about:blank")) {
      return true;
    }
    try {
      guard.check(URI.create(url));
      return true;
    } catch (LakeException no) {
      return othersPass && !PRIVATE.matcher(url).matches() || refuse(no);
    } catch (IllegalArgumentException broken) {
      return refuse(
          new SourceException(ErrorCode.ADDRESS_REFUSED, "an address that cannot be read"));
    }
  }

  private boolean refuse(LakeException no) {
    LOG.info("kept the browser at home: {}", no.getMessage());
    refused = no;
    return false;
  }

  /** Forgets what was refused before. */
  void reset() {
    refused = null;
  }

  /** What was refused since the last reset, or null. */
  @Nullable LakeException refusal() {
    return refused;
  }
}
