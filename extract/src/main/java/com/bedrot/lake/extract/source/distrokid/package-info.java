/** Bank details and daily streams pages of DistroKid. */
@NullMarked
package com.bedrot.lake.extract.source.distrokid;

import org.jspecify.annotations.NullMarked;
