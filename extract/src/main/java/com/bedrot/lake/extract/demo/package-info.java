/** Files of an invented label, the same for the same seed, to try the lake with. */
@NullMarked
package com.bedrot.lake.extract.demo;

import org.jspecify.annotations.NullMarked;
