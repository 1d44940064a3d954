package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects of one bucket, under an optional prefix. An object is created with {@code If-None-Match:
 * *} and a random token in its metadata: whatever the reply was (none, an error, "exists already"
 * after a repeat of our own), the token tells whether the object there is ours. Who may not read
 * asks by sending again: what is then in the way of an attempt whose reply was lost is that
 * attempt's own, as the keys of such a writer (landing drops) are made by nobody else.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
  /** Metadata name of the token. */
  static final String TOKEN = "lake-token";

  private static final int ATTEMPTS = 4;

  private final S3Client client;
  private final String bucket;
  private final String prefix;
  private final S3Uploads uploads;

  S3ObjectStore(S3Client client, String bucket, String prefix, S3Uploads uploads) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.uploads = uploads;
  }

  /** The store under {@code s3a://bucket/prefix}. Opening it makes no request. */
  static S3ObjectStore open(URI root, LakeSettings.Store settings) {
    String path = root.getPath() == null ? "" : root.getPath().replaceAll("^/+|/+$", "");
    S3Client client = S3Clients.open(settings);
    String bucket = root.getHost();
    if (bucket == null) {
      throw new IllegalArgumentException("no bucket in " + root);
    }
    return new S3ObjectStore(
        client,
        bucket,
        path.isEmpty() ? "" : path + "/",
        new S3Uploads(client, bucket, settings.protection()));
  }

  @Override
  public boolean createIfAbsent(String key, byte[] content) {
    String full = full(key);
    return create(full, token -> uploads.create(full, content, token));
  }

  @Override
  public boolean createIfAbsent(String key, Path content) {
    String full = full(key);
    if (seen(full).token() != null) {
      return false;
    }
    return create(full, token -> uploads.create(full, content, token));
  }

  @Override
  public void put(String key, byte[] content) {
    String full = full(key);
    run(
        "write",
        full,
        () -> {
          uploads.put(full, content);
          return full;
        });
  }

  @Override
  public byte[] get(String key) {
    String full = full(key);
    GetObjectRequest request = GetObjectRequest.builder().bucket(bucket).key(full).build();
    return run("read", full, () -> client.getObjectAsBytes(request)).asByteArray();
  }

  @Override
  public InputStream open(String key, long offset) {
    String full = full(key);
    if (offset > 0 && head(key).map(ObjectInfo::bytes).orElse(Long.MAX_VALUE) <= offset) {
      return InputStream.nullInputStream();
    }
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(bucket).key(full);
    if (offset > 0) {
      request.range("bytes=" + offset + "-");
    }
    ResponseInputStream<GetObjectResponse> stream =
        run("read", full, () -> client.getObject(request.build()));
    return new S3InputStream(stream);
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    HeadObjectResponse found = look(full(key));
    return found == null
        ? Optional.empty()
        : Optional.of(new ObjectInfo(key, found.contentLength(), found.lastModified()));
  }

  @Override
  public List<ObjectInfo> list(String keyPrefix) {
    String full = prefix + ObjectKeys.checkedPrefix(keyPrefix);
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(bucket).prefix(full).build();
    return run(
        "list",
        full,
        () -> {
          List<ObjectInfo> found = new ArrayList<>();
          client
              .listObjectsV2Paginator(request)
              .contents()
              .forEach(
                  o ->
                      found.add(
                          new ObjectInfo(
                              o.key().substring(prefix.length()), o.size(), o.lastModified())));
          found.removeIf(o -> o.key().endsWith("/"));
          found.sort(Comparator.comparing(ObjectInfo::key));
          return found;
        });
  }

  @Override
  public void delete(String key) {
    String full = full(key);
    run("delete", full, () -> client.deleteObject(r -> r.bucket(bucket).key(full)));
  }

  @Override
  public URI uri(String key) {
    return URI.create("s3a://" + bucket + "/" + S3Clients.escaped(full(key)));
  }

  @Override
  public Optional<Path> localPath(String key) {
    return Optional.empty();
  }

  @Override
  public void close() {
    client.close();
  }

  /** Sends the object, and asks the store what happened wherever the reply leaves it open. */
  private boolean create(String full, Creation creation) {
    String token = UUID.randomUUID().toString();
    boolean unclear = false;
    for (int attempt = 1; ; attempt++) {
      try {
        creation.send(token);
        return true;
      } catch (SdkException e) {
        boolean taken = S3Uploads.isTaken(e);
        if (!taken && !S3Uploads.isUnclear(e)) {
          throw S3Clients.error("create", where(full), e);
        }
        unclear |= !taken || S3Uploads.wasRepeated(e);
        Seen there = seen(full);
        if (there.token() != null) {
          return there.token().equals(token);
        }
        if (there.hidden() && taken) {
          return unclear;
        }
        if (attempt == ATTEMPTS) {
          throw S3Clients.error("create", where(full), e);
        }
      }
    }
  }

  /**
   * What a look at a key showed.
   *
   * @param token that of the object there, empty for one without, null where none is seen
   * @param hidden whether these keys may not look
   */
  private record Seen(@Nullable String token, boolean hidden) {}

  private Seen seen(String full) {
    try {
      HeadObjectResponse found = client.headObject(r -> r.bucket(bucket).key(full));
      return new Seen(found.metadata().getOrDefault(TOKEN, ""), false);
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return new Seen(null, false);
      }
      if (e.statusCode() == 403) {
        return new Seen(null, !isMissing(full));
      }
      throw S3Clients.error("look up", where(full), e);
    } catch (SdkException e) {
      throw S3Clients.error("look up", where(full), e);
    }
  }

  private @Nullable HeadObjectResponse look(String full) {
    try {
      return client.headObject(r -> r.bucket(bucket).key(full));
    } catch (S3Exception e) {
      if (e.statusCode() == 404 || (e.statusCode() == 403 && isMissing(full))) {
        return null;
      }
      throw S3Clients.error("look up", where(full), e);
    } catch (SdkException e) {
      throw S3Clients.error("look up", where(full), e);
    }
  }

  private <T> T run(String action, String full, Supplier<T> call) {
    try {
      return call.get();
    } catch (S3Exception e) {
      boolean none = e.statusCode() == 404 && !S3Clients.isMissingBucket(e);
      if (none || (e.statusCode() == 403 && action.equals("read") && isMissing(full))) {
        throw StoreErrors.absent(where(full));
      }
      throw S3Clients.error(action, where(full), e);
    } catch (SdkException e) {
      throw S3Clients.error(action, where(full), e);
    }
  }

  /**
   * Whether a listing says that there is no such object: S3 refuses to answer for a missing key
   * where these keys may list some prefixes only.
   */
  private boolean isMissing(String full) {
    try {
      return client.listObjectsV2(r -> r.bucket(bucket).prefix(full).maxKeys(1)).contents().stream()
          .noneMatch(found -> found.key().equals(full));
    } catch (SdkException e) {
      return false;
    }
  }

  private String full(String key) {
    return prefix + ObjectKeys.checked(key);
  }

  private String where(String full) {
    return "s3a://" + bucket + "/" + full;
  }

  /** One attempt to send an object with its token. */
  private interface Creation {
    void send(String token);
  }
}
