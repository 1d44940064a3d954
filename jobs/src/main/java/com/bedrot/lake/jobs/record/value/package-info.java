/** Values of a contract's types, decoded from bytes into one reused row. */
@NullMarked
package com.bedrot.lake.jobs.record.value;

import org.jspecify.annotations.NullMarked;
