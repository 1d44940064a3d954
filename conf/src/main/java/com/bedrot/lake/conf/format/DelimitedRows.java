package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the few fields of each record that decide what a file covers: slices, as-of, totals
 * rows, repeated headers, days without a year. Values are kept as raw bytes and parsed once each.
 */
final class DelimitedRows {
  private static final byte SEPARATOR = 0x1f;
  private static final int DECIDED_AT_MOST = 1 << 16;

  private final DatasetContract contract;
  private final SliceKeys keys;
  private final FieldCursor cursor;
  private final byte[] header;
  private final int[] fields;
  private final int asOfField;
  private final int dayField;
  private final int totalField;
  private final @Nullable Pattern totals;
  private final RawTexts slices = new RawTexts();
  private long[] counts = new long[64];
  private final RawTexts asOfs = new RawTexts();
  private final RawTexts firsts = new RawTexts();
  private final List<Boolean> firstIsTotal = new ArrayList<>();
  private final List<@Nullable MonthDay> days = new ArrayList<>();
  private final List<Integer> daySlices = new ArrayList<>();
  private byte[] joined = new byte[256];
  private @Nullable String totalText;
  private long notData;

  DelimitedRows(DatasetContract contract, List<Integer> indexes, byte delimiter, byte[] header) {
    this.contract = contract;
    this.header = header;
    keys = new SliceKeys(contract);
    cursor = new FieldCursor(delimiter);
    fields = keys.parts().stream().mapToInt(p -> field(p, indexes)).toArray();
    SliceKeys.Part asOf = keys.asOf();
    asOfField = asOf == null ? -1 : field(asOf, indexes);
    dayField = dayField(indexes);
    String regex = contract.format().totals();
    totals = regex == null ? null : Pattern.compile(regex);
    totalField = totalField(indexes);
  }

  private static int field(SliceKeys.Part part, List<Integer> indexes) {
    return part.column().origin() == Origin.ATTRIBUTE ? -1 : indexes.get(part.index());
  }

  private int dayField(List<Integer> indexes) {
    for (int i = 0; i < contract.columns().size(); i++) {
      if (contract.columns().get(i).formats().contains(YearlessDates.FORMAT)) {
        return indexes.get(i);
      }
    }
    return -1;
  }

  private int totalField(List<Integer> indexes) {
    for (int i = 0; i < contract.columns().size(); i++) {
      if (contract.columns().get(i).name().equals(contract.format().totalsColumn())) {
        return indexes.get(i);
      }
    }
    return -1;
  }

  /** Records that are totals rows or the header again. */
  long notData() {
    return notData;
  }

  List<@Nullable MonthDay> days() {
    return days;
  }

  boolean yearless() {
    return dayField >= 0;
  }

  /** Takes one record; returns whether it is data. */
  boolean take(byte[] record, int start, int end) {
    boolean again =
        end - start == header.length && Arrays.equals(record, start, end, header, 0, header.length);
    if (again || totals != null && isTotal(record, start, end)) {
      notData++;
      return false;
    }
    int slice = fields.length == 0 ? -1 : slice(record, start, end);
    if (slice >= 0) {
      if (slice == counts.length) {
        counts = Arrays.copyOf(counts, slice * 2);
      }
      counts[slice]++;
    }
    if (asOfField >= 0 && !(fields.length == 1 && asOfField == fields[0])) {
      takeAsOf(record, start, end);
    }
    if (dayField >= 0) {
      takeDay(record, start, end, slice);
    }
    return true;
  }

