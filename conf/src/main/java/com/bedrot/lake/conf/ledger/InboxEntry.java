package com.bedrot.lake.conf.ledger;

import java.util.List;

/**
 * One small object in {@code ops/inbox} per landing drop: what a run has to look at.
 *
 * @param key its own key in the ops zone
 * @param drop landing prefix of the drop
 * @param fileIds ids of the files in it
 */
public record InboxEntry(String key, String drop, List<String> fileIds) {
  public InboxEntry {
    fileIds = List.copyOf(fileIds);
  }
}
