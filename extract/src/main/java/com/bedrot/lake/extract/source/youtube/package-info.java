/** Days, bulk reports and videos of YouTube channels, over Google's APIs. */
@NullMarked
package com.bedrot.lake.extract.source.youtube;

import org.jspecify.annotations.NullMarked;
