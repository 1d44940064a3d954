/** Tokens of accounts that sign in without a browser: kept, renewed, exchanged and judged. */
@NullMarked
package com.bedrot.lake.extract.session.token;

import org.jspecify.annotations.NullMarked;
