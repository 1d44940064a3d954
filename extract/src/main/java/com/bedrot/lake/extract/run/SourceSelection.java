package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.Nearest;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.extract.portal.PortalFacts;
import java.util.List;

/** The sources a request means: those whose contracts say how they are fetched. */
final class SourceSelection {
  private final List<SourceContract> all;
  private final LakeSettings settings;
  private final ExtractRequest request;

  SourceSelection(List<SourceContract> all, LakeSettings settings, ExtractRequest request) {
    this.all = all.stream().filter(PortalFacts::isFetched).toList();
    this.settings = settings;
    this.request = request;
  }

  /**
   * The sources.
   *
   * @throws ConfigurationException {@code USAGE_INVALID} for a source, account or dataset that
   *     there is not
   */
  List<SourceContract> sources() {
    List<String> ids = all.stream().map(SourceContract::id).toList();
    for (String id : request.sources()) {
      if (!ids.contains(id)) {
        throw ExtractRequest.usage(
            "there is no source "
                + id
                + " to fetch"
                + Nearest.hint(id, ids)
                + "; there are "
                + String.join(", ", ids));
      }
    }
    List<SourceContract> chosen =
        all.stream()
            .filter(s -> request.sources().isEmpty() ? s.isActive() : request.names(s.id()))
            .filter(this::hasDataset)
            .toList();
    if (request.dataset() != null && chosen.isEmpty()) {
      throw ExtractRequest.usage("there is no dataset " + request.dataset() + " to fetch");
    }
    String account = request.account();
    boolean unknown =
        account != null
            && chosen.stream().noneMatch(s -> settings.account(s.id(), account).isPresent());
    if (unknown) {
      throw ExtractRequest.usage("there is no account " + account + " in the settings");
    }
    return account == null
        ? chosen
        : chosen.stream().filter(s -> settings.account(s.id(), account).isPresent()).toList();
  }

  private boolean hasDataset(SourceContract source) {
    return source.datasets().stream()
        .filter(d -> d.parent() == null)
        .map(DatasetContract::name)
        .anyMatch(name -> request.wants(source.id(), name));
  }
}
