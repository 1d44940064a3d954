package com.bedrot.lake.quality.aggregate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The groups met so far. Rows of one group mostly follow one another, so the last one is kept. */
final class SumTable {
  private static final int DIGITS_OF_LONG = 18;

  private final int[] scales;
  private final UTF8String[] scratch;
  private final Map<List<UTF8String>, Group> groups = new LinkedHashMap<>();
  private @Nullable Group last;

  SumTable(int groupColumns, int[] scales) {
    this.scales = scales;
    this.scratch = new UTF8String[groupColumns];
  }

  /** Where the next row's group texts go; they may point into the row. */
  UTF8String[] scratch() {
    return scratch;
  }

  Group groupOfScratch() {
    Group current = last;
    if (current != null && Arrays.equals(current.texts, scratch)) {
      return current;
    }
    Group found = groups.get(Arrays.asList(scratch));
    if (found == null) {
      UTF8String[] own = Arrays.stream(scratch).map(UTF8String::copy).toArray(UTF8String[]::new);
      found = new Group(own, scales);
      groups.put(List.of(own), found);
    }
    last = found;
    return found;
  }

  Collection<Group> groups() {
    return groups.values();
  }

  SumTable merge(SumTable other) {
    for (Group theirs : other.groups.values()) {
      groups
          .computeIfAbsent(List.of(theirs.texts), k -> new Group(theirs.texts, scales))
          .add(theirs);
    }
    return this;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(scratch.length);
      out.writeInt(scales.length);
      for (int scale : scales) {
        out.writeInt(scale);
      }
      out.writeInt(groups.size());
      for (Group group : groups.values()) {
        group.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static SumTable fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int groupColumns = in.readInt();
      int[] scales = new int[in.readInt()];
      for (int i = 0; i < scales.length; i++) {
        scales[i] = in.readInt();
      }
      SumTable table = new SumTable(groupColumns, scales);
      for (int n = in.readInt(); n > 0; n--) {
        Group group = Group.read(in, groupColumns, scales);
        table.groups.put(List.of(group.texts), group);
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** One group's numbers: unscaled sums in a long, carried over into a big integer in time. */
  static final class Group {
    private final UTF8String[] texts;
    private final int[] scales;
    private final long[] small;
    private final BigInteger[] big;
    private final long[] present;
    private long rows;

    private Group(UTF8String[] texts, int[] scales) {
      this.texts = texts;
      this.scales = scales;
      this.small = new long[scales.length];
      this.big = new BigInteger[scales.length];
      this.present = new long[scales.length];
      Arrays.fill(big, BigInteger.ZERO);
    }

    void countRow() {
      rows++;
    }

    void add(int column, Decimal value) {
      present[column]++;
      if (value.precision() <= DIGITS_OF_LONG && value.scale() == scales[column]) {
        addUnscaled(column, value.toUnscaledLong());
        return;
      }
      BigDecimal exact = value.toJavaBigDecimal().setScale(scales[column]);
      big[column] = big[column].add(exact.unscaledValue());
    }

    private void addUnscaled(int column, long value) {
      long sum = small[column] + value;
      if (((small[column] ^ sum) & (value ^ sum)) < 0) {
        big[column] = big[column].add(BigInteger.valueOf(small[column]));
        sum = value;
      }
      small[column] = sum;
    }

    private void add(Group other) {
      rows += other.rows;
      for (int i = 0; i < scales.length; i++) {
        present[i] += other.present[i];
        big[i] = big[i].add(other.total(i));
      }
    }

    private BigInteger total(int column) {
      return big[column].add(BigInteger.valueOf(small[column]));
    }

    UTF8String[] texts() {
      return texts;
    }

    long rows() {
      return rows;
    }

    long[] present() {
      return present;
    }

    List<BigDecimal> sums() {
      return IntStream.range(0, scales.length)
          .mapToObj(i -> new BigDecimal(total(i), scales[i]))
          .toList();
    }

    private void write(DataOutputStream out) throws IOException {
      for (UTF8String text : texts) {
        bytes(out, text.getBytes());
      }
      out.writeLong(rows);
      for (int i = 0; i < scales.length; i++) {
        out.writeLong(present[i]);
        bytes(out, total(i).toByteArray());
      }
    }

    private static Group read(DataInputStream in, int groupColumns, int[] scales)
        throws IOException {
      UTF8String[] texts = new UTF8String[groupColumns];
      for (int i = 0; i < groupColumns; i++) {
        texts[i] = UTF8String.fromBytes(bytes(in));
      }
      Group group = new Group(texts, scales);
      group.rows = in.readLong();
      for (int i = 0; i < scales.length; i++) {
        group.present[i] = in.readLong();
        group.big[i] = new BigInteger(bytes(in));
      }
      return group;
    }
  }
}
