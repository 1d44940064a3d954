package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.settings.LakeSettings;
import org.apache.hadoop.conf.Configuration;

/** Tells Hadoop how single buckets of a test's S3 server are reached. */
final class S3Buckets {
  private S3Buckets() {}

  /** The bucket is reached through this port: the server's own or that of something before it. */
  static void reach(Configuration hadoop, String bucket, int port, LakeSettings.Store store) {
    String prefix = "fs.s3a.bucket." + bucket + ".";
    hadoop.set(prefix + "endpoint", "http://127.0.0.1:" + port);
    hadoop.set(prefix + "endpoint.region", store.region());
    hadoop.set(prefix + "path.style.access", "true");
    hadoop.set(prefix + "connection.ssl.enabled", "false");
    hadoop.set(prefix + "change.detection.mode", "none");
    hadoop.set(
        prefix + "aws.credentials.provider",
        "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    hadoop.set(prefix + "access.key", store.accessKey());
    hadoop.set(prefix + "secret.key", store.secretKey().reveal());
  }
}
