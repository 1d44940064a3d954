/** Campaigns and reports of Mailchimp accounts, over its REST API. */
@NullMarked
package com.bedrot.lake.extract.source.mailchimp;

import org.jspecify.annotations.NullMarked;
