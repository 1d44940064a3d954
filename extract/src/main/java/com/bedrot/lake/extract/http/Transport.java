package com.bedrot.lake.extract.http;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.extract.resilience.Budget;
import com.bedrot.lake.extract.resilience.SourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One exchange: redirects followed by hand and checked, silences ended, bytes counted. */
final class Transport {
  private static final int REDIRECTS = 5;
  private static final int HEAD = 4096;
  private static final Duration TICK = Duration.ofMillis(100);

  private final Supplier<HttpClient> client;
  private final AddressGuard guard;
  private final Budget budget;
  private final Duration timeout;

  Transport(Supplier<HttpClient> client, AddressGuard guard, Budget budget, Duration timeout) {
    this.client = client;
    this.guard = guard;
    this.budget = budget;
    this.timeout = timeout;
  }

  /** The client all accounts share; connections are kept open. */
  static HttpClient client(Duration timeout) {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeout)
        .build();
  }

  /** A whole answer in memory. */
  Answer exchange(Call call, long most) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    HttpResponse<Long> head = follow(call.withHeader("Accept-Encoding", "gzip"), body, most);
    byte[] decoded = decoded(call, head, body.toByteArray(), most);
    return new Answer(
        call.shown(), head.statusCode(), head.headers(), decoded, null, decoded.length);
  }

  /** A whole answer in a file, at constant memory. */
  Answer download(Call call, Path file, long most) {
    try {
      HttpResponse<Long> head;
      try (OutputStream out = Files.newOutputStream(file)) {
        head = follow(call, out, most);
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] first = in.readNBytes(HEAD);
        return new Answer(
            call.shown(), head.statusCode(), head.headers(), first, file, Files.size(file));
      }
    } catch (IOException e) {
      throw new LakeException(
          ErrorCode.STORE_FULL, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private HttpResponse<Long> follow(Call call, OutputStream out, long most) {
    Call current = call;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      guard.check(current.uri());
      HttpResponse<Long> response = send(current, out, most);
      URI next = redirect(current, response);
      if (next == null) {
        return response;
      }
      current = redirected(current, next, response.statusCode());
    }
    throw new SourceException(
        ErrorCode.RESPONSE_UNEXPECTED, call.shown() + ": more than " + REDIRECTS + " redirects");
  }

  private static @Nullable URI redirect(Call call, HttpResponse<Long> response) {
    int status = response.statusCode();
    boolean moved =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    String location = response.headers().firstValue("Location").orElse("");
    if (!moved || location.isEmpty()) {
      return null;
    }
    try {
      return call.uri().resolve(location);
    } catch (IllegalArgumentException malformed) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, call.shown() + ": a redirect to no address");
    }
  }

  /** Credentials never go to another origin. */
  private static Call redirected(Call call, URI next, int status) {
    boolean sameOrigin =
        String.valueOf(call.uri().getRawAuthority()).equals(next.getRawAuthority())
            && String.valueOf(call.uri().getScheme()).equals(next.getScheme());
    boolean asGet = status == 303 || (status < 303 && call.method().equals("POST"));
    Call moved =
        new Call(
            asGet ? "GET" : call.method(),
            next,
            sameOrigin ? call.headers() : Map.of("Accept-Encoding", acceptEncoding(call)),
            asGet ? null : call.body(),
            call.expected());
    if (!sameOrigin && moved.body() != null) {
      throw new SourceException(
          ErrorCode.ADDRESS_REFUSED, call.shown() + ": a redirect would send its body elsewhere");
    }
    return moved;
  }

  private static String acceptEncoding(Call call) {
    return call.headers().getOrDefault("Accept-Encoding", "identity");
  }

  private HttpResponse<Long> send(Call call, OutputStream out, long most) {
    budget.takeCall();
    HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).timeout(timeout);
    call.headers().forEach(request::header);
    request.method(
        call.method(),
        call.body() == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(call.body()));
    AtomicReference<@Nullable CappedBody> body = new AtomicReference<>();
    CompletableFuture<HttpResponse<Long>> pending =
        client
            .get()
            .sendAsync(
                request.build(),
                info -> {
                  boolean moved = info.statusCode() >= 300 && info.statusCode() < 400;
                  CappedBody taken =
                      new CappedBody(
                          moved ? OutputStream.nullOutputStream() : out,
                          most,
                          call.shown(),
                          budget);
                  body.set(taken);
                  return taken;
                });
    return await(call, pending, body);
  }

  private HttpResponse<Long> await(
      Call call,
      CompletableFuture<HttpResponse<Long>> pending,
      AtomicReference<@Nullable CappedBody> body) {
    while (true) {
      try {
        return pending.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException tick) {
        CappedBody taken = body.get();
        boolean silent = taken != null && taken.silentNanos() > timeout.toNanos();
        if (silent || budget.remaining().isZero()) {
          pending.cancel(true);
          throw silent ? TransportErrors.silent(call, timeout) : TransportErrors.late(call);
        }
      } catch (InterruptedException stop) {
        pending.cancel(true);
        Thread.currentThread().interrupt();
        throw new LakeException(ErrorCode.INTERRUPTED, call.shown() + " was interrupted", stop);
      } catch (ExecutionException failed) {
        throw TransportErrors.of(call, failed.getCause(), body.get() != null, timeout);
      }
    }
  }

  private static byte[] decoded(Call call, HttpResponse<Long> head, byte[] raw, long most) {
    String encoding = head.headers().firstValue("Content-Encoding").orElse("identity");
    if (!encoding.toLowerCase(Locale.ROOT).equals("gzip") || raw.length == 0) {
      return raw;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
      byte[] decoded = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
      if (decoded.length > most) {
        throw new SourceException(
            ErrorCode.RESPONSE_TOO_BIG,
            call.shown() + ": the answer inflates over " + most + " bytes");
      }
      return decoded;
    } catch (EOFException cut) {
      throw new SourceException(
          ErrorCode.RESPONSE_CUT, call.shown() + ": the gzip ends early", cut);
    } catch (IOException notGzip) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, call.shown() + ": said to be gzip and is not", notGzip);
    }
  }
}