  private int slice(byte[] record, int start, int end) {
    if (fields.length == 1 && fields[0] >= 0) {
      return cursor.find(record, start, end, fields[0])
          ? slices.number(cursor.bytes(), cursor.from(), cursor.to())
          : -1;
    }
    int length = 0;
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        joined[length++] = SEPARATOR;
      }
      if (fields[i] < 0) {
        continue;
      }
      if (!cursor.find(record, start, end, fields[i])) {
        return -1;
      }
      int taken = cursor.to() - cursor.from();
      if (joined.length < length + taken + fields.length) {
        joined = Arrays.copyOf(joined, (length + taken) * 2 + fields.length);
      }
      System.arraycopy(cursor.bytes(), cursor.from(), joined, length, taken);
      length += taken;
    }
    return slices.number(joined, 0, length);
  }

  private void takeAsOf(byte[] record, int start, int end) {
    if (cursor.find(record, start, end, asOfField)) {
      asOfs.number(cursor.bytes(), cursor.from(), cursor.to());
    }
  }

  private void takeDay(byte[] record, int start, int end, int slice) {
    boolean found = cursor.find(record, start, end, dayField);
    String text = found ? fieldText() : "";
    days.add(MonthNames.parse(text).orElse(null));
    daySlices.add(slice);
  }

  boolean isTotal(byte[] record, int start, int end) {
    if (totals == null || !cursor.find(record, start, end, 0)) {
      return false;
    }
    int number = firsts.size() < DECIDED_AT_MOST ? number() : -1;
    boolean total =
        number < 0 || number == firstIsTotal.size() ? matchesTotals() : firstIsTotal.get(number);
    if (number == firstIsTotal.size()) {
      firstIsTotal.add(total);
    }
    if (total) {
      totalText = totalText(record, start, end);
    }
    return total;
  }

  private int number() {
    return firsts.number(cursor.bytes(), cursor.from(), cursor.to());
  }

  private boolean matchesTotals() {
    return totals != null && totals.matcher(fieldText().strip()).matches();
  }

  private String fieldText() {
    return TextEncoding.lenient(cursor.bytes(), cursor.from(), cursor.to() - cursor.from());
  }

  private @Nullable String totalText(byte[] record, int start, int end) {
    if (totalField < 0) {
      return null;
    }
    String last = null;
    cursor.start(start);
    for (int field = 0; cursor.takeNext(record, end); field++) {
      String text = fieldText().strip();
      if (field == totalField) {
        return text;
      }
      last = text.isEmpty() ? last : text;
    }
    return last;
  }

  /** What the totals row declares, null where there is none or it is no number. */
  @Nullable BigDecimal declaredTotal() {
    return totalText == null || totalField < 0
        ? null
        : contract
            .column(String.valueOf(contract.format().totalsColumn()))
            .flatMap(c -> NumberTexts.parse(String.valueOf(totalText), c.numberFormat()))
            .orElse(null);
  }

  /**
   * Records per slice.
   *
   * @param dated dates of the records in order where they carry no year, else empty
   */
  SortedMap<String, Long> coverage(
      Charset charset, Map<String, String> attributes, List<@Nullable LocalDate> dated) {
    SortedMap<String, Long> coverage = new TreeMap<>();
    if (fields.length == 0) {
      return coverage;
    }
    if (keys.hasYearless()) {
      for (int row = 0; row < daySlices.size(); row++) {
        LocalDate day = dated.isEmpty() ? null : dated.get(row);
        int slice = daySlices.get(row);
        if (slice >= 0) {
          String text = day == null ? null : day.toString();
          add(coverage, keys.key(raws(slice, charset), attributes, text), 1);
        }
      }
      return coverage;
    }
    for (int slice = 0; slice < slices.size(); slice++) {
      add(coverage, keys.key(raws(slice, charset), attributes, null), counts[slice]);
    }
    return coverage;
  }

  private static void add(SortedMap<String, Long> coverage, @Nullable String key, long records) {
    if (key != null) {
      coverage.merge(key, records, Long::sum);
    }
  }

  private List<String> raws(int slice, Charset charset) {
    String text = new String(slices.text(slice), charset);
    return fields.length == 1 ? List.of(text) : List.of(text.split("\u001f", -1));
  }

  /** The largest value of the as-of column, ISO text. */
  @Nullable String asOf(Charset charset, List<@Nullable LocalDate> dated) {
    SliceKeys.Part part = keys.asOf();
    if (part == null) {
      return null;
    }
    if (part.isYearless() && !dated.isEmpty()) {
      return dated.stream()
          .filter(d -> d != null)
          .max(LocalDate::compareTo)
          .map(LocalDate::toString)
          .orElse(null);
    }
    RawTexts texts = fields.length == 1 && asOfField == fields[0] ? slices : asOfs;
    String largest = null;
    for (int i = 0; i < texts.size(); i++) {
      String iso = part.iso(new String(texts.text(i), charset)).orElse(null);
      if (iso != null && (largest == null || iso.compareTo(largest) > 0)) {
        largest = iso;
      }
    }
    return largest;
  }
}
