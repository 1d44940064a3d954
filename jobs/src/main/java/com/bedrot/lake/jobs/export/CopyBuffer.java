package com.bedrot.lake.jobs.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows in PostgreSQL's binary COPY format, in one byte array that is used again and again: each
 * field is its length in bytes (-1 for null) and its bytes, integers in network order.
 */
final class CopyBuffer {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int NULL = -1;
  private static final int END = -1;
  private static final byte JSONB_VERSION = 1;
  private static final int WIDEST_FIXED = Long.BYTES + Integer.BYTES;

  private byte[] bytes;
  private int length;

  CopyBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void header() {
    reserve(HEADER.length);
    System.arraycopy(HEADER, 0, bytes, length, HEADER.length);
    length += HEADER.length;
  }

  void beginRow(int fields) {
    reserve(Short.BYTES);
    putShort(fields);
  }

  void trailer() {
    reserve(Short.BYTES);
    putShort(END);
  }

  void missing() {
    reserve(Integer.BYTES);
    putInt(NULL);
  }

  void integer(int value) {
    reserve(WIDEST_FIXED);
    putInt(Integer.BYTES);
    putInt(value);
  }

  void bigint(long value) {
    reserve(WIDEST_FIXED);
    putInt(Long.BYTES);
    LONG.set(bytes, length, value);
    length += Long.BYTES;
  }

  void bool(boolean value) {
    reserve(WIDEST_FIXED);
    putInt(1);
    bytes[length++] = (byte) (value ? 1 : 0);
  }

  void text(UTF8String value) {
    int size = value.numBytes();
    reserve(size + Integer.BYTES);
    putInt(size);
    value.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + (long) length);
    length += size;
  }

  void jsonb(UTF8String value) {
    int size = value.numBytes();
    reserve(size + Integer.BYTES + 1);
    putInt(size + 1);
    bytes[length++] = JSONB_VERSION;
    value.writeToMemory(bytes, Platform.BYTE_ARRAY_OFFSET + (long) length);
    length += size;
  }

  /** A numeric of {@code count} base-10000 digits, the first of them at {@code digits[from]}. */
  void numeric(short[] digits, int from, int count, int weight, boolean negative, int scale) {
    int size = (4 + count) * Short.BYTES;
    reserve(size + Integer.BYTES);
    putInt(size);
    putShort(count);
    putShort(weight);
    putShort(negative ? 0x4000 : 0);
    putShort(scale);
    for (int i = from; i < from + count; i++) {
      putShort(digits[i]);
    }
  }

  private void putShort(int value) {
    SHORT.set(bytes, length, (short) value);
    length += Short.BYTES;
  }

  private void putInt(int value) {
    INT.set(bytes, length, value);
    length += Integer.BYTES;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
