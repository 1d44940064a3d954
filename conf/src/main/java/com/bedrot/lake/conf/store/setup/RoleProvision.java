package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.S3Clients;
import com.bedrot.lake.conf.zone.Zone;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** A role's policy and its user on a MinIO. A key that nobody set is made and kept in LAKE_HOME. */
final class RoleProvision implements Provision {
  private static final int KEY_BYTES = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MinioAdmin admin;
  private final StoreRole role;
  private final LakeSettings settings;
  private final RoleKeyFiles files;

  RoleProvision(MinioAdmin admin, StoreRole role, LakeSettings settings) {
    this.admin = admin;
    this.role = role;
    this.settings = settings;
    this.files = new RoleKeyFiles(settings.home());
  }

  @Override
  public String what() {
    return "user and policy " + role.userName();
  }

  @Override
  public boolean present() {
    StoreKeys keys = settings.store().roles().get(role);
    return keys != null && hasPolicy() && hasUser(keys) && isItsKey(keys);
  }

  @Override
  public void make() {
    StoreKeys keys = settings.store().roles().get(role);
    if (keys == null) {
      keys = new StoreKeys(role.userName(), random());
      files.write(role, keys.secretKey());
    }
    admin.putPolicy(role.userName(), document().toString().getBytes(StandardCharsets.UTF_8));
    admin.putUser(keys, role.userName());
  }

  private boolean hasPolicy() {
    return admin.policy(role.userName()).filter(this::isOurs).isPresent();
  }

  private boolean hasUser(StoreKeys keys) {
    return admin.policyOfUser(keys.accessKey()).filter(role.userName()::equals).isPresent();
  }

  /** Asks for something the role may do. */
  private boolean isItsKey(StoreKeys keys) {
    Map<Zone, URI> zones = settings.zones();
    for (Right right : RoleRights.of(role)) {
      Place place = Place.of(zones, right.zone(), right.prefix()).orElse(null);
      if (place == null || !right.verbs().contains(Verb.LIST)) {
        continue;
      }
      try (S3Client client = S3Clients.open(settings.store().withKeys(keys))) {
        client.listObjectsV2(r -> r.bucket(place.bucket()).prefix(place.prefix()).maxKeys(1));
        return true;
      } catch (SdkException e) {
        LakeException known = S3Clients.error("list", place.bucket(), e);
        if (known.code() == ErrorCode.STORE_DENIED) {
          return false;
        }
        throw known;
      }
    }
    return true;
  }

  private JsonNode document() {
    return JSON.valueToTree(RolePolicy.document(role, settings.zones()));
  }

  /** The server keeps lists in an order of its own. */
  private boolean isOurs(JsonNode kept) {
    JsonNode policy = kept.has("Policy") ? kept.get("Policy") : kept;
    return sorted(policy).equals(sorted(document()));
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object.fields().forEachRemaining(field -> copy.set(field.getKey(), sorted(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      List<JsonNode> items = new ArrayList<>();
      array.forEach(item -> items.add(sorted(item)));
      items.sort(Comparator.comparing(JsonNode::toString));
      return JSON.createArrayNode().addAll(items);
    }
    return node;
  }

  private static Secret random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
