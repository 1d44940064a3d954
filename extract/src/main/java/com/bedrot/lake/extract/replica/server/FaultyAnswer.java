package com.bedrot.lake.extract.replica.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A portal's answer to one request, with the faults that are switched on for it. */
final class FaultyAnswer {
  static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Pattern HOOKS =
      Pattern.compile("\\b(id|name|class|data-[a-z0-9-]+|onclick)=\"");
  private static final Pattern JSON_KEYS = Pattern.compile("\"([A-Za-z_]\\w*)\"(\\s*):");
  private static final List<Fault> DELIVERY =
      List.of(
          Fault.CUT_BODY,
          Fault.WRONG_TYPE,
          Fault.ENDLESS_DOWNLOAD,
          Fault.EMPTY_BODY,
          Fault.FALSE_GZIP,
          Fault.BIG_DOWNLOAD);

  private final Site site;
  private final Gate gate;
  private final URI elsewhere;
  private @Nullable Fault delivery;

  FaultyAnswer(Site site, Gate gate, URI elsewhere) {
    this.site = site;
    this.gate = gate;
    this.elsewhere = elsewhere;
  }

  /** How the answer is to be spoiled on its way; null for not at all. */
  @Nullable Fault delivery() {
    return delivery;
  }

  Reply to(Routes.Match match, @Nullable LabelAccount account) throws InterruptedException {
    Call call = match.call();
    Reply before = beforeHandling(call);
    if (before != null) {
      return before;
    }
    Reply reply = handled(match, account);
    if ((reply.isPage() || reply.isData()) && site.takes(Fault.CAPTCHA, call)) {
      return site.goldens()
          .page("/shared/captcha.html", Map.of())
          .withStatus(reply.isPage() ? 200 : 403);
    }
    if (reply.isData()) {
      delivery =
          DELIVERY.stream().filter(fault -> site.takes(fault, call)).findFirst().orElse(null);
    }
    return layout(reply, call);
  }

  private @Nullable Reply beforeHandling(Call call) throws InterruptedException {
    if (site.takes(Fault.HANG, call)) {
      site.faults().awaitClear();
      return Reply.text(503, "gave up");
    }
    if (site.takes(Fault.SERVER_ERROR, call)) {
      return Reply.text(503, "Service Unavailable");
    }
    if (site.takes(Fault.RATE_LIMITED, call)) {
      return tooMany().withHeader("Retry-After", Long.toString(RETRY_AFTER.toSeconds()));
    }
    if (site.takes(Fault.RATE_LIMITED_DATE, call)) {
      return tooMany().withHeader("Retry-After", HTTP_DATE.format(site.now().plus(RETRY_AFTER)));
    }
    if (site.takes(Fault.RATE_LIMITED_BARE, call)) {
      return tooMany();
    }
    return site.takes(Fault.FOREIGN_REDIRECT, call)
        ? Reply.redirect(elsewhere + call.path())
        : null;
  }

  private static Reply tooMany() {
    return Reply.text(429, "Too Many Requests");
  }

  private Reply handled(Routes.Match match, @Nullable LabelAccount account) {
    Call call = match.call();
    if (match.open() != null) {
      return match.open().handle(call);
    }
    if (account == null || site.takes(Fault.SESSION_EXPIRED, call)) {
      return gate.refused(call);
    }
    if (site.takes(Fault.LOGIN_PAGE, call)) {
      return site.goldens().page("/shared/login.html", Map.of("source", site.source()));
    }
    if (site.takes(Fault.ERROR_BODY, call)) {
      return gate.failed();
    }
    LabelAccount shown = site.takes(Fault.OTHER_ACCOUNT, call) ? site.other(account) : account;
    Routes.AccountHandler handler = match.gated();
    return handler == null
        ? Reply.text(404, "not found")
        : gate.renewed(call, handler.handle(call, shown));
  }

  private Reply layout(Reply reply, Call call) {
    boolean pages = site.origins().containsKey("web");
    boolean hits = pages ? reply.isPage() : reply.isData();
    if (!hits || !site.takes(Fault.LAYOUT_CHANGED, call)) {
      return reply;
    }
    String text = reply.bodyText();
    String other =
        pages
            ? HOOKS.matcher(text).replaceAll("$1=\"renewed-")
            : JSON_KEYS.matcher(text).replaceAll("\"renewed_$1\"$2:");
    return reply.withBody(other.getBytes(StandardCharsets.UTF_8));
  }
}
