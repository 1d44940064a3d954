package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.zone.Zone;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A role's rights as policy documents, as AWS and MinIO read them. */
public final class RolePolicy {
  private static final String VERSION = "2012-10-17";
  private static final String ALLOW = "Allow";
  private static final String ARN = "arn:aws:s3:::";

  private RolePolicy() {}

  /** The role's policy over those of its zones that are on S3. */
  public static Map<String, Object> document(StoreRole role, Map<Zone, URI> roots) {
    Map<Set<String>, Set<String>> objects = new LinkedHashMap<>();
    Map<String, Set<String>> listings = new TreeMap<>();
    for (Right right : RoleRights.of(role)) {
      Place.of(roots, right.zone(), right.prefix())
          .ifPresent(place -> add(right, place, objects, listings));
    }
    List<Object> statements = new ArrayList<>();
    listings.forEach((bucket, prefixes) -> statements.add(listing(bucket, prefixes)));
    objects.forEach((actions, places) -> statements.add(statement(ALLOW, actions, places)));
    // without it MinIO takes the right to delete for the right to delete old versions
    statements.add(statement("Deny", Set.of("s3:DeleteObjectVersion"), Set.of(ARN + "*")));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", VERSION);
    document.put("Statement", statements);
    return document;
  }

  /** A CloudFormation template of every role's managed policy. */
  public static Map<String, Object> template(Map<Zone, URI> roots) {
    Map<String, Object> resources = new LinkedHashMap<>();
    for (StoreRole role : StoreRole.values()) {
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("ManagedPolicyName", role.userName());
      properties.put("PolicyDocument", document(role, roots));
      Map<String, Object> resource = new LinkedHashMap<>();
      resource.put("Type", "AWS::IAM::ManagedPolicy");
      resource.put("Properties", properties);
      String id = role.id();
      resources.put(
          "Lake" + id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1), resource);
    }
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("AWSTemplateFormatVersion", "2010-09-09");
    template.put("Description", "What each role of the lake may do on its buckets");
    template.put("Resources", resources);
    return template;
  }

  private static void add(
      Right right,
      Place place,
      Map<Set<String>, Set<String>> objects,
      Map<String, Set<String>> listings) {
    Set<String> actions = new TreeSet<>();
    for (Verb verb : right.verbs()) {
      if (verb == Verb.LIST) {
        listings.computeIfAbsent(place.bucket(), b -> new TreeSet<>()).add(place.prefix() + "*");
      } else {
        actions.addAll(verb.actions());
      }
    }
    if (!actions.isEmpty()) {
      objects
          .computeIfAbsent(actions, a -> new TreeSet<>())
          .add(ARN + place.bucket() + "/" + place.prefix() + "*");
    }
  }

  private static Map<String, Object> listing(String bucket, Set<String> prefixes) {
    Map<String, Object> statement =
        statement(ALLOW, new TreeSet<>(Verb.LIST.actions()), Set.of(ARN + bucket));
    if (!prefixes.contains("*")) {
      statement.put("Condition", Map.of("StringLike", Map.of("s3:prefix", List.copyOf(prefixes))));
    }
    return statement;
  }

  private static Map<String, Object> statement(
      String effect, Set<String> actions, Set<String> resources) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", effect);
    statement.put("Action", List.copyOf(actions));
    statement.put("Resource", List.copyOf(resources));
    return statement;
  }
}
