package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.format.NameFacts;
import org.jspecify.annotations.Nullable;

/**
 * Where a file, or one member of an archive, belongs.
 *
 * @param member the archive member that is the dataset's content, or null
 * @param name what the file's name tells by that dataset's patterns
 */
record Placement(DatasetContract contract, @Nullable String member, NameFacts name) {}
