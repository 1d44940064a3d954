package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the first bytes of a content look like a dataset: its content keys decide. */
public final class ContentMatch {
  /** First bytes of the content that {@link #fits} wants to see. */
  public static final int HEAD_BYTES = 256 << 10;

  private final ColumnNames columns;
  private final DatasetContract contract;

  /** A match for many contents of one dataset; thread-safe. */
  public ContentMatch(DatasetContract contract) {
    this.contract = contract;
    columns = new ColumnNames(contract);
  }

  /** The dataset. */
  public DatasetContract contract() {
    return contract;
  }

  /**
   * Whether every content key is there and none that must be absent.
   *
   * @param head first bytes of the inflated content, possibly cut anywhere
   */
  public boolean fits(byte[] head) throws IOException {
    if (HtmlContent.isPage(head, contract.format())) {
      return page(head);
    }
    byte[] text = head;
    Charset utf16 = TextEncoding.utf16(head);
    if (utf16 != null) {
      InputStream in = new ByteArrayInputStream(head, 2, head.length - 2);
      text = TextEncoding.asUtf8(in, utf16).readAllBytes();
    }
    if (ByteKind.of(text) != ByteKind.TEXT) {
      return false;
    }
    return switch (contract.format().kind()) {
      case DELIMITED, XLSX -> delimited(text);
      case JSON -> json(text);
    };
  }

  private boolean page(byte[] html) throws IOException {
    try {
      return json(HtmlContent.block(new ByteArrayInputStream(html), contract.format()));
    } catch (BrokenFileException noData) {
      return false;
    }
  }

  private boolean delimited(byte[] text) {
    int start = TextEncoding.hasUtf8Mark(text) ? 3 : 0;
    try {
      DelimitedHeader header = DelimitedHeader.find(text, start, text.length, columns);
      return fits(header.match().indexes());
    } catch (BrokenFileException noHeader) {
      return false;
    }
  }

  private boolean fits(List<Integer> indexes) {
    Set<String> found = new HashSet<>();
    boolean requiredFound = true;
    for (int i = 0; i < indexes.size(); i++) {
      ColumnContract column = contract.columns().get(i);
      if (indexes.get(i) >= 0) {
        found.add(column.name());
      } else if (column.required() && column.origin() == ColumnContract.Origin.FIELD) {
        requiredFound = false;
      }
    }
    return contract.contentKeys().isEmpty() ? requiredFound : hasKeys(found);
  }

  private boolean hasKeys(Set<String> found) {
    for (String key : contract.contentKeys()) {
      boolean forbidden = key.startsWith("!");
      if (found.contains(forbidden ? key.substring(1) : key) == forbidden) {
        return false;
      }
    }
    return true;
  }

  private boolean json(byte[] text) throws IOException {
    JsonContentKeys keys = new JsonContentKeys(contract);
    try (JsonRecords records = new JsonRecords(new ByteArrayInputStream(text), contract.format())) {
      records.forEach(keys::see);
    } catch (IOException | BrokenFileException cut) {
      // the records before the cut tell
    }
    return keys.fit();
  }
}
