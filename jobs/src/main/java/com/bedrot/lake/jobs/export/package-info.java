/** Published tables to the warehouse: copied beside, checked, and swapped in one transaction. */
@NullMarked
package com.bedrot.lake.jobs.export;

import org.jspecify.annotations.NullMarked;
