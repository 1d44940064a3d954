/** Link analytics and submissions of SubmitHub. */
@NullMarked
package com.bedrot.lake.extract.source.submithub;

import org.jspecify.annotations.NullMarked;
