package com.bedrot.lake.conf.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Counts the requests this process sends to S3, repeats included, by the operation's name, and the
 * bytes of objects in both directions. Every client of the process is given one, Hadoop's too: the
 * counts are the process's.
 */
public final class StoreTraffic implements ExecutionInterceptor {
  private static final Map<String, LongAdder> REQUESTS = new ConcurrentHashMap<>();
  private static final LongAdder SENT = new LongAdder();
  private static final LongAdder RECEIVED = new LongAdder();

  /** Made by the clients themselves too, from the class's name. */
  public StoreTraffic() {}

  /**
   * What was counted.
   *
   * @param requests operation, e.g. {@code PutObject}, to the number of requests
   * @param bytesSent bytes of the bodies sent
   * @param bytesReceived bytes of the bodies announced by the answers
   */
  public record Counts(Map<String, Long> requests, long bytesSent, long bytesReceived) {
    public Counts {
      requests = Collections.unmodifiableMap(new TreeMap<>(requests));
    }

    /** Requests of all kinds. */
    public long total() {
      return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What came after {@code earlier}. */
    public Counts since(Counts earlier) {
      Map<String, Long> later = new TreeMap<>();
      requests.forEach(
          (kind, count) -> {
            long more = count - earlier.requests.getOrDefault(kind, 0L);
            if (more > 0) {
              later.put(kind, more);
            }
          });
      return new Counts(
          later, bytesSent - earlier.bytesSent, bytesReceived - earlier.bytesReceived);
    }
  }

  /** Everything since the process started. */
  public static Counts counts() {
    Map<String, Long> requests = new TreeMap<>();
    REQUESTS.forEach((kind, count) -> requests.put(kind, count.sum()));
    return new Counts(requests, SENT.sum(), RECEIVED.sum());
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes about) {
    String kind = about.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    REQUESTS.computeIfAbsent(kind == null ? "Other" : kind, k -> new LongAdder()).increment();
    SENT.add(
        call.requestBody()
            .flatMap(body -> body.optionalContentLength())
            .map(Long::longValue)
            .orElse(0L));
  }

  @Override
  public void afterTransmission(Context.AfterTransmission call, ExecutionAttributes about) {
    String kind = about.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    if (!"HeadObject".equals(kind)) {
      RECEIVED.add(length(call.httpResponse()));
    }
  }

  private static long length(SdkHttpResponse response) {
    return response
        .firstMatchingHeader("Content-Length")
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
