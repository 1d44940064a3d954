package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.store.S3Clients;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The few calls of MinIO's admin API that make users and policies. Only calls whose answers are
 * plain are used: encrypted ones need more than the JDK to read.
 */
final class MinioAdmin implements AutoCloseable {
  private static final String PREFIX = "/minio/admin/v3/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final StoreKeys admin;
  private final String region;
  private final SdkHttpClient http;

  private MinioAdmin(URI endpoint, StoreKeys admin, String region, SdkHttpClient http) {
    this.endpoint = endpoint;
    this.admin = admin;
    this.region = region;
    this.http = http;
  }

  /** An answer of the server. */
  private record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8).strip();
    }
  }

  /** The admin API behind the endpoint; empty where the store is no MinIO, or no keys are set. */
  static Optional<MinioAdmin> find(LakeSettings.Store settings) {
    URI endpoint = settings.endpoint();
    String accessKey = settings.accessKey();
    if (endpoint == null || accessKey == null) {
      return Optional.empty();
    }
    MinioAdmin admin =
        new MinioAdmin(
            endpoint,
            new StoreKeys(accessKey, settings.secretKey()),
            settings.region(),
            S3Clients.http(settings));
    if (admin.isThere()) {
      return Optional.of(admin);
    }
    admin.close();
    return Optional.empty();
  }

  /** Whether these keys may administer users. */
  boolean mayAdminister() {
    return send(SdkHttpMethod.GET, "list-canned-policies", Map.of(), null).status() == 200;
  }

  /** The policy of that name as the server keeps it. */
  Optional<JsonNode> policy(String name) {
    Answer answer = send(SdkHttpMethod.GET, "info-canned-policy", Map.of("name", name), null);
    return answer.status() == 404 ? Optional.empty() : Optional.of(json(answer, "policy " + name));
  }

  void putPolicy(String name, byte[] document) {
    checked(
        send(SdkHttpMethod.PUT, "add-canned-policy", Map.of("name", name), document),
        "make policy " + name);
  }

  /** The names of an enabled user's policies, comma-separated; empty where there is none. */
  Optional<String> policyOfUser(String accessKey) {
    Answer answer = send(SdkHttpMethod.GET, "user-info", Map.of("accessKey", accessKey), null);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    JsonNode user = json(answer, "user " + accessKey);
    return user.path("status").asText().equals("enabled")
        ? Optional.of(user.path("policyName").asText())
        : Optional.empty();
  }

  /** Makes the user, or gives it this key, and the policy alone. */
  void putUser(StoreKeys user, String policy) {
    byte[] body =
        JSON.createObjectNode()
            .put("secretKey", user.secretKey().reveal())
            .put("status", "enabled")
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    checked(
        send(
            SdkHttpMethod.PUT,
            "add-user",
            Map.of("accessKey", user.accessKey()),
            AdminCipher.encrypted(admin.secretKey().reveal(), body)),
        "make user " + user.accessKey());
    checked(
        send(
            SdkHttpMethod.PUT,
            "set-user-or-group-policy",
            Map.of("userOrGroup", user.accessKey(), "isGroup", "false", "policyName", policy),
            null),
        "give user " + user.accessKey() + " its policy");
  }

  /** Sets keys of the server's configuration, e.g. {@code api stale_uploads_expiry=72h}. */
  void configure(String line) {
    byte[] body =
        AdminCipher.encrypted(admin.secretKey().reveal(), line.getBytes(StandardCharsets.UTF_8));
    checked(send(SdkHttpMethod.PUT, "set-config-kv", Map.of(), body), "set " + line);
  }

  @Override
  public void close() {
    http.close();
  }

  private boolean isThere() {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(endpoint.resolve("/minio/health/live"))
            .build();
    return answer(HttpExecuteRequest.builder().request(request).build()).status() == 200;
  }

  private Answer send(
      SdkHttpMethod method, String call, Map<String, String> query, byte @Nullable [] body) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(method).uri(endpoint.resolve(PREFIX + call));
    query.forEach(request::putRawQueryParameter);
    byte[] content = body == null ? new byte[0] : body;
    if (body != null) {
      request.putHeader("Content-Length", String.valueOf(content.length));
    }
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                s ->
                    s.identity(
                            AwsBasicCredentials.create(
                                admin.accessKey(), admin.secretKey().reveal()))
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(content))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    HttpExecuteRequest.Builder sent = HttpExecuteRequest.builder().request(signed.request());
    if (body != null) {
      signed.payload().ifPresent(sent::contentStreamProvider);
    }
    return answer(sent.build());
  }

  private Answer answer(HttpExecuteRequest request) {
    try {
      HttpExecuteResponse response = http.prepareRequest(request).call();
      try (InputStream in =
          response
              .responseBody()
              .map(b -> (InputStream) b)
              .orElseGet(InputStream::nullInputStream)) {
        return new Answer(response.httpResponse().statusCode(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_UNREACHABLE, "cannot reach " + endpoint + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode json(Answer answer, String what) {
    checked(answer, "look up " + what);
    try {
      return JSON.readTree(new ByteArrayInputStream(answer.body()));
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_UNREACHABLE, "cannot look up " + what + ": " + e.getMessage(), e);
    }
  }

  private static void checked(Answer answer, String act) {
    if (answer.status() / 100 != 2) {
      throw new ConnectionException(
          answer.status() == 403 ? ErrorCode.STORE_DENIED : ErrorCode.STORE_UNREACHABLE,
          "cannot " + act + ": status " + answer.status() + " " + answer.text());
    }
  }
}
