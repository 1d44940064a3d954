/** Exports and the follower count of TikTok Studio. */
@NullMarked
package com.bedrot.lake.extract.source.tiktok;

import org.jspecify.annotations.NullMarked;
