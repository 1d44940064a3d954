/** Campaigns, ad sets, ads and daily insights of the Meta Marketing API. */
@NullMarked
package com.bedrot.lake.extract.source.metaads;

import org.jspecify.annotations.NullMarked;
