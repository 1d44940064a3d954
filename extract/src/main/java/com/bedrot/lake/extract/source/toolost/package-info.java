/** Daily streams and monthly sales reports of TooLost. */
@NullMarked
package com.bedrot.lake.extract.source.toolost;

import org.jspecify.annotations.NullMarked;
