package com.bedrot.lake.extract.replica.server;

import java.util.List;
import java.util.Map;

/** The replica of one source. */
public interface Portal {
  /** Id of the source. */
  String source();

  /** Names of the origins it answers at. */
  List<String> origins();

  /** The accounts it knows, with secrets made up for this start. */
  List<LabelAccount> accounts();

  /** What it answers, by origin; called once, when the addresses of all origins are known. */
  Map<String, Routes> routes(Site site);
}
