/** Account days, metrics of posts and follower counts of Instagram, over the Graph API. */
@NullMarked
package com.bedrot.lake.extract.source.instagram;

import org.jspecify.annotations.NullMarked;
