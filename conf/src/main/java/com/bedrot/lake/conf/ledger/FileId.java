package com.bedrot.lake.conf.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of files: the first 16 hex digits of a SHA-256 over what identifies their content. */
public final class FileId {
  private FileId() {}

  /**
   * The id of a dataset's content.
   *
   * @param windowOrEmpty days the content is dated to where it carries no year, else empty
   */
  public static String of(
      String source, String dataset, String account, String contentSha256, String windowOrEmpty) {
    return first16(identity(source, dataset, account, contentSha256, windowOrEmpty));
  }

  /** The id of a duplicate of that content in another drop. */
  public static String ofDuplicate(
      String source,
      String dataset,
      String account,
      String contentSha256,
      String windowOrEmpty,
      String drop) {
    return first16(identity(source, dataset, account, contentSha256, windowOrEmpty) + "\0" + drop);
  }

  private static String identity(
      String source, String dataset, String account, String contentSha256, String windowOrEmpty) {
    return String.join("\0", source, dataset, account, contentSha256, windowOrEmpty);
  }

  private static String first16(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
