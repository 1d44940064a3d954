package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.zone.LandingName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Gives every file of a drop a name of its own; members of one archive share it. */
final class DropNames {
  private final Map<Path, String> nameOf = new LinkedHashMap<>();
  private final List<LandingWriter.Payload> payloads = new ArrayList<>();

  DropNames(List<PreparedFile> group) {
    Set<String> taken = new HashSet<>(Set.of(LandingName.MANIFEST));
    Map<String, Integer> again = new HashMap<>();
    for (PreparedFile file : group) {
      if (nameOf.containsKey(file.path())) {
        continue;
      }
      String name = file.fileName();
      while (!taken.add(name.toLowerCase(Locale.ROOT))) {
        name = numbered(file.fileName(), again.merge(file.fileName(), 1, Integer::sum) + 1);
      }
      nameOf.put(file.path(), name);
      byte[] content = file.content();
      payloads.add(
          content == null
              ? new LandingWriter.Payload.FromFile(name, file.path())
              : new LandingWriter.Payload.FromBytes(name, content));
    }
  }

  private static String numbered(String name, int number) {
    int dot = name.indexOf('.', 1);
    String stem = dot < 0 ? name : name.substring(0, dot);
    String shortened = stem.length() > 60 ? stem.substring(0, 60) : stem;
    return shortened + "-" + number + (dot < 0 ? "" : name.substring(dot));
  }

  List<LandingWriter.Payload> payloads() {
    return payloads;
  }

  String of(PreparedFile file) {
    String name = nameOf.get(file.path());
    if (name == null) {
      throw new IllegalArgumentException("not in this drop: " + file.path());
    }
    return name;
  }
}
