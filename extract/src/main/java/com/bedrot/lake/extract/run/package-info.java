/** Runs extractors: what is due, each account for itself, landed and recorded. */
@NullMarked
package com.bedrot.lake.extract.run;

import org.jspecify.annotations.NullMarked;
