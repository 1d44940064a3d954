package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens clients and says in our codes what theirs mean. */
public final class S3Clients {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Set<String> FULL =
      Set.of(
          "XMinioStorageFull",
          "InsufficientStorage",
          "QuotaExceeded",
          "XMinioAdminBucketQuotaExceeded");

  private S3Clients() {}

  /** A client of the store with the settings' keys. */
  public static S3Client open(LakeSettings.Store settings) {
    return open(settings, SILENCE);
  }

  static S3Client open(LakeSettings.Store settings, Duration silence) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(http(settings, silence))
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(o -> o.addExecutionInterceptor(new StoreTraffic()))
            .credentialsProvider(credentials(settings));
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    return builder.build();
  }

  /** A plain HTTP client that trusts what the settings say. */
  public static SdkHttpClient http(LakeSettings.Store settings) {
    return http(settings, SILENCE).build();
  }

  private static ApacheHttpClient.Builder http(LakeSettings.Store settings, Duration silence) {
    ApacheHttpClient.Builder http =
        ApacheHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(silence);
    Path ca = settings.protection().ca();
    if (ca != null) {
      http.tlsTrustManagersProvider(() -> StoreTrust.managers(ca));
    }
    return http;
  }

  private static AwsCredentialsProvider credentials(LakeSettings.Store settings) {
    String accessKey = settings.accessKey();
    return accessKey == null
        ? DefaultCredentialsProvider.builder().build()
        : StaticCredentialsProvider.create(
            AwsBasicCredentials.create(accessKey, settings.secretKey().reveal()));
  }

  /** What an error means to the lake. */
  public static ConnectionException error(String action, String where, SdkException cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    if (!(cause instanceof AwsServiceException service)) {
      return StoreErrors.remote(ErrorCode.STORE_UNREACHABLE, action, where, reason, cause);
    }
    // an answer to HEAD has no body, and no name
    String name =
        service.awsErrorDetails() == null
            ? ""
            : Objects.requireNonNullElse(service.awsErrorDetails().errorCode(), "");
    ErrorCode code = ErrorCode.STORE_UNREACHABLE;
    if (service.statusCode() == 507 || FULL.contains(name)) {
      code = ErrorCode.STORE_FULL;
    } else if (service.statusCode() == 401 || service.statusCode() == 403) {
      code = ErrorCode.STORE_DENIED;
    }
    return StoreErrors.remote(
        code, action, where, "status " + service.statusCode() + " " + name, cause);
  }

  static boolean isMissingBucket(AwsServiceException e) {
    return e.awsErrorDetails() != null && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
  }

  /** The key as a part of a URI, slashes kept. */
  static String escaped(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
