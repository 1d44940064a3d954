package com.bedrot.lake.conf.settings;

import java.util.List;

/**
 * Settings and where each came from.
 *
 * @param values every setting, in the order of the shipped file, secrets masked
 */
public record LoadedSettings(LakeSettings settings, List<SettingValue> values) {
  public LoadedSettings {
    values = List.copyOf(values);
  }
}
