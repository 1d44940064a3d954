package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.LandingName;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.extract.LandedFiles;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of one account that manifests of the landing zone name. */
record ManifestFiles(Lake lake, String source, String account) implements LandedFiles {
  @Override
  public Set<String> names(String dataset) {
    ObjectStore landing = lake.store(Zone.LANDING);
    return landing.list(source + "/" + dataset + "/" + account + "/").stream()
        .map(ObjectInfo::key)
        .filter(key -> key.endsWith("/" + LandingName.MANIFEST))
        .map(key -> LakeJson.read(landing.get(key), Manifest.class))
        .flatMap(manifest -> manifest.files().stream())
        .map(Manifest.ManifestFile::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
