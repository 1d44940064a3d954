package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Scans JSON content record by record and turns what was found into a shape or verdicts. */
final class JsonContent {
  private final DatasetContract contract;
  private final Content content;
  private final SliceKeys keys;
  private final JsonContentKeys contentKeys;
  private final Map<ColumnContract, List<JsonPath>> paths = new HashMap<>();
  private final List<JsonPath> outerPaths = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private final SortedMap<String, Long> coverage = new TreeMap<>();
  private final MessageDigest data = Sha256.digest();
  private long records;
  private @Nullable String asOf;

  JsonContent(DatasetContract contract, Content content) {
    this.contract = contract;
    this.content = content;
    keys = new SliceKeys(contract);
    contentKeys = new JsonContentKeys(contract);
    for (ColumnContract column : contract.columns()) {
      List<JsonPath> all = new ArrayList<>();
      column.aliases().forEach(alias -> all.add(JsonPath.of(alias)));
      all.add(JsonPath.of(column.name()));
      paths.put(column, all);
      all.stream().filter(JsonPath::enclosing).forEach(outerPaths::add);
    }
  }

  ScanResult scan(Map<String, String> attributes) throws IOException {
    try (Counted in = new Counted(content.open());
        JsonRecords all = new JsonRecords(in, contract.format())) {
      all.forEach((record, around) -> take(record, around, attributes));
      List<BrokenRule> broken = records == 0 ? List.of() : contentKeys.broken();
      if (!broken.isEmpty()) {
        return ScanResult.broken(broken);
      }
      String hash = all.enveloped() ? HexFormat.of().formatHex(data.digest()) : null;
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return ScanResult.of(shape(in.count), null).hashed(hash, Map.of());
    } catch (CharConversionException notText) {
      return ScanResult.broken(
          List.of(
              new BrokenRule(ErrorCode.TEXT_ENCODING.name(), "The text is not valid Unicode.")));
    } catch (JsonProcessingException syntax) {
      return ScanResult.broken(List.of(syntax(syntax)));
    }
  }

  private static BrokenRule syntax(JsonProcessingException cause) {
    String message = String.valueOf(cause.getOriginalMessage());
    int line = cause.getLocation() == null ? 0 : cause.getLocation().getLineNr();
    ErrorCode code =
        message.contains("UTF-8") || message.contains("UTF-32")
            ? ErrorCode.TEXT_ENCODING
            : ErrorCode.JSON_SYNTAX;
    String first = message.lines().findFirst().orElse("");
    return new BrokenRule(code.name(), "Line " + line + ": " + Shown.text(first) + ".");
  }

  private void take(ObjectNode record, List<ObjectNode> around, Map<String, String> attributes) {
    records++;
    record.fieldNames().forEachRemaining(seen::add);
    contentKeys.see(record, around);
    data.update(record.toString().getBytes(StandardCharsets.UTF_8));
    for (JsonPath path : outerPaths) {
      data.update(String.valueOf(path.in(record, around)).getBytes(StandardCharsets.UTF_8));
    }
    data.update((byte) '\n');
    if (!keys.parts().isEmpty()) {
      List<String> raws = keys.parts().stream().map(p -> text(p.column(), record, around)).toList();
      String key = keys.key(raws, attributes, null);
      if (key != null) {
        coverage.merge(key, 1L, Long::sum);
      }
    }
    SliceKeys.Part newest = keys.asOf();
    if (newest != null) {
      String iso = newest.iso(text(newest.column(), record, around)).orElse(null);
      if (iso != null && (asOf == null || iso.compareTo(asOf) > 0)) {
        asOf = iso;
      }
    }
  }

  /** The column's text in the record, empty where it has none. */
  private String text(ColumnContract column, ObjectNode record, List<ObjectNode> around) {
    if (column.origin() == Origin.PRESENCE) {
      for (Map.Entry<String, String> present : column.presence().entrySet()) {
        if (record.hasNonNull(present.getKey())) {
          return present.getValue();
        }
      }
      return "";
    }
    for (JsonPath path : paths.getOrDefault(column, List.of())) {
      JsonNode value = path.in(record, around);
      if (value != null && value.isValueNode()) {
        return value.asText();
      }
    }
    return "";
  }

  private FileShape shape(long bytes) {
    List<String> flags = new ArrayList<>();
    if (records == 0) {
      flags.add(ErrorCode.FILE_HEADER_ONLY.name());
    }
    Set<String> known = known();
    if (!known.containsAll(seen)) {
      flags.add(ErrorCode.DRIFT_EXTRA_COLUMN.name());
    }
    if (records > 0 && records == contract.format().rowLimit()) {
      flags.add(ErrorCode.ROWS_AT_LIMIT.name());
    }
    String encoding = content.encoding();
    return new FileShape(
        content.member(),
        encoding == null ? "UTF-8" : encoding,
        null,
        null,
        List.copyOf(seen),
        List.of(),
        records,
        records == 0 ? List.of() : List.of(new Split(0, bytes, 1)),
        coverage,
        asOf,
        null,
        List.copyOf(flags),
        null);
  }

  private Set<String> known() {
    Set<String> known = new HashSet<>();
    for (ColumnContract column : contract.columns()) {
      known.add(column.name());
      known.addAll(column.presence().keySet());
      for (JsonPath path : paths.getOrDefault(column, List.of())) {
        known.add(path.key());
        known.add(path.steps().get(0));
      }
    }
    contract.contentKeys().forEach(keys -> known.addAll(List.of(keys.split("\\|"))));
    String explode = contract.format().explode();
    if (explode != null) {
      known.add(explode);
    }
    return known;
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
