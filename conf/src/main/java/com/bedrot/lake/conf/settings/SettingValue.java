package com.bedrot.lake.conf.settings;

/**
 * A setting as it was given.
 *
 * @param key dotted name
 * @param text the value, a list joined by commas; {@code ******} for a secret that is set
 * @param origin {@code default}, {@code FILE:LINE}, {@code environment NAME} or {@code command
 *     line}
 */
public record SettingValue(String key, String text, String origin) {}
