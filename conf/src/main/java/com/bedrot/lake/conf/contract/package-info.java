/** What the data is: contracts of sources and curated tables. */
@NullMarked
package com.bedrot.lake.conf.contract;

import org.jspecify.annotations.NullMarked;
