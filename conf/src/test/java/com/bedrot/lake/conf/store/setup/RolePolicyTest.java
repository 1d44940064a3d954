package com.bedrot.lake.conf.store.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.zone.Zone;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolePolicyTest {
  private static final Map<Zone, URI> BUCKETS =
      Arrays.stream(Zone.values())
          .collect(Collectors.toMap(z -> z, z -> URI.create("s3a://label-" + z.id())));

  @Test
  void theWarehouseReadsCuratedAndNothingElse() {
    assertThat(LakeJson.line(RolePolicy.document(StoreRole.WAREHOUSE, BUCKETS)))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":["
                + "{\"Effect\":\"Allow\",\"Action\":[\"s3:ListBucket\"],"
                + "\"Resource\":[\"arn:aws:s3:::label-curated\"]},"
                + "{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\"],"
                + "\"Resource\":[\"arn:aws:s3:::label-curated/*\"]},"
                + "{\"Effect\":\"Deny\",\"Action\":[\"s3:DeleteObjectVersion\"],"
                + "\"Resource\":[\"arn:aws:s3:::*\"]}]}");
  }

  @Test
  void zonesThatShareABucketAreToldApartByTheirPrefix() {
    Map<Zone, URI> shared =
        Map.of(
            Zone.CURATED, URI.create("s3a://label/lake/curated"),
            Zone.STAGING, URI.create("s3a://label/lake/staging"),
            Zone.RAW, URI.create("file:///raw"));

    assertThat(LakeJson.line(RolePolicy.document(StoreRole.WAREHOUSE, shared)))
        .contains("\"s3:prefix\":[\"lake/curated/*\"]")
        .contains("arn:aws:s3:::label/lake/curated/*")
        .doesNotContain("staging");
  }

  @Test
  void extractionReadsNothingThatLanded() {
    assertThat(LakeJson.line(RolePolicy.document(StoreRole.EXTRACT, BUCKETS)))
        .contains(
            "\"Action\":[\"s3:AbortMultipartUpload\",\"s3:PutObject\"],"
                + "\"Resource\":[\"arn:aws:s3:::label-landing/*\"]")
        .doesNotContain("s3:DeleteObject\"")
        .doesNotContain("label-raw");
  }

  @Test
  void oneTemplateHoldsThePoliciesOfAllRoles() {
    assertThat(LakeJson.line(RolePolicy.template(BUCKETS)))
        .contains("\"LakeExtract\":{\"Type\":\"AWS::IAM::ManagedPolicy\"")
        .contains("\"ManagedPolicyName\":\"lake-jobs\"")
        .contains("\"LakeNotebook\"", "\"LakeWarehouse\"");
  }

  @Test
  void theArchiveNeedsABucketOfItsOwn() {
    Map<Zone, URI> shared =
        Map.of(
            Zone.ARCHIVE, URI.create("s3a://label/archive"),
            Zone.RAW, URI.create("s3a://label/raw"));

    assertThatThrownBy(() -> Bucket.of(shared))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("zones.archive: bucket label is also that of [raw], ");
  }
}
