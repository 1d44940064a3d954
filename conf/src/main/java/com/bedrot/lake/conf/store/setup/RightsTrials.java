package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.S3Clients;
import com.bedrot.lake.conf.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Proves what each role may do by doing it: every kind of call at every place, permitted or not. No
 * call harms the lake if it is carried out: nothing is written but a probe, in parts that are given
 * up where it could not be deleted, and nothing is deleted but a probe.
 */
public final class RightsTrials {
  private static final String PROBE = "lake-rights-probe";
  private static final String NO_VERSION = "11111111-2222-4333-8444-555555555555";

  /** The places of the ops zone; the other zones are one place each. */
  private static final List<String> OPS_PLACES =
      List.of(
          "inbox/",
          "runs/",
          "fetches/",
          "ledger/",
          "holds/",
          "publications/",
          "quarantine/",
          "state/",
          "state/extract/",
          "state/lease/",
          "tables/quarantine/",
          "tables/runs/");

  private final LakeSettings settings;
  private final StoreRole role;
  private final StoreKeys keys;

  public RightsTrials(LakeSettings settings, StoreRole role, StoreKeys keys) {
    this.settings = settings;
    this.role = role;
    this.keys = keys;
  }

  /** A call and where it goes. */
  private record Call(Trial trial, Consumer<S3Client> act) {}

  /**
   * Makes every call.
   *
   * @param looker a client that may list everything, to find objects whose reading is tried
   */
  public List<Trial.Result> run(S3Client looker) {
    List<Trial.Result> results = new ArrayList<>();
    try (S3Client client = S3Clients.open(settings.store().withKeys(keys))) {
      for (Call call : calls(looker)) {
        results.add(tried(client, call));
      }
    }
    return results;
  }

  private List<Call> calls(S3Client looker) {
    List<Call> calls = new ArrayList<>();
    for (Zone zone : Zone.values()) {
      List<String> places = zone == Zone.OPS ? OPS_PLACES : List.of("");
      for (String prefix : places) {
        Place.of(settings.zones(), zone, prefix)
            .ifPresent(place -> calls.addAll(at(zone, prefix, place, looker)));
      }
      Place.of(settings.zones(), zone, "").ifPresent(place -> calls.addAll(never(zone, place)));
    }
    return calls;
  }

  private List<Call> at(Zone zone, String prefix, Place place, S3Client looker) {
    String existing = anyKey(looker, place);
    boolean mayDelete = RoleRights.allows(role, Verb.DELETE, zone, prefix);
    List<Call> calls = new ArrayList<>();
    calls.add(call(Verb.LIST, zone, prefix, c -> list(c, place)));
    calls.add(call(Verb.READ, zone, prefix, c -> read(c, place.bucket(), existing)));
    calls.add(
        call(
            Verb.WRITE,
            zone,
            prefix,
            c -> {
              if (mayDelete) {
                write(c, place);
              } else {
                beginToWrite(c, place);
              }
            }));
    calls.add(call(Verb.DELETE, zone, prefix, c -> delete(c, place)));
    return calls;
  }

  private Call call(Verb verb, Zone zone, String prefix, Consumer<S3Client> act) {
    String what = verb.word() + " " + zone.id() + "/" + prefix;
    return new Call(new Trial(role, what, RoleRights.allows(role, verb, zone, prefix)), act);
  }

  /** What no role may do, whatever the zone. */
  private List<Call> never(Zone zone, Place place) {
    return List.of(
        forbidden(
            "delete a version in " + zone.id(),
            c ->
                c.deleteObject(
                    r -> r.bucket(place.bucket()).key(place.key(PROBE)).versionId(NO_VERSION))),
        forbidden(
            "set versioning of " + zone.id(),
            c ->
                c.putBucketVersioning(
                    r ->
                        r.bucket(place.bucket())
                            .versioningConfiguration(
                                v -> v.status(BucketVersioningStatus.ENABLED)))),
        forbidden(
            "make bucket of " + zone.id(), c -> c.createBucket(r -> r.bucket(place.bucket()))));
  }

  private Call forbidden(String what, Consumer<S3Client> act) {
    return new Call(new Trial(role, what, false), act);
  }

  /** A key of the place, or one that is not there: then there is nothing to protect either. */
  private static String anyKey(S3Client looker, Place place) {
    return looker
        .listObjectsV2(r -> r.bucket(place.bucket()).prefix(place.prefix()).maxKeys(1))
        .contents()
        .stream()
        .map(found -> found.key())
        .findFirst()
        .orElse(place.key(PROBE));
  }

  private static void list(S3Client client, Place place) {
    client.listObjectsV2(r -> r.bucket(place.bucket()).prefix(place.prefix()).maxKeys(1));
  }

  private static void read(S3Client client, String bucket, String key) {
    client.getObject(r -> r.bucket(bucket).key(key)).abort();
  }

  private static void write(S3Client client, Place place) {
    client.putObject(
        r -> r.bucket(place.bucket()).key(place.key(PROBE)), RequestBody.fromString(PROBE));
    client.deleteObject(r -> r.bucket(place.bucket()).key(place.key(PROBE)));
  }

  private static void beginToWrite(S3Client client, Place place) {
    String key = place.key(PROBE);
    String upload = client.createMultipartUpload(r -> r.bucket(place.bucket()).key(key)).uploadId();
    client.uploadPart(
        r -> r.bucket(place.bucket()).key(key).uploadId(upload).partNumber(1),
        RequestBody.fromString(PROBE));
    client.abortMultipartUpload(r -> r.bucket(place.bucket()).key(key).uploadId(upload));
  }

  private static void delete(S3Client client, Place place) {
    client.deleteObject(r -> r.bucket(place.bucket()).key(place.key(PROBE)));
  }

  private static Trial.Result tried(S3Client client, Call call) {
    try {
      call.act().accept(client);
      return new Trial.Result(call.trial(), Trial.Answer.CARRIED_OUT, "");
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        case 403 -> refused(call, e);
          // the right was there, the thing was not, or was there already
        case 404, 409 -> new Trial.Result(call.trial(), Trial.Answer.CARRIED_OUT, "");
        default -> unclear(call, e);
      };
    } catch (SdkException e) {
      return unclear(call, e);
    }
  }

  /** Keys that are not the role's are refused everything, which proves nothing. */
  private static Trial.Result refused(Call call, S3Exception e) {
    String name = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return name == null || name.equals("AccessDenied")
        ? new Trial.Result(call.trial(), Trial.Answer.REFUSED, "")
        : unclear(call, e);
  }

  private static Trial.Result unclear(Call call, SdkException e) {
    String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new Trial.Result(call.trial(), Trial.Answer.UNCLEAR, words);
  }
}
