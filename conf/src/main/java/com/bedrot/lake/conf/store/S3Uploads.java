package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.settings.store.StoreProtection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Sends objects: in one request, or a big file in parts that become an object when completed. */
final class S3Uploads {
  private static final long PART_BYTES = 16L << 20;
  private static final int MOST_PARTS = 9_000;

  private final S3Client client;
  private final String bucket;
  private final StoreProtection protection;
  private final long onePartUpTo;

  S3Uploads(S3Client client, String bucket, StoreProtection protection) {
    this(client, bucket, protection, 4 * PART_BYTES);
  }

  /**
   * @param onePartUpTo bytes of the largest file sent in one request
   */
  S3Uploads(S3Client client, String bucket, StoreProtection protection, long onePartUpTo) {
    this.client = client;
    this.bucket = bucket;
    this.protection = protection;
    this.onePartUpTo = onePartUpTo;
  }

  void put(String key, byte[] content) {
    client.putObject(request(key, Md5.of(content)).build(), RequestBody.fromBytes(content));
  }

  void create(String key, byte[] content, String token) {
    create(key, Md5.of(content), RequestBody.fromBytes(content), token);
  }

  private void create(String key, String md5, RequestBody body, String token) {
    client.putObject(
        request(key, md5).ifNoneMatch("*").metadata(Map.of(S3ObjectStore.TOKEN, token)).build(),
        body);
  }

  void create(String key, Path file, String token) {
    try {
      long size = Files.size(file);
      if (size <= onePartUpTo) {
        create(key, Md5.of(file), RequestBody.fromFile(file), token);
        return;
      }
      createInParts(key, file, size, token);
    } catch (IOException e) {
      throw StoreErrors.local("read", file.toString(), e);
    }
  }

  /** The digest is asked for by buckets with a retention, and finds bytes damaged on the way. */
  private PutObjectRequest.Builder request(String key, String md5) {
    return PutObjectRequest.builder()
        .bucket(bucket)
        .key(key)
        .contentMD5(md5)
        .serverSideEncryption(encryption())
        .ssekmsKeyId(protection.kmsKey());
  }

  private @Nullable ServerSideEncryption encryption() {
    return switch (protection.encryption()) {
      case NONE -> null;
      case AES256 -> ServerSideEncryption.AES256;
      case KMS -> ServerSideEncryption.AWS_KMS;
    };
  }

  private void createInParts(String key, Path file, long size, String token) throws IOException {
    String upload =
        client
            .createMultipartUpload(
                r ->
                    r.bucket(bucket)
                        .key(key)
                        .serverSideEncryption(encryption())
                        .ssekmsKeyId(protection.kmsKey())
                        .metadata(Map.of(S3ObjectStore.TOKEN, token)))
            .uploadId();
    try {
      List<CompletedPart> parts = sendParts(key, file, size, upload);
      client.completeMultipartUpload(
          r ->
              r.bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .ifNoneMatch("*")
                  .multipartUpload(CompletedMultipartUpload.builder().parts(parts).build()));
    } catch (IOException | SdkException e) {
      abandon(key, upload, e);
      throw e;
    }
  }

  private List<CompletedPart> sendParts(String key, Path file, long size, String upload)
      throws IOException {
    long partBytes = Math.max(PART_BYTES, size / MOST_PARTS + 1);
    List<CompletedPart> parts = new ArrayList<>();
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long at = 0; at < size; at += partBytes) {
        int number = parts.size() + 1;
        byte[] bytes = part(in, at, (int) Math.min(partBytes, size - at));
        String tag =
            client
                .uploadPart(
                    r ->
                        r.bucket(bucket)
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number)
                            .contentMD5(Md5.of(bytes)),
                    RequestBody.fromBytes(bytes))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      }
    }
    return parts;
  }

  private static byte[] part(FileChannel in, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (in.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("the file became shorter while it was copied");
      }
    }
    return bytes.array();
  }

  /** A completed upload cannot be abandoned: where the reply was lost, this does no harm. */
  private void abandon(String key, String upload, Exception cause) {
    try {
      client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException e) {
      cause.addSuppressed(e);
    }
  }

  /** Whether the client sent the request more than once before it gave up. */
  static boolean wasRepeated(SdkException e) {
    Integer attempts = e.numAttempts();
    return attempts != null && attempts > 1;
  }

  /** Whether the request may have been carried out although it ended in this error. */
  static boolean isUnclear(SdkException e) {
    return !(e instanceof AwsServiceException service)
        || service.statusCode() >= 500
        || service.statusCode() == 429
        || service.statusCode() == 408;
  }

  /** Whether an object is there, or a repeat of our own request found its first carried out. */
  static boolean isTaken(SdkException e) {
    return e instanceof AwsServiceException service
        && (service.statusCode() == 412
            || service.statusCode() == 409
            || (service.awsErrorDetails() != null
                && "NoSuchUpload".equals(service.awsErrorDetails().errorCode())));
  }
}
