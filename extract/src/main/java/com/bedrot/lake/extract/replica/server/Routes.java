package com.bedrot.lake.extract.replica.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one origin answers: exact paths with {@code {name}} segments, each for everybody or for the
 * signed in only. A trailing slash counts.
 */
public final class Routes {
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

  /** Answers anybody. */
  public interface OpenHandler {
    Reply handle(Call call);
  }

  /** Answers an account. */
  public interface AccountHandler {
    Reply handle(Call call, LabelAccount account);
  }

  private record Route(
      String method,
      Pattern path,
      List<String> names,
      @Nullable OpenHandler open,
      @Nullable AccountHandler gated) {}

  /** The route of a request; exactly one of the handlers is there. */
  record Match(Call call, @Nullable OpenHandler open, @Nullable AccountHandler gated) {}

  private final Gate gate;
  private final List<Route> all = new ArrayList<>();

  public Routes(Gate gate) {
    this.gate = gate;
  }

  /** Who is let in. */
  public Gate gate() {
    return gate;
  }

  /** Adds a path for everybody. */
  public Routes open(String method, String path, OpenHandler handler) {
    return add(method, path, handler, null);
  }

  /** Adds a path for the signed in. */
  public Routes gated(String method, String path, AccountHandler handler) {
    return add(method, path, null, handler);
  }

  private Routes add(
      String method, String path, @Nullable OpenHandler open, @Nullable AccountHandler gated) {
    List<String> names = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    Matcher found = NAME.matcher(path);
    int end = 0;
    while (found.find()) {
      pattern.append(Pattern.quote(path.substring(end, found.start()))).append("([^/]+)");
      names.add(found.group(1));
      end = found.end();
    }
    pattern.append(Pattern.quote(path.substring(end)));
    all.add(new Route(method, Pattern.compile(pattern.toString()), names, open, gated));
    return this;
  }

  Optional<Match> find(Call call) {
    for (Route route : all) {
      Matcher matcher = route.path().matcher(call.path());
      if (route.method().equals(call.method()) && matcher.matches()) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 0; i < route.names().size(); i++) {
          parts.put(route.names().get(i), matcher.group(i + 1));
        }
        return Optional.of(new Match(call.withParts(parts), route.open(), route.gated()));
      }
    }
    return Optional.empty();
  }
}
